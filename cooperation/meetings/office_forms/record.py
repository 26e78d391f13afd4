"""A filled form that leaves is an event: whose period, which cells, what checksum."""

from __future__ import annotations

from urllib.parse import urlencode

from cooperation.exports import purpose_of, record_export
from cooperation.meetings.office_forms.page import FormPage
from cooperation.models import Export

KIND = "office-form"


def recorded(page: FormPage, what: str, name: str, content: bytes) -> Export:
    """The entry in the list of exports."""
    chosen = {"what": what} | ({"partial": "1"} if page.partial else {})
    return record_export(
        kind=KIND,
        name=name,
        by=page.request.user,
        programme=page.form.programme,
        year=page.period.year,
        through=page.period.through,
        scope=page.form.name,
        filters=f"{page.period.query}&{urlencode(chosen)}",
        rows=len(page.filled.filled),
        purpose=purpose_of(page.request),
        data=content,
        moment=page.moment,
    )
