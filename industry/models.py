"""Industry's records: investment projects and the money that came in place for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import FigureField, LedgerQuerySet, LedgerRow, Place, Source, in_language
from cooperation.models.ledger import LIVE, code_once
from cooperation.models.people import in_assignments_of


class ProjectQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, with the money in place by project."""
        paid = (
            Payment.objects.filter(project=models.OuterRef("pk"))
            .order_by()
            .values("project")
            .annotate(total=models.Sum("amount"))
            .values("total")
        )
        return self.annotate(paid=models.Subquery(paid)).only(
            "enterprise_zh", "enterprise_en", "pairing", "kind", "stage", "cluster", "signed_on",
            "contract_amount", "jobs",
        )  # fmt: skip

    def new_landings(self):
        """Enterprises that settled anew; expansions of settled ones do not count."""
        return self.filter(kind=Project.Kind.NEW_LANDING)


class Project(LedgerRow):
    """An investment project of an enterprise that the eastern side brought to the western one.

    What was agreed (`contract_amount`, 万元) and what came in place (`Payment`) are never
    mixed. An enterprise has landed from `started_on` on. Jobs are those planned or filled
    for rural workers, as the office counts them; `jobs_lifted` is a subset.
    """

    class Kind(models.TextChoices):
        NEW_LANDING = "new_landing", _("New landing")
        EXPANSION = "expansion", _("Expansion")

    class Stage(models.TextChoices):
        TALKS = "talks", _("In talks")
        SIGNED = "signed", _("Signed")
        STARTED = "started", _("Started")
        PRODUCTION = "production", _("In production")
        ENDED = "ended", _("Ended early")

    class Cluster(models.TextChoices):
        LIGHTING = "lighting", _("Lighting")
        HARDWARE = "hardware", _("Hardware")
        APPLIANCES = "appliances", _("Home appliances")
        TEXTILES = "textiles", _("Textiles and garments")
        ALUMINIUM = "aluminium", _("Aluminium")
        EQUIPMENT = "equipment", _("Equipment")
        FARM_PRODUCTS = "farm_products", _("Farm products processing")
        TOURISM = "tourism", _("Tourism")
        OTHER = "other", _("Other")

    enterprise_zh = models.CharField(_("enterprise (Chinese)"), max_length=200)
    enterprise_en = models.CharField(_("enterprise (English)"), max_length=300, blank=True)
    origin = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township of origin"),
    )
    park = models.CharField(_("park"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    cluster = models.CharField(
        _("industrial cluster"), max_length=13, choices=Cluster, default=Cluster.OTHER
    )
    contract_amount = FigureField(_("contract amount (10k yuan)"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    production_on = models.DateField(_("in production since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    jobs_lifted = models.PositiveIntegerField(
        _("of which lifted out of poverty"), null=True, blank=True
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "signed_on"
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
                condition=Q(started_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(started_on__gte=F("signed_on")),
                name="project_starts_after_signing",
                violation_error_message=_("A project starts after it was signed."),
            ),
            models.CheckConstraint(
                condition=Q(production_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(production_on__gte=F("started_on")),
                name="project_produces_after_start",
                violation_error_message=_("Production begins after the start."),
            ),
            models.CheckConstraint(
                condition=~Q(stage="talks")
                | Q(signed_on__isnull=True, started_on__isnull=True, production_on__isnull=True),
                name="project_in_talks_unsigned",
                violation_error_message=_(
                    "A project in talks has no date of signing, start or production yet."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stage="ended") | ~Q(end_reason=""),
                name="project_end_has_reason",
                violation_error_message=_("Say why the project ended."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | (
                    Q(stage="ended") & (Q(signed_on__isnull=True) | Q(ended_on__gte=F("signed_on")))
                ),
                name="project_ends_after_signing",
                violation_error_message=_(
                    "Only a project that ended has a date of its end, and it lies after signing."
                ),
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
        ]

    def __str__(self) -> str:
        return self.enterprise

    @property
    def enterprise(self) -> str:
        """The enterprise's name in the active language."""
        return in_language(self.enterprise_zh, self.enterprise_en)


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the projects they belong to."""
        return self.filter(in_assignments_of(user, pairing="project__pairing", sector="=industry"))


class Payment(models.Model):
    """Money that came in place (到位资金, 万元) for a project on a day."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="payments", verbose_name=_("project")
    )
    paid_on = models.DateField(_("in place on"))
    amount = FigureField(_("amount (10k yuan)"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["project", "paid_on", "pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [
            models.Index(fields=["project", "paid_on"], name="payment_of_project"),
            models.Index(fields=["paid_on"], name="payment_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_is_positive",
                violation_error_message=_("A payment is greater than zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%Y-%m-%d} · {self.amount}"
