"""What society gives: donations in cash and in goods, never added to each other."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField
from cooperation.models.ledger import LIVE, LedgerQuerySet, code_once
from cooperation.models.places import Place
from cooperation.models.support import SupportRow, above_zero, date_precision, one_of


def amount_of(kind: str) -> Case:
    """The amount of rows of a kind; NULL for the others, so that nobody adds the two."""
    return Case(When(kind=kind, then=F("amount")), output_field=FigureField())


class DonationQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows: cash and the value of goods in columns of their own."""
        return self.select_related("place").annotate(
            cash=amount_of(Donation.Kind.CASH), goods_value=amount_of(Donation.Kind.GOODS)
        )

    def of_kind(self, kind: str):
        """Cash, or goods."""
        return self.filter(kind=kind)


class Donation(SupportRow):
    """What organisations of the eastern side gave (社会帮扶捐赠), in cash or in goods.

    `amount` is the cash or the goods' value (万元), empty where goods were not valued. Donors
    and recipients are organisations and places, never persons.
    """

    class Kind(models.TextChoices):
        CASH = "cash", _("Cash")
        GOODS = "goods", _("Goods")

    date = models.DateField(_("date"))
    donor = models.CharField(
        _("donor (organisation)"),
        max_length=200,
        help_text=_("An organisation, never a person's name."),
    )
    kind = models.CharField(_("cash or goods"), max_length=5, choices=Kind)
    amount = FigureField(_("amount or value (10k yuan)"), null=True, blank=True)
    goods = models.CharField(_("what goods"), max_length=300, blank=True)
    recipient = models.CharField(_("recipient (body)"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district or township"),
    )

    objects = DonationQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("donation")
        verbose_name_plural = _("donations")
        indexes = [
            models.Index(
                fields=["pairing", "-date", "-id", "kind", "amount"],
                name="donation_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("donation"),
            one_of("donation", "kind", ["cash", "goods"], _("A donation is cash or goods.")),
            above_zero("donation", "amount", _("An amount is greater than zero, or empty.")),
            date_precision("donation", "date"),
            models.CheckConstraint(
                condition=~Q(kind="cash") | Q(amount__isnull=False),
                name="donation_cash_has_amount",
                violation_error_message=_("Say how much cash was given."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="cash") | Q(goods=""),
                name="donation_cash_is_no_goods",
                violation_error_message=_("Cash and goods are two donations: two rows."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.donor}"
