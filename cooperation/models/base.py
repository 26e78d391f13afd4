"""What all models share: translated names, decimals, querysets that know their reader."""

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_language(chinese: str, english: str) -> str:
    """The text in the active language; the other one where a translation is missing."""
    return chooser()(chinese, english)


def chooser() -> Callable[[str, str], str]:
    """`in_language` for many texts: which language is active is asked once."""
    if (get_language() or "zh-hans").startswith("zh"):
        return lambda chinese, english: chinese or english
    return lambda chinese, english: english or chinese


def containing(text: str, *fields: str) -> models.Q:
    """The condition that a text stands in one of the fields; %, _ and \\ stand for themselves.

    Letters are found in either case. A text without any, as Chinese has none, is looked for as it
    is: PostgreSQL would turn each name of a table into capitals first, which takes three times as
    long as looking through it.
    """
    lookup = "contains" if text.lower() == text.upper() else "icontains"
    found = models.Q()
    for field in fields:
        found |= models.Q(**{f"{field}__{lookup}": text})
    return found


class FigureField(models.DecimalField):
    """A figure: 13 digits before the point and 4 after it.

    SQLite keeps floats; within these bounds a value comes back as it went in.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 17)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)


FOUR_PLACES = Decimal("0.0001")


def exact(value) -> Decimal:
    """A sum as it left the database, exact again: SQLite adds up decimals as floats."""
    return Decimal(value).quantize(FOUR_PLACES)


@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """One of some keys, a set of whole numbers: `pairing__among={1, 2}`. In a list Django would
    look at each for an expression.

    What `in` says, but of keys that lie side by side, as those of a programme made at once do, the
    first and the last are given, else PostgreSQL one array: to look at each of a nation's five
    hundred pairings in three statements took a tenth of a list's time.
    """

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs, rhs) -> None:
        super().__init__(lhs, frozenset(rhs))

    def as_sql(self, compiler, connection):
        """An `IN` with a place for each key; false without any."""
        column, params = self.process_lhs(compiler, connection)
        if span := self._span(column):
            return span[0], [*params, *span[1]]
        return f"{column} IN ({', '.join(['%s'] * len(self.rhs))})", [*params, *self.rhs]

    def as_postgresql(self, compiler, connection):
        """The array as one text: the driver would prepare its elements one by one. Of the
        column's own type: only then is it looked up as a set, else element by element."""
        column, params = self.process_lhs(compiler, connection)
        if span := self._span(column):
            return span[0], [*params, *span[1]]
        kind, keys = self.lhs.output_field.db_type(connection), ",".join(map(str, self.rhs))
        return f"{column} = ANY(%s::{kind}[])", [*params, f"{{{keys}}}"]

    def _span(self, column: str) -> tuple[str, list[int]] | None:
        """One key as itself, keys that lie side by side by the first and the last."""
        if not self.rhs:
            raise EmptyResultSet
        first, last = min(self.rhs), max(self.rhs)
        if first == last:
            return f"{column} = %s", [first]
        if last - first + 1 == len(self.rhs):
            return f"{column} BETWEEN %s AND %s", [first, last]
        return None


class NamedInTwoLanguages(models.Model):
    """A thing with an official Chinese name and an English one."""

    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.name_zh, self.name_en)

    def __str__(self) -> str:
        return self.name


class Side(models.TextChoices):
    """Which of the two cities: the developed east or the assisted west."""

    EAST = "east", _("East")
    WEST = "west", _("West")
