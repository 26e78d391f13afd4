"""Materials for the files, without the rooms that collect them."""

import datetime
import io
import re
import zipfile

from cooperation.meetings.material import Material, no_codes
from cooperation.meetings.text import COLUMNS, Briefing
from cooperation.models import Decision, Meeting, OpenItem
from cooperation.scoreboard import scoreboard

MOMENT = datetime.datetime(2024, 11, 5, 9, 30, tzinfo=datetime.UTC)


def coded(figure):
    """A code that is easily read again."""
    return f"F-{figure.pairing_id or 0}-{figure.indicator_id}{COLUMNS[figure.column]}"


def material(programme, year=2024, through=9, *, moment=MOMENT, code="", **fields):
    """The board of a period and what is given beside it."""
    pairings = fields.pop("pairings", None)
    board = scoreboard(programme, year, through, pairings=pairings, moment=moment)
    return Material(
        board, moment, Briefing("long", ()), code=code, coder=coded if code else no_codes, **fields
    )


def meeting_with(programme, text, day=datetime.date(2024, 11, 6)):
    """A meeting, an item and a decision that all say the same."""
    meeting = Meeting.objects.create(
        programme=programme,
        title_zh=text[:200],
        place_zh=text[:200],
        hosts_zh=text[:200],
        on=day,
        year=2024,
        through=9,
    )
    item = OpenItem.objects.create(meeting=meeting, text_zh=text, responsible=text, outcome=text)
    decision = Decision.objects.create(meeting=meeting, text_zh=text)
    return {"meeting": meeting, "carried": (item,), "decisions": (decision,)}


def sheets(data):
    """The XML of the sheets of a workbook, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        names.sort(key=lambda name: int(re.search(r"\d+", name)[0]))
        return [book.read(name).decode() for name in names]
