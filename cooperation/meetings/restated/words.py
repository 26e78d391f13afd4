"""What restated figures are called on the page and in files."""

from __future__ import annotations

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET
from cooperation.formatting import UNKNOWN, day, month_name, number, signed, year_name
from cooperation.meetings.restated.restatement import Line
from cooperation.models import CorrectionKind, Review, Side


def kind_word(kind: str) -> str:
    """Why a value is another one, in a word."""
    return {
        CORRECTED: pgettext("restated", "Corrected"),
        LATE: pgettext("restated", "Reported late"),
        TAKEN_BACK: pgettext("restated", "Taken back"),
        PRESS: _("Published figure"),
        NEW: _("New months"),
        TARGET: _("Target"),
    }[kind]


def what_word(line: Line) -> str:
    """The kind of a line; a target and a published figure say what became of them."""
    if line.kind == TARGET:
        if line.old is None:
            return _("Target set")
        return _("Target revised") if line.new is not None else _("Target withdrawn")
    if line.kind == PRESS and (line.basis_old, line.basis_new) == ("published", "reported"):
        return _("Reports in place of a published figure")
    return kind_word(line.kind)


def when_word(line: Line) -> str:
    """The month that a line speaks of; the period or the year where it is none's."""
    if line.month:
        return month_name(line.month.year, line.month.month)
    return year_name(line.year)


def basis_word(basis: str) -> str:
    """What a value counts, or where it comes from; empty where that goes without saying."""
    return {
        "month": _("this month"),
        "ytd": pgettext("basis", "year to date"),
        "published": pgettext("basis", "published figure"),
        "reported": pgettext("basis", "from reports"),
    }.get(basis, "")


def value_text(line: Line, *, old: bool) -> SafeString | str:
    """The value then or now, with what it counts."""
    value, basis = (line.old, line.basis_old) if old else (line.new, line.basis_new)
    if value is None:
        return UNKNOWN
    return format_html(
        '{} <small class="muted">{}</small>', number(value, line.indicator.decimals),
        basis_word(basis),
    )  # fmt: skip


def effect_text(line: Line) -> str:
    """What it did to the total: +120 (+1.20 points); a target only to the completion."""
    units = signed(line.units, line.indicator.decimals)
    if line.points is None:
        return UNKNOWN if line.kind == TARGET else units
    points = _("%(points)s points") % {"points": signed(line.points)}
    return points if line.kind == TARGET else f"{units} ({points})"


def reason_text(line: Line) -> str:
    """The reason as given, before it its kind, and of a target its document."""
    labels = dict(CorrectionKind.choices) | dict(Review.Decision.choices)
    parts = [labels.get(line.reason_kind, ""), line.reason, line.origin.document_no]
    return pgettext("between statements", "; ").join(str(part) for part in parts if part)


def side_word(side: str) -> str:
    """The side whose report it is."""
    return str(dict(Side.choices).get(side, ""))


def who_text(line: Line) -> str:
    """Office, side and account, then who approved it."""
    parts = [line.office, side_word(line.side), line.by]
    if line.approved_by:
        parts.append(_("approved by %(name)s") % {"name": line.approved_by})
    return " · ".join(part for part in parts if part) or UNKNOWN


def at_text(line: Line) -> str:
    """The day."""
    return day(timezone.localdate(line.at)) if line.at else UNKNOWN
