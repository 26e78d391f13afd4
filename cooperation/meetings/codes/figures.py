"""The value behind a code: as its file printed it, and as it is now, each with its versions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.formatting import period_name
from cooperation.meetings.codes.files import PrintedFile
from cooperation.meetings.codes.formulas import Told, told
from cooperation.meetings.codes.spelling import Coded, code_of
from cooperation.meetings.packs.sealed import SealedRow, holds, key_of, sealed_rows
from cooperation.meetings.text import FigureRef
from cooperation.models import Indicator, Pairing, Side, User
from cooperation.reconciliation import compared_pairings, rows_between
from cooperation.scoreboard import Board, Row, months_of, parts_of, scoreboard
from cooperation.scoreboard.facts import Horizon
from cooperation.sectors import all_sectors, sector_label
from cooperation.versions import History, Version, histories_of


class Gone(LookupError):
    """The code is right and its file is known, but the number can no longer be told."""

    def __init__(self, file: PrintedFile) -> None:
        super().__init__(file.code)
        self.file = file


@dataclass(frozen=True, slots=True)
class Behind:
    """One month of one pairing behind the number: what showed then, and what shows now.

    office: the side that hands it in, by its place.
    """

    history: History
    then: Version | None
    now: Version | None

    office: str

    @property
    def changed(self) -> bool:
        """Whether another version shows now."""
        return (self.then and self.then.number) != (self.now and self.now.number)


@dataclass
class PrintedFigure:
    """A value of a printed file. now: None where the indicator or the place no longer counts.

    then_row: as its pack's data file holds it; recomputed: no data file holds the value, so it
    is worked out again as known at the file's moment.
    """

    file: PrintedFile
    ref: FigureRef
    then_board: Board
    then_row: Row
    now_board: Board
    now_row: Row | None
    behind: Sequence[Behind]
    rows_url: str
    recomputed: bool

    @cached_property
    def then(self) -> Told:
        """As it was printed."""
        return told(self.then_row, self.ref.column)

    @cached_property
    def now(self) -> Told | None:
        """As it is now."""
        return told(self.now_row, self.ref.column) if self.now_row else None

    @property
    def responsible(self) -> str:
        """Who enters it."""
        row, side = self.then_row, self.then_row.indicator.side
        if self.total or row.pairing is None:
            east = side == Side.EAST
            return _("each pairing’s eastern side") if east else _("each pairing’s western side")
        return f"{side_name(row.pairing, side)} · {sector_label(row.indicator.sector)}"

    @property
    def code(self) -> str:
        """As it is printed."""
        return code_of(self.ref, self.file.code, self.file.export.year, self.file.export.through)

    @property
    def total(self) -> bool:
        """Whether it is the whole place's."""
        return self.ref.pairing_id is None

    @property
    def period_name(self) -> str:
        """The value's own period in words."""
        return period_name(self.ref.year, self.ref.through)

    @property
    def same(self) -> bool:
        """Whether it still says the same, to the last digit."""
        now = self.now_row
        column = self.ref.column
        return now is not None and getattr(now, column) == getattr(self.then_row, column)

    @property
    def changed(self) -> Sequence[Behind]:
        """The months of which another version shows now."""
        return [one for one in self.behind if one.changed]

    @property
    def unchanged(self) -> Sequence[Behind]:
        """The others."""
        return [one for one in self.behind if not one.changed]

    @property
    def explanation_then(self) -> str:
        """The page that explains the number as known at the end of that day."""
        known = timezone.localdate(self.file.export.moment)
        return self._explanation({"as_of": known.isoformat()})

    @property
    def explanation_now(self) -> str:
        """The page that explains it as it is now."""
        return self._explanation({})

    def _explanation(self, more: dict[str, str]) -> str:
        row = self.then_row
        whose = "whole" if row.kind == "total" or row.pairing is None else row.pairing.slug
        query = {"programme": row.programme.code, "year": row.year, "through": row.through} | more
        return f"{reverse('explanation', args=[row.indicator.code, whose])}?{urlencode(query)}"


def figure_of(coded: Coded, file: PrintedFile, user: User) -> PrintedFigure:
    """The value of a code in a file; Gone where it cannot be told any more.

    A fixed number of statements, however many pairings are behind it.
    """
    export = file.export
    try:
        ref = coded.ref(export.year, export.through)
    except ValueError as error:
        raise Gone(file) from error
    known = Indicator.objects.filter(pk=ref.indicator_id).values_list("code", "part_of__code")
    code, upper = known.first() or (None, None)
    pairing = _pairing(ref, file)
    if code is None or (pairing is None and ref.pairing_id is not None):
        raise Gone(file)
    # A share of the whole needs the whole beside it.
    codes = [code, upper] if upper and ref.column == "subset_share" else [code]
    boards = [_board(file, ref, codes, pairing, moment) for moment in (export.moment, None)]
    rows = [_row(board, pairing, code) for board in boards]
    if rows[0] is None:
        raise Gone(file)
    then_row = _as_printed(file, ref, rows[0])
    pairings = compared_pairings(user, file.programme, rows[0].indicator.sector)
    seen = frozenset(one.pk for one in pairings)
    return PrintedFigure(
        file,
        ref,
        boards[0],
        then_row,
        boards[1],
        rows[1],
        _behind(boards, rows[0], ref.column, export.moment, seen),
        _rows_url(rows[0], ref.column, seen),
        recomputed=then_row is rows[0],
    )


def side_name(pairing: Pairing, side: str) -> str:
    """A side of a pairing by its place."""
    return pairing.east_name if side == Side.EAST else pairing.west_name


def _pairing(ref: FigureRef, file: PrintedFile) -> Pairing | None:
    if ref.pairing_id is None:
        return None
    return Pairing.objects.filter(pk=ref.pairing_id, programme=file.programme).with_ends().first()


def _board(
    file: PrintedFile,
    ref: FigureRef,
    codes: Sequence[str],
    pairing: Pairing | None,
    moment: datetime.datetime | None,
) -> Board:
    return scoreboard(
        file.programme,
        ref.year,
        ref.through,
        pairings=None if pairing is None else [pairing],
        indicators=codes,
        since=ref.column == "since_pairing",
        moment=moment,
    )


def _row(board: Board, pairing: Pairing | None, code: str) -> Row | None:
    """The row, if the indicator is counted there."""
    if pairing is None:
        row = board.row("total", None, code)
    else:
        (row,) = board.rows_for(pairing.pk, {code})
    counted = row.indicator.counted_in(row.year) and not row.not_applicable
    return row if counted else None


def _as_printed(file: PrintedFile, ref: FigureRef, row: Row) -> Row:
    """The row as the file's pack holds it; the row itself where it holds no such value."""
    pack = file.pack
    if pack is None or not holds(ref.column):
        return row
    if (ref.year, ref.through) != (pack.year, pack.through):
        return row
    sealed = (sealed_rows(pack) or {}).get(key_of(row))
    return row if sealed is None else SealedRow.of(row, sealed)


def _span(row: Row, board: Board, column: str) -> tuple[datetime.date, datetime.date]:
    """The months whose reports are behind a column."""
    last = datetime.date(row.year, row.through, 1)
    if column == "month":
        return last, last
    if column == "last_year":
        return last.replace(year=row.year - 1, month=1), last.replace(year=row.year - 1)
    if column == "change":
        return last.replace(year=row.year - 1, month=1), last
    if column == "since_pairing":
        return row.programme.since.replace(day=1), last
    first = last.replace(month=1)
    months = months_of(board, row)
    used = [datetime.date(one.year, one.month, 1) for one in months if one.given]
    return min([first, *used]), last


def _behind(
    boards: Sequence[Board], row: Row, column: str, moment: datetime.datetime, seen: frozenset[int]
) -> list[Behind]:
    """Two statements: what showed then, what shows now. seen: whose forms the reader sees."""
    if column == "target":
        return []
    pairings = [part.pairing for part in parts_of(boards[0], row) if part.now]
    if row.kind != "total" and row.pairing is not None:
        pairings = [row.pairing]
    first, last = _span(row, boards[0], column)
    known = Horizon(boards[0].as_of, until=moment)
    then, now = (
        {
            (one.month, one.pairing.pk): one
            for one in histories_of(row.indicator.id, pairings, first, last, horizon, seen)
        }
        for horizon in (known, Horizon())
    )
    return [
        Behind(
            now.get(key) or then[key],
            then[key].shown if key in then else None,
            now[key].shown if key in now else None,
            side_name((now.get(key) or then[key]).pairing, row.indicator.side),
        )
        for key in dict.fromkeys([*now, *then])
    ]


def _rows_url(row: Row, column: str, seen: frozenset[int]) -> str:
    """The ledger's rows behind the number, where its reader sees any of them."""
    sector = next((one for one in all_sectors() if row.indicator.code in one.sums), None)
    total = row.kind == "total" or row.pairing is None
    if sector is None or column == "target" or not (seen if total else row.pairing.pk in seen):
        return ""
    year = row.year - 1 if column == "last_year" else row.year
    first = datetime.date(year, row.through if column == "month" else 1, 1)
    if column == "since_pairing":
        first = row.programme.since
    last = progress.month_end(year, row.through)
    place = None if total else row.pairing
    return rows_between(sector, row.indicator.code, row.programme, place, first, last)
