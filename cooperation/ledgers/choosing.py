"""Choosing one of what may be very many: from a select, or where it would be too long by typing
a part of the name, with names offered meanwhile. The page works without a script either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape

import django_filters as filters
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext
from django_filters.fields import ChoiceField

from cooperation.ledgers.filter_form import Flat
from cooperation.ledgers.widgets import ONE_OF_THE_CHOICES, QuickSelect, written

# A select of more names is slower to look through than a name is to type.
MOST_IN_A_SELECT = 60
# So many names are offered while one types, so many named where a text fits several, and so many
# looked at to see whether one of them is the text itself.
OFFERED, NAMED, LOOKED_AT = 20, 4, 60
# No name is longer, with the place above it and its key; the database may refuse to look for more.
LONGEST = 500

# A key as it stands in an address, and the name that people read.
Name = tuple[str, str]


class NameChooser(QuickSelect):
    """The select, or the field to type in: its NameField decides when it is written."""

    field: NameField

    def render(self, name, value, attrs=None, renderer=None):
        if not self.field.many():
            return super().render(name, value, attrs, renderer)
        text = str(value or "").strip()
        attrs = {
            "type": "search",
            "name": name,
            "autocomplete": "off",
            "placeholder": _("A part of the name"),
            **self.attrs,
            **(attrs or {}),
            "value": self.field.words(text) if text else "",
        }
        offered = ""
        if address := self.field.address():
            place = f"{name}-names"
            attrs |= {
                "list": place,
                "hx-get": address,
                "hx-trigger": "focus once, input changed delay:250ms",
                "hx-target": f"#{place}",
                "hx-swap": "innerHTML",
                "hx-push-url": "false",
            }
            offered = f'<datalist id="{escape(place)}"></datalist>'
        return mark_safe(f"<input{written(attrs)}>{offered}")


class NameField(ChoiceField):
    """The key of the one that a text means: its key, its name, or a part that no other has.

    find: what a text may mean; typed: what finds exactly this one; many: whether a select would
    be too long; address: where names are asked for while one types, "" for nowhere.
    """

    widget = NameChooser

    def __init__(
        self,
        *args,
        find: Callable[[str], list[Name]],
        typed: Callable[[Name], str],
        many: Callable[[], bool],
        address: Callable[[], str],
        **kwargs,
    ):
        self.find, self.typed, self.many, self.address = find, typed, many, address
        super().__init__(*args, **kwargs)
        self.widget.field = self

    def clean(self, value):
        """The key; a text that means none or several is told."""
        text = str(value or "").strip()
        if not text:
            return ""
        found = self.find(text)
        if len(found) == 1:
            return found[0][0]
        if not self.many():
            raise ValidationError(ONE_OF_THE_CHOICES["invalid_choice"], code="invalid_choice")
        if not found:
            raise ValidationError(
                _("Nothing in this list has such a name. Type a part of the name."), code="unknown"
            )
        names = pgettext("between things of one kind", ", ").join(
            label for _key, label in found[:NAMED]
        )
        if len(found) > NAMED:
            names += "…"
        raise ValidationError(
            _("Several have such a name: %(names)s. Type more of it.") % {"names": names},
            code="several",
        )

    def words(self, text: str) -> str:
        """The name of the one that a text means, so that it is found again when it is sent again;
        a text that means no single one as it is."""
        found = self.find(text)
        return self.typed(found[0]) if len(found) == 1 else text

    def told(self, text: str) -> str:
        """The same for people alone: without a key."""
        found = self.find(text)
        if len(found) != 1:
            return text
        key, label = found[0]
        words = self.typed(found[0])
        return label if words == pointing_to(label, key) else words


class ChoosingFilter(Flat, filters.ChoiceFilter):
    """One of those that have a name. Subclasses say which are offered and which a text means."""

    field_class = NameField

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", _lazy("All"))
        kwargs.setdefault("error_messages", ONE_OF_THE_CHOICES)
        super().__init__(**kwargs)
        self._meant: dict[str, list[Name]] = {}

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied._meant = {}
        return copied

    @property
    def field(self):
        """What is offered is read when it is first needed."""
        if not hasattr(self, "_field"):
            self.extra |= {
                "choices": lambda: self.options,
                "find": self.find,
                "typed": self.typed,
                "many": lambda: self.many,
                "address": lambda: self.parent.names_address(self.name),
            }
        return super().field

    @property
    def name(self) -> str:
        """What the filter is called in the address."""
        return next(name for name, one in self.parent.filters.items() if one is self)

    @property
    def options(self) -> list[Name]:
        """Those that stand in the select."""
        raise NotImplementedError

    @property
    def many(self) -> bool:
        """Whether there are too many for a select."""
        raise NotImplementedError

    @property
    def always(self) -> list[Name]:
        """Choices beside those that have a name: rows that name none."""
        return []

    def find(self, text: str) -> list[Name]:
        """Which a text in the address or in the field may mean; looked up once."""
        text = text.strip()
        if len(text) > LONGEST:
            return []
        if text not in self._meant:
            known = [one for one in self.always if text in one]
            self._meant[text] = known or meant(text, self.look_up(text))
        return self._meant[text]

    def suggest(self, text: str) -> list[Name]:
        """What is offered for what is typed so far."""
        found = self.called(text, OFFERED) if len(text) <= LONGEST else []
        return [one for one in self.always if text in one[1]] + found

    def typed(self, one: Name) -> str:
        """What finds exactly this one: its name where no other is called so, else the name by
        which it is told from them, else its key."""
        key, label = one
        if not self.many:
            return label
        for text in (label, dict(self.find(label)).get(key, "")):
            if text and [found for found, _label in self.find(text)] == [key]:
                return text
        return pointing_to(label, key)

    def look_up(self, text: str) -> list[Name]:
        """The one with the key, else those that are called so."""
        raise NotImplementedError

    def called(self, text: str, most: int) -> list[Name]:
        """Those whose names contain the text, no more than `most`: first any that is the text."""
        raise NotImplementedError


def meant(text: str, found: list[Name]) -> list[Name]:
    """The one whose name is the text; where there is none, all that were found."""
    same = [one for one in found if one[1].casefold() == text.casefold()]
    return same if len(same) == 1 else found


def told_apart(names: list[Name]) -> list[Name]:
    """Two of one name are told apart by their keys."""
    times = Counter(label for _key, label in names)
    return [(key, pointing_to(label, key) if times[label] > 1 else label) for key, label in names]


def pointing_to(label: str, key: object) -> str:
    """What finds exactly this one, typed or in a link: TCL #12."""
    return f"{label} #{key}"


def offered(names: list[Name]) -> SafeString:
    """The names as what a field to type in offers."""
    return format_html_join("", '<option value="{}"></option>', ((one[1],) for one in names))
