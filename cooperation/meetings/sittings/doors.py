"""Where a meeting's page leads: what is prepared, looked at and taken along.

Each door is the name of an address; one that this installation does not have is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Meeting


@dataclass(frozen=True)
class Door:
    """A link: its words, its address, and what is behind it."""

    label: Any
    url: str
    about: Any = ""


def of_meeting(meeting: Meeting) -> tuple[list, dict]:
    """Rooms of the meeting take its key."""
    return [meeting.pk], {}


def of_period(meeting: Meeting) -> tuple[list, dict]:
    """Pages and files of figures take its scope and months."""
    asked = {
        "programme": meeting.programme.code,
        "year": meeting.year,
        "through": meeting.through,
    }
    if meeting.pairing:
        asked["pairing"] = meeting.pairing.slug
    return [], asked


Address = Callable[[Meeting], tuple[list, dict]]
Row = tuple[str, Address, Any, Any]

# What the secretary prepares.
PREPARING: tuple[Row, ...] = (
    (
        "pack-preview",
        of_meeting,
        _("Preview and seal the pack"),
        _("All files as they would be sealed now"),
    ),
    (
        "briefing-edit",
        of_meeting,
        _("Edit the briefing"),
        _("The text of 30 seconds, 3 minutes and 10 minutes"),
    ),
)
# What every reader looks at.
LOOKING: tuple[Row, ...] = (
    (
        "meeting-restated",
        of_meeting,
        _("Changes since the last meeting"),
        _("Figures that were corrected, and why"),
    ),
    ("overview", of_period, _("Figures of the period"), _("The overview, as known now")),
)
# Files of the period, made anew each time.
FILES: tuple[Row, ...] = (
    ("report-csv", of_period, "CSV", ""),
    ("report-xlsx", of_period, "XLSX", ""),
    ("report-docx", of_period, "DOCX", ""),
    ("report-pdf", of_period, "PDF", ""),
    ("report-html", of_period, "HTML", ""),
)


def doors(meeting: Meeting, rows: Iterable[Row]) -> list[Door]:
    """The doors of some rows that lead somewhere."""
    found = []
    for name, address, label, about in rows:
        arguments, asked = address(meeting)
        if url := address_of(name, *arguments):
            found.append(Door(label, f"{url}?{urlencode(asked)}" if asked else url, about))
    return found


def address_of(name: str, *arguments) -> str:
    """The address of that name; empty where there is none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
