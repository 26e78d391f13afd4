"""The titles of a ledger's file: what each column is called and read as, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.sectors import Ledger
from cooperation.spreadsheets.titles import title_key

LANGUAGES = ("zh-hans", "en")
# A column that a file from this site has, but that nobody writes.
IGNORED: Literal["ignored"] = "ignored"
PERSONAL = re.compile(
    "姓名|名字|名单|花名册|身份证|证件号|护照|电话|手机|联系人|联系方式|微信|住址|家庭地址|银行卡|出生|"
    "nameofworker|worker'?sname|fullname|firstname|surname|idcard|idnumber|identitycard|passport|"
    "phone|mobile|telephone|contactperson|wechat|homeaddress|bankaccount|birth"
)


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The fields that a file may fill, the pairing first, number and note last."""
    found = [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not field.auto_created
    ]
    order = {"pairing": -1, "code": 1, "note": 2}
    return sorted(found, key=lambda field: order.get(field.name, 0))


def title_of(field: models.Field) -> str:
    """A column's title in the active language."""
    return capfirst(str(field.verbose_name))


class Titles:
    """How the titles of a file are understood."""

    def __init__(self, ledger: Ledger):
        self.fields = fields_of(ledger.model)
        self._parts: dict[str, models.Field | Literal["ignored"]] = {}
        written = {field.name: field for field in self.fields}
        for language in LANGUAGES:
            with override(language):
                self._add(ledger, written)

    def _add(self, ledger: Ledger, written: dict[str, models.Field]) -> None:
        """A field's own title goes before what a list calls it; the rest is ours to ignore."""
        for field in self.fields:
            self._parts[title_key(title_of(field))] = field
            self._parts.setdefault(title_key(field.name), field)
        for name, column in ledger.table.base_columns.items():
            title = title_key(str(column.verbose_name or ""))
            self._parts.setdefault(title, written.get(name, IGNORED))
        for field in ledger.model._meta.concrete_fields:
            if field.name not in written and not field.primary_key:
                self._parts.setdefault(title_key(title_of(field)), IGNORED)
        self._parts.setdefault(title_key(_("Notice")), IGNORED)

    def part(self, title: str) -> models.Field | Literal["ignored"] | None:
        """What a column holds; None if nobody knows."""
        return self._parts.get(title_key(title))

    def personal(self, title: str) -> bool:
        """Whether a column that no ledger has looks like one about a person."""
        return self.part(title) is None and bool(PERSONAL.search(title_key(title)))

    def is_head(self, row: Sequence[str]) -> bool:
        """Whether a row is the head; a head with forbidden columns must be known as one too."""
        known = {part.name for title in row if isinstance(part := self.part(title), models.Field)}
        personal = sum(map(self.personal, row))
        return len(known) + personal >= 2
