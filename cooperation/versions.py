"""What was handed in for each month behind a number: one statement for all of them.

Released versions are shown to everyone with an account; those that came back to their office
only to whoever sees its forms. Readers without an account see what was approved.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.formatting import month_name
from cooperation.models import Basis, CorrectionKind, Figure, Pairing, Review
from cooperation.scoreboard.facts import Horizon, exact

Decision = Review.Decision
_COLUMNS = (
    "submission__report__pairing_id",
    "submission__report__month",
    "submission__number",
    "submission__at",
    "value",
    "basis",
    "submission__reason_kind",
    "submission__reason",
    "submission__by__username",
    "submission__by__display_name",
    "submission__by__office",
    "submission__reviews__decision",
    "submission__reviews__at",
    "submission__reviews__reason",
    "submission__reviews__by__username",
    "submission__reviews__by__display_name",
    "submission__reviews__by__office",
)


class Account(NamedTuple):
    """Who did it; empty for what no account did (seeds)."""

    name: str = ""
    office: str = ""

    @classmethod
    def of(cls, username: str | None, display_name: str | None, office: str | None) -> Account:
        """As an account calls itself."""
        return cls(display_name or username or "", office or "")

    def __str__(self) -> str:
        return " · ".join(part for part in self if part)


class Decided(NamedTuple):
    """One decision on a submission."""

    at: datetime.datetime
    by: Account
    reason: str


@dataclass(slots=True)
class Version:
    """One submission's figure. before: the version that it corrects, where there is one.

    told: whether its reader sees the form, and so its number and the reasons.
    """

    number: int
    at: datetime.datetime
    value: Decimal | None
    basis: str
    reason: str
    by: Account
    decisions: dict[str, Decided] = field(default_factory=dict)
    before: Version | None = None
    shown: bool = False
    told: bool = False

    @property
    def came_back(self) -> bool:
        """Whether it was returned or withdrawn."""
        return not self.decisions.keys().isdisjoint(Review.CAME_BACK)

    @property
    def approved(self) -> bool:
        """Whether it was ever approved."""
        return Decision.APPROVED in self.decisions

    @property
    def state(self) -> tuple[str, str]:
        """Class and word of where it stands."""
        if self.came_back:
            return "plain", _("came back")
        if not self.approved:
            return "s-partial", _("not yet approved")
        if not self.shown:
            return "plain", _("replaced")
        if Decision.REOPENED in self.decisions:
            return "s-watch", _("under correction")
        return "s-ok", _("approved")

    @property
    def basis_word(self) -> str:
        """What it counts."""
        return str(Basis(self.basis).label)

    @property
    def changed(self) -> bool:
        """Whether it says something else than the version it corrects."""
        before = self.before
        return before is not None and (before.value, before.basis) != (self.value, self.basis)

    @property
    def why_back(self) -> str:
        """Why it was returned, or why a correction is under way: a finished one says so itself."""
        decisive = [*Review.CAME_BACK, *([Decision.REOPENED] if self.shown else [])]
        kinds = dict(CorrectionKind.choices)
        reasons = [self.decisions[one].reason for one in decisive if one in self.decisions]
        return next((str(kinds.get(one, one)) for one in reasons if one), "")

    @property
    def approval(self) -> Decided | None:
        """Who approved it, and when."""
        return self.decisions.get(Decision.APPROVED)


@dataclass(frozen=True, slots=True)
class History:
    """All versions of one month, the newest first."""

    pairing: Pairing
    month: datetime.date
    versions: Sequence[Version]

    @property
    def name(self) -> str:
        """The month in words."""
        return month_name(self.month.year, self.month.month)

    @property
    def shown(self) -> Version | None:
        """The version that shows."""
        return next((one for one in self.versions if one.shown), None)

    @property
    def notable(self) -> bool:
        """Whether there is more to say than that it was handed in once and approved."""
        return len(self.versions) > 1 or self.versions[0].state[0] != "s-ok"


def histories_of(
    indicator: int,
    pairings: Iterable[Pairing],
    first: datetime.date,
    last: datetime.date,
    horizon: Horizon,
    scope: frozenset[int],
) -> list[History]:
    """Month by month, pairing by pairing. scope: the pairings whose forms the reader sees."""
    by_key = {pairing.pk: pairing for pairing in pairings}
    rows = Figure.objects.filter(
        indicator=indicator,
        submission__report__pairing__in=by_key,
        submission__report__month__range=(first, last),
    )
    moment = horizon.moment
    if moment:
        rows = rows.filter(submission__at__lt=moment)
    ordered = rows.order_by("submission__number", "submission__reviews__at")
    found: dict[tuple[datetime.date, int], dict[int, Version]] = defaultdict(dict)
    for row in ordered.values_list(*_COLUMNS):
        pairing, month, number, at, value, basis, kind, reason, *people = row
        versions = found[month, pairing]
        if number not in versions:
            why = reason or str(dict(CorrectionKind.choices).get(kind, ""))
            known = None if value is None else exact(value)
            by = Account.of(*people[:3])
            versions[number] = Version(number, at, known, basis, why, by)
        decision, decided_at, words, *reviewer = people[3:]
        if decision and (moment is None or decided_at < moment):
            decided = Decided(decided_at, Account.of(*reviewer), words)
            versions[number].decisions[decision] = decided
    places = {pk: place for place, pk in enumerate(by_key)}
    histories = []
    for month, pairing in sorted(found, key=lambda key: (key[0], places[key[1]])):
        told = _told(found[month, pairing].values(), horizon.approved_only, pairing in scope)
        if told:
            histories.append(History(by_key[pairing], month, told))
    return histories


def _told(versions: Iterable[Version], approved_only: bool, forms: bool) -> list[Version]:
    """Those that the reader sees, the newest first, each with the one that it corrects."""
    told: list[Version] = []
    released: Version | None = None
    for version in versions:
        if not (version.approved if approved_only else forms or not version.came_back):
            continue
        version.before = released
        version.told = forms
        if not version.came_back:
            released = version
        told.append(version)
    if released:
        released.shown = True
    return told[::-1]
