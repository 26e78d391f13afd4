"""A look at a pack before it is sealed: its figures, what is lacking, and its files as drafts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.meetings.material import Material
from cooperation.meetings.packs.kinds import FILES, FileKind, Made, Missing, files_of
from cooperation.meetings.packs.material import material_of
from cooperation.meetings.packs.notices import Notice, notices_of
from cooperation.meetings.text import Briefing
from cooperation.models import Indicator, Meeting, Pairing, Programme
from cooperation.scoreboard import Board, Row, scoreboard
from cooperation.scoreboard.rows import OWN

# With more pairings the text and the changes take longer than a page may: they have pages of
# their own, and stand in the drafts.
SHOWN_WHOLE = 20


@dataclass(frozen=True)
class Preview:
    """What the secretary looks at before sealing. briefing: None of a large programme.

    changes: how many figures changed since the last meeting; None where there was none, or of a
    large programme.
    """

    board: Board
    notices: tuple[Notice, ...]
    briefing: Briefing | None = None
    changes: int | None = None
    whole: bool = True

    @property
    def headline(self) -> list[Row]:
        """The headline indicators of the whole city, or of the meeting's pairing."""
        return [
            row
            for one in self.board.indicators
            if one.headline
            for row in self.board.rows_of(one.code)[:1]
            if row.kind != OWN and not row.not_applicable
        ]

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to seal; what is not looked at here is when it is sealed."""
        return not self.whole or any(row.ytd is not None for row in self.board.rows)


def preview(meeting: Meeting, moment: datetime.datetime) -> Preview:
    """As known before a moment, in the active language."""
    notices = tuple(notices_of(meeting, moment))
    if is_large(meeting.programme, meeting.pairing):
        return Preview(_headlines(meeting, moment), notices, whole=False)
    material = _material(meeting, moment)
    restated = material.restated
    changes = None if restated is None else len(restated.lines)
    return Preview(material.board, notices, material.briefing, changes)


def is_large(programme: Programme, pairing: Pairing | None) -> bool:
    """Whether a page cannot show all of a scope at once."""
    reporting = programme.pairings.filter(reports=True)
    return pairing is None and reporting.count() > SHOWN_WHOLE


def _headlines(meeting: Meeting, moment: datetime.datetime) -> Board:
    codes = list(Indicator.objects.filter(headline=True).values_list("code", flat=True))
    return scoreboard(
        meeting.programme,
        meeting.year,
        meeting.through,
        indicators=codes,
        moment=moment,
        since=False,
    )


def preview_files(
    meeting: Meeting,
    language: str,
    moment: datetime.datetime,
    kinds: Sequence[FileKind] = FILES,
) -> Iterator[Made | Missing]:
    """The files without codes, marked as drafts by their names."""
    made: Iterable[Made | Missing] = files_of(
        lambda: _material(meeting, moment), language, kinds, lambda words: None
    )
    for one in made:
        yield one if isinstance(one, Missing) else replace(one, name=_marked(one, language))


def _marked(made: Made, language: str) -> str:
    folder, _slash, name = made.name.rpartition("/")
    with override(language):
        return f"{folder}/{_('Preview')}_{name}"


def _material(meeting: Meeting, moment: datetime.datetime) -> Material:
    material = material_of(
        meeting.programme,
        meeting.year,
        meeting.through,
        pairing=meeting.pairing,
        meeting=meeting,
        moment=moment,
    )
    return replace(material, draft=True)
