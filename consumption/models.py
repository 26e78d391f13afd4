"""Consumption's records: purchases of western products, made or helped along by the east."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import (
    DatePrecision,
    FigureField,
    LedgerQuerySet,
    LedgerRow,
    Place,
    Source,
    in_language,
)
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once, dated_to_day_or_month


class PurchaseQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, and nothing else."""
        return self.only(
            "date", "precision", "pairing", "buyer", "buyer_kind", "product_zh", "product_en",
            "product_kind", "channel", "mode", "quantity", "unit", "amount",
        )  # fmt: skip


class Purchase(LedgerRow):
    """Products of the western side bought by the eastern one, or sold with its help.

    Either direct (`direct`) or help with sales (`help`), never both: the two add up to the
    whole. The channel cuts across: the 832 platform overlaps with either. Buyers and
    suppliers are organisations, never persons. Amounts are 万元.
    """

    class BuyerKind(models.TextChoices):
        GOVERNMENT = "government", _("Government office")
        INSTITUTION = "institution", _("Public institution")
        ENTERPRISE = "enterprise", _("Enterprise")
        UNION = "union", _("Trade union")
        MARKET = "market", _("Market or supermarket")
        PUBLIC = "public", _("General public")
        OTHER = "other", _("Other")

    class ProductKind(models.TextChoices):
        GRAIN_OIL = "grain_oil", _("Grain and oil")
        VEGETABLES = "vegetables", _("Vegetables")
        FRUIT = "fruit", _("Fruit")
        TEA = "tea", _("Tea")
        MEAT_EGGS = "meat_eggs", _("Meat, poultry and eggs")
        MUSHROOMS = "mushrooms", _("Mushrooms")
        PROCESSED = "processed", _("Processed food")
        CRAFTS = "crafts", _("Crafts")
        OTHER = "other", _("Other")

    class Channel(models.TextChoices):
        PLATFORM_832 = "platform832", _("832 platform")
        FAIR = "fair", _("Exhibition or fair")
        CANTEEN = "canteen", _("Canteen")
        SUPERMARKET = "supermarket", _("Supermarket")
        LIVE = "live", _("Live streaming")
        UNION = "union", _("Trade union purchase")
        OTHER = "other", _("Other")

    class Mode(models.TextChoices):
        DIRECT = "direct", _("Direct purchase")
        HELP = "help", _("Help with sales")

    date = models.DateField(_("date"))
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    buyer_kind = models.CharField(
        _("kind of buyer"), max_length=11, choices=BuyerKind, default=BuyerKind.OTHER
    )
    buyer = models.CharField(_("buyer"), max_length=200, blank=True)
    buyer_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("buyer's township"),
    )
    product_zh = models.CharField(_("product (Chinese)"), max_length=200)
    product_en = models.CharField(_("product (English)"), max_length=300, blank=True)
    product_kind = models.CharField(
        _("kind of product"), max_length=10, choices=ProductKind, default=ProductKind.OTHER
    )
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    supplier_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("supplier's district"),
    )
    channel = models.CharField(
        _("sales channel"), max_length=11, choices=Channel, default=Channel.OTHER
    )
    mode = models.CharField(_("mode"), max_length=6, choices=Mode)
    quantity = FigureField(_("quantity"), null=True, blank=True)
    unit = models.CharField(_("unit of the quantity"), max_length=20, blank=True)
    amount = FigureField(_("amount (10k yuan)"))
    voucher = models.CharField(_("voucher"), max_length=100, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    tallied = ("amount",)
    tallied_by = ("mode", "channel", "buyer_kind", "product_kind")
    objects = PurchaseQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        indexes = [
            models.Index(fields=["-date", "-id"], name="purchase_newest", condition=LIVE),
            # With the amount, so that count and sum of a list never touch the rows.
            models.Index(
                fields=["pairing", "-date", "-id", "amount"],
                name="purchase_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("purchase"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="purchase_amount_positive",
                violation_error_message=_("An amount is greater than zero."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | (Q(quantity__gt=0) & ~Q(unit="")),
                name="purchase_quantity_has_unit",
                violation_error_message=_(
                    "A quantity is greater than zero and has a unit, or is empty."
                ),
            ),
            models.CheckConstraint(
                condition=dated_to_day_or_month("date"),
                name="purchase_date_precision",
                violation_error_message=_(
                    "A date is known to the day, or to the month and then written as its 1st."
                ),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["direct", "help"]),
                name="purchase_mode_known",
                violation_error_message=_("A purchase is direct or help with sales."),
            ),
            models.CheckConstraint(
                condition=Q(
                    channel__in=[
                        "platform832", "fair", "canteen", "supermarket", "live", "union", "other",
                    ]
                ),
                name="purchase_channel_known",
                violation_error_message=_("Choose one of the channels."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.product}"

    @property
    def product(self) -> str:
        """The product's name in the active language."""
        return in_language(self.product_zh, self.product_en)
