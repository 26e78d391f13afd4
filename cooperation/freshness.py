"""Pages that say whether they changed: a repeated view of unchanged data costs no page.

A page carries a mark (ETag) of all that it was made of: the data version of every programme
its reader may open, who reads and with which rights, language and other choices kept in
cookies, the day, and the release of the product. A browser that sends the mark back is told
304 while nothing of that changed. Nothing is kept on the server, so nobody can be shown what
was made for somebody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from cooperation.period import programmes_for, refuse_nul

# For this reader alone, and asked for anew each time.
CONTROL = "private, no-cache"
# A person's password and last sign-in stand on no page.
NOT_SHOWN = frozenset({"password", "last_login"})
# Rises with every request or so, and stands on no page.
CLOCKS = frozenset({"session_seen"})
# One part of what a page is made of beside the released data, told by the request.
Part = Callable[[HttpRequest], Any]


def revalidated(*parts: Part):
    """Lets a read page answer 304 to whoever has it already.

    Below `reader_required`: the rights are judged first, on every request. parts: what the
    page shows beside released data, the reader and the address; each costs what it asks.
    """

    def decorate(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            # A message is shown once; and the templates of a developer change under our feet.
            if request.method not in {"GET", "HEAD"} or settings.DEBUG or _messages(request):
                return view(request, *args, **kwargs)
            # Read before the page: a release in between makes the mark too old, never too new.
            made_of = _made_of(request, parts)
            if request.META.get("CSRF_COOKIE"):
                mark = _mark(request, made_of)
                if mark in parse_etags(request.headers.get("If-None-Match", "")):
                    return _marked(HttpResponseNotModified(), mark)
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming or _messages(request):
                return response
            return _marked(response, _mark(request, made_of))

        return page

    return decorate


def _messages(request: HttpRequest) -> bool:
    """Whether something waits to be said, or was just said."""
    waiting = get_messages(request)
    return bool(getattr(waiting, "used", False) or len(waiting))


def _marked(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = mark
    response["Cache-Control"] = CONTROL
    patch_vary_headers(response, ("Cookie", "HX-Request", "HX-Target"))
    return response


def _made_of(request: HttpRequest, parts: tuple[Part, ...]) -> list:
    try:
        refuse_nul(request)
    except SuspiciousOperation:
        return []  # the page itself says what is wrong
    return [
        release(),
        request.get_full_path(),
        [request.headers.get(name) for name in ("HX-Request", "HX-Target", "HX-Boosted")],
        get_language(),
        timezone.localdate(),
        [(one.pk, one.data_version) for one in programmes_for(request)],
        *_reader(request),
        *(part(request) for part in parts),
    ]


def _reader(request: HttpRequest) -> Iterator[Any]:
    """Who reads: the account, its rights, and what the browser or the session remembers."""
    user = request.user
    if user.is_authenticated:
        shown = [f for f in user._meta.concrete_fields if f.name not in NOT_SHOWN]
        yield [(field.name, getattr(user, field.attname)) for field in shown]
        yield user.rights
    own = {settings.CSRF_COOKIE_NAME}  # may come with the page itself, see `_mark`
    yield sorted((name, text) for name, text in request.COOKIES.items() if name not in own)
    yield sorted((key, repr(value)) for key, value in request.session.items() if key not in CLOCKS)


def _mark(request: HttpRequest, made_of: list) -> str:
    """Forms on the page hold a token that fits this secret only."""
    text = repr((request.META.get("CSRF_COOKIE"), made_of))
    return f'W/"{hashlib.blake2b(text.encode(), key=_key(), digest_size=16).hexdigest()}"'


@cache
def _key() -> bytes:
    """A mark tells nobody what it was made of."""
    return hashlib.sha256(f"page {settings.SECRET_KEY}".encode()).digest()


@cache
def release() -> str:
    """A mark of the code, templates, words and static files that run, read once a process."""
    found = hashlib.blake2b(f"{django.__version__} {settings.PUBLIC_DASHBOARD}".encode())
    # Data restored elsewhere may count its versions from another past.
    where = [settings.DATABASES["default"].get(part) for part in ("HOST", "PORT", "NAME")]
    found.update(repr(where).encode())
    for path in sorted(_sources()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _sources() -> Iterator[Path]:
    for folder in ("cooperation", *settings.SECTORS, "templates"):
        for ending in ("*.py", "*.html", "*.svg", "*.mo"):
            yield from (settings.BASE_DIR / folder).rglob(ending)
    yield from (settings.BASE_DIR / "seeds").glob("*_tiles.geojson")
    for path in (
        Path(settings.STATIC_ROOT) / "staticfiles.json",
        settings.BASE_DIR / "requirements" / "runtime.txt",
    ):
        if path.exists():
            yield path
