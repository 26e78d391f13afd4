"""A filter by something that has a name: a township, an employer.

A select of all of them would be longer than anybody reads and would cost a query: one types a
part of the name. A link names the very one: its name and, behind "#", its key.
"""

from __future__ import annotations

import re

from django.db.models import Q

from cooperation import formatting
from cooperation.ledgers.filters import TextFilter

KEY = re.compile(r"#([^\s#]+)$")


def pointing_to(name: str, key: object) -> str:
    """What a link writes into the filter so that exactly this one is found: 双水街道 #520204001."""
    return f"{name} #{key}"


class NamedFilter(TextFilter):
    """By a part of the name, by the very one (`pointing_to`), or "—" for where none is known.

    `field_name` is the path of the relation, `key` the field behind "#".
    """

    def __init__(self, *, key: str = "code", names=("name_zh", "name_en"), **kwargs):
        super().__init__(**kwargs)
        self.key, self.names = key, names

    def condition(self, value: str) -> Q:
        """Which rows the text means."""
        if value.strip() == formatting.UNKNOWN:
            return Q(**{f"{self.field_name}__isnull": True})
        if exact := KEY.search(value.strip()):
            return Q(**{f"{self.field_name}__{self.key}": exact[1]})
        found = Q()
        for name in self.names:
            found |= Q(**{f"{self.field_name}__{name}__icontains": value})
        return found

    def filter(self, queryset, value):
        return queryset.filter(self.condition(value)) if value else queryset
