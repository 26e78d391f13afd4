"""The paragraphs by sector, by pairing, and of the last full year beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import period_name, year_name
from cooperation.meetings.briefing import phrases
from cooperation.meetings.briefing.lengths import Length
from cooperation.meetings.briefing.names import head_name, pairing_name
from cooperation.meetings.briefing.patterns import (
    Runs,
    listed,
    say,
    sentence,
    statements,
    text_of,
)
from cooperation.meetings.briefing.periods import by_period
from cooperation.meetings.briefing.printing import figure
from cooperation.meetings.briefing.ranking import paced_counts
from cooperation.meetings.briefing.structure import (
    Branch,
    branches,
    headlines,
    judged,
    lead_rows,
)
from cooperation.meetings.text import Run
from cooperation.models import Pairing
from cooperation.scoreboard import Board, Row
from cooperation.sectors import sector_label

Keyed = list[tuple[str, Runs]]
# So many indicators are named of the year before.
YEAR_BEFORE = 5


def sectors(board: Board, length: Length) -> Keyed:
    """One paragraph for each sector of which something is known or owed."""
    heads = branches(lead_rows(board))
    by_sector = groupby(
        sorted(heads, key=lambda one: one.row.indicator.position),
        key=lambda one: one.row.indicator.sector,
    )
    said = [
        (f"sector.{slug}", _sector(slug, list(group), board, length)) for slug, group in by_sector
    ]
    return [(key, runs) for key, runs in said if runs]


def _sector(slug: str, heads: Sequence[Branch], board: Board, length: Length) -> Runs:
    known = [one for one in heads if one.known]
    lacking = [one for one in heads if not one.known]
    if not known:
        return ()
    name = Run(_("%(sector)s: ") % {"sector": sector_label(slug)}, None, "strong")
    rows = [one.row for one in known]
    if not length.details and (counts := paced_counts(rows)):
        text = say(_("of the indicators %(counts)s"), counts=counts)
        return (name, *sentence(_period(board), text, _furthest(rows)))
    shown = _chosen(known, length.heads)
    said = told(shown, details=length.details)
    if length.details:
        said += [_more(len(known) - len(shown)), _no_targets(shown), _no_numbers(lacking)]
    return (name, *text_of(said))


def _period(board: Board) -> Runs:
    return say(_("%(period)s: "), period=period_name(board.year, board.through))


def _more(rest: int) -> Runs:
    if rest <= 0:
        return ()
    text = ngettext(
        "%(count)s more indicator is in the annexed table",
        "%(count)s more indicators are in the annexed table",
        rest,
    )
    return sentence(say(text, count=rest))


def _chosen(known: Sequence[Branch], most: int) -> list[Branch]:
    """Headlines first, then in the catalogue's order; said in the catalogue's order."""
    ranked = sorted(known, key=lambda one: not one.row.indicator.headline)[:most]
    return [one for one in known if one in ranked]


def told(heads: Sequence[Branch], *, details: bool) -> list[Runs]:
    """Sentences under their periods; a head with parts ends its sentence."""
    found = []
    for start, group in by_period(heads, _speaker):
        sentences: list[list[Runs]] = [[]]
        named = phrases.Named()
        for one in group:
            sentences[-1].append(phrases.statement(one, details=details, named=named))
            if one.parts and (details or one.row.reading):
                sentences.append([])
        texts = [sentence(statements(one)) for one in sentences if one]
        found += [(*say(start), *texts[0]), *texts[1:]]
    return found


def _speaker(branch: Branch) -> Row:
    """The row whose period is said: where the whole is unknown, its first known part."""
    if branch.row.ytd is not None:
        return branch.row
    return next((one.row for one in branch.parts if one.row.ytd is not None), branch.row)


def _no_targets(shown: Sequence[Branch]) -> Runs:
    if any(one.row.target is not None for one in shown):
        return ()
    return sentence(say(_("No targets of the year are recorded for these, so nothing is judged")))


def _no_numbers(lacking: Sequence[Branch]) -> Runs:
    """What is owed and unknown; 未报 is not 0."""
    if not lacking:
        return ()
    names = listed([say(head_name(one.row.indicator)) for one in lacking[:3]])
    if len(lacking) <= 3:
        return sentence(say(_("Not reported and not published: %(names)s"), names=names))
    text = _("Not reported and not published: %(names)s and others, %(count)s indicators")
    return sentence(say(text, names=names, count=len(lacking)))


def pairings(board: Board, length: Length) -> Keyed:
    """City level and pairings, one paragraph each; those beyond the limit are counted."""
    if not board.with_city and len(board.pairings) < 2:
        return []
    found: Keyed = []
    if length.details and board.city and board.city.reports and board.with_own:
        rows = board.rows_for(board.city.pk)
        found.append(("pairing.own", _single(_("City level"), rows, board, length)))
    silent = [one for one in board.pairings if not _speaks(board.rows_for(one.pk))]
    speaking = [one for one in board.pairings if one not in silent]
    for one in speaking[: length.pairings]:
        rows = board.rows_for(one.pk)
        found.append((f"pairing.{one.slug}", _single(pairing_name(one), rows, board, length)))
    if len(speaking) > length.pairings:
        found.append(("pairing.rest", _rest(len(speaking) - length.pairings)))
    if silent:
        found.append(("pairing.silent", _silent(silent, board, length)))
    return found


def _speaks(rows: Sequence[Row]) -> bool:
    return any(row.ytd is not None for row in rows)


def _rest(count: int) -> Runs:
    text = ngettext(
        "%(count)s more pairing: see the annexed table.",
        "%(count)s more pairings: see the annexed table.",
        count,
    )
    return say(text, count=count)


def _silent(silent: Sequence[Pairing], board: Board, length: Length) -> Runs:
    """东区街道组团—六枝特区、…：2025年1—9月数据未报，也无公开数据."""
    names = [say(pairing_name(one)) for one in silent[: length.pairings]]
    head = say(_("%(name)s: "), name=listed(names))
    if rest := len(silent) - len(names):
        text = ngettext("%(names)s and %(count)s more: ", "%(names)s and %(count)s more: ", rest)
        head = say(text, names=listed(names), count=rest)
    strong = tuple(Run(run.text, run.figure, "strong") for run in head)
    text = _("nothing was reported or published for %(period)s")
    return (*strong, *sentence(say(text, period=period_name(board.year, board.through))))


def _single(name: str, rows: Sequence[Row], board: Board, length: Length) -> Runs:
    head = Run(_("%(name)s: ") % {"name": name}, None, "strong")
    known = [one for one in branches(rows) if one.known]
    if not known:
        period = period_name(board.year, board.through)
        text = _("nothing was reported or published for %(period)s")
        return (head, *sentence(say(text, period=period)))
    if not length.details and (counts := paced_counts(headlines(rows))):
        text = say(_("headline indicators: %(counts)s"), counts=counts)
        return (head, *sentence(_period(board), text, _furthest(headlines(rows))))
    wanted = {row.indicator.code for row in headlines(rows)}
    shown = [one for one in known if one.row.indicator.code in wanted] or known[:4]
    said = told(shown, details=False)
    lacking = [one for one in branches(headlines(rows)) if not one.known]
    return (head, *text_of([*said, _no_numbers(lacking)]))


def _furthest(rows: Sequence[Row]) -> Runs:
    """；采购和帮助销售金额慢23.1个百分点."""
    paced = [row for row in rows if row.state in ("watch", "late") and judged(row)]
    if not paced:
        return ()
    row = min(paced, key=lambda one: one.pace_diff)
    text = _("; furthest behind: %(name)s, %(points)s points")
    return say(text, name=head_name(row.indicator), points=figure(row, "pace_diff"))


def two_years(board: Board, earlier: Board, length: Length) -> Runs:
    """The last full year, to be read beside this one; two spans are not compared."""
    known = [one for one in branches(lead_rows(earlier)) if one.known]
    if not known:
        return sentence(say(_("Of %(year)s nothing is known"), year=year_name(earlier.year)))
    said = told(_chosen(known, YEAR_BEFORE), details=False)
    if (earlier.year, earlier.through) != (board.year, board.through):
        text = _("%(year)s is the whole year, %(period)s is not: the two are not compared")
        said.append(
            sentence(
                say(
                    text,
                    year=year_name(earlier.year),
                    period=period_name(board.year, board.through),
                )
            )
            if board.through < 12
            else ()
        )
    return text_of(said)
