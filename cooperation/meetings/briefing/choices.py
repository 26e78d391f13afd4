"""Which length and language a page shows, and how to come to the others."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cooperation.meetings.briefing.lengths import LENGTHS
from cooperation.meetings.briefing.page import BriefingPage
from cooperation.models import Language

USUAL = "medium"


class Choice(NamedTuple):
    """One of several: its name, where it leads, whether it is the one shown."""

    label: str
    url: str
    current: bool


class Choices(NamedTuple):
    """The lengths and the languages of a page."""

    lengths: list[Choice]
    languages: list[Choice]


def length_of(text: str, notes: list[str]) -> str:
    """The length in the address; the usual one, with a note, for anything else."""
    if text in LENGTHS:
        return text
    if text:
        notes.append(_("The address asks for no length we know; the usual one is shown."))
    return USUAL


def choices_of(page: BriefingPage) -> Choices:
    """Links to the other lengths and languages."""
    names = {
        "short": _("30 seconds"),
        "medium": _("3 minutes"),
        "long": _("10 minutes"),
    }
    lengths = [
        Choice(label, f"?{urlencode({'length': one, 'lang': page.language})}", one == page.length)
        for one, label in names.items()
    ]
    languages = [
        Choice(label, f"?{urlencode({'length': page.length, 'lang': one})}", one == page.language)
        for one, label in Language.choices
    ]
    return Choices(lengths, languages)
