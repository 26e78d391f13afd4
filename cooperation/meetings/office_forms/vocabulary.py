"""The words of a programme that a form may use: its indicators and its places."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from cooperation.calendar import today
from cooperation.meetings.office_forms.labels import MONEY, Label, key_of
from cooperation.models import Pairing, Programme
from cooperation.scoreboard.catalogue import CountedIndicator, indicators_in_force

# The whole city, and 市本级, where a pairing's slug stands otherwise.
WHOLE, OWN = "whole", "own"
_WHOLE_WORDS = ("全市", "全市合计", "合计", "总计", "全市总计", "市合计", "whole city", "total")
_OWN_WORDS = ("市本级", "本级", "市级", "市直", "市直单位", "city level")
# Endings that add nothing, and the units of the indicators that may be called so.
_ENDINGS = {
    "人数": {"人"},
    "人次数": {"人次"},
    "个数": {"个"},
    "家数": {"家"},
    "户数": {"户"},
    "企业数": {"家"},
    "场次": {"场", "次"},
    "场数": {"场"},
    "次数": {"次", "批次"},
    "批次": {"批次"},
    "期数": {"期"},
    "期次": {"期"},
    "对数": {"对"},
    "金额": set(MONEY),
    "额": set(MONEY),
    "资金": set(MONEY),
    "资金额": set(MONEY),
    "数量": set(),
    "总数": set(),
    "数": set(),
    "情况": set(),
    "合计": set(),
    "总计": set(),
}
# How alike a name must be to be offered, and how much more than the next one.
_NEAR, _CLEARLY = 0.5, 0.08
_BEGINNINGS = ("开展", "举办", "召开", "实施", "新增", "累计", "组织")


class Found(NamedTuple):
    """An indicator that a label may mean; sure: there is nothing to think about."""

    indicator: CountedIndicator
    sure: bool


@dataclass
class Vocabulary:
    """names, loose: indicators by the key of their whole name, and without what adds nothing.

    places: WHOLE, OWN or a pairing's slug by key; a name that two pairings bear is no one's.
    """

    programme: Programme
    indicators: tuple[CountedIndicator, ...]
    pairings: tuple[Pairing, ...]
    names: dict[str, CountedIndicator] = field(default_factory=dict)
    loose: dict[str, CountedIndicator | None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    city_names: tuple[str, ...] = ()

    @classmethod
    def of(cls, programme: Programme, day: datetime.date | None = None) -> Vocabulary:
        """As it is on a day of the programme. Two statements."""
        day = min(day or today(), programme.until)
        reporting = programme.pairings.reporting().with_ends()
        words = cls(programme, indicators_in_force(day, None), tuple(reporting))
        words._learn_indicators()
        words._learn_places(day)
        return words

    @property
    def groups(self) -> list[Pairing]:
        """The reporting pairings below the city's, also those of other years."""
        return [one for one in self.pairings if one.kind != Pairing.Kind.CITY]

    def _learn_indicators(self) -> None:
        for one in self.indicators:
            for name in (one.name_zh, one.name_en):
                if name:
                    self.names.setdefault(key_of(name), one)
        for one in self.indicators:
            for key in loosened(key_of(one.name_zh), one.unit_zh):
                if key not in self.names:
                    known = self.loose.get(key, one)
                    self.loose[key] = one if known is one else None

    def _learn_places(self, day: datetime.date) -> None:
        for words, place in ((_WHOLE_WORDS, WHOLE), (_OWN_WORDS, OWN)):
            self.places.update((key_of(word), place) for word in words)
        city = next((p for p in self.pairings if p.kind == Pairing.Kind.CITY), None)
        if city:
            self.city_names = tuple(sorted(map(key_of, _names_of(city))))
            self.places.update(dict.fromkeys(self.city_names, WHOLE))
        bearers: dict[str, set[str]] = defaultdict(set)
        for pairing in self.groups:
            for name in _names_of(pairing) if pairing.covers(day) else ():
                bearers[key_of(name)].add(pairing.slug)
        for key, slugs in bearers.items():
            if len(slugs) == 1 and key not in self.places:
                self.places[key] = slugs.pop()

    def place(self, words: Label) -> str:
        """What place a label names as a whole, or ""."""
        own = self.places.get(words.key, "")
        extra = self.places.get(key_of(words.extra), "") if words.extra else own
        if own == WHOLE and extra == OWN:
            return OWN
        return own if extra in (own, "") or not own else ""

    def place_within(self, text: str) -> tuple[str, bool]:
        """The one pairing that a line names among other words, and whether it begins with it."""
        key = key_of(text)
        held = {
            slug: name
            for name, slug in sorted(self.places.items(), key=lambda item: len(item[0]))
            if slug not in (WHOLE, OWN) and len(name) > 1 and name in key
        }
        if len(held) != 1:
            return "", False
        (slug, name) = held.popitem()
        return slug, key.removeprefix("【").startswith(name)

    def indicator(self, words: Label, above: CountedIndicator | None = None) -> Found | None:
        """The indicator that a label names. above: the whole that a 其中 belongs to."""
        if words.of_which and above and (found := self._subset(words.key, above)):
            return found
        exact = self.names.get(words.key)
        if exact is None:
            exact = self._loosely(words.key)
        if words.extra and exact is not None:
            joined = self.names.get(words.key + key_of(words.extra))
            subset = self._subset(key_of(words.extra), exact)
            return Found(joined, True) if joined else subset or Found(exact, False)
        if exact is not None:
            fits = not words.of_which or (above is not None and exact.part_of == above.code)
            return Found(exact, fits)
        if words.indented and above and (found := self._subset(words.key, above)):
            return found
        return None if words.of_which else self._nearest(words.key)

    def _loosely(self, key: str) -> CountedIndicator | None:
        if found := self.loose.get(key):
            return found
        for short, units in _shortened(key):
            found = self.names.get(short) or self.loose.get(short)
            if found and (not units or found.unit_zh in units):
                return found
        return None

    def _subset(self, key: str, whole: CountedIndicator) -> Found | None:
        """The subset of a whole that is called so; the whole's own words need not be repeated."""
        parts = [one for one in self.indicators if one.part_of == whole.code]
        named = [one for one in parts if key_of(one.name_zh) == key]
        named = named or [one for one in parts if len(key) > 1 and key in key_of(one.name_zh)]
        return Found(named[0], True) if len(named) == 1 else None

    def _nearest(self, key: str) -> Found | None:
        """The one whose name is most alike, if it is clearly so; never sure."""
        if len(key) < 2:
            return None
        alike = [(_alike(key, key_of(one.name_zh)), one) for one in self.indicators]
        alike.sort(key=lambda pair: (-pair[0], pair[1].position))
        if not alike or alike[0][0] < _NEAR:
            return None
        if len(alike) > 1 and alike[0][0] - alike[1][0] < _CLEARLY:
            return None
        return Found(alike[0][1], False)


def loosened(key: str, unit: str) -> set[str]:
    """The ways in which a name is shortened or drawn out without meaning anything else."""
    return {short for short, units in _shortened(key) if not units or unit in units}


def _shortened(key: str) -> list[tuple[str, set[str]]]:
    """A key without a beginning or an ending, each with the units that this is right for."""
    found = [(key[len(w) :], set()) for w in _BEGINNINGS if key.startswith(w)]
    starts = [(key, set()), *found]
    for start, _none in starts:
        found += [
            (start.removesuffix(ending), units)
            for ending, units in _ENDINGS.items()
            if start.endswith(ending)
        ]
    return [(short, units) for short, units in found if len(short) > 1]


def _alike(one: str, other: str) -> float:
    """How much two names have in common, 0 to 1: pairs of characters; or one of them is the other
    with words left out (共建园区, 共建产业园区), the more alike the less is left out."""
    pairs, others = _pairs(one), _pairs(other)
    share = 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if len(short) > 1 and all(character in rest for character in short):
        share = max(share, 0.5 + len(short) / len(long) / 2)
    return share


def _pairs(key: str) -> set[str]:
    return {key[i : i + 2] for i in range(len(key) - 1)}


def _names_of(pairing: Pairing) -> set[str]:
    """What a pairing may be called: either end, both, the short names of its places."""
    east, west = pairing.east_place, pairing.west_place
    names = {pairing.east_body_zh, pairing.east_body_en, pairing.west_body_zh, pairing.name}
    for place in (east, west):
        if place:
            names |= {place.name_zh, place.name_en, place.short_zh}
    if west:
        names.add(f"{pairing.east_body_zh}{west.name_zh}")
    return {name for name in names if name and len(name) > 1}
