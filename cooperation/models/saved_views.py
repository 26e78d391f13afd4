"""How people keep a list: saved views, and each person's own columns and page size."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.pairings import Programme
from cooperation.models.people import NOTHING, Assignment, User, in_programmes_of

PAGE_SIZES = (25, 50, 100, 200)


def of_one_office(user: User) -> Q:
    """Assignments of the people who share an office with a person.

    An office is what an assignment names together: programme, pairing and side, whatever its
    role and sector. 小榄–盘州 west is one office; all who are assigned to it are its people.
    Empty equals empty only: those assigned to a whole programme are one office, and no part of
    the offices of its pairings. Whoever has several assignments is in several offices.
    """
    found = NOTHING
    for grant in user.grants:
        found |= Q(programme=grant.programme_id, pairing=grant.pairing_id, side=grant.side)
    return found


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; of the programmes one may open, those shared with all, and those shared
        with an office by somebody of an office that is one's own too."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        colleagues = Assignment.objects.filter(of_one_office(user), user=OuterRef("owner"))
        shared = Q(shared=SavedView.Shared.ALL) | (
            Q(shared=SavedView.Shared.OFFICE) & Exists(colleagues)
        )
        return self.filter(Q(owner=user) | (in_programmes_of(user) & shared))

    def named(self):
        """The views, without people's own settings."""
        return self.exclude(name="")

    def for_list(self):
        """With the names of who keeps them, by name."""
        named = ("owner__username", "owner__display_name")
        own = (field.name for field in self.model._meta.concrete_fields)
        return self.select_related("owner").only(*own, *named).order_by("name", "pk")


class SavedView(models.Model):
    """A list as somebody keeps it: filters, columns, order and page size, under a name.

    The one without a name is no view but the person's own setting of the list in every
    programme: its columns and page size, and the view with which it opens.
    `ledger` is the sector and the ledger ("labor.batch"). `query` are the filters and `columns`
    the names as they stand in an address; what the ledger no longer knows is left out when the
    view is opened. Nothing of it is a right: rows are those that the reader may see.
    """

    class Shared(models.TextChoices):
        MINE = "mine", _("Only me")
        OFFICE = "office", _("My office")
        ALL = "all", _("Everyone in the programme")

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    ledger = models.CharField(_("ledger"), max_length=80)
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    shared = models.CharField(_("who sees it"), max_length=6, choices=Shared, default=Shared.MINE)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    sort = models.CharField(_("order"), max_length=200, blank=True)
    columns = models.CharField(_("columns"), max_length=1000, blank=True)
    size = models.PositiveSmallIntegerField(_("rows per page"), null=True, blank=True)
    opens_with = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opens with"),
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "ledger", "programme", "name"],
                condition=~Q(name=""),
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["owner", "ledger"],
                condition=Q(name=""),
                name="saved_view_one_setting",
                violation_error_message=_("A person has one setting of a list."),
            ),
            models.CheckConstraint(
                condition=Q(name="", programme__isnull=True, shared="mine")
                | (~Q(name="") & Q(programme__isnull=False)),
                name="saved_view_has_programme",
                violation_error_message=_("A view has a name and belongs to a programme."),
            ),
            models.CheckConstraint(
                condition=Q(shared__in=["mine", "office", "all"]),
                name="saved_view_shared_known",
                violation_error_message=_("A view is yours, your office's or everyone's."),
            ),
            models.CheckConstraint(
                condition=Q(size__isnull=True) | Q(size__in=[25, 50, 100, 200]),
                name="saved_view_size_known",
                violation_error_message=_("A page has 25, 50, 100 or 200 rows."),
            ),
        ]
        indexes = [
            models.Index(fields=["ledger", "shared"], name="saved_view_of_ledger"),
        ]

    def __str__(self) -> str:
        return self.name or self.ledger
