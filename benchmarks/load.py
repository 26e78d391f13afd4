"""Many people at the real server: bounded in number and time, on this machine only."""

from __future__ import annotations

import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html import unescape
from statistics import median

from django.conf import settings

PATIENCE = 60
INPUT = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'(name|value|type)="([^"]*)"')


@dataclass(frozen=True)
class Office:
    """A clerk's browser: the form it has open, and what is typed into one field of it."""

    session: str
    address: str
    field: str
    text: str


@dataclass
class Rush:
    """What came of it: milliseconds of each submit, pages read, what went wrong."""

    submits: list[float] = field(default_factory=list)
    reads: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.submits) if self.submits else float("nan")

    @property
    def longest(self) -> float:
        return max(self.submits, default=float("nan"))


def rush(
    server: str, clerks: list[Office], pages: list[str], session: str, readers: int, seconds: float
) -> Rush:
    """Each clerk opens the form and submits it once at a moment within the seconds; meanwhile
    the readers ask for one page after the other."""
    found, lock = Rush(), threading.Lock()
    draw, end = random.Random(2025), time.monotonic() + seconds

    def clerk(office: Office, wait: float) -> None:
        time.sleep(wait)
        try:
            taken = _submit(server, office)
        except (OSError, ValueError) as error:
            with lock:
                found.errors.append(f"{office.address}: {error}")
        else:
            with lock:
                found.submits.append(taken)

    def reader(number: int) -> None:
        while time.monotonic() < end:
            page = pages[number % len(pages)]
            try:
                _ask(server + page, {settings.SESSION_COOKIE_NAME: session})
            except OSError as error:
                with lock:
                    found.errors.append(f"{page}: {error}")
            else:
                with lock:
                    found.reads += 1

    threads = [
        threading.Thread(target=clerk, args=(office, draw.uniform(0, seconds * 0.9)), daemon=True)
        for office in clerks
    ]
    threads += [
        threading.Thread(target=reader, args=(number,), daemon=True) for number in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + PATIENCE)
    return found


def _submit(server: str, office: Office) -> float:
    """Open the form and hand it in as a browser does; the milliseconds of handing in."""
    cookies = {settings.SESSION_COOKIE_NAME: office.session}
    page, given = _ask(server + office.address, cookies)
    cookies |= given
    data = {}
    for tag in INPUT.findall(page):
        attributes = dict(ATTRIBUTE.findall(tag))
        if attributes.get("name") and attributes.get("type") not in ("checkbox", "radio"):
            data[attributes["name"]] = unescape(attributes.get("value", ""))
    if office.field not in data:
        raise ValueError("the form has no such field")
    data |= {office.field: office.text, "action": "submit"}
    start = time.perf_counter()
    page, _given = _ask(server + office.address, cookies, data)
    taken = 1000 * (time.perf_counter() - start)
    if f'name="{office.field}"' in page:
        raise ValueError("it was not submitted")
    return taken


def _ask(url: str, cookies: dict[str, str], data: dict[str, str] | None = None):
    """A page and the cookies it sets; an answer of 400 or more is an error."""
    body = urllib.parse.urlencode(data).encode() if data is not None else None
    request = urllib.request.Request(url, body)
    request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        text = response.read().decode()
        pairs = (
            line.split(";")[0].partition("=") for line in response.headers.get_all("Set-Cookie", [])
        )
        return text, {name: value for name, _sign, value in pairs}
