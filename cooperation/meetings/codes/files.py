"""The file that a code was printed in: an export, and the sealed pack of the same code."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from cooperation.formatting import period_name
from cooperation.models import Export, Meeting, Pack, Programme, User
from cooperation.models.people import in_programmes_of


class UnknownCode(LookupError):
    """No file that the reader may know of has this code."""


@dataclass(frozen=True)
class PrintedFile:
    """A file with a period, whose numbers have codes. pack: None for a file of its own."""

    export: Export
    pack: Pack | None

    @classmethod
    def of(cls, code: str, user: User) -> PrintedFile:
        """Of a programme that the reader has; UnknownCode for any other. Two statements."""
        export = (
            Export.objects.filter(in_programmes_of(user), code=code, programme__isnull=False)
            .exclude(year=None)
            .exclude(through=None)
            .select_related("programme", "by", "pairing__east_place", "pairing__west_place")
            .first()
        )
        if export is None:
            raise UnknownCode(code)
        pack = (
            Pack.objects.visible_to(user)
            .filter(code=code)
            .select_related("meeting", "sealed_by", "superseded_by")
            .first()
        )
        return cls(export, pack)

    @property
    def programme(self) -> Programme:
        """Whose figures they are."""
        return self.export.programme

    @property
    def code(self) -> str:
        """As it is printed."""
        return self.export.code

    @property
    def period_name(self) -> str:
        """The file's own period in words."""
        return period_name(self.export.year, self.export.through)

    @property
    def meeting(self) -> Meeting | None:
        """For which it was sealed."""
        return self.pack.meeting if self.pack else None

    @property
    def pack_url(self) -> str:
        """The pack's page."""
        return _address("pack-detail", self.code) if self.pack else ""

    @property
    def newer(self) -> Pack | None:
        """The pack that supersedes it."""
        return getattr(self.pack, "superseded_by", None) if self.pack else None

    @property
    def newer_url(self) -> str:
        """Its page."""
        return _address("pack-detail", self.newer.code) if self.newer else ""


def _address(name: str, code: str) -> str:
    """Empty where packs have no page."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
