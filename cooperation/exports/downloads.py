"""A file as the answer to a request, written down as an export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from cooperation.exports.events import record_export
from cooperation.exports.masking import masked
from cooperation.exports.purpose import purpose_of
from cooperation.exports.streams import Counted, recorded_stream

Response = TypeVar("Response", bound=HttpResponseBase)
# Of an address what is not a filter: it is kept in a column of its own.
_NO_FILTER = frozenset({"programme", "purpose"})


def download(
    request, content: str | bytes, content_type: str, *, name: str, kind: str, **event: Any
) -> HttpResponse:
    """A finished file. event: what else `record_export` takes; who asks, filters and purpose
    come from the request. PurposeRefused (400) for a purpose that cannot be kept."""
    told = _told(request, event)
    data = content.encode("utf-8") if isinstance(content, str) else content
    # A browser that asks for the head alone takes nothing out; and a public page is no export:
    # whoever reads it by machine would fill for ever what can never be emptied.
    if request.method != "HEAD" and told["by"] is not None:
        record_export(name=name, kind=kind, data=data, **told)
    return _as_file(HttpResponse(data, content_type=content_type), name)


def stream_download(
    request,
    parts: Iterable[bytes],
    content_type: str,
    *,
    name: str,
    kind: str,
    counted: Counted | None = None,
    **event: Any,
) -> StreamingHttpResponse:
    """A file that is written as it goes; the event follows when it has gone. A reader without an
    account writes none."""
    told = _told(request, event)
    if told["by"] is None:
        return _as_file(StreamingHttpResponse(parts, content_type=content_type), name)
    stream = recorded_stream(parts, counted=counted, name=name, kind=kind, **told)
    return _as_file(StreamingHttpResponse(stream, content_type=content_type), name)


def reader_of(request):
    """Whose export it is; None for a reader without an account."""
    return request.user if request.user.is_authenticated else None


def filters_of(request) -> str:
    """What the address chooses, as words: "since=2025-01-01; state=late"; numbers of people that
    somebody searched for are not kept."""
    chosen = [
        masked(f"{key}={value}")
        for key, values in request.GET.lists()
        if key not in _NO_FILTER
        for value in values
        if value
    ]
    return "; ".join(chosen)


def _told(request, event: dict[str, Any]) -> dict[str, Any]:
    by, purpose = reader_of(request), purpose_of(request)
    return {"by": by, "filters": filters_of(request), "purpose": purpose} | event


def _as_file(response: Response, name: str) -> Response:
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
