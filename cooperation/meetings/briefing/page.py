"""The page of a meeting's briefing: paragraphs with links, their histories, what is being typed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from cooperation.meetings.text import Briefing, FigureRef, Paragraph
from cooperation.models import BriefingEdit, Language, Meeting
from cooperation.scoreboard import Board

# Where the whole city's number is explained, in place of a pairing's address name.
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run as the page shows it: its words, where they lead, how they look."""

    text: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph with its history, the oldest version first.

    token: tells the state that the secretary saw, so that nothing is overwritten unseen.
    """

    paragraph: Paragraph
    pieces: Sequence[Piece]
    versions: Sequence[BriefingEdit]
    token: str

    @property
    def key(self) -> str:
        """The paragraph's stable name."""
        return self.paragraph.key


@dataclass(frozen=True, slots=True)
class Part:
    """A titled section of the page."""

    title: str
    shown: Sequence[Shown]


@dataclass
class BriefingPage:
    """A meeting's briefing in one length and language, as it stands now."""

    meeting: Meeting
    length: str
    language: str
    board: Board
    briefing: Briefing
    versions: dict[str, list[BriefingEdit]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, meeting: Meeting, length: str, language: str) -> BriefingPage:
        """Collected as for a pack, so that the page says what the pack would."""
        board, briefing = collected(meeting, length, language)
        page = cls(meeting, length, language, board, briefing)
        rows = BriefingEdit.objects.filter(meeting=meeting, language=language)
        for row in rows.select_related("by").order_by("at", "pk"):
            page.versions[row.key].append(row)
        return page

    @property
    def parts(self) -> list[Part]:
        """The sections as they are shown."""
        return [
            Part(section.title, [self.shown(one) for one in section.paragraphs])
            for section in self.briefing.sections
        ]

    @property
    def paragraphs(self) -> dict[str, Paragraph]:
        """By their stable names."""
        return {one.key: one for part in self.briefing.sections for one in part.paragraphs}

    @property
    def astray(self) -> list[BriefingEdit]:
        """What was written in place of paragraphs of this length that are no longer there."""
        newest = [rows[-1] for key, rows in self.versions.items() if self._is_gone(key)]
        return [row for row in newest if row.text]

    def _is_gone(self, key: str) -> bool:
        return key.startswith(f"{self.length}.") and key not in self.paragraphs

    @property
    def has_edits(self) -> bool:
        """Whether any paragraph on the page was written by hand."""
        return any(one.edited for one in self.paragraphs.values())

    def shown(self, paragraph: Paragraph) -> Shown:
        """A paragraph with links and history."""
        pieces = [Piece(run.text, self._url(run.figure), run.tone) for run in paragraph.runs]
        versions = self.versions.get(paragraph.key, [])
        return Shown(paragraph, pieces, versions, token_of(paragraph, versions))

    def _url(self, figure: FigureRef | None) -> str:
        """The explanation of a number, in the period that it speaks of."""
        if figure is None:
            return ""
        codes = {one.id: one.code for one in self.board.indicators}
        slugs = {one.pk: one.slug for one in self.board.pairings}
        if self.board.city:
            slugs[self.board.city.pk] = self.board.city.slug
        code = codes.get(figure.indicator_id)
        whose = WHOLE if figure.pairing_id is None else slugs.get(figure.pairing_id)
        if code is None or whose is None:
            return ""
        period = {
            "programme": self.board.programme.code,
            "year": figure.year,
            "through": figure.through,
        }
        return f"{reverse('explanation', args=[code, whose])}?{urlencode(period)}"

    @property
    def query(self) -> str:
        """What the page's links keep."""
        return urlencode({"length": self.length, "lang": self.language})

    @property
    def url(self) -> str:
        """This page."""
        return f"{reverse('briefing-edit', args=[self.meeting.pk])}?{self.query}"


def collected(meeting: Meeting, length: str, language: str) -> tuple[Board, Briefing]:
    """The board and the text of a meeting as of now, in a language."""
    from cooperation.meetings.packs.material import material_of

    with translation.override(language):
        material = material_of(
            meeting.programme,
            meeting.year,
            meeting.through,
            pairing=meeting.pairing,
            meeting=meeting,
            length=length,
        )
    return material.board, material.briefing


def token_of(paragraph: Paragraph, versions: Sequence[BriefingEdit]) -> str:
    """Changes with the generated sentence and with every edit."""
    digest = hashlib.sha256(paragraph.generated.encode()).hexdigest()[:12]
    return f"{versions[-1].pk if versions else 0}-{digest}"


def language_of(text: str) -> str:
    """A language of the product; the reader's own for anything else."""
    if text in Language.values:
        return text
    own = translation.get_language() or ""
    return own if own in Language.values else Language.values[0]
