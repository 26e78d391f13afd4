"""Enterprises of the industrial cooperation: who invests, settles and attends."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Place, ReferenceQuerySet, Source
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
    sample = models.BooleanField(_("sample data"), default=False, editable=False)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    objects = ReferenceQuerySet.as_manager()

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
