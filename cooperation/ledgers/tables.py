"""Tables of ledger rows: django-tables2 columns that write their cells directly.

The stock rendering passes each cell through the template engine, which costs more than the
query. Here a column gives one function per page that turns a row into escaped text, and the
body is one join. Rendered the stock way the same columns give the same text.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.utils.safestring import SafeString, mark_safe

from cooperation import formatting
from cooperation.ledgers.columns import columns_of
from cooperation.models.ledger import LedgerSum

Writer = Callable[[Any], str]


class LedgerColumn(tables.Column):
    """A column of text. `writer` is asked once per page.

    `fields` are what the cell is made of, where its name does not say it: paths from the row.
    """

    css = ""

    def __init__(self, *args, fields: tuple[str, ...] = (), **kwargs):
        self.fields = fields
        if self.css:
            kwargs.setdefault("attrs", {"td": {"class": self.css}, "th": {"class": self.css}})
        super().__init__(*args, **kwargs)

    def __deepcopy__(self, memo) -> LedgerColumn:
        """A table takes a copy of its class's columns; what they hold never changes."""
        return copy.copy(self)

    def writer(self, name: str, table: LedgerTable) -> Writer:
        """From a row to the escaped text of this column's cell."""

        def write(row) -> str:
            return escape(self.text(getattr(row, name)))

        return write

    def needs(self, name: str, model: type[Model]) -> tuple[str, ...] | None:
        """The fields that the cell is made of; None where nobody can know (a property).

        `title` without such a field is `title_zh` and `title_en`.
        """
        if self.fields:
            return self.fields
        known = {field.name for field in model._meta.concrete_fields}
        if name in known:
            return (name,)
        pair = (f"{name}_zh", f"{name}_en")
        return pair if known.issuperset(pair) else None

    def text(self, value) -> str:
        """The cell's text; unknown is "—"."""
        return formatting.UNKNOWN if value is None or value == "" else str(value)

    def render(self, record, bound_column, table):
        """The same when django-tables2 itself renders the cell."""
        return mark_safe(self.writer(bound_column.name, table)(record))


class NumberColumn(LedgerColumn):
    """A number with fixed decimals, right-aligned."""

    css = "n"

    def __init__(self, *args, decimals: int = 0, **kwargs):
        self.decimals = decimals
        super().__init__(*args, **kwargs)

    def text(self, value) -> str:
        return formatting.number(value, self.decimals)


class QuantityColumn(LedgerColumn):
    """A quantity with its row's own unit, without idle zeros: 12.5 吨."""

    css = "n"

    def needs(self, name, model):
        return (name, "unit")

    def writer(self, name, table):
        def write(row) -> str:
            return escape(quantity(getattr(row, name), row.unit))

        return write


def quantity(value, unit: str) -> str:
    """12.5 吨; a quantity that nobody gave is "—"."""
    if value is None:
        return formatting.UNKNOWN
    decimals = max(0, -value.normalize().as_tuple().exponent)
    return f"{formatting.number(value, decimals)} {unit}"


class DateColumn(LedgerColumn):
    """A date as exactly as it is known, or the range up to `end`."""

    css = "nowrap"

    def __init__(self, *args, end: str = "", precision: str = "", **kwargs):
        self.end, self.precision = end, precision
        super().__init__(*args, **kwargs)

    def needs(self, name, model):
        return tuple(filter(None, (name, self.end, self.precision)))

    def writer(self, name, table):
        def write(row) -> str:
            return formatting.days(
                getattr(row, name),
                getattr(row, self.end) if self.end else None,
                getattr(row, self.precision) if self.precision else "day",
            )

        return write


class ChoiceColumn(LedgerColumn):
    """One of a field's choices, by its label in the active language."""

    def writer(self, name, table):
        field = table.rows_of._meta.get_field(name)
        labels = {key: escape(str(label)) for key, label in field.flatchoices}

        def write(row) -> str:
            value = getattr(row, name)
            return labels.get(value) or escape(self.text(value))

        return write


class PairingColumn(LedgerColumn):
    """The pairing's name; sorted in the order of the agreements."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("order_by", ("pairing__position", "pairing__slug"))
        super().__init__(*args, **kwargs)

    def writer(self, name, table):
        names, written = table.pairing_names, {}

        def write(row) -> str:
            key = row.pairing_id
            if key not in written:
                written[key] = escape(names[key] if key in names else str(row.pairing))
            return written[key]

        return write


class LedgerTable(tables.Table):
    """The table of one ledger. Subclasses name the columns, the default order in `Meta`, and
    `link`: the column whose cells lead to the row's own page. `optional` columns are shown
    only to whoever chose them."""

    link = ""
    optional: tuple[str, ...] = ()

    def __init__(
        self,
        rows: QuerySet,
        *,
        order_by: str = "",
        pairing_names: Mapping[int, str] | None = None,
        detail: str = "",
        query: str = "",
        columns: Sequence[str] = (),
    ):
        """`detail` is the list's address, below which the rows' pages live; `query` is kept.

        `columns` are those shown, in order; the others can still be sorted by. None = the
        ledger's own choice.
        """
        self.rows_of = rows.model
        self.pairing_names = pairing_names or {}
        self.detail, self.query = detail, query
        self.queryset = rows
        shown = columns_of(type(self), ",".join(columns)).shown
        super().__init__(rows, order_by=order_by or None, sequence=(*shown, "..."))
        for name in self.base_columns:
            if name not in shown:
                self.columns.hide(name)
        if not self.order_by and self._meta.order_by:
            self.order_by = self._meta.order_by

    def ordered(self) -> QuerySet:
        """The rows as the table is sorted: unknown last either way, ties by their key."""
        terms, down = [], False
        for alias in self.order_by or ():
            for accessor in self.columns[alias.lstrip("-")].order_by:
                down = accessor.is_descending
                terms.append(self._term(accessor.bare, down))
        if not terms:
            return self.queryset
        return self.queryset.order_by(*terms, "-pk" if down else "pk")

    def _term(self, path: str, down: bool):
        """A sort term; NULLS LAST only where needed, since it keeps an index from being used."""
        try:
            field = self.rows_of._meta.get_field(path.split("__")[0])
            nullable = field.null
        except FieldDoesNotExist:
            field, nullable = None, True
        if field is not None and field.is_relation and "__" not in path:
            path = f"{path}__{_name_field(field.related_model)}"
        if not nullable:
            return f"-{path}" if down else path
        return F(path).desc(nulls_last=True) if down else F(path).asc(nulls_last=True)

    def lean(self, rows: QuerySet) -> QuerySet:
        """Rows with the fields of the shown columns and no others, and with what the shown
        foreign keys name: one statement whichever columns are chosen."""
        names, named = set(), set()
        for column in self.columns:
            if column.name in rows.query.annotations:
                continue
            needed = column.column.needs(column.name, self.rows_of)
            if needed is None:
                return rows
            names.update(needed)
            named.update(self._named(column.column, needed))
        rows = rows.select_related(None)
        return (rows.select_related(*named) if named else rows).only(*names)

    def _named(self, column, paths) -> set[str]:
        """The foreign keys whose rows are read too. A pairing's name is known without."""
        found = {path.rpartition("__")[0] for path in paths} - {""}
        if not isinstance(column, PairingColumn):
            keys = {field.name for field in self.rows_of._meta.concrete_fields if field.is_relation}
            found |= keys.intersection(paths)
        return found

    def body(self, rows) -> SafeString:
        """The rows of a page as `<tr>`s."""
        columns = [
            (
                column.column.writer(column.name, self),
                f'<td class="{column.column.css}">' if column.column.css else "<td>",
                column.name == self.link,
            )
            for column in self.columns
        ]
        query = f"?{escape(self.query)}" if self.query else ""
        key = self.rows_of._meta.pk.attname
        parts = []
        for row in rows:
            parts.append("<tr>")
            for write, opening, linked in columns:
                text = write(row)
                if linked:
                    text = f'<a href="{self.detail}{getattr(row, key)}/{query}">{text}</a>'
                parts.append(f"{opening}{text}</td>")
            parts.append("</tr>\n")
        return mark_safe("".join(parts))

    def footer_cells(self, totals: Mapping[str, LedgerSum], rows: int) -> list[dict]:
        """The totals row: a cell per column but the first, empty where nothing is added up."""
        cells = []
        for column in list(self.columns)[1:]:
            cell = {"css": column.column.css, "text": "", "given": ""}
            if found := totals.get(column.name):
                cell["text"] = column.column.text(found.value)
                cell["given"] = given_words(found.given, rows)
            cells.append(cell)
        return cells


def _name_field(model: type[Model]) -> str:
    """By what the rows of a model are put in order: their Chinese name, where they have one."""
    named = any(field.name == "name_zh" for field in model._meta.concrete_fields)
    return "name_zh" if named else "pk"


def given_words(given: int, rows: int) -> str:
    """How many rows stand behind a sum, where it is some and not all of them: 11/12."""
    return f"{formatting.number(given)}/{formatting.number(rows)}" if 0 < given < rows else ""
