"""From what somebody typed into the form to the address of its page."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from cooperation.meetings.codes.spelling import LONGEST, Mistyped, parse, plain


def address_of(text: str, file: str = "") -> str:
    """The page of a typed code; "" where nothing was typed.

    file: the code of the file in hand, so that the rest is enough. Somebody may also paste the
    whole address that a scanner gave.
    """
    text = text.rstrip("/").rpartition("/")[2] if "://" in text else text
    signs = plain(text)[: LONGEST + 2]
    if not signs:
        return ""
    if file and not _is_code(signs) and _is_code(plain(file) + signs):
        signs = plain(file) + signs
    # With its hyphen, as it is printed.
    spelled = f"{signs[:5]}-{signs[5:]}" if _is_code(signs) else signs
    try:
        return reverse("figure-code", args=[spelled])
    except NoReverseMatch:
        return reverse("figure-code", args=["-"])


def _is_code(signs: str) -> bool:
    try:
        parse(signs)
    except Mistyped:
        return False
    return True
