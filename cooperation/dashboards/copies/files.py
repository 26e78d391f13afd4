"""The site's own styles, scripts and pictures as text for a file that stands alone."""

from __future__ import annotations

import base64
import mimetypes
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

# A script's text may not end its element, nor open a comment inside it.
ENDING = re.compile(r"<(?=/script|!--|script)", re.IGNORECASE)
HASHED = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


def own_name(address: str) -> str | None:
    """The name of one of our static files by its address; None for everything else."""
    if not address.startswith(settings.STATIC_URL):
        return None
    name = address.removeprefix(settings.STATIC_URL).split("?")[0]
    return HASHED.sub("", name)


@cache
def content(name: str) -> bytes:
    """What a static file holds; files do not change while the site runs."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


@cache
def style(name: str) -> str:
    """A style sheet for a <style> element."""
    return content(name).decode().replace("</style", "<\\/style")


@cache
def script(name: str) -> str:
    """A script for a <script> element."""
    return ENDING.sub(r"\\x3c", content(name).decode())


@cache
def picture(name: str) -> str:
    """A picture as a data: address."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content(name)).decode()}"
