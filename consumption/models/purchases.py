"""Purchases of western products, made or helped along by the eastern side."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consumption.models import references
from consumption.models.fairs import Fair
from consumption.models.references import Buyer, Product, Supplier
from cooperation.models import (
    DatePrecision,
    FigureField,
    LedgerQuerySet,
    LedgerRow,
    Pairing,
    Place,
    Source,
)
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once, dated_to_day_or_month

# So many names of each kind a text may fit for the purchases to be found by their keys, on
# their indexes. One that fits more is met soon enough by going through the newest rows.
FEW_NAMES = 200


class PurchaseQuerySet(LedgerQuerySet):
    def for_list(self):
        """With what the rows name, from small tables alone."""
        return self.select_related("product", "supplier", "buyer", "buyer_place", "fair")

    def containing(self, text: str, fields: Iterable[str] = ()):
        """Rows that name such a product, supplier or buyer, or whose number begins so.

        The names are looked up in their own small tables, in one statement; %, _ and \\ stand
        for themselves. Notes are not searched: no index would find one among millions.
        """
        found = Q()
        for name, keys in _named(text).items():
            if len(keys) <= FEW_NAMES:
                found |= Q(**{f"{name}__in": keys})
            else:
                model = self.model._meta.get_field(name).related_model
                found |= Q(**{f"{name}__in": model.objects.named(text).values("pk")})
        for name in ("code", "voucher"):
            found |= Q(**{f"{name}__startswith": text}) & ~Q(**{name: ""})
        return self.filter(found)


def _named(text: str) -> dict[str, list[int]]:
    """The keys of the products, suppliers and buyers that a text fits."""
    parts = [
        model.objects.named(text)
        .order_by()
        .annotate(what=models.Value(name))
        .values_list("what", "pk")
        for name, model in (("product", Product), ("supplier", Supplier), ("buyer", Buyer))
    ]
    keys: dict[str, list[int]] = {}
    for name, key in parts[0].union(*parts[1:], all=True):
        keys.setdefault(name, []).append(key)
    return keys


def _live(name: str, *fields: str, given: str = "", **options) -> models.Index:
    """An index of the rows that were not taken out; `given`: of those that name something."""
    condition = LIVE & Q(**{f"{given}__isnull": False}) if given else LIVE
    return models.Index(fields=fields, name=name, condition=condition, **options)


class Purchase(LedgerRow):
    """Products of the western side bought by the eastern one, or sold with its help.

    Either direct (`direct`) or help with sales (`help`), never both: the two add up to the
    whole. The channel cuts across: the 832 platform overlaps with either. Buyers and
    suppliers are organisations, never persons; the general public has no name and only its
    kind. Amounts are 万元.

    `product_kind` is the product's and, where a buyer is named, `buyer_kind` the buyer's: they
    stand here too so that a list filtered by them is read off one index.
    """

    BuyerKind = references.BuyerKind
    ProductKind = references.ProductKind

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
    # Keys without an index of their own: those below begin with them.
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        db_index=False,
        related_name="purchases",
        verbose_name=_("product"),
    )
    product_kind = models.CharField(
        _("kind of product"),
        max_length=10,
        choices=references.ProductKind,
        default=references.ProductKind.OTHER,
        editable=False,
    )
    supplier = models.ForeignKey(
        Supplier,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="purchases",
        verbose_name=_("supplier"),
    )
    buyer = models.ForeignKey(
        Buyer,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="purchases",
        verbose_name=_("buyer"),
    )
    buyer_kind = models.CharField(
        _("kind of buyer"),
        max_length=11,
        choices=references.BuyerKind,
        default=references.BuyerKind.OTHER,
        help_text=_("Where a buyer is named, its own kind counts."),
    )
    buyer_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("buyer's township"),
    )
    channel = models.CharField(
        _("sales channel"), max_length=11, choices=Channel, default=Channel.OTHER
    )
    fair = models.ForeignKey(
        Fair,
        models.RESTRICT,
        null=True,
        blank=True,
        db_index=False,
        related_name="purchases",
        verbose_name=_("fair"),
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
        # One for each filter, in the list's order, so that a page of any of them is read off
        # an index. Those that leave few rows carry the amount: their count and sum never touch
        # the rows. Those that leave many carry the pairing, by which every reader's rows are told:
        # the rows before a deep page are counted off without being fetched. Nobody asks which
        # rows name no buyer or no fair, so those are left out.
        indexes = [
            _live("purchase_newest", "-date", "-id", "amount", "mode", "pairing"),
            _live("purchase_of_pairing", "pairing", "-date", "-id", "amount"),
            # Every second row has a mode: alone it is met soon enough among the newest.
            _live(
                "purchase_by_mode_and_channel",
                "mode",
                "channel",
                "-date",
                "-id",
                "pairing",
            ),
            *(
                _live(f"purchase_by_{kind}", kind, "-date", "-id", "pairing")
                for kind in ("channel", "buyer_kind", "product_kind")
            ),
            _live("purchase_of_product", "product", "-date", "-id", "amount"),
            _live("purchase_of_supplier", "supplier", "-date", "-id", "amount"),
            _live("purchase_of_buyer", "buyer", "-date", "-id", "amount", given="buyer"),
            _live("purchase_of_township", "buyer_place", "-date", "-id", "amount"),
            _live("purchase_at_fair", "fair", "-date", "-id", "amount", given="fair"),
            _live("purchase_by_amount", "-amount", "-id"),
            *(
                models.Index(
                    fields=[name],
                    name=f"purchase_{name}_begins",
                    condition=LIVE & ~Q(**{name: ""}),
                    # What LIKE 'x%' reads whatever the database's collation.
                    opclasses=["varchar_pattern_ops"],
                )
                for name in ("code", "voucher")
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
            models.CheckConstraint(
                condition=Q(fair__isnull=True) | Q(channel="fair"),
                name="purchase_at_fair_by_channel",
                violation_error_message=_(
                    "A purchase at a fair has the channel “Exhibition or fair”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(buyer__isnull=True) | ~Q(buyer_kind="public"),
                name="purchase_public_has_no_name",
                violation_error_message=_("The general public has no name: name no buyer."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.product}"

    def take_over(self) -> None:
        """Copy what the product and the buyer say of themselves. Whoever writes many rows at
        once, past `save`, calls it for each."""
        self.product_kind = self.product.kind
        if self.buyer_id:
            self.buyer_kind = self.buyer.kind
            if not self.buyer_place_id:
                self.buyer_place_id = self.buyer.township_id

    def save(self, *args, **kwargs):
        self.take_over()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """What the database cannot check: the fair is the pairing's or the city's, and made-up
        names stand in sample programmes only."""
        super().clean()
        if self.product_id:
            self.take_over()
        if not self.pairing_id:
            return
        problems = {}
        if self.fair_id and not self._may_be_at(self.fair):
            problems["fair"] = _("The fair is one of this pairing or of the city pairing above it.")
        for name in ("product", "supplier", "buyer"):
            row = getattr(self, name) if getattr(self, f"{name}_id") else None
            if row is not None and row.sample != self.pairing.programme.sample:
                problems[name] = _("Sample data and real data do not mix.")
        if problems:
            raise ValidationError(problems)

    def _may_be_at(self, fair: Fair) -> bool:
        """Groups sell at the city's fairs too, never at those of another group."""
        return fair.pairing_id == self.pairing_id or (
            fair.pairing.kind == Pairing.Kind.CITY
            and fair.pairing.programme_id == self.pairing.programme_id
        )
