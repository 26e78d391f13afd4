"""What pairings are called: both ends, in the active language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cooperation.models.base import chooser, in_language


@dataclass(slots=True)
class PairingName:
    """A pairing as a list names it: what its name is made of, put together when it is asked for.

    A list of a nation has five hundred and names fifty.
    """

    pk: int
    slug: str
    reports: bool
    east_body_zh: str
    east_body_en: str
    east_place_zh: str | None
    east_place_en: str | None
    west_body_zh: str
    west_body_en: str
    west_place_zh: str | None
    west_place_en: str | None

    @property
    def name(self) -> str:
        """Both ends in the active language."""
        east = self.east_body_zh, self.east_body_en, self.east_place_zh, self.east_place_en
        west = self.west_body_zh, self.west_body_en, self.west_place_zh, self.west_place_en
        choose = chooser()
        return both_ends(end_name(*east, choose), end_name(*west, choose))


def end_name(
    body_zh: str,
    body_en: str,
    place_zh: str | None,
    place_en: str | None,
    choose: Callable[[str, str], str] = in_language,
) -> str:
    """An end in the active language: its body, else its place (None where it has none)."""
    return choose(body_zh or place_zh or "", body_en or ("" if body_zh else place_en or ""))


def both_ends(east: str, west: str) -> str:
    """小榄组团 ↔ 盘州市."""
    return f"{east} ↔ {west}"
