"""One paragraph that says how it stands, built from rows of the scoreboard, numbers linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.dashboards.citations import value_and_unit
from cooperation.dashboards.states import PACED
from cooperation.dashboards.words import coverage_words, missing_words, unlinked
from cooperation.formatting import chinese, month_name, number, percent

Address = Callable[[object], str]
# Row and text → the printed number, opening its explanation.
Figure = Callable[[object, str], str]


@dataclass(frozen=True)
class Coverage:
    """How many months of the headline indicators stand behind the page."""

    covered: int
    due: int
    approved: int
    missing: str

    @property
    def share(self) -> float:
        """For the ring only."""
        return 100 * self.covered / self.due if self.due else 0.0

    @property
    def whole_percent(self) -> int:
        """Cut off, so that nothing short of everything reads as 100."""
        return 100 * self.covered // self.due if self.due else 0


@dataclass(frozen=True)
class Summary:
    """The paragraph and the ring beside it."""

    text: SafeString
    coverage: Coverage | None


def summary(
    board,
    headlines: Sequence,
    indicator_url: Address,
    pairing_url: Address,
    figure: Figure = unlinked,
) -> Summary:
    """What the totals of the headline indicators say, and which pairing lags most."""
    known = [row for row in headlines if row.ytd is not None]
    if not known:
        return Summary(_nothing(board), _coverage(board, headlines))
    parts = [_opening(board, headlines)]
    said = [_statement(row, indicator_url, figure) for row in known[:4]]
    parts.append(_sentence(said))
    worst = slowest(board, 1)
    if worst and worst[0].state == "late":
        parts.append(_worst(worst[0], indicator_url, pairing_url, figure))
    return Summary(mark_safe(("" if chinese() else " ").join(parts)), _coverage(board, headlines))


def slowest(board, most: int) -> list:
    """The pairings' rows that are furthest behind their pace."""
    rows = [
        row
        for row in board.rows
        if row.kind != "total" and row.state in ("watch", "late") and row.pace_diff is not None
    ]
    return sorted(rows, key=lambda row: (row.pace_diff, row.indicator.position))[:most]


def _opening(board, headlines) -> str:
    month = escape(month_name(board.year, board.through))
    paced = [row for row in headlines if row.state in PACED]
    if not paced:
        if any(row.source == "published" for row in headlines):
            return escape(_published_opening(headlines) % {"month": month})
        return format_html(_("By the end of {month}:"), month=mark_safe(month))
    ahead = sum(row.state == "ok" for row in paced)
    if any(row.state == "partial" for row in headlines):
        text = ngettext(
            "By the end of {month}, {ahead} of {paced} headline indicator with complete data is "
            "on or ahead of pace.",
            "By the end of {month}, {ahead} of {paced} headline indicators with complete data are "
            "on or ahead of pace.",
            len(paced),
        )
    else:
        text = ngettext(
            "By the end of {month}, {ahead} of {paced} headline indicator is on or ahead of pace.",
            "By the end of {month}, {ahead} of {paced} headline indicators are on or ahead of "
            "pace.",
            len(paced),
        )
    return format_html(
        text,
        month=mark_safe(month),
        ahead=mark_safe(f"<b>{ahead}</b>"),
        paced=mark_safe(f"<b>{len(paced)}</b>"),
    )


def _published_opening(headlines) -> str:
    """Published sums of single pairings are not the city's number and are not called so."""
    if any(row.partial_total for row in headlines):
        return _("By the end of %(month)s published sources say:")
    return _("By the end of %(month)s published sources say for the whole city:")


def _statement(row, indicator_url: Address, figure: Figure) -> SafeString:
    """帮助农村劳动力就业 8 214 人，完成年度目标 82.1%，快于序时 7.1 个百分点."""
    indicator = row.indicator
    value, unit = value_and_unit(row)
    head = format_html(
        '<a class="plain" href="{}">{}</a> <b class="num">{}</b> {}{}',
        indicator_url(indicator),
        indicator.name,
        figure(row, value),
        unit,
        _behind_it(row),
    )
    if row.completion is None:
        return head
    comma = pgettext("within a sentence", ", ")
    done = format_html(_("{percent} of the target"), percent=percent(row.completion, 1))
    if row.state not in PACED:
        return format_html("{}{}{}", head, comma, done)
    return format_html("{}{}{}{}{}", head, comma, done, comma, _against_pace(row))


def _behind_it(row) -> str:
    """已报单位 1/4，已报月 11/48: what a total that is not the whole city's rests on."""
    if not row.partial_total:
        return ""
    return _(" (offices {given}/{parts}, months {months})").format(
        given=row.parts_given, parts=row.parts, months=coverage_words(row)
    )


def _against_pace(row) -> SafeString:
    points = number(abs(row.pace_diff), 1)
    if row.pace_diff > 0:
        return format_html(_("{points} points ahead of pace"), points=points)
    if row.pace_diff == 0:
        return mark_safe(escape(_("on pace")))
    text = format_html(_("{points} points behind pace"), points=points)
    return format_html('<span class="late">{}</span>', text) if row.state == "late" else text


def _worst(row, indicator_url: Address, pairing_url: Address, figure: Figure) -> SafeString:
    name = row.name if row.kind == "own" else row.pairing.name
    return format_html(
        _("Furthest behind: {pairing}, {indicator}, {points} points behind pace."),
        pairing=format_html(
            '<a class="late" href="{}"><b>{}</b></a>', pairing_url(row.pairing), name
        ),
        indicator=format_html(
            '<a href="{}">{}</a>', indicator_url(row.indicator), row.indicator.name
        ),
        points=format_html('<b class="late">{}</b>', figure(row, number(abs(row.pace_diff), 1))),
    )


def _sentence(statements: Sequence[SafeString]) -> SafeString:
    semicolon = pgettext("between statements", "; ")
    stop = pgettext("end of a sentence", ".")
    return format_html("{}{}", format_html_join(semicolon, "{}", ((s,) for s in statements)), stop)


def _nothing(board) -> SafeString:
    """No headline total: say what there is instead of leaving a gap."""
    single = [row for row in board.rows if row.kind == "pairing" and row.ytd is not None]
    month = month_name(board.year, board.through)
    if not single:
        return mark_safe(
            escape(
                _("Up to the end of %(month)s nothing is reported or published.") % {"month": month}
            )
        )
    text = ngettext(
        "Up to the end of %(month)s there is no figure for the whole city; for single pairings "
        "%(count)d figure is known, shown below with its source.",
        "Up to the end of %(month)s there is no figure for the whole city; for single pairings "
        "%(count)d figures are known, shown below with their sources.",
        len(single),
    )
    return mark_safe(escape(text % {"month": month, "count": len(single)}))


def _coverage(board, headlines) -> Coverage | None:
    """Summed over the totals that the offices report; None where all are published."""
    rows = [row for row in headlines if row.approved is not None and row.due]
    if not rows or not any(row.covered for row in rows):
        return None
    return Coverage(
        covered=sum(row.covered for row in rows),
        due=sum(row.due for row in rows),
        approved=sum(row.approved for row in rows),
        missing=pgettext("between statements", "; ").join(missing_words(board, rows)),
    )
