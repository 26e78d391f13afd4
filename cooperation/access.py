"""Roles and scope: who may do what, and where.

What somebody may *see* is `visible_to(user)` of each model. Here is what they may *do*.
A role carries a name, a sentence and its permissions, so that whoever grants it can read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.people import NOTHING, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import Assignment, MonthlyReport, Pairing, User

    Reader = User | AnonymousUser

VIEW = "view"  # released figures and ledgers, as far as `visible_to` goes
ENTER = "enter"  # figures of monthly reports, rows of ledgers
REVIEW = "review"  # approve, return and reopen reports
SEAL = "seal"  # close a month for the joint meeting, keep its activities
ADMINISTER = "administer"  # master data and accounts


@dataclass(frozen=True)
class RoleRights:
    """A role as the official who grants it reads it."""

    name: Any
    sentence: Any
    permissions: frozenset[str]


ROLES: dict[str, RoleRights] = {
    Role.OFFICIAL: RoleRights(
        Role.OFFICIAL.label,
        _("Reads everything of the programme and changes nothing."),
        frozenset({VIEW}),
    ),
    Role.CLERK: RoleRights(
        Role.CLERK.label,
        _("Fills in the monthly reports and ledgers of the assigned pairings."),
        frozenset({VIEW, ENTER}),
    ),
    Role.REVIEWER: RoleRights(
        Role.REVIEWER.label,
        _("Approves or returns the reports of the assigned pairings."),
        frozenset({VIEW, REVIEW}),
    ),
    Role.SECRETARY: RoleRights(
        Role.SECRETARY.label,
        _("Prepares the joint meeting: closes months, keeps the activities."),
        frozenset({VIEW, SEAL}),
    ),
    Role.ADMINISTRATOR: RoleRights(
        Role.ADMINISTRATOR.label,
        _("Keeps accounts and master data; enters and approves no figures."),
        frozenset({VIEW, ADMINISTER}),
    ),
}


@dataclass(frozen=True)
class Scope:
    """Where something lies. `None` in `programme` means the whole installation."""

    programme: int | None = None
    pairing: int | None = None
    sector: str = ""
    side: str = ""

    @classmethod
    def of_pairing(cls, pairing: Pairing, sector: str = "", side: str = "") -> Scope:
        """The scope of a pairing's data."""
        return cls(pairing.programme_id, pairing.pk, sector, side)


def _covers(grant: Assignment, scope: Scope) -> bool:
    """Whether an assignment reaches a scope: its empty fields reach everything."""
    return (
        grant.programme_id in (None, scope.programme)
        and grant.pairing_id in (None, scope.pairing)
        and (not grant.sector or not scope.sector or grant.sector == scope.sector)
        and (not grant.side or not scope.side or grant.side == scope.side)
    )


def can(user: Reader, permission: str, scope: Scope | None = None, sector: str = "") -> bool:
    """Whether a person holds a permission in a scope; without one, anywhere (in a sector)."""
    if not user.is_authenticated or not user.is_active:
        return False
    if permission == ADMINISTER and user.is_administrator:
        return True
    return any(
        permission in ROLES[grant.role].permissions
        and (not sector or grant.sector in ("", sector))
        and (scope is None or _covers(grant, scope))
        for grant in user.grants
    )


def can_any(
    user: Reader, permissions: Iterable[str], scope: Scope | None = None, sector: str = ""
) -> bool:
    """Whether a person holds one of several permissions."""
    return any(can(user, permission, scope, sector) for permission in permissions)


def can_enter(user: Reader, report: MonthlyReport) -> bool:
    """Whether a person fills in this report: a clerk of its pairing, sector and side."""
    return can(user, ENTER, Scope.of_pairing(report.pairing, report.sector, report.side))


def can_review(user: Reader, report: MonthlyReport) -> bool:
    """Whether a person reviews this report.

    That nobody reviews what they submitted themselves is checked with the submission.
    """
    return can(user, REVIEW, Scope.of_pairing(report.pairing, report.sector, report.side))


def can_seal(user: Reader, programme) -> bool:
    """Whether a person closes months of this programme for the joint meeting."""
    return can(user, SEAL, Scope(programme.pk))


def can_administer(user: Reader, programme=None) -> bool:
    """Whether a person keeps the master data of a programme, or of the installation."""
    return can(user, ADMINISTER, Scope(programme.pk if programme else None))


def is_staff(user: Reader) -> bool:
    """Whether a person works in the admin; officials never need it."""
    return user.is_authenticated and user.is_active and user.works_on_data


def pairings_with(user: Reader, *permissions: str, sector: str = "", path: str = "") -> Q:
    """The pairings in which a person holds one of the permissions, as a filter.

    `path` leads from the filtered rows to their pairing ("" = the rows are pairings).
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if ADMINISTER in permissions and user.is_administrator:
        return Q()
    programme, pairing = (f"{path}__programme", path) if path else ("programme", "pk")
    found = NOTHING
    for grant in user.grants:
        if ROLES[grant.role].permissions.isdisjoint(permissions):
            continue
        if sector and grant.sector and grant.sector != sector:
            continue
        part = Q()
        if grant.programme_id is not None:
            part &= Q(**{programme: grant.programme_id})
        if grant.pairing_id is not None:
            part &= Q(**{pairing: grant.pairing_id})
        if not part:
            return Q()
        found |= part
    return found


def forms_with(
    user: Reader,
    permission: str,
    *,
    pairing: str = "pairing",
    sector: str = "sector",
    side: str = "side",
) -> Q:
    """The forms (pairing × sector × side) for which a person holds a permission, as a filter.

    The three paths lead from the filtered rows to what makes up the form.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    found = NOTHING
    for grant in user.grants:
        if permission not in ROLES[grant.role].permissions:
            continue
        where = {
            f"{pairing}__programme": grant.programme_id,
            pairing: grant.pairing_id,
            sector: grant.sector or None,
            side: grant.side or None,
        }
        part = Q(**{path: value for path, value in where.items() if value is not None})
        if not part:
            return Q()
        found |= part
    return found


def programmes_with(user: Reader, *permissions: str) -> Q:
    """The programmes in which a person holds one of the permissions, as a filter."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if ADMINISTER in permissions and user.is_administrator:
        return Q()
    grants = [g for g in user.grants if not ROLES[g.role].permissions.isdisjoint(permissions)]
    if any(grant.programme_id is None for grant in grants):
        return Q()
    return Q(pk__in={grant.programme_id for grant in grants})


def approved_only_for(user: Reader) -> bool:
    """Anonymous readers of a public dashboard see approved and published figures only."""
    return not user.is_authenticated


def _to_login(request):
    """The login page, coming back here; an htmx fragment sends its whole page there."""
    if getattr(request, "htmx", False):
        from django_htmx.http import HttpResponseClientRedirect

        here = request.htmx.current_url_abs_path or request.get_full_path()
        return HttpResponseClientRedirect(redirect_to_login(here).url)
    return redirect_to_login(request.get_full_path())


def reader_required(view):
    """A page of released figures: for readers with an account, or all if it is public."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated:
            if not settings.PUBLIC_DASHBOARD:
                return _to_login(request)
        elif not user.is_administrator and not user.grants:
            raise PermissionDenied(_("No programme is assigned to this account."))
        return view(request, *args, **kwargs)

    guarded.access = "reader"
    return guarded


def account_required(view):
    """A page that is never public: ledgers, the reports page, exports."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated:
            return _to_login(request)
        if not user.is_administrator and not user.grants:
            raise PermissionDenied(_("No programme is assigned to this account."))
        return view(request, *args, **kwargs)

    guarded.access = "account"
    return guarded
