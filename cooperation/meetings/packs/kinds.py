"""The kinds of files a pack holds, and the making of them in one language.

A kind is one line of `FILES`; sealing, preview and rebuilding go through the same list, so none
of them can know a file that the others do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cooperation.formatting import PLAIN, numbers_in
from cooperation.meetings.material import Material
from cooperation.models import Language
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import safe_name

# Systems take 255 bytes for a name, and a Chinese character is three.
_LONGEST = 60

# How a file of a kind is sent.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ledger": "text/csv; charset=utf-8",
    "json": "application/json",
    "manifest": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


class Ingredients:
    """The material of one language, and the document that several kinds are written from."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def document(self) -> Any:
        """Made once: its charts cost more than writing it."""
        from cooperation.meetings.paper import document_of

        return document_of(self.material)

    @cached_property
    def pictures(self) -> Any:
        """The document's charts, being painted since this was first asked; None if it has none."""
        from cooperation.meetings.paper import pictures_begun

        drawings = [one.drawing for one in self.document.pictures]
        return pictures_begun(drawings) if drawings else None

    @cached_property
    def printed(self) -> Any:
        """The document on paper, being set since this was first asked."""
        from cooperation.meetings.paper import pdf_begun

        return pdf_begun(self.document)

    def give_up(self) -> None:
        """Nobody waits for what is still being set."""
        for name in ("pictures", "printed"):
            if begun := self.__dict__.get(name):
                begun.give_up()

    def name(self, ending: str) -> str:
        """样例数据_第三次联席会议.docx."""
        meeting, board = self.material.meeting, self.material.board
        title = meeting.title if meeting else f"{board.programme.name} {board.last_day}"
        mark = [SAMPLE_MARK] if board.programme.sample else []
        return safe_name([*mark, title[:_LONGEST]], ending)


@dataclass(frozen=True)
class FileKind:
    """One kind of file. data: a data file, which is built again byte for byte.

    make: gives the files by name. begin: starts what can go on beside the files before it. What a
    server lacks for a kind that is no data file is an ImportError: the pack is sealed without
    the kind and its manifest says why.
    """

    slug: str
    label: Any
    make: Callable[[Ingredients], Mapping[str, bytes]]
    data: bool = False
    begin: Callable[[Ingredients], object] | None = None


@dataclass(frozen=True)
class Made:
    """A file as it was made. name: with the folder of its language."""

    name: str
    kind: str
    language: str
    data: bool
    content: bytes


@dataclass(frozen=True)
class Missing:
    """A kind that could not be made here, and why."""

    kind: str
    language: str
    reason: str


def _data(of: Ingredients) -> Mapping[str, bytes]:
    from cooperation.meetings.workbook import data_files

    return data_files(of.material)


def _xlsx(of: Ingredients) -> Mapping[str, bytes]:
    from cooperation.meetings.workbook import workbook_bytes

    return {of.name("xlsx"): workbook_bytes(of.material)}


def _docx(of: Ingredients) -> Mapping[str, bytes]:
    from cooperation.meetings.paper import docx_bytes

    return {of.name("docx"): docx_bytes(of.document, of.pictures)}


def _html(of: Ingredients) -> Mapping[str, bytes]:
    from cooperation.meetings.paper import html_bytes

    return {of.name("html"): html_bytes(of.document)}


def _pdf(of: Ingredients) -> Mapping[str, bytes]:
    return {of.name("pdf"): of.printed.files()[0]}


FILES: tuple[FileKind, ...] = (
    FileKind("data", gettext_lazy("Data (CSV and JSON)"), _data, data=True),
    FileKind("xlsx", gettext_lazy("Workbook (XLSX)"), _xlsx),
    FileKind("docx", gettext_lazy("Document (DOCX)"), _docx, begin=lambda of: of.pictures),
    FileKind("html", gettext_lazy("For the projector (HTML)"), _html),
    FileKind("pdf", gettext_lazy("For printing (PDF)"), _pdf, begin=lambda of: of.printed),
)


def folder(language: str) -> str:
    """中文/ or English/: the same file has the same name in both."""
    return f"{Language(language).label}/"


def files_of(
    material_in: Callable[[], Material],
    language: str,
    kinds: Sequence[FileKind],
    step: Callable[[str], None],
) -> Iterable[Made | Missing]:
    """The files of one language. material_in: collects the material in the active language."""
    # The words of steps are those of whoever waits, the files' those of their readers.
    step(_("Collecting the figures"))
    with override(language), numbers_in(PLAIN):
        of = Ingredients(material_in())
        _begin(kinds, of)
    try:
        for kind in kinds:
            step(str(kind.label))
            with override(language), numbers_in(PLAIN):
                yield from _made(kind, of, language)
    finally:
        of.give_up()


def _begin(kinds: Sequence[FileKind], of: Ingredients) -> None:
    for kind in kinds:
        # What the server lacks is told when the kind's turn comes.
        with suppress(ImportError):
            if kind.begin:
                kind.begin(of)


def _made(kind: FileKind, of: Ingredients, language: str) -> list[Made | Missing]:
    try:
        files = kind.make(of)
    except ImportError as error:
        if kind.data:
            raise
        return [Missing(kind.slug, language, f"{type(error).__name__}: {error}"[:300])]
    return [
        Made(folder(language) + name, name.rpartition(".")[2], language, kind.data, content)
        for name, content in files.items()
    ]
