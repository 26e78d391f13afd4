"""The mapping of a form as it is shown and typed: one line for each cell that waits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_of
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation import changes
from cooperation.meetings.office_forms.columns import FIELDS, SHARES
from cooperation.meetings.office_forms.grid import Grid
from cooperation.meetings.office_forms.labels import MONEY, factor, key_of
from cooperation.meetings.office_forms.proposals import Choice, Proposal, proposals
from cooperation.meetings.office_forms.vocabulary import OWN, WHOLE, Vocabulary
from cooperation.models import Indicator, OfficeForm, OfficeFormCell, User
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.typed.words import one_line

# The units of money that a form may count in.
UNITS = ("元", "千元", "万元", "百万元", "亿元")
_LONGEST = 120


def field_names() -> dict[str, str]:
    """The columns that a form may ask for, as tables call them."""
    names = {
        "month": _("This month"),
        "ytd": _("Year to date"),
        "target": _("Annual target"),
        "completion": _("Completion (%)"),
        "pace_diff": _("Against pace (points)"),
        "share": _("Share of the year gone (%)"),
        "last_year": _("Same period last year"),
        "change": _("Change on last year (%)"),
        "since_pairing": _("Since pairing"),
    }
    return {name: names[name] for name in FIELDS}


@dataclass
class Line:
    """A waiting cell with what is typed for it. problems: what is wrong with that."""

    number: int
    proposal: Proposal
    on: bool = False
    indicator: str = ""
    place: str = ""
    field: str = "ytd"
    unit: str = ""
    problems: list[str] = made_of(default_factory=list)
    choice: Choice | None = None

    @property
    def address(self) -> str:
        """Of the cell."""
        return self.proposal.cell.address

    @property
    def offered(self) -> bool:
        """Whether something is ticked, typed or proposed."""
        return self.on or bool(self.indicator)


@dataclass
class Outcome:
    """What came of a mapping that was sent: 302 saved, 409 changed meanwhile, 422 refused."""

    status: int
    lines: list[Line]
    saved: int = 0


class Names:
    """Typed names ↔ what they mean, in the reader's language and in Chinese."""

    def __init__(self, words: Vocabulary):
        self.words = words
        self.by_code = {one.code: one for one in words.indicators}
        self.rows = {one.id: Indicator(pk=one.id, code=one.code) for one in words.indicators}
        self.places = {WHOLE: _("Whole city"), OWN: _("City level")}
        self.places |= {one.slug: one.name for one in words.groups}
        self._indicators: dict[str, CountedIndicator] = dict(words.names)
        self._indicators |= {key_of(one.code): one for one in words.indicators}
        self._places = words.places | {key_of(name): slug for slug, name in self.places.items()}
        self._places |= {key_of(slug): slug for slug in self.places}
        self.pairings = {one.slug: one for one in words.groups}

    def indicator(self, text: str) -> CountedIndicator | None:
        """By its name in either language, or its code."""
        return self._indicators.get(key_of(text))

    def place(self, text: str) -> str:
        """WHOLE, OWN or a slug; "" for a name that is none."""
        return self._places.get(key_of(text), "")

    def slug_of(self, cell: OfficeFormCell) -> str:
        """Whose number a saved cell takes; "" where the pairing is none of today's."""
        if cell.own or cell.pairing_id is None:
            return OWN if cell.own else WHOLE
        return next((s for s, p in self.pairings.items() if p.pk == cell.pairing_id), "")


def lines_of(form: OfficeForm, grids: list[Grid], names: Names) -> list[Line]:
    """As saved; a form that was never mapped as it is proposed."""
    saved = {cell.address: cell for cell in form.cells.select_related("indicator")}
    lines = []
    for number, one in enumerate(proposals(grids, names.words)):
        line = Line(number, one, on=one.sure and not saved, place=names.places[WHOLE])
        if one.choice:
            _say(line, one.choice, names)
        if cell := saved.get(one.cell.address):
            line.on = True
            indicator = names.by_code.get(cell.indicator.code)
            if indicator:
                place = names.slug_of(cell)
                _say(line, Choice(indicator, place, cell.field, cell.scale), names)
        lines.append(line)
    return lines


def _say(line: Line, choice: Choice, names: Names) -> None:
    line.choice = choice
    line.indicator = choice.indicator.name
    line.place = names.places.get(choice.place, "")
    line.field = choice.field
    line.unit = unit_of(choice)


def unit_of(choice: Choice) -> str:
    """The unit of money in which the form counts; "" where it is ours."""
    own = choice.indicator.unit_zh
    if choice.scale == 1 or own not in MONEY:
        return ""
    return next((unit for unit in UNITS if factor(own, unit) == choice.scale), "")


def typed_lines(lines: Sequence[Line], posted: Mapping[str, str], names: Names) -> list[Line]:
    """The lines as they were typed, each with what is wrong with it."""
    for line in lines:
        line.on = f"on-{line.number}" in posted
        for part in ("indicator", "place", "field", "unit"):
            text = posted.get(f"{part}-{line.number}", "")
            setattr(line, part, one_line(text.replace("\0", ""))[:_LONGEST])
        line.choice, line.problems = _understood(line, names)
    return list(lines)


def _understood(line: Line, names: Names) -> tuple[Choice | None, list[str]]:
    if not line.on and not line.indicator:
        return None, []
    indicator, place = names.indicator(line.indicator), names.place(line.place)
    problems = []
    if indicator is None:
        problems.append(_("Choose an indicator from the list; this is the name of none."))
    if not place:
        problems.append(_("Choose a place from the list; this is the name of none."))
    if line.field not in FIELDS:
        problems.append(_("Choose a column from the list."))
    scale = _scale(indicator, line.field, line.unit) if indicator else Decimal(1)
    if scale is None:
        problems.append(
            _("“%(unit)s” is no unit that this figure can be turned into.") % {"unit": line.unit}
        )
    if problems or indicator is None or scale is None:
        return None, problems if line.on else []
    return Choice(indicator, place, line.field, scale), []


def _scale(indicator: CountedIndicator, name: str, unit: str) -> Decimal | None:
    if not unit or unit in (indicator.unit_zh, indicator.unit_en) or name in SHARES:
        return Decimal(1)
    return factor(indicator.unit_zh, unit) if unit in MONEY else None


def version_of(form: OfficeForm) -> str:
    """Changes whenever the saved mapping does."""
    cells = form.cells.order_by("address").values_list(
        "address", "indicator_id", "pairing_id", "own", "field", "scale"
    )
    text = "\n".join("|".join(map(str, (*cell[:5], f"{cell[5]:f}"))) for cell in cells)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def save_mapping(form: OfficeForm, lines: list[Line], version: str, by: User, names: Names):
    """All ticked cells at once, with an entry in the change log; nothing if one is wrong."""
    OfficeForm.objects.select_for_update().get(pk=form.pk)
    if version != version_of(form):
        return Outcome(409, lines)
    if any(line.problems for line in lines):
        return Outcome(422, lines)
    before = _as_text(form.cells.select_related("indicator", "pairing"))
    form.cells.all().delete()
    cells = cells_of(form, [line for line in lines if line.on], names)
    OfficeFormCell.objects.bulk_create(cells)
    _log(form, before, _as_text(cells), by)
    return Outcome(302, lines, len(cells))


def cells_of(form: OfficeForm, lines: Iterable[Line], names: Names) -> list[OfficeFormCell]:
    """Unsaved cells for lines that are understood."""
    return [
        OfficeFormCell(
            form=form,
            address=line.address,
            label=line.proposal.label,
            indicator=names.rows[line.choice.indicator.id],
            pairing=names.pairings.get(line.choice.place),
            own=line.choice.place == OWN,
            field=line.choice.field,
            scale=line.choice.scale,
        )
        for line in lines
        if line.choice is not None
    ]


def _as_text(cells: Iterable[OfficeFormCell]) -> dict[str, str]:
    """A line for each cell, as the log keeps it."""
    found = {}
    for cell in cells:
        place = OWN if cell.own else cell.pairing.slug if cell.pairing else WHOLE
        parts = [cell.indicator.code, place, cell.field]
        parts += [f"×{cell.scale.normalize():f}"] if cell.scale != 1 else []
        found[cell.address] = " ".join(parts)
    return found


def _log(form: OfficeForm, before: dict[str, str], after: dict[str, str], by: User | None) -> None:
    """Only what differs."""
    gone = {a: text for a, text in before.items() if after.get(a) != text}
    new = {a: text for a, text in after.items() if before.get(a) != text}
    change = changes.Change(changes.as_text(gone), changes.as_text(new))
    if change:
        changes.write(by, form, "change", change)


def carried_over(old: OfficeForm, new: OfficeForm, grids: list[Grid], words: Vocabulary) -> int:
    """Gives the cells of a new edition the figures of the equal cells of the old one.

    Equal: the same words beside them; where several have them, the same address too.
    """
    by_label: dict[str, list[OfficeFormCell]] = {}
    for cell in old.cells.all():
        by_label.setdefault(cell.label, []).append(cell)
    waiting = proposals(grids, words)
    often = [one.label for one in waiting]
    cells = []
    for one in waiting:
        same = by_label.get(one.label, [])
        if len(same) != 1 or often.count(one.label) > 1:
            same = [cell for cell in same if cell.address == one.cell.address]
        if same and one.label:
            source = same[0]
            source.pk, source.form, source.address = None, new, one.cell.address
            source._state.adding = True
            cells.append(source)
    OfficeFormCell.objects.bulk_create(cells)
    return len(cells)
