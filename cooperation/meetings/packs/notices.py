"""What a secretary should know before sealing. None of it forbids to seal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.calendar import due_calendar
from cooperation.filing import Owed, owed_forms
from cooperation.formatting import months_text
from cooperation.models import Indicator, Meeting, Pairing

# So many forms are named; the reports page has all of them.
MOST_NAMED = 5
ABSENT = ("late", "returned")


@dataclass(frozen=True)
class Notice:
    """One sentence, with examples where it speaks of several forms."""

    text: str
    examples: tuple[str, ...] = ()
    more: int = 0


def notices_of(meeting: Meeting, moment: datetime.datetime) -> Iterator[Notice]:
    """Forms that are missing, wait for review or are being corrected; what a meeting lacks."""
    today = timezone.localdate(moment)
    by_state: dict[str, list[Owed]] = {}
    for form in _forms(meeting):
        by_state.setdefault(form.state(today), []).append(form)
    absent = [form for state in ABSENT for form in by_state.get(state, ())]
    yield from _about(absent, _absent_words(len(absent)))
    waiting = by_state.get("submitted", [])
    yield from _about(waiting, _waiting_words(len(waiting)))
    open_ones = by_state.get("correcting", [])
    yield from _about(open_ones, _correcting_words(len(open_ones)))
    if meeting.on < today:
        yield Notice(_("The day of the meeting has passed."))
    if not meeting.agenda.exists():
        yield Notice(_("The meeting has no agenda yet."))


def _forms(meeting: Meeting) -> list[Owed]:
    """The forms of the year up to the cut-off month, as they stand now."""
    programme = meeting.programme
    pairings = [meeting.pairing] if meeting.pairing else Pairing.objects.reporting_in(programme)
    for pairing in pairings:
        pairing.programme = programme
    first = datetime.date(meeting.year, 1, 1)
    last = datetime.date(meeting.year, meeting.through, 1)
    indicators = Indicator.objects.prefetch_related("not_for")
    return owed_forms(pairings, indicators, due_calendar(programme), first, last)


def _about(forms: list[Owed], words: str) -> Iterator[Notice]:
    if not forms:
        return
    months: dict[tuple[Pairing, str], list[int]] = {}
    for form in forms:
        months.setdefault((form.pairing, form.name), []).append(form.month.month)
    named = [
        _("%(form)s: %(months)s")
        % {"form": f"{pairing.name} · {name}", "months": months_text(found)}
        for (pairing, name), found in months.items()
    ]
    yield Notice(words, tuple(named[:MOST_NAMED]), max(0, len(named) - MOST_NAMED))


def _absent_words(n: int) -> str:
    text = ngettext(
        "%(n)d monthly report is missing: its figures stay unknown.",
        "%(n)d monthly reports are missing: their figures stay unknown.",
        n,
    )
    return text % {"n": n}


def _waiting_words(n: int) -> str:
    text = ngettext(
        "%(n)d report waits for review: its figures are marked as not yet approved.",
        "%(n)d reports wait for review: their figures are marked as not yet approved.",
        n,
    )
    return text % {"n": n}


def _correcting_words(n: int) -> str:
    text = ngettext(
        "%(n)d report is being corrected: the figures approved before stay until then.",
        "%(n)d reports are being corrected: the figures approved before stay until then.",
        n,
    )
    return text % {"n": n}
