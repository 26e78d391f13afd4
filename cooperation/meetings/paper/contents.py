"""From the material of a meeting to the document that is printed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.meetings.material import Material
from cooperation.meetings.paper.body import body, headline_rows
from cooperation.meetings.paper.characters import printable
from cooperation.meetings.paper.document import (
    LANDSCAPE,
    PORTRAIT,
    AttachmentList,
    Document,
    Part,
)
from cooperation.meetings.paper.parts import annexes
from cooperation.meetings.paper.parts.changes import changes
from cooperation.meetings.paper.parts.indicators import period
from cooperation.meetings.paper.parts.places import lead, places
from cooperation.meetings.paper.words import long_day, long_moment


def document_of(material: Material) -> Document:
    """The document in the active language; numbers come from the board's rows alone."""
    programme, board, meeting = material.programme, material.board, material.meeting
    title = _("%(programme)s: progress, %(period)s") % {
        "programme": programme.name,
        "period": period(board),
    }
    number = _("File no. %(code)s") % {"code": material.code} if material.code else ""
    on = long_day(meeting.on) if meeting else ""
    return Document(
        language="zh-Hans" if (get_language() or "zh").startswith("zh") else "en",
        title=printable(title),
        office=printable(meeting.title if meeting else _("Joint meeting: material")),
        line="\u3000".join(part for part in (number, on) if part),
        facts=tuple(_facts(material)),
        parts=(*body(material), *_annexes(material)),
        moment=material.moment,
        coder=material.coder,
        mark=material.mark,
        short_mark=material.short_mark,
        code=material.code,
        address=material.address,
        subject=programme.name,
    )


def _facts(material: Material) -> Iterable[tuple[str, str]]:
    meeting = material.meeting
    yield _("Cut-off date"), long_day(material.board.last_day)
    yield _("As known on"), long_moment(material.moment)
    yield _("Reporting office"), _("Secretary of the joint meeting")
    if meeting and meeting.place:
        yield _("Place"), meeting.place
    if meeting and meeting.hosts:
        yield _("Hosts"), meeting.hosts


def _annexes(material: Material) -> Iterable[Part]:
    """The list of annexes and the annexes."""
    made = [(title, orientation, list(parts)) for title, orientation, parts in _made(material)]
    yield AttachmentList(_("Annexes"), tuple(title for title, _orientation, _parts in made))
    for number, (title, orientation, parts) in enumerate(made, start=1):
        yield annexes.new_page(orientation)
        yield annexes.annex_heading(number, title)
        yield from parts


def _made(material: Material) -> Iterable[tuple[str, str, Iterable[Part]]]:
    board = material.board
    yield _("All indicators"), LANDSCAPE, annexes.full_tables(board)
    if material.restated is not None:
        yield _("Changes since the last meeting"), LANDSCAPE, changes(material.restated)
    if material.code:
        place = lead(board)
        rows = headline_rows(board, place) if place else []
        yield _("Looking a figure up"), PORTRAIT, annexes.look_up(material, rows)
    yield _("Sources of published figures"), PORTRAIT, annexes.sources(board, places(board))
    yield (
        _("What the indicators count"),
        PORTRAIT,
        [*annexes.counting_rules(), annexes.definitions(board)],
    )
