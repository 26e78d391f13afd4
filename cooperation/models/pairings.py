"""Programmes and the pairings within them."""

from __future__ import annotations

import datetime
from itertools import starmap

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import NamedInTwoLanguages
from cooperation.models.pairing_names import PairingName, both_ends, end_name
from cooperation.models.people import in_programmes_of
from cooperation.models.places import Place, Source


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The programmes in which the reader has an assignment."""
        return self.filter(in_programmes_of(user, ""))

    def real_first(self):
        """The real programmes before the samples, the newest first."""
        return self.order_by("sample", "-since", "code")

    def raise_data_version(self):
        """Say that released data changed, so that nothing kept from before is shown."""
        return self.update(data_version=F("data_version") + 1)

    def one_writer(self):
        """Lets one writer at a time change the ledgers of these programmes, until the transaction
        ends. Whoever writes rows asks for it before the first of them, so that two writers wait
        for each other in one order and never in a circle."""
        rows = self.order_by("pk").select_for_update(no_key=True, of=("self",))
        return list(rows.values_list("pk", flat=True))


class Programme(NamedInTwoLanguages):
    """A phase of cooperation between an eastern and a western place, e.g. 2021–2025."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    east = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("eastern place")
    )
    west = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("western place")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    sample = models.BooleanField(_("sample data"), default=False)
    watch_below = models.DecimalField(
        _("watch below (points)"), max_digits=6, decimal_places=2, default=0
    )
    late_below = models.DecimalField(
        _("late below (points)"), max_digits=6, decimal_places=2, default=-10
    )
    data_version = models.PositiveIntegerField(_("data version"), default=1, editable=False)
    collect_from = models.DateField(
        _("reports collected from"),
        null=True,
        blank=True,
        help_text=_(
            "Monthly reports are owed from this month on; empty: from the programme's first. "
            "Earlier months may be entered, but nobody owes them."
        ),
    )
    # The default stands in the database too: older migrations write programmes without it.
    rolled_up = models.BooleanField(
        _("figures kept by year"), default=False, db_default=False, editable=False
    )
    note = models.TextField(_("note"), blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["sample", "-since", "code"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="programme_ends_after_it_begins",
                violation_error_message=_("A programme ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(late_below__lte=F("watch_below")),
                name="programme_late_is_below_watch",
                violation_error_message=_("The late threshold is not above the watch threshold."),
            ),
            models.CheckConstraint(
                condition=Q(collect_from__isnull=True) | Q(collect_from__day=1),
                name="programme_collects_from_a_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
        ]

    def save(self, *args, update_fields=None, **kwargs):
        """What is counted and kept beside the row is never set back to what it was when the row
        was read: a data version that comes twice would show what was kept under it before."""
        if update_fields is None and self.pk and not self._state.adding:
            own = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            update_fields = own - {"data_version", "rolled_up"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def years(self) -> range:
        """The calendar years of the programme."""
        return range(self.since.year, self.until.year + 1)


class PairingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every reader of a programme sees its pairings."""
        return self.filter(in_programmes_of(user))

    def reporting(self):
        """The pairings that owe monthly reports: 市本级 and the groups."""
        return self.filter(reports=True)

    def reporting_in(self, programme: Programme) -> list[Pairing]:
        """Those of a programme that owe reports, in the agreement's order; named at no cost."""
        found = list(
            self.filter(programme=programme).reporting().with_ends().order_by("position", "slug")
        )
        for pairing in found:
            pairing.programme = programme
        return found

    def groups_in(self, programme: Programme) -> list[Pairing]:
        """Those of a programme that report beside 市本级: each may meet on its own."""
        return [one for one in self.reporting_in(programme) if one.kind != Pairing.Kind.CITY]

    def with_ends(self):
        """With both places, for their names."""
        return self.select_related("east_place", "west_place")

    def names(self) -> list[PairingName]:
        """What a list of pairings needs, without making an object of each pairing and place."""
        return list(starmap(PairingName, self.name_values()))

    def name_values(self) -> models.QuerySet:
        """The same as bare tuples, in the order of `PairingName`."""
        ends = [
            f"{end}_{part}_{language}"
            for end in ("east", "west")
            for part in ("body", "place__name")
            for language in ("zh", "en")
        ]
        return self.values_list("pk", "slug", "reports", *ends)


class Pairing(models.Model):
    """Two ends that cooperate: a group with a district, a school with a school.

    An end is a place, a body (school, hospital, village, enterprise), or a body in a place.
    The city pairing is the parent of the groups and its own figures are 市本级. Only it and
    its direct children with `reports` count in totals.
    """

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        GROUP = "group", _("Group and district")
        TOWNSHIP = "township", _("Township and township")
        VILLAGE = "village", _("Village and village")
        SCHOOL = "school", _("School and school")
        HOSPITAL = "hospital", _("Hospital and hospital")
        ENTERPRISE = "enterprise", _("Enterprise and village")
        ORGANISATION = "organisation", _("Social organisation and village")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="pairings", verbose_name=_("programme")
    )
    slug = models.SlugField(_("address name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent pairing"),
    )
    east_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("eastern place"),
    )
    east_body_zh = models.CharField(_("eastern body (Chinese)"), max_length=200, blank=True)
    east_body_en = models.CharField(_("eastern body (English)"), max_length=200, blank=True)
    west_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("western place"),
    )
    west_body_zh = models.CharField(_("western body (Chinese)"), max_length=200, blank=True)
    west_body_en = models.CharField(_("western body (English)"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reports = models.BooleanField(_("owes monthly reports"), default=False)
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="pairings", verbose_name=_("sources")
    )

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position", "slug"]
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"],
                name="pairing_slug_once_in_programme",
                violation_error_message=_("Another pairing of the programme has this address."),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(kind="city"),
                name="pairing_one_city_in_programme",
                violation_error_message=_("A programme has one city pairing."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
                name="pairing_ends_after_it_begins",
                violation_error_message=_("A pairing ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(reports=False) | Q(since__isnull=False),
                name="pairing_that_reports_has_begun",
                violation_error_message=_("A pairing that owes reports needs its first day."),
            ),
            models.CheckConstraint(
                condition=Q(east_place__isnull=False) | ~Q(east_body_zh=""),
                name="pairing_has_eastern_end",
                violation_error_message=_("Name the eastern place or body."),
            ),
            models.CheckConstraint(
                condition=Q(west_place__isnull=False) | ~Q(west_body_zh=""),
                name="pairing_has_western_end",
                violation_error_message=_("Name the western place or body."),
            ),
            models.CheckConstraint(
                condition=Q(kind="city", parent__isnull=True)
                | (~Q(kind="city") & Q(parent__isnull=False)),
                name="pairing_below_city_has_parent",
                violation_error_message=_("The city pairing stands on top; all others below one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Those above are of the same programme, and none of them is this one: no constraint of
        a database reaches that far."""
        one, passed = self.parent, {self.pk}  # of a new one None, which nobody has
        while one is not None:
            if self.programme_id and one.programme_id != self.programme_id:
                words = _("It belongs to another programme. Choose a pairing of this one.")
                raise ValidationError({"parent": words})
            if one.pk in passed:
                words = _("It is this pairing or stands below it. Choose one that stands above.")
                raise ValidationError({"parent": words})
            passed.add(one.pk)
            one = one.parent

    @property
    def east_name(self) -> str:
        """The eastern end in the active language."""
        place = self.east_place
        names = (place.name_zh, place.name_en) if place else ("", "")
        return end_name(self.east_body_zh, self.east_body_en, *names)

    @property
    def west_name(self) -> str:
        """The western end in the active language."""
        place = self.west_place
        names = (place.name_zh, place.name_en) if place else ("", "")
        return end_name(self.west_body_zh, self.west_body_en, *names)

    @property
    def name(self) -> str:
        """Both ends: 小榄组团 ↔ 盘州市."""
        return both_ends(self.east_name, self.west_name)

    def covers(self, day: datetime.date) -> bool:
        """Whether the pairing exists on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


class PairingMemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every reader of a programme sees who belongs to its groups."""
        return self.filter(in_programmes_of(user, "pairing__programme"))

    def on(self, day):
        """Members on a day."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day)
        )


class PairingMember(models.Model):
    """A township in a group, for a time. Only published memberships are entered."""

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="members", verbose_name=_("pairing")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="memberships", verbose_name=_("place")
    )
    leads = models.BooleanField(_("leads the group"), default=False)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    objects = PairingMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pairing", "-leads", "place"]
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "place"],
                name="pairing_member_once",
                violation_error_message=_("This place is a member of the pairing already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
                name="pairing_member_ends_after_it_begins",
                violation_error_message=_("A membership ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.pairing}"
