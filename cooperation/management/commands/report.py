"""`manage.py report`: the scoreboard as a file for the joint meeting."""

import datetime
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.exports import new_code, record_export
from cooperation.formatting import PLAIN, numbers_in
from cooperation.meetings.report import (
    FORMATS,
    LAYOUTS,
    UnknownPairing,
    export_facts,
    file_name,
    find_pairing,
    report_board,
    report_text,
)
from cooperation.meetings.workbook.ledgers import UnknownLedger, find_ledger, ledger_csv
from cooperation.meetings.workbook.printed import TYPES, CannotPrint, printed, report_material
from cooperation.models import Pairing, Programme
from cooperation.progress import month_end
from cooperation.spreadsheets.workbooks import safe_name


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Command(BaseCommand):
    """Write a programme's scoreboard as CSV, JSON, XLSX, DOCX, PDF or HTML; a ledger as CSV."""

    help = "Write the figures of a programme for the joint meeting, or the rows of a ledger."

    def add_arguments(self, parser):
        """What to report, and how."""
        parser.add_argument("--programme", help="its code; without it the newest real one")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--through", type=int, required=True, choices=range(1, 13))
        parser.add_argument("--as-of", type=_day, help="figures as known on this day: YYYY-MM-DD")
        parser.add_argument("--pairing", help="its address name, or a part of one of its names")
        parser.add_argument("--format", choices=(*FORMATS, *TYPES), default="csv")
        parser.add_argument("--layout", choices=LAYOUTS, default="official")
        parser.add_argument("--ledger", help="rows of a ledger instead: sector.ledger (CSV)")
        parser.add_argument("--lang", choices=("zh-hans", "en"), default="zh-hans")
        parser.add_argument("-o", "--output", help="a file; without it the report is printed")

    def handle(self, **options):
        """Find the programme, make the file, write it down and out."""
        fmt = options["format"]
        if options["ledger"] and fmt != "csv":
            raise CommandError("The rows of a ledger are written as CSV only.")
        with translation.override(options["lang"]), numbers_in(PLAIN):
            name, data, facts = self._made(options, fmt)
        record_export(
            kind="report-command", name=options["output"] or name, by=None, data=data, **facts
        )
        self._write(data, options["output"])

    def _write(self, data: bytes, output: str | None) -> None:
        if output:
            Path(output).write_bytes(data)
            self.stderr.write(f"{output}: {len(data)} bytes")
        elif self.stdout._out is sys.stdout:
            # Bytes, so that the BOM and CRLF arrive as they are, whatever the terminal's language.
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            try:
                self.stdout.write(data.decode(), ending="")
            except UnicodeDecodeError:
                raise CommandError("This format needs a file: -o NAME.") from None

    def _made(self, options, fmt: str) -> tuple[str, bytes, dict[str, Any]]:
        """The file's name, its bytes, and what the list of exports keeps of it."""
        programme, pairing = self._scope(options)
        period = options["year"], options["through"]
        if options["ledger"]:
            return self._ledger(options["ledger"], programme, *period, pairing)
        if fmt in TYPES:
            code = new_code()
            material = report_material(
                programme, *period, pairing=pairing, as_of=options["as_of"], code=code
            )
            try:
                data = printed(fmt, material)
            except CannotPrint as error:
                raise CommandError(f"What writes {fmt} is missing here: {error}") from error
            facts = export_facts(material.board) | {"moment": material.moment, "code": code}
            return file_name(material.board, fmt), data, facts
        board = report_board(programme, *period, pairing=pairing, as_of=options["as_of"])
        text = report_text(board, fmt=fmt, layout=options["layout"])
        return file_name(board, fmt), text.encode(), export_facts(board)

    def _ledger(self, name, programme, year, through, pairing):
        try:
            ledger = find_ledger(name)
        except UnknownLedger as unknown:
            raise CommandError(f"There is no ledger {name}. Known: {unknown}.") from unknown
        first, last = datetime.date(year, 1, 1), month_end(year, through)
        data = b"".join(ledger_csv(ledger, programme, first, last, pairing))
        facts = {"programme": programme, "year": year, "through": through, "pairing": pairing}
        return safe_name([str(ledger.label), last.isoformat()], "csv"), data, facts

    def _scope(self, options) -> tuple[Programme, Pairing | None]:
        programme = self._programme(options["programme"])
        if options["year"] not in programme.years:
            first, last = programme.years[0], programme.years[-1]
            raise CommandError(f"The programme runs from {first} to {last}.")
        if not options["pairing"]:
            return programme, None
        try:
            return programme, find_pairing(programme, options["pairing"])
        except UnknownPairing as unknown:
            raise CommandError(str(unknown)) from unknown

    def _programme(self, code) -> Programme:
        programmes = Programme.objects.real_first().select_related("east", "west")
        found = programmes.filter(code=code).first() if code else programmes.first()
        if found is None:
            codes = ", ".join(p.code for p in programmes)
            raise CommandError(f"There is no programme {code or ''}. Known: {codes or 'none'}.")
        return found
