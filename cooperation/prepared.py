"""Prepared statements: SQL that is put together once in a process and asked with other values.

The framework makes a queryset and its SQL anew each time, which takes it two to ten times as
long as asking a small table and reading the rows. What is kept here is that SQL, never a row
that it found.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Collection
from itertools import islice
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, QuerySet
from django.utils.translation import get_language

Row = TypeVar("Row")

# So many shapes of a statement are kept, 40 KB each: readers have rights of their own.
VARIANTS = 100
_KINDS = int, str, datetime.datetime, datetime.date
_SEVERAL = list, set, frozenset, tuple
_PLACE = "%s"
# What stands for a number while a statement is made: every column of numbers holds it, and no
# statement has it of its own.
_MARK = 31_000
_MARK_DAY = datetime.date(1000, 1, 1)


class Prepared(Generic[Row]):
    """Called with the values of `build`, which makes a queryset of them: the list of its rows.

    Numbers, texts, days and moments may differ from call to call, and collections of them in
    length too; of everything else (None, booleans, a `Q`) and of each language there is a
    statement of its own. A reader is its rights, of which there is a statement of its own, and
    its key, which is a value; `build` is given nothing else of the account.

    `build` puts its values into the statement as they are and asks nothing about them but
    whether they are None; nor does it ask the database, the clock or the time zone. A value
    that is changed on its way ("year - 1") or not used is refused with ValueError when the
    statement is made; so is another column of the reader's, and `among`, which is one array to
    PostgreSQL. A collection is of one kind (else TypeError), a moment has its time zone.
    Numbers come from rows and not from addresses: one that no column holds is an error of the
    database and no empty answer.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._made: dict[tuple, _Statement | None] = {}

    def __call__(self, *values: Any) -> list[Row]:
        shape = (get_language(), *map(_shape, values))
        if shape not in self._made:
            if len(self._made) >= VARIANTS:
                oldest, *_newer = self._made  # made anew when it is asked again
                self._made.pop(oldest, None)
            self._made[shape] = self._statement(values)
        statement = self._made.get(shape)
        return statement.rows(values) if statement else list(self._build(*values))

    def _statement(self, values: tuple) -> _Statement | None:
        """None for what is no statement to the framework: rows in nothing, of nobody."""
        try:
            return _Statement(self._build, values)
        except EmptyResultSet:
            return None


class _Statement:
    """One shape of a queryset: its SQL in pieces, and what stands in the places between them."""

    def __init__(self, build: Callable[..., QuerySet], values: tuple) -> None:
        # Made twice with different marks for each value: a place belongs to the value whose
        # marks stand in it, and what is alike in both belongs to the statement.
        marks, others = ([_mark(one, at, turn) for at, one in enumerate(values)] for turn in (0, 1))
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refused):
            self.queryset = build(*marks)
            other = build(*others)
        self.using = self.queryset.db
        self.compiler = self.queryset.query.get_compiler(self.using)
        sql, first = self.compiler.as_sql()
        again, second = other.query.get_compiler(self.using).as_sql()
        ops = self.compiler.connection.ops
        if not self.compiler.get_converters([column for column, *_rest in self.compiler.select]):
            # The driver gives what the fields hold: not to be found out column by column again.
            self.compiler.get_converters = lambda columns: {}
        self.compiler.connection = None  # that of whoever asks, see `_asked`
        known = {
            (*_adapted(one, ops), *_adapted(other, ops)): at
            for at, (one, other) in enumerate(zip(marks, others, strict=True))
            if one != other
        }
        # Either the number of the value, or None and what stands there always.
        self.places = [
            (None, one) if one == other else (known.get((one, other), -1), None)
            for one, other in zip(first, second, strict=True)
        ]
        used = {at for at, _constant in self.places if at is not None}
        needed = {at for at in known.values() if not _is_reader(values[at])}
        self.pieces = sql.split(_PLACE)
        whole = len(self.pieces) == len(first) + 1
        if sql != again or -1 in used or needed - used or not whole or self._spread(values):
            raise ValueError(f"Values are not put into this statement as they are: {sql}")

    def _spread(self, values: tuple) -> bool:
        """Whether a collection stands where its length matters: anywhere but alone in brackets."""
        return any(
            at is not None
            and isinstance(values[at], _SEVERAL)
            and not (before.endswith("(") and after.startswith(")"))
            for (at, _constant), before, after in zip(
                self.places, self.pieces, self.pieces[1:], strict=False
            )
        )

    def rows(self, values: tuple) -> list:
        """The rows for these values."""
        connection = connections[self.using]
        given = [_adapted(value, connection.ops) for value in values]
        text, params = [self.pieces[0]], list[Any]()
        for (at, constant), piece in zip(self.places, self.pieces[1:], strict=True):
            found = [constant] if at is None else given[at]
            params += found
            text.append(", ".join([_PLACE] * len(found)))
            text.append(piece)
        return list(self._asked(connection, "".join(text), tuple(params)))

    def _asked(self, connection: Any, sql: str, params: tuple) -> QuerySet:
        """The queryset, with a compiler that has its SQL already."""
        compiler: Any = copy.copy(self.compiler)
        query: Any = copy.copy(self.queryset.query)
        compiler.connection, compiler.query = connection, query
        compiler.as_sql = lambda *args, **kwargs: (sql, params)
        query.get_compiler = lambda *args, **kwargs: compiler
        made: Any = self.queryset
        asked: Any = type(made)(made.model, query, made._db, made._hints)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(asked, name, getattr(made, name))
        return asked


def _shape(value: Any) -> Any:
    """What is alike in all values that one statement serves."""
    if isinstance(value, bool):
        return bool, value
    for kind in _KINDS:
        if isinstance(value, kind):
            return kind
    if isinstance(value, _SEVERAL):
        return _SEVERAL, _kind_of_all(value)
    if _is_reader(value):
        rights = value.rights if value.is_authenticated else settings.PUBLIC_DASHBOARD
        return value.is_authenticated, rights
    return type(value), value


def _kind_of_all(several: Collection) -> type | None:
    """The kind of all in a collection; None where it is empty."""
    kinds = {
        next((kind for kind in _KINDS if issubclass(one, kind) and one is not bool), object)
        for one in set(map(type, several))
    }
    if len(kinds) > 1 or object in kinds:
        raise TypeError("A collection holds numbers, texts, days or moments, and one kind of them.")
    return next(iter(kinds), None)


def _mark(value: Any, at: int, turn: int) -> Any:
    """What stands for the value at a place while the statement is made; different each turn, and
    by another step at each place: no value is taken for a neighbour when something is added."""
    number = _MARK + 2 * at + turn * (at + 1)
    day = _MARK_DAY + datetime.timedelta(days=number)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return number
    if isinstance(value, str):
        return f"\u2042{number}"
    if isinstance(value, datetime.datetime):
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    if isinstance(value, datetime.date):
        return day
    if isinstance(value, _SEVERAL):
        return [_mark(one, at, turn) for one in islice(value, 1)]
    if _is_reader(value) and value.is_authenticated:
        account = value.__class__  # of a request's reader, who is looked up when asked for
        reader = account(pk=number, is_active=value.is_active, is_superuser=value.is_superuser)
        reader.grants = value.grants
        for field in reader._meta.concrete_fields:
            if isinstance(field, CharField):
                setattr(reader, field.attname, f"\u2042{field.name} {number}")
        return reader
    return value


def _refused(*_asked: Any) -> None:
    raise ValueError("What a statement is made of does not depend on rows.")


def _adapted(value: Any, ops: Any) -> list:
    """As the database's driver takes it: one value, or several."""
    if isinstance(value, _SEVERAL):
        if isinstance(next(iter(value), None), int | str):  # all of one kind
            return list(value)
        return [given for one in value for given in _adapted(one, ops)]
    if isinstance(value, datetime.datetime):
        return [ops.adapt_datetimefield_value(value)]
    if isinstance(value, datetime.date):
        return [ops.adapt_datefield_value(value)]
    return [value.pk if _is_reader(value) else value]


def _is_reader(value: Any) -> bool:
    return hasattr(value, "is_authenticated")
