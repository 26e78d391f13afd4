"""Enterprises of the industrial cooperation: who invests, settles and attends."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import LedgerQuerySet, Place, Source
from cooperation.models.base import NamedInTwoLanguages


class Cluster(models.TextChoices):
    """The industrial cluster (产业集群) an enterprise or a project belongs to."""

    LIGHTING = "lighting", _("Lighting")
    HARDWARE = "hardware", _("Hardware")
    APPLIANCES = "appliances", _("Home appliances")
    TEXTILES = "textiles", _("Textiles and garments")
    ALUMINIUM = "aluminium", _("Aluminium")
    EQUIPMENT = "equipment", _("Equipment")
    FLOWERS = "flowers", _("Flowers and nursery plants")
    FARM_PRODUCTS = "farm_products", _("Farm products processing")
    TOURISM = "tourism", _("Tourism")
    OTHER = "other", _("Other")


def cluster_known(model: str) -> models.CheckConstraint:
    """The cluster is one of the list."""
    return models.CheckConstraint(
        condition=Q(cluster__in=list(Cluster.values)),
        name=f"{model}_cluster_known",
        violation_error_message=_("Choose one of the industrial clusters."),
    )


class EnterpriseQuerySet(LedgerQuerySet):
    """Reference rows: they hang from no pairing."""

    def visible_to(self, user):
        """Enterprises are organisations: reference data for everyone with an account."""
        return self if user.is_authenticated else self.none()

    def in_programme(self, programme):
        """A sample programme shows made-up enterprises, a real one the real ones."""
        return self.filter(sample=programme.sample)

    def of_pairings(self, pairings):
        """All of them: an enterprise belongs to no pairing."""
        return self

    def for_list(self):
        """What the list shows."""
        return self.select_related("origin").only(
            "name_zh", "name_en", "cluster", "origin__name_zh", "origin__name_en"
        )


class Enterprise(NamedInTwoLanguages):
    """An enterprise that invests, settles, or was looked at. An organisation, never a person.

    `origin` is its township on the eastern side. `sample` marks those made up for a sample
    programme, which go with it.
    """

    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    origin = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township of origin"),
    )
    cluster = models.CharField(
        _("industrial cluster"), max_length=13, choices=Cluster, default=Cluster.OTHER
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    sample = models.BooleanField(_("sample data"), default=False, editable=False)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    # No day of its own.
    dated_by = ""
    objects = models.Manager.from_queryset(EnterpriseQuerySet)()

    class Meta:
        ordering = ["name_zh"]
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                name="enterprise_name_once",
                violation_error_message=_("Another enterprise has this name."),
            ),
            cluster_known("enterprise"),
        ]
