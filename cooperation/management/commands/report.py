"""`manage.py report`: the scoreboard as a file for the joint meeting."""

import datetime
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.exports import record_export
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
from cooperation.models import Programme
from cooperation.scoreboard import Board


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Command(BaseCommand):
    """Print the scoreboard of a programme as official CSV, plain CSV or JSON."""

    help = "Print the figures of a programme for the joint meeting (CSV or JSON)."

    def add_arguments(self, parser):
        """What to report, and how."""
        parser.add_argument("--programme", help="its code; without it the newest real one")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--through", type=int, required=True, choices=range(1, 13))
        parser.add_argument("--as-of", type=_day, help="figures as known on this day: YYYY-MM-DD")
        parser.add_argument("--pairing", help="its address name, or a part of one of its names")
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--layout", choices=LAYOUTS, default="official")
        parser.add_argument("--lang", choices=("zh-hans", "en"), default="zh-hans")
        parser.add_argument("-o", "--output", help="a file; without it the report is printed")

    def handle(self, **options):
        """Find the programme, make the board, write it."""
        with translation.override(options["lang"]):
            board = self._board(options)
            text = report_text(board, fmt=options["format"], layout=options["layout"])
        record_export(
            kind="report-command",
            name=options["output"] or file_name(board, options["format"]),
            by=None,
            data=text.encode("utf-8"),
            **export_facts(board),
        )
        if options["output"]:
            Path(options["output"]).write_bytes(text.encode("utf-8"))
            self.stderr.write(f"{options['output']}: {len(text.encode('utf-8'))} bytes")
        elif self.stdout._out is sys.stdout:
            # Bytes, so that the BOM and CRLF arrive as they are, whatever the terminal's language.
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.flush()
        else:
            self.stdout.write(text, ending="")

    def _board(self, options) -> Board:
        programme = self._programme(options["programme"])
        if options["year"] not in programme.years:
            first, last = programme.years[0], programme.years[-1]
            raise CommandError(f"The programme runs from {first} to {last}.")
        pairing = None
        if options["pairing"]:
            try:
                pairing = find_pairing(programme, options["pairing"])
            except UnknownPairing as unknown:
                raise CommandError(str(unknown)) from unknown
        return report_board(
            programme,
            options["year"],
            options["through"],
            pairing=pairing,
            as_of=options["as_of"],
        )

    def _programme(self, code) -> Programme:
        programmes = Programme.objects.real_first().select_related("east", "west")
        found = programmes.filter(code=code).first() if code else programmes.first()
        if found is None:
            codes = ", ".join(p.code for p in programmes)
            raise CommandError(f"There is no programme {code or ''}. Known: {codes or 'none'}.")
        return found
