"""What purchases name: products, the organisations that supply them and those that buy them.

Small tables beside a large one: text is looked for here, never among the purchases.
"""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consumption.models.bought import BoughtQuerySet
from cooperation.models import Place, Programme, Source
from cooperation.models.base import NamedInTwoLanguages


class ProductKind(models.TextChoices):
    """What a product is."""

    GRAIN_OIL = "grain_oil", _("Grain and oil")
    VEGETABLES = "vegetables", _("Vegetables")
    FRUIT = "fruit", _("Fruit")
    TEA = "tea", _("Tea")
    MEAT_EGGS = "meat_eggs", _("Meat, poultry and eggs")
    MUSHROOMS = "mushrooms", _("Mushrooms")
    PROCESSED = "processed", _("Processed food")
    CRAFTS = "crafts", _("Crafts")
    OTHER = "other", _("Other")


class BuyerKind(models.TextChoices):
    """Who buys. The general public buys without a name."""

    GOVERNMENT = "government", _("Government office")
    INSTITUTION = "institution", _("Public institution")
    ENTERPRISE = "enterprise", _("Enterprise")
    UNION = "union", _("Trade union")
    MARKET = "market", _("Market or supermarket")
    PUBLIC = "public", _("General public")
    OTHER = "other", _("Other")


ORGANISATIONS = [choice for choice in BuyerKind.choices if choice[0] != BuyerKind.PUBLIC]


class Certificate(models.TextChoices):
    """What a product is certified as; empty = not known."""

    NONE = "none", _("No certificate")
    GREEN = "green", _("Green food")
    ORGANIC = "organic", _("Organic product")
    GEOGRAPHICAL = "geographical", _("Geographical indication")
    OTHER = "other", _("Other certificate")


class Named(NamedInTwoLanguages):
    """A row that purchases name. `sample` marks those made up for a sample programme, which
    go with it."""

    sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = BoughtQuerySet.as_manager()

    class Meta:
        abstract = True


class WithKind(Named):
    """What has a kind that its purchases carry as `carried_as`, for the list's index."""

    carried_as = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Purchases follow the kind. Whoever changes rows waits for the other writers of their
        programmes first."""
        before = type(self).objects.filter(pk=self.pk).values_list("kind", flat=True).first()
        if before in (None, self.kind):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            rows = self.purchases(manager="everything").order_by()
            Programme.objects.filter(pairings__in=rows.values("pairing")).one_writer()
            super().save(*args, **kwargs)
            rows.update(**{self.carried_as: self.kind})


class Product(WithKind):
    """Something that the western side makes and sells, of a district where that is known."""

    carried_as = "product_kind"

    kind = models.CharField(
        _("kind of product"), max_length=10, choices=ProductKind, default=ProductKind.OTHER
    )
    district = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district of origin"),
    )
    certificate = models.CharField(_("certificate"), max_length=12, choices=Certificate, blank=True)
    certificate_number = models.CharField(
        _("number of the certificate"), max_length=100, blank=True
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    class Meta:
        ordering = ["name_zh", "pk"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "district", "sample"],
                name="product_once_in_district",
                violation_error_message=_("Another product of this district has this name."),
            ),
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                condition=Q(district__isnull=True),
                name="product_once_without_district",
                violation_error_message=_("Another product without a district has this name."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProductKind.values),
                name="product_kind_known",
                violation_error_message=_("Choose one of the kinds of product."),
            ),
            models.CheckConstraint(
                condition=Q(certificate__in=["", *Certificate.values]),
                name="product_certificate_known",
                violation_error_message=_("Choose one of the certificates."),
            ),
            models.CheckConstraint(
                condition=Q(certificate_number="") | ~Q(certificate__in=["", "none"]),
                name="product_number_has_certificate",
                violation_error_message=_("A certificate's number belongs to a certificate."),
            ),
        ]


class Supplier(Named):
    """An organisation of the western side that sells: a cooperative, a company. No person."""

    district = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("supplier's district"),
    )

    class Meta:
        ordering = ["name_zh", "pk"]
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                name="supplier_name_once",
                violation_error_message=_("Another supplier has this name."),
            ),
        ]


class Buyer(WithKind):
    """An organisation of the eastern side that buys: an office, a school, a company. No person."""

    carried_as = "buyer_kind"

    kind = models.CharField(
        _("kind of buyer"), max_length=11, choices=ORGANISATIONS, default=BuyerKind.OTHER
    )
    township = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("buyer's township"),
    )

    class Meta:
        ordering = ["name_zh", "pk"]
        verbose_name = _("buyer")
        verbose_name_plural = _("buyers")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                name="buyer_name_once",
                violation_error_message=_("Another buyer has this name."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[key for key, _label in ORGANISATIONS]),
                name="buyer_is_organisation",
                violation_error_message=_("A buyer with a name is an organisation."),
            ),
        ]
