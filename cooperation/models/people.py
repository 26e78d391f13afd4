"""People: accounts and what each may see and do (assignments)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NOTHING = Q(pk__in=[])


class Role(models.TextChoices):
    """What somebody does in a programme; `cooperation.access` says what each role permits."""

    OFFICIAL = "official", _("Official")
    CLERK = "clerk", _("Clerk")
    REVIEWER = "reviewer", _("Reviewer")
    SECRETARY = "secretary", _("Secretary of the joint meeting")
    ADMINISTRATOR = "administrator", _("Administrator")


SEES_WHOLE_PROGRAMME = frozenset({Role.OFFICIAL, Role.SECRETARY, Role.ADMINISTRATOR})


class AccountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Accounts are the administrators'; everybody else sees the own one."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(pk=user.pk)


class AccountManager(UserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    use_in_migrations = False

    def get_by_natural_key(self, username):
        """User names differ by more than upper and lower case (`account_name_once`)."""
        return self.get(username__iexact=username)


class User(AbstractUser):
    """An account of a person in an office. Whoever leaves is deactivated, never deleted."""

    display_name = models.CharField(_("display name"), max_length=100, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="account_name_once",
                violation_error_message=_("Another account has this user name."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @cached_property
    def grants(self) -> tuple[Assignment, ...]:
        """The assignments of this account, read once per request."""
        if not self.is_active:
            return ()
        return tuple(self.assignments.all())

    @property
    def is_administrator(self) -> bool:
        """Whether the account administers the whole installation."""
        return self.is_active and (
            self.is_superuser
            or any(g.role == Role.ADMINISTRATOR and g.programme_id is None for g in self.grants)
        )

    @property
    def rights(self) -> tuple:
        """What decides which rows of a ledger an account sees: those of equal rights see the
        same ones."""
        assigned = (
            (g.role, g.programme_id or 0, g.pairing_id or 0, g.sector, g.side) for g in self.grants
        )
        return (self.is_active, self.is_administrator, *sorted(assigned))

    @property
    def works_on_data(self) -> bool:
        """Whether any role does more than read: those work in the admin."""
        return self.is_administrator or any(g.role != Role.OFFICIAL for g in self.grants)

    def has_role(self, *roles: str) -> bool:
        """Whether any assignment gives one of these roles."""
        return any(grant.role in roles for grant in self.grants)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Assignments: as the accounts they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(user=user)


class Assignment(models.Model):
    """One role of one account: for a programme, a side, a pairing and a sector.

    Empty means all: no programme = every programme, no pairing = every pairing,
    side "" = both sides, sector "" = every sector. Several pairings are several rows.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="assignments", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.ForeignKey(
        "Programme",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    side = models.CharField(_("side"), max_length=4, choices=Side, blank=True)
    pairing = models.ForeignKey(
        "Pairing",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pairing"),
    )
    sector = models.SlugField(_("sector"), max_length=30, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="assignment_role_known",
                violation_error_message=_("Choose one of the roles."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=["", *Side.values]),
                name="assignment_side_known",
                violation_error_message=_("The side is east, west or both."),
            ),
            models.CheckConstraint(
                condition=Q(pairing__isnull=True) | Q(programme__isnull=False),
                name="assignment_pairing_has_programme",
                violation_error_message=_("An assignment to a pairing names its programme."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


def in_programmes_of(user: User | AnonymousUser, path: str = "programme") -> Q:
    """Rows whose programme (found along `path`; "" = the row itself) the reader may see."""
    prefix = f"{path}__" if path else ""
    if not user.is_authenticated:
        return Q() if settings.PUBLIC_DASHBOARD else NOTHING
    if not user.is_active:
        return NOTHING
    if user.is_administrator or any(g.programme_id is None for g in user.grants):
        return Q()
    return Q(**{f"{prefix}pk__in": {g.programme_id for g in user.grants}})


def in_assignments_of(
    user: User | AnonymousUser, *, pairing: str = "pairing", sector: str | None = "sector"
) -> Q:
    """Rows of reports and ledgers: all of a programme for officials and the secretary,
    for clerks and reviewers their pairings and sectors; nothing for anonymous readers.

    `pairing` is the path of the row's pairing ("" = the rows are pairings), `sector` that of
    its sector; a text with a leading "=" is the sector itself.
    """
    programme, pairing = (f"{pairing}__programme", pairing) if pairing else ("programme", "pk")
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.is_administrator:
        return Q()
    allowed = NOTHING
    for grant in user.grants:
        part = Q()
        if grant.programme_id is not None:
            part &= Q(**{programme: grant.programme_id})
        if grant.role not in SEES_WHOLE_PROGRAMME:
            if grant.pairing_id is not None:
                part &= Q(**{pairing: grant.pairing_id})
            if grant.sector and sector is not None:
                if sector.startswith("="):
                    part &= Q() if grant.sector == sector[1:] else NOTHING
                else:
                    part &= Q(**{sector: grant.sector})
        if not part:
            return Q()
        allowed |= part
    return allowed


class ChangeLogQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The log of master data is the administrators'."""
        return self if user.is_authenticated and user.is_administrator else self.none()


class ChangeLog(models.Model):
    """Who changed which master data or ledger row, when, from what to what. Never pruned."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    model = models.CharField(_("model"), max_length=80)
    key = models.CharField(_("key"), max_length=80)
    action = models.CharField(_("action"), max_length=20)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ChangeLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("change log")
        indexes = [models.Index(fields=["model", "key"], name="changelog_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.model} {self.key}: {self.action}"
