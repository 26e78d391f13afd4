"""What the page of changes shows, all texts ready."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cooperation.access import approved_only_for
from cooperation.dashboards.changes.counts import Window
from cooperation.dashboards.changes.crossing import Crossing
from cooperation.dashboards.changes.headlines import headlines_of
from cooperation.dashboards.changes.news import MOST, news
from cooperation.dashboards.changes.notices import blocks_of
from cooperation.dashboards.changes.origin import LAST_LOOK, LAST_MEETING
from cooperation.dashboards.changes.past import Changed, changed_months
from cooperation.dashboards.changes.selection import Selection
from cooperation.dashboards.changes.sentences import sentences
from cooperation.dashboards.changes.steps import lines_of, pairing_name
from cooperation.formatting import UNKNOWN, day, month_name, number, period_name, signed
from cooperation.models import Basis
from cooperation.scoreboard.facts import Horizon
from cooperation.scoreboard.rows import OWN, PAIRING


def page_context(chosen: Selection) -> dict:
    """Everything but what all read pages share."""
    crossing, origin = chosen.chosen, chosen.origin
    frame = chosen.frame
    window = Window(
        origin.moment,
        Horizon(frame.period.as_of).moment,
        approved_only_for(frame.request.user),
        None if origin.choice == LAST_LOOK else frame.period.last_day,
        chosen.pairing,
    )
    offices = 0 if chosen.pairing else len(chosen.pairings)
    past = _past(chosen) if crossing else []
    return {
        "chosen": chosen,
        "row": crossing and crossing.now,
        "whose": pairing_name(chosen.pairing) if chosen.pairing else _("Whole city"),
        "then_name": period_name(origin.year, origin.through),
        "then_day": day(origin.day),
        "sentences": sentences(chosen, crossing) if crossing else "",
        "known": any(
            end.value is not None
            for one in chosen.crossings
            for end in (one.bridge.then, one.bridge.now)
        ),
        "headlines": headlines_of(chosen),
        "lines": lines_of(chosen, crossing) if crossing and crossing.bridge.steps else (),
        "in_points": crossing is not None and crossing.bridge.points is not None,
        "together": _together(crossing),
        "past": past[:MOST],
        "past_beyond": max(len(past) - MOST, 0),
        "blocks": blocks_of(frame, news(frame, window), offices),
        "meeting_url": chosen.query(since=LAST_MEETING),
        "since_options": chosen.choices.options,
        "since": _since_in_form(chosen),
        "pairings_offered": [(p.slug, pairing_name(p)) for p in chosen.pairings],
        "indicators_offered": [
            (one.now.indicator.code, one.now.indicator.name) for one in chosen.crossings
        ],
    }


def _together(crossing: Crossing | None) -> dict[str, str]:
    """The whole way, to which the steps add up."""
    if crossing is None:
        return {}
    bridge = crossing.bridge
    return {
        "units": signed(bridge.units, crossing.now.indicator.decimals),
        "points": signed(bridge.points),
    }


def _since_in_form(chosen: Selection) -> str:
    """The option that is on; a day that is none of the options stands in the field of days."""
    known = {value for value, _words in chosen.choices.options}
    return chosen.origin.choice if chosen.origin.choice in known else "day"


def _past(chosen: Selection) -> list[dict]:
    """Months that were in the earlier number and say something else now."""
    crossing = chosen.chosen
    if crossing is None or crossing.then is None:
        return []
    indicator = crossing.now.indicator
    pairings: Sequence = [chosen.pairing] if chosen.pairing else chosen.now.standings.parts
    found = changed_months(chosen.then, chosen.now, indicator, pairings)
    return [_changed(chosen, indicator, one) for one in found]


def _changed(chosen: Selection, indicator, one: Changed) -> dict:
    city = chosen.now.city
    kind = OWN if city and city.pk == one.pairing.pk else PAIRING
    row = chosen.now.row(kind, one.pairing.pk, indicator.code) if _on(chosen, one) else None
    after = UNKNOWN if one.after is None else number(one.after.value, indicator.decimals)
    return {
        "who": pairing_name(one.pairing),
        "month": month_name(one.year, one.month),
        "before": UNKNOWN if one.before is None else number(one.before.value, indicator.decimals),
        "after": chosen.frame.figure(row, after) if row else after,
        "basis": _basis(one),
    }


def _on(chosen: Selection, one: Changed) -> bool:
    """Whether the board has a row of it: a pairing that ended before the period has none."""
    return one.pairing in chosen.pairings


def _basis(one: Changed) -> str:
    """What the figures count; both where the correction changed that too."""
    labels = [str(Basis(given.basis).label) for given in (one.before, one.after) if given]
    return " → ".join(dict.fromkeys(labels))
