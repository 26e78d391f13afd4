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
from cooperation.models import Meeting
from cooperation.scoreboard import Row
from cooperation.scoreboard.rows import OWN


@dataclass(frozen=True)
class Preview:
    """What the secretary looks at before sealing."""

    material: Material
    notices: tuple[Notice, ...]

    @property
    def headline(self) -> list[Row]:
        """The headline indicators of the whole city, or of the meeting's pairing."""
        board = self.material.board
        return [
            row
            for one in board.indicators
            if one.headline
            for row in board.rows_of(one.code)[:1]
            if row.kind != OWN and not row.not_applicable
        ]

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to seal."""
        return any(row.ytd is not None for row in self.material.board.rows)

    @property
    def changes(self) -> int | None:
        """How many figures changed since the last meeting; None where there was none."""
        restated = self.material.restated
        return None if restated is None else len(restated.lines)


def preview(meeting: Meeting, moment: datetime.datetime) -> Preview:
    """As known before a moment, in the active language."""
    return Preview(_material(meeting, moment), tuple(notices_of(meeting, moment)))


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
    return material_of(
        meeting.programme,
        meeting.year,
        meeting.through,
        pairing=meeting.pairing,
        meeting=meeting,
        moment=moment,
    )
