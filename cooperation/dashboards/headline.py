"""The headline cards: is it enough? Number, bullet, target, completion, pace, last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.citations import cited, reading_and_unit, value_and_unit
from cooperation.dashboards.coverage import coverage_sentence, coverage_sentence_follows
from cooperation.dashboards.detail import percent_change
from cooperation.dashboards.outlook import with_outlook
from cooperation.dashboards.published import where_words
from cooperation.dashboards.states import PACED, chip, shown_state
from cooperation.dashboards.trend import trend
from cooperation.dashboards.words import coverage_words, unlinked
from cooperation.formatting import (
    UNKNOWN,
    brief,
    brief_with_unit,
    day,
    percent,
    signed,
    year_name,
)
from cooperation.models import PublishedReading

HUNDRED = Decimal(100)
# Row, text and what it is about → the printed number, opening its explanation.
Figure = Callable[..., str]


@dataclass(frozen=True)
class Card:
    """One headline indicator, all texts ready."""

    code: str
    sector: str
    name: str
    url: str
    value: str
    unit: str
    chip: SafeString
    bullet: SafeString
    facts: tuple[tuple[str, str], ...]
    foot: SafeString
    older: bool = False
    trend: SafeString | None = None
    coverage: str = ""


def bullet(completion: Decimal | None, pace: Decimal | None) -> SafeString:
    """Completion as a bar with a tick at the pace; beyond 100 % the scale grows."""
    if completion is None:
        return mark_safe("")
    scale = max(HUNDRED, completion)
    parts = [
        '<svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="back" width="100" height="10"/>'
        f'<rect class="fill" width="{completion / scale * 100:.2f}" height="10"/>'
    ]
    if pace is not None:
        parts.append(_tick("tick", pace / scale * 100, -3, 13))
    if completion > HUNDRED:
        parts.append(_tick("goal", HUNDRED / scale * 100, 0, 10))
    return mark_safe("".join([*parts, "</svg>"]))


def _tick(css: str, x: Decimal, top: int, bottom: int) -> str:
    return f'<line class="{css}" x1="{x:.2f}" x2="{x:.2f}" y1="{top}" y2="{bottom}"/>'


def card(
    board,
    row,
    url: str,
    latest: PublishedReading | None = None,
    figure: Figure | None = None,
) -> Card:
    """The card of a total; where nothing is known of the period, the newest reading instead.

    figure: prints the row's number so that it opens its explanation.
    """
    indicator = row.indicator
    older = latest if row.ytd is None else None
    if older:
        value, unit = reading_and_unit(older, indicator.decimals, indicator.unit)
    else:
        value, unit = value_and_unit(row)
        value = figure(row, value) if figure else value
    return Card(
        code=indicator.code,
        sector=indicator.sector,
        name=indicator.name,
        url=url,
        value=value,
        unit=unit if older or row.ytd is not None else "",
        chip=_older_chip(older) if older else chip(shown_state(row)),
        bullet=bullet(row.completion, row.share),
        facts=_older_facts(older) if older else _facts(row, figure or unlinked),
        foot=with_outlook(_foot(board, row, older), board, row),
        older=older is not None,
        trend=trend(board, row),
        coverage=coverage_sentence(board, row),
    )


def cards_of(
    frame, board, rows: Iterable, latest: Mapping[int, PublishedReading] = MappingProxyType({})
) -> list[Card]:
    """The cards of some rows; each leads to its indicator, and its numbers to their explanation.

    latest: the newest reading of each indicator, by id.
    """
    return [
        card(
            board,
            row,
            frame.indicator_url(row.indicator),
            latest.get(row.indicator.id),
            frame.figure,
        )
        for row in rows
    ]


def _older_chip(reading: PublishedReading) -> SafeString:
    return format_html('<span class="chip s-published">{}</span>', year_name(reading.cutoff.year))


def _older_facts(reading: PublishedReading) -> tuple[tuple[str, str], ...]:
    return ((_("Where"), where_words(reading)), (_("Up to"), day(reading.cutoff)))


def _facts(row, figure: Figure) -> tuple[tuple[str, str], ...]:
    indicator = row.indicator

    def linked(about: str, text: str) -> str:
        return text if text == UNKNOWN else figure(row, text, about)

    decimals, unit = indicator.decimals, indicator.unit
    facts = [(_("Target"), linked("target", brief(row.target, decimals, unit)))]
    if row.target is not None:
        facts.append((_("Done"), linked("completion", percent(row.completion, 1))))
        facts.append((_("Pace"), linked("pace", percent(row.share, 1))))
    facts.append((_("Last year"), linked("last", brief(row.last_year, decimals, unit))))
    if row.state in PACED:
        facts.append((_("Against pace"), linked("pace", signed(row.pace_diff, 1))))
    if row.change is not None:
        change = percent_change(row.change)
        facts.append((pgettext("against last year", "Change"), linked("last", change)))
    if row.partial_total:
        facts.append((_("Offices"), f"{row.parts_given}/{row.parts}"))
    if not coverage_sentence_follows(row):
        facts.append((_("Months"), coverage_words(row)))
    return tuple(facts)


def _foot(board, row, older: PublishedReading | None) -> SafeString:
    """What is still needed; a published number's citation; the document of the target."""
    indicator = row.indicator
    if older:
        return cited(older.cutoff, older.sources.all())
    if row.reading:
        return cited(row.reading.cutoff, board.citations(row.reading))
    needed, unit = brief_with_unit(row.needed_per_month, indicator.unit, indicator.decimals)
    average = brief(row.average_per_month, indicator.decimals, indicator.unit)
    words = {"unit": unit, "needed": _whole(needed), "average": _whole(average)}
    if row.source == "published":
        return escape(_("Sum of published figures; each stands below with its source."))
    if row.ytd is None:
        return escape(_("Nothing is reported or published for this period."))
    if row.needed_per_month and row.average_per_month is not None:
        text = _("Still needed a month: {needed} {unit}; so far {average}")
        return format_html(text, **words)
    if row.needed_per_month:
        return format_html(_("Still needed a month: {needed} {unit}"), **words)
    if row.completion is not None and row.completion >= HUNDRED:
        return escape(_("The target of the year is reached."))
    if row.target is None:
        return escape(_("No target is recorded for this year."))
    if row.target_document:
        return format_html(_("Target: {document}"), document=row.target_document)
    return mark_safe("")


def _whole(text: str) -> SafeString:
    """A number that stays on one line."""
    return format_html('<span class="nowrap">{}</span>', text)
