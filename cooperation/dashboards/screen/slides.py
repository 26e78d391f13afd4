"""The slides: parts of the read pages, each with its title and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.calendar import due_calendar
from cooperation.dashboards import chart_words, matrix
from cooperation.dashboards.citations import brief_value, readings_of, up_to
from cooperation.dashboards.curves import curves, published_years
from cooperation.dashboards.frame import PER_PAGE, Frame
from cooperation.dashboards.headline import card
from cooperation.dashboards.overview import newest_readings, shown_indicators, with_readings
from cooperation.dashboards.reported import filed_reports
from cooperation.dashboards.screen.choice import CHART, LAGGING, PAIRING, REPORTED, SUMMARY, TABLE
from cooperation.dashboards.states import chip, legend
from cooperation.dashboards.summary import Summary, slowest, summary
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import brief, percent, signed
from cooperation.models import Indicator, Pairing

# What stands on one slide without scrolling.
PAIRINGS_A_SLIDE, LINES = 8, 9


@dataclass(frozen=True)
class Slide:
    """One picture of the show. source: what stands behind its numbers."""

    key: str
    title: str
    template: str
    source: str = ""
    content: dict = field(default_factory=dict)


class Show:
    """The slides of a programme and period, all from one board."""

    def __init__(self, frame: Frame):
        self.frame = frame
        self.board = frame.board(indicators=shown_indicators(frame), since=False, history=True)

    @cached_property
    def headlines(self) -> list:
        """The totals of the headline indicators."""
        return [row for row in self.board.totals() if row.indicator.headline]

    @cached_property
    def readings(self) -> list:
        """Published readings, where a headline needs one."""
        if all(row.source == "reported" for row in self.headlines):
            return []
        return readings_of(self.frame.programme, self.frame.period.as_of)

    @cached_property
    def latest(self) -> dict:
        """The newest reading of each indicator up to the period's end."""
        return newest_readings(up_to(self.readings, self.frame.period.last_day))

    @cached_property
    def shown(self) -> list:
        """The rows of the first slide, as on the overview."""
        if matrix.is_published_only(self.board):
            return with_readings(self.board, self.headlines, self.latest)
        return self.headlines

    @property
    def pairings(self) -> list[Pairing]:
        """Those that may have a slide of their own, as many as a page holds."""
        return list(self.board.pairings)[:PER_PAGE]

    def slides(self, keys: tuple[str, ...]) -> Iterator[Slide]:
        """The chosen slides; one that would be empty is left out."""
        makers = {
            SUMMARY: self._summary,
            TABLE: self._table,
            LAGGING: self._lagging,
            REPORTED: self._reported,
        }
        for key in keys:
            if key.startswith(CHART):
                yield from self._charts(key)
            elif key.startswith(PAIRING):
                yield from self._pairing(key)
            else:
                yield from makers[key]()

    @cached_property
    def said(self) -> Summary:
        """The paragraph of the overview with its coverage."""
        return summary(self.board, self.shown, self.frame.indicator_url, self.frame.pairing_url)

    @property
    def _behind_all(self) -> str:
        """What stands behind the headline indicators together."""
        if self.said.coverage is None:
            return chart_words.published_words()
        words = chart_words.reports_words(f"{self.said.coverage.covered}/{self.said.coverage.due}")
        published = any(row.source in ("published", "mixed") for row in self.shown)
        both = [words, chart_words.published_words()] if published else [words]
        return pgettext("between statements", "; ").join(both)

    def _summary(self) -> Iterator[Slide]:
        cards = [self._card(row, self.latest.get(row.indicator.id)) for row in self.shown]
        content = {"summary": self.said, "cards": cards}
        yield Slide(SUMMARY, _("Summary"), "summary", self._behind_all, content)

    def _table(self) -> Iterator[Slide]:
        board, groups = self.board, list(self.board.pairings)
        words, title = matrix.caption_words(), _("Indicators and pairings")
        address = {
            "indicator_url": self.frame.indicator_url,
            "pairing_url": self.frame.pairing_url,
        }
        if len(groups) <= matrix.WIDEST:
            tables = [matrix.by_indicator(board, groups, words, **address)]
        else:
            indicators = [i for i in board.indicators if i.headline]
            groups = groups[:PER_PAGE]
            tables = [
                matrix.by_pairing(
                    board, indicators, groups[n : n + PAIRINGS_A_SLIDE], words, **address
                )
                for n in range(0, len(groups), PAIRINGS_A_SLIDE)
            ]
        for number, table in enumerate(tables, 1):
            more = f" {number}/{len(tables)}" if len(tables) > 1 else ""
            content = {"matrix": table, "legend": legend(board.rows)}
            yield Slide(TABLE, title + more, "table", self._behind_all, content)

    def _charts(self, key: str) -> Iterator[Slide]:
        row = self.board.row("total", None, key.removeprefix(CHART))
        whole = [
            r
            for r in self.readings
            if r.whole and r.basis != "since" and r.indicator_id == row.indicator.id
        ]
        reported = row.source in ("reported", "mixed")
        if not reported and len({r.cutoff.year for r in whole}) > 1:
            charts = [published_years(row.indicator, whole, self.frame.programme.years)]
        else:
            charts = curves(self.board, row, "screen")
        if charts:
            facts = self._card(row, self.latest.get(row.indicator.id))
            content = {"charts": charts, "card": facts}
            yield Slide(key, row.indicator.name, "charts", charts[0].source, content)

    def _lagging(self) -> Iterator[Slide]:
        lines = [_line(row) for row in slowest(self.board, LINES)]
        if lines:
            content = {"lines": lines}
            yield Slide(LAGGING, _("What lags most"), "lagging", self._behind_all, content)

    def _reported(self) -> Iterator[Slide]:
        """Who has not reported; only for those who may open the reports page."""
        frame, user = self.frame, self.frame.request.user
        if not user.is_authenticated:
            return
        filed = filed_reports(
            Pairing.objects.visible_to(user).reporting_in(frame.programme),
            list(Indicator.objects.prefetch_related("not_for")),
            frame.period.year,
            frame.period.through,
            timezone.localdate(),
            due_calendar(frame.programme),
            as_of=frame.period.as_of,
        )
        content = {
            "filed": filed,
            "missing": filed.missing[:LINES],
            "more": len(filed.missing[LINES:]),
        }
        yield Slide(REPORTED, _("Who has not reported"), "reported", _("monthly reports"), content)

    def _pairing(self, key: str) -> Iterator[Slide]:
        slug = key.removeprefix(PAIRING)
        pairing = next(p for p in self.board.pairings if p.slug == slug)
        rows = self.board.rows_for(pairing.pk)
        cards = [self._card(row, None) for row in rows if row.indicator.headline]
        behind = [row for row in slowest(self.board, len(self.board.rows)) if row in rows]
        content = {"cards": cards, "lines": [_line(row) for row in behind[:4]]}
        heads = [row for row in rows if row.indicator.headline]
        yield Slide(key, pairing.name, "pairing", _sources(heads), content)

    def _card(self, row, latest):
        return card(self.board, row, self.frame.indicator_url(row.indicator), latest)


def _sources(rows: list) -> str:
    """What stands behind some rows: each thing said once."""
    said = dict.fromkeys(filter(None, (chart_words.source_words(row) for row in rows)))
    if len(said) == 1:
        return next(iter(said))
    names = [
        f"{row.indicator.name} {coverage_words(row)}"
        for row in rows
        if row.source in ("reported", "mixed")
    ]
    if not names:
        return chart_words.published_words()
    return chart_words.reports_words(" · ".join(names))


def _line(row) -> dict:
    """One of the rows that are furthest behind."""
    decimals = row.indicator.decimals
    return {
        "where": row.name if row.kind == "own" else row.pairing.name,
        "name": row.indicator.name,
        "value": brief_value(row),
        "unit": row.indicator.unit,
        "completion": percent(row.completion, 1),
        "pace": percent(row.share, 1),
        "needed": row.needed_per_month is not None and brief(row.needed_per_month, decimals),
        "chip": chip(row.state, signed(row.pace_diff, 1)),
    }
