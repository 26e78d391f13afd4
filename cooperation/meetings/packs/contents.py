"""What a pack must hold: the files its manifest names, the manifest itself, and the ZIP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cooperation.meetings.packs.manifest import MANIFEST, checksum
from cooperation.models import Export, Pack, PackFile


@dataclass(frozen=True, slots=True)
class Named:
    """What is written of one file: in the manifest, or in the audit list for the ZIP."""

    name: str
    kind: str
    language: str
    data: bool
    size: int
    sha256: str

    def describes(self, file: PackFile) -> bool:
        """Whether a stored file's row says the same, to the last field."""
        return self == Named(file.name, file.kind, file.language, file.data, file.size, file.sha256)


def named_files(pack: Pack) -> dict[str, Named] | None:
    """By name what the pack must hold; None where its manifest is not the one sealed.

    The manifest stands under its checksum on the pack; the ZIP under the pack's code in the
    audit list. Two statements.
    """
    manifest = pack.files.filter(name=MANIFEST).first()
    content = bytes(manifest.content) if manifest else b""
    listed = _listed(content) if checksum(content) == pack.manifest_sha256 else None
    if listed is None:
        return None
    own = Named(MANIFEST, "manifest", "", False, len(content), pack.manifest_sha256)
    whole = {one.name: one for one in _zip_of(pack)}
    return {**listed, own.name: own, **whole}


def _listed(content: bytes) -> dict[str, Named] | None:
    try:
        lines = json.loads(content)["files"]
        found = [_named(line) for line in lines]
    except (ValueError, LookupError, TypeError):
        return None
    return {one.name: one for one in found}


def _named(line: Mapping) -> Named:
    names = ("name", "kind", "language", "data", "size", "sha256")
    return Named(*(line[name] for name in names))


def _zip_of(pack: Pack) -> list[Named]:
    """As the audit list has it. Where the sealing is not in it, a ZIP that no file can be."""
    events = Export.objects.filter(code=pack.code, kind="pack")
    found = [Named(one.name, "zip", "", False, one.size or 0, one.sha256) for one in events]
    return found or [Named(f"{pack.code}.zip", "zip", "", False, 0, "")]
