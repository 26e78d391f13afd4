"""Writing an export down: its code, its checksum, who took it and what for."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from pathlib import PurePath

from django.utils import timezone

from cooperation.exports.masking import masked
from cooperation.models import Export, Pack, Pairing, Programme, User
from cooperation.typed.words import UNKEEPABLE, one_line

# Without 0, O, 1, I and L, which look alike in print. There are 31, a prime: a check character
# computed with them notices every slip of one character and every exchange of two.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 28 million files. The length never changes: without hyphens it tells where a code's second
# part begins.
CODE_LENGTH = 5
_TRIES = 100
_LONGEST = {one.name: one.max_length for one in Export._meta.fields if one.max_length}


def new_code() -> str:
    """A code that no file has yet, as it is printed in a file. RuntimeError if none is left."""
    for _try in range(_TRIES):
        code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
        taken = (model.objects.filter(code=code).values("pk") for model in (Export, Pack))
        if not next(taken).union(next(taken), all=True).exists():
            return code
    raise RuntimeError("No code is left for another export.")


def record_export(
    *,
    kind: str,
    name: str,
    by: User | None,
    programme: Programme | None = None,
    year: int | None = None,
    through: int | None = None,
    pairing: Pairing | None = None,
    scope: str = "",
    filters: str = "",
    rows: int | None = None,
    data: bytes | None = None,
    sha256: str = "",
    size: int | None = None,
    moment: datetime.datetime | None = None,
    purpose: str = "",
    code: str | None = None,
    complete: bool = True,
) -> Export:
    """Write one file down: two statements, one of them to find a code where none is given.

    data: the file's bytes, whose checksum and size are taken; or `sha256` and `size` as they
    were found by whoever wrote the file. moment: what was known before it is what the file says;
    now where it is not given. by: None for commands. Of scope and filters the numbers of people
    are left out.
    """
    if data is not None:
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
    now = timezone.now()
    return Export.objects.create(
        kind=kind,
        name=_name(name),
        by=by,
        programme=programme,
        code=code or new_code(),
        at=now,
        moment=moment or now,
        year=year,
        through=through,
        pairing=pairing,
        scope=_kept("scope", masked(scope)),
        filters=_kept("filters", masked(filters)),
        rows=rows,
        size=size,
        sha256=sha256,
        complete=complete,
        purpose=_kept("purpose", purpose),
    )


def _kept(field: str, text: str) -> str:
    """As much of a text as the field keeps."""
    return one_line(UNKEEPABLE.sub(" ", text))[: _LONGEST[field]]


def _name(name: str) -> str:
    """A file's name; of one that is too long the ending stays."""
    kept = UNKEEPABLE.sub(" ", name)
    ending = PurePath(kept).suffix[:20]
    longest = _LONGEST["name"]
    return kept if len(kept) <= longest else f"{kept[: longest - len(ending) - 1]}…{ending}"
