"""A superior department's own form: their blank file, and which cell takes which figure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing, Programme
from cooperation.models.people import User, in_programmes_of


class OfficeFormQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Forms are seen by every reader of the programme with an account."""
        return self.filter(in_programmes_of(user)) if user.is_authenticated else self.none()

    def for_list(self):
        """Without the files, with the number of mapped cells."""
        return self.defer("content").annotate(mapped=models.Count("cells")).order_by("name", "-pk")


class OfficeForm(models.Model):
    """A blank XLSX or DOCX as a department sent it, mapped to figures once.

    A later edition of the form is a new row: what an earlier one was filled with stays true.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", "XLSX"
        DOCX = "docx", "DOCX"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="office_forms", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=200)
    department = models.CharField(_("department"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("checksum"), max_length=64)
    content = models.BinaryField(_("content"))
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = OfficeFormQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-added_at"]
        verbose_name = _("form of a department")
        verbose_name_plural = _("forms of departments")

    def __str__(self) -> str:
        return self.name


class OfficeFormCellQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the form they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "form__programme"))


class OfficeFormCell(models.Model):
    """One cell of a form and the figure that goes into it.

    address: "Sheet!C7" in a workbook, "table:row:column" (from 1) in a document. pairing empty =
    the whole city; `own` asks for 市本级 instead. field: a column of the board's rows. scale: what
    the figure is multiplied by, where the form counts money in another unit than we do.
    """

    form = models.ForeignKey(
        OfficeForm, models.CASCADE, related_name="cells", verbose_name=_("form of a department")
    )
    address = models.CharField(_("cell"), max_length=80)
    label = models.CharField(_("what stands beside it"), max_length=300, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="+", verbose_name=_("indicator")
    )
    pairing = models.ForeignKey(
        Pairing,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pairing"),
    )
    own = models.BooleanField(_("city level"), default=False)
    field = models.CharField(_("figure"), max_length=20)
    scale = models.DecimalField(_("factor"), max_digits=16, decimal_places=8, default=1)

    objects = OfficeFormCellQuerySet.as_manager()

    class Meta:
        ordering = ["form", "pk"]
        verbose_name = _("cell of a form")
        verbose_name_plural = _("cells of forms")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "address"],
                name="office_form_cell_once",
                violation_error_message=_("This cell takes a figure already."),
            ),
            models.CheckConstraint(
                condition=Q(own=False) | Q(pairing__isnull=True),
                name="office_form_cell_own_or_pairing",
                violation_error_message=_("A cell is the city level's or a pairing's, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.address
