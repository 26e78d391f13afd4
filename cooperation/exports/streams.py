"""Files that are written as they go: hashed and counted on their way out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from cooperation.exports.events import record_export


class Counted(Protocol):
    """Whatever counts the rows of a stream. broken: reading them failed on the way."""

    rows: int
    broken: bool


def recorded_stream(
    parts: Iterable[bytes], *, counted: Counted | None = None, **event: Any
) -> Iterator[bytes]:
    """The same parts; when the last one has gone, or the reader has, the export is written down.

    event: what `record_export` takes beside the checksum, the size and the rows. A stream that
    was cut off or broke is kept as incomplete, with what had left until then; one that nobody
    began to read is no export.
    """
    checksum, size, complete = hashlib.sha256(), 0, False
    try:
        for part in parts:
            checksum.update(part)
            size += len(part)
            yield part
        complete = True
    finally:
        # Its database cursor first: the event is no part of its transaction.
        if close := getattr(parts, "close", None):
            close()
        if counted is not None:
            event["rows"] = counted.rows
            complete = complete and not counted.broken
        record_export(**event, sha256=checksum.hexdigest(), size=size, complete=complete)
