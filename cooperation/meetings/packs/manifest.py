"""The manifest: what a pack holds, with the checksum of every file, who sealed it and when."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from cooperation.meetings.packs.kinds import Made, Missing
from cooperation.models import Pack
from cooperation.spreadsheets.cells import SAMPLE_MARK

MANIFEST = "manifest.json"
PRODUCT = "山水协作 Mountains and Waters"
_NOTES = {
    "data": "Built again from the database as known at `moment`, byte for byte.",
    "ledger": "Rows as they stood at `sealed_at` and as the sealing account sees them; not built "
    "again.",
    "other": "Written once from the same figures; kept as they were sealed.",
}


def checksum(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def manifest_bytes(pack: Pack, files: Iterable[Made], missing: Iterable[Missing]) -> bytes:
    """The manifest as JSON: sorted keys, UTF-8. `pack` need not be saved yet."""
    meeting, programme = pack.meeting, pack.meeting.programme
    content = {
        "product": PRODUCT,
        "programme": {
            "code": programme.code,
            "name_zh": programme.name_zh,
            "name_en": programme.name_en,
        },
        "sample": programme.sample,
        "notice": SAMPLE_MARK if programme.sample else "",
        "meeting": {"title_zh": meeting.title_zh, "on": meeting.on.isoformat()},
        "scope": {
            "year": pack.year,
            "through": pack.through,
            "pairing": pack.pairing.slug if pack.pairing else None,
        },
        "code": pack.code,
        "number": pack.number,
        "moment": _text(pack.moment),
        "sealed_at": _text(pack.sealed_at),
        "sealed_by": str(pack.sealed_by) if pack.sealed_by else "",
        "supersedes": pack.supersedes.code if pack.supersedes else None,
        "reason": pack.reason,
        "files": [_line(one) for one in sorted(files, key=lambda one: one.name)],
        "missing": [
            {"kind": one.kind, "language": one.language, "reason": one.reason} for one in missing
        ],
        "notes": _NOTES,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _line(made: Made) -> dict[str, Any]:
    return {
        "name": made.name,
        "kind": made.kind,
        "language": made.language,
        "data": made.data,
        "size": len(made.content),
        "sha256": checksum(made.content),
    }


def _text(moment: datetime.datetime) -> str:
    """In world time, so that it reads the same wherever it is read."""
    return moment.astimezone(datetime.UTC).isoformat()
