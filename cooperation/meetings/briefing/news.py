"""What happened since the last meeting: events, and figures that were corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import chinese, days, month_name, year_name
from cooperation.meetings.briefing.lengths import Length
from cooperation.meetings.briefing.parts import Keyed
from cooperation.meetings.briefing.patterns import Runs, say, sentence, statements
from cooperation.meetings.briefing.printing import long_day, short_day
from cooperation.models import Activity

if TYPE_CHECKING:
    from cooperation.meetings.restated.restatement import Restatement


def events(found: Sequence[Activity], length: Length, *, year: int | None) -> Keyed:
    """上次联席会议以来，记录活动6项：…; year: where no meeting was before, the year they are of."""
    if not found or not length.events:
        return []
    named = [_event(one) for one in _foremost(found, length.events)]
    rest = len(found) - len(named)
    if rest > 0:
        text = ngettext("%(count)s more", "%(count)s more", rest)
        named.append(say(text, count=rest))
    head = say(_opening(len(found), year), count=len(found), year=year_name(year or 0))
    return [("events", sentence(head, statements(named)))]


def _opening(count: int, year: int | None) -> str:
    if year is not None:
        return ngettext(
            "%(count)s activity since the beginning of %(year)s: ",
            "%(count)s activities since the beginning of %(year)s: ",
            count,
        )
    return ngettext(
        "%(count)s activity since the last meeting: ",
        "%(count)s activities since the last meeting: ",
        count,
    )


def _foremost(found: Sequence[Activity], most: int) -> list[Activity]:
    """Meetings and visits before trainings, the newest before the older; told in their order."""
    kinds = Activity.Kind.values
    ranked = sorted(found, key=lambda one: (kinds.index(one.kind), -one.start.toordinal()))
    return sorted(ranked[:most], key=lambda one: (one.start, one.pk))


def _event(one: Activity) -> Runs:
    title = one.title.rstrip("。.")
    if one.place and one.place not in one.title:
        text = _("%(day)s, %(title)s (%(place)s)")
        return say(text, day=_when(one), title=title, place=one.place)
    return say(_("%(day)s, %(title)s"), day=_when(one), title=title)


def _when(one: Activity) -> str:
    """As exactly as it is known."""
    if one.precision == "year":
        return year_name(one.start.year)
    if one.precision == "month":
        return month_name(one.start.year, one.start.month)
    if not one.end or one.end == one.start:
        return long_day(one.start)
    if not chinese():
        return days(one.start, one.end)
    same = (one.start.year, one.start.month) == (one.end.year, one.end.month)
    return f"{long_day(one.start)}至{f'{one.end.day}日' if same else short_day(one.end)}"


def changes(restated: Restatement | None) -> Keyed:
    """How many figures that a meeting has seen were corrected since; that none were is said."""
    if restated is None:
        return []
    since = long_day(timezone.localdate(restated.since))
    if restated.nothing:
        text = _("No figure presented by %(since)s has been corrected since")
        return [("changes", sentence(say(text, since=since)))]
    count = len(restated.lines)
    text = ngettext(
        "%(count)s figure presented by %(since)s was corrected since; see the annex.",
        "%(count)s figures presented by %(since)s were corrected since; see the annex.",
        count,
    )
    return [("changes", say(text, count=count, since=since))]
