"""What is said of a code that leads nowhere: what is wrong with it, and what to look at."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cooperation.formatting import list_comma
from cooperation.meetings.codes.spelling import ALIKE, Mistyped


def advice_for(mistyped: Mistyped) -> list[str]:
    """For a text that is no code: what is wrong with it as far as can be told."""
    alike = [sign for sign in mistyped.strange if sign in ALIKE]
    other = [sign if sign.isprintable() else "�" for sign in mistyped.strange if sign not in ALIKE]
    found = [_("This is not a code as it was printed: a character was mistyped or misread.")]
    if alike:
        words = _("No code has %(signs)s. Look again: it may be Q or D, J, T or 7.")
        found.append(words % {"signs": list_comma().join(alike)})
    if other:
        words = _("No code has %(signs)s; there are only capital letters and digits.")
        found.append(words % {"signs": list_comma().join(other[:5])})
    if not mistyped.strange:
        found.append(_("Compare each sign with the print: 2 and Z, 5 and S, 8 and B, U and V."))
        found.append(_("The small code beside the number has 10 to 14 characters."))
    return found


def unknown_sentence(code: str) -> list[str]:
    """For a code that is well formed, of a file that the reader may know nothing of."""
    return [
        _("No file whose figures you may see has the code %(code)s.") % {"code": code},
        _("It may belong to another programme: ask whoever handed you the file."),
    ]


def gone_sentence() -> str:
    """For a number that cannot be told any more."""
    return _(
        "The file is known, but this number can no longer be told: its indicator or its place is "
        "not counted in that year any more."
    )
