"""Employers: organisations that take in workers, known to all pairings alike."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from cooperation.models import Place, ReferenceQuerySet
from cooperation.models.base import NamedInTwoLanguages


class EmployerQuerySet(ReferenceQuerySet):
    def visible_to(self, user):
        """Organisations: reference data for everyone with an account. How many people they
        received is added up over the batches that the reader may see."""
        rows = super().visible_to(user)
        return rows.with_received(user) if "received" in self.query.annotations else rows

    def with_received(self, user=None):
        """`received`: the people of all batches that the reader may see; unknown adds nothing."""
        receipts = self.model._meta.get_field("receipts").related_model.objects.live()
        if user is not None:
            receipts = receipts.visible_to(user)
        received = (
            receipts.filter(employer=OuterRef("pk"))
            .order_by()
            .values("employer")
            .annotate(total=Sum("people"))
        )
        return self.annotate(received=Subquery(received.values("total")))

    def for_list(self):
        """With the people received."""
        return self.with_received()


class Employer(NamedInTwoLanguages):
    """An enterprise that takes in workers. An organisation, never a person.

    `location` is where it lies as the agreements count it; empty = nobody said, as is an
    empty `industry`. `sample` marks those made up for a sample programme, which go with it.
    """

    class Industry(models.TextChoices):
        LIGHTING = "lighting", _("Lighting")
        HARDWARE = "hardware", _("Hardware")
        APPLIANCES = "appliances", _("Home appliances")
        TEXTILES = "textiles", _("Textiles and garments")
        ELECTRONICS = "electronics", _("Electronics")
        FOOD = "food", _("Food")
        SERVICES = "services", _("Services")
        OTHER = "other", _("Other")

    class Location(models.TextChoices):
        EAST_CITY = "east_city", _("In the eastern partner city")
        EAST_OTHER = "east_other", _("Elsewhere in the east")
        WEST_NEAR = "west_near", _("Near home")
        ELSEWHERE = "elsewhere", _("Elsewhere")

    township = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township"),
    )
    industry = models.CharField(_("industry"), max_length=11, choices=Industry, blank=True)
    location = models.CharField(_("location"), max_length=10, choices=Location, blank=True)
    sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name_zh"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                name="employer_name_once",
                violation_error_message=_("Another employer has this name."),
            ),
            models.CheckConstraint(
                condition=Q(
                    industry__in=[
                        "", "lighting", "hardware", "appliances", "textiles", "electronics",
                        "food", "services", "other",
                    ]
                ),
                name="employer_industry_known",
                violation_error_message=_("Choose one of the industries, or none."),
            ),
            models.CheckConstraint(
                condition=Q(location__in=["", "east_city", "east_other", "west_near", "elsewhere"]),
                name="employer_location_known",
                violation_error_message=_("Choose one of the locations, or none."),
            ),
        ]  # fmt: skip
