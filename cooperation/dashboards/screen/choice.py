"""What the address asks of the slide show: which slides, how fast, on which ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cooperation.dashboards.frame import Frame
from cooperation.models import Pairing

SUMMARY, TABLE, LAGGING, REPORTED = "summary", "table", "lagging", "reported"
CHART, PAIRING = "chart.", "pairing."
SHORTEST, LONGEST = 5, 600
PACES = (10, 20, 30, 60)
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Offer:
    """A slide that can be chosen; `usual` are shown where none is chosen."""

    key: str
    label: str
    usual: bool = True


@dataclass(frozen=True)
class Choice:
    """What is shown: keys in the order of the offer, seconds a slide (0 = by hand), theme."""

    keys: tuple[str, ...]
    every: int
    theme: str
    playing: bool
    notes: tuple[str, ...] = ()


def offers(frame: Frame, indicators: Sequence, pairings: Sequence[Pairing]) -> list[Offer]:
    """Every slide of a programme, in the order in which they are shown.

    Who has not reported is no public page; neither is its slide.
    """
    found = [
        Offer(SUMMARY, _("Summary and headline indicators")),
        Offer(TABLE, _("Indicators and pairings")),
    ]
    found += [Offer(f"{CHART}{i.code}", i.name) for i in indicators]
    found.append(Offer(LAGGING, _("What lags most")))
    if frame.request.user.is_authenticated:
        found.append(Offer(REPORTED, _("Who has not reported")))
    found += [Offer(f"{PAIRING}{p.slug}", p.name, usual=False) for p in pairings]
    return found


def choice_of(request: HttpRequest, offered: Sequence[Offer]) -> Choice:
    """The choice in the address; the usual slides where it names none of them."""
    notes: list[str] = []
    wanted = set(request.GET.getlist("slide"))
    known = {offer.key for offer in offered}
    if wanted - known:
        notes.append(_("The address names slides that this programme does not have."))
    keys = tuple(offer.key for offer in offered if offer.key in wanted)
    return Choice(
        keys=keys or tuple(offer.key for offer in offered if offer.usual),
        every=_seconds(request.GET.get("every", ""), notes),
        theme=_theme(request.GET.get("theme", "")),
        playing="play" in request.GET,
        notes=tuple(notes),
    )


def _seconds(text: str, notes: list[str]) -> int:
    """Seconds a slide, between the shortest and the longest; 0 = by hand."""
    if not text or text == "0":
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        notes.append(_("The interval in the address is not a number; slides change by hand."))
        return 0
    seconds = min(max(int(text), SHORTEST), LONGEST)
    if seconds != int(text):
        notes.append(_("A slide stays for %(n)d seconds.") % {"n": seconds})
    return seconds


def _theme(text: str) -> str:
    return text if text in THEMES else ""
