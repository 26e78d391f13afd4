"""Investment projects: from talks to production, and what they bring."""

from __future__ import annotations

import datetime
from functools import reduce
from itertools import combinations
from operator import and_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, CharField, DateField, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cooperation.models import FigureField, LedgerQuerySet, LedgerRow, Source
from cooperation.models.ledger import LIVE, code_once
from industry.models.enterprises import Cluster, Enterprise, cluster_known
from industry.models.parks import Park
from industry.models.parts import move_parts
from industry.models.promotions import PromotionEvent


class Stage(models.TextChoices):
    """How far a project came."""

    TALKS = "talks", _("In talks")
    SIGNED = "signed", _("Signed")
    STARTED = "started", _("Started")
    PRODUCTION = "production", _("In production")
    ENDED = "ended", _("Ended early")


# Stage → the field of the day on which it was reached, in order.
REACHED_ON = {
    Stage.TALKS: "talks_on",
    Stage.SIGNED: "signed_on",
    Stage.STARTED: "started_on",
    Stage.PRODUCTION: "production_on",
    Stage.ENDED: "ended_on",
}
DAYS = tuple(REACHED_ON.values())
# What is agreed and not ended: what the western side can count on.
STANDING = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCTION)


def _in_order(earlier: str, later: str) -> Q:
    missing = Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__isnull": True})
    return missing | Q(**{f"{later}__gte": F(earlier)})


def _newest(stage: Stage) -> Q:
    """At a stage, no later one has a day."""
    later = DAYS[list(REACHED_ON).index(stage) + 1 :]
    return ~Q(stage=stage.value) | Q(**{f"{day}__isnull": True for day in later})


def _dated(stage: Stage) -> Q:
    """A stage has its day."""
    return ~Q(stage=stage.value) | Q(**{f"{REACHED_ON[stage]}__isnull": False})


class ProjectQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, with the money in place by project."""
        from industry.models.payments import Payment

        paid = (
            Payment.objects.filter(project=models.OuterRef("pk"))
            .order_by()
            .values("project")
            .annotate(total=models.Sum("amount"))
            .values("total")
        )
        return self.annotate(paid=models.Subquery(paid))

    def new_landings(self):
        """Enterprises that settled anew; expansions of settled ones do not count."""
        return self.filter(kind=Project.Kind.NEW_LANDING)

    def on_day(self, day: datetime.date):
        """With the stage at the end of a day (`stage_then`) and since when (`stage_since`).

        Derived from the days alone: what was reached later is not known yet. A project whose
        first known day comes later has no stage then.
        """
        newest_first = list(REACHED_ON.items())[::-1]
        return self.annotate(
            stage_then=Case(
                *(
                    When(**{f"{on}__lte": day}, then=Value(stage.value))
                    for stage, on in newest_first
                ),
                output_field=CharField(),
            ),
            stage_since=Case(
                *(When(**{f"{on}__lte": day}, then=F(on)) for _stage, on in newest_first),
                output_field=DateField(),
            ),
        )


class Project(LedgerRow):
    """An investment project of an enterprise that the eastern side brought to the western one.

    What was agreed (`contract_amount`, 万元) and what came in place (`Payment`) are never
    mixed. Each stage has the day on which it was reached, and the stage is the newest that has
    one. An enterprise has landed from `started_on` on. Jobs are those planned or filled for
    rural workers, as the office counts them; `jobs_lifted` is a subset. `promotion` is the
    event it came of.
    """

    class Kind(models.TextChoices):
        NEW_LANDING = "new_landing", _("New landing")
        EXPANSION = "expansion", _("Expansion")

    Stage = Stage

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="projects", verbose_name=_("enterprise")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    cluster = models.CharField(
        _("industrial cluster"), max_length=13, choices=Cluster, default=Cluster.OTHER
    )
    # RESTRICT and not PROTECT: a programme goes with its parks and projects together.
    park = models.ForeignKey(
        Park,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("park"),
    )
    promotion = models.ForeignKey(
        PromotionEvent,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("came of the promotion event"),
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    talks_on = models.DateField(_("in talks since"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    production_on = models.DateField(_("in production since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)
    contract_amount = FigureField(_("contract amount (10k yuan)"), null=True, blank=True)
    over_contract_reason = models.CharField(
        _("reason for more money than the contract"), max_length=300, blank=True
    )
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    jobs_lifted = models.PositiveIntegerField(
        _("of which lifted out of poverty"), null=True, blank=True
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "signed_on"
    # A form that holds all payments of the project compares their sum itself.
    summed_by_form = False
    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = [F("signed_on").desc(nulls_last=True), "-pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(
                fields=["pairing", "signed_on"], name="project_signed_of_pairing", condition=LIVE
            ),
            models.Index(
                fields=["pairing", "started_on"], name="project_started_of_pairing", condition=LIVE
            ),
        ]
        constraints = [
            code_once("project"),
            models.CheckConstraint(
                condition=Q(contract_amount__isnull=True) | Q(contract_amount__gt=0),
                name="project_contract_positive",
                violation_error_message=_("A contract amount is greater than zero, or empty."),
            ),
            models.CheckConstraint(
                condition=Q(jobs_lifted__isnull=True)
                | Q(jobs__isnull=False, jobs_lifted__lte=F("jobs")),
                name="project_jobs_lifted_within_jobs",
                violation_error_message=_(
                    "Jobs of people lifted out of poverty are not more than all jobs."
                ),
            ),
            models.CheckConstraint(
                condition=reduce(and_, (_in_order(*pair) for pair in combinations(DAYS, 2))),
                name="project_days_in_order",
                violation_error_message=_(
                    "The days follow one another: talks, signing, start, production, end."
                ),
            ),
            models.CheckConstraint(
                condition=reduce(and_, map(_dated, REACHED_ON)),
                name="project_stage_has_its_day",
                violation_error_message=_("Give the day on which the project reached its stage."),
            ),
            models.CheckConstraint(
                condition=reduce(and_, map(_newest, [*REACHED_ON][:-1])),
                name="project_stage_is_the_newest",
                violation_error_message=_(
                    "A later stage has a day already: choose that stage, or take the day away."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stage="ended") | ~Q(end_reason=""),
                name="project_end_has_reason",
                violation_error_message=_("Say why the project ended."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["new_landing", "expansion"]),
                name="project_kind_known",
                violation_error_message=_("A project is a new landing or an expansion."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["talks", "signed", "started", "production", "ended"]),
                name="project_stage_known",
                violation_error_message=_("Choose one of the stages."),
            ),
            cluster_known("project"),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)

    @property
    def origin(self):
        """The township the enterprise comes from."""
        return self.enterprise.origin

    @property
    def days(self) -> list[tuple[Stage, datetime.date]]:
        """The stages that were reached, with their days."""
        found = ((stage, getattr(self, on)) for stage, on in REACHED_ON.items())
        return [(stage, day) for stage, day in found if day]

    def clean(self) -> None:
        """What happened on the western side lies within the pairing's dates; talks may be
        older. The contract covers what came in place, unless there is a reason."""
        super().clean()
        for name in ("started_on", "production_on"):
            day = getattr(self, name)
            if day and self.pairing_id and not self.pairing.covers(day):
                raise ValidationError(
                    {name: _("The pairing did not exist on this day.")}, code="outside_pairing"
                )
        self._clean_contract()

    def _clean_contract(self) -> None:
        from industry.models.payments import paid_for, too_much

        if self.pk is None or self.summed_by_form:
            return
        if sentence := too_much(self, paid_for(self)):
            raise ValidationError({"contract_amount": sentence}, code="over_contract")

    def save(self, *args, **kwargs):
        from industry.models.payments import Payment

        moved = self.pk is not None
        super().save(*args, **kwargs)
        if moved:
            move_parts(Payment.everything, project=self)
