"""What the read pages share: the period, its form, addresses that keep it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from html import escape

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.access import approved_only_for
from cooperation.formatting import month_label, period_name, year_name
from cooperation.models import Pairing
from cooperation.period import Period, period_of, programme_of
from cooperation.prepared import Prepared
from cooperation.scoreboard.rows import TOTAL

PER_PAGE = 50
# The whole city in an address, where a pairing's slug stands otherwise.
WHOLE = "whole"


@dataclass
class Frame:
    """A page's programme and period with everything derived from them."""

    request: object
    period: Period

    @classmethod
    def of(cls, request) -> Frame:
        """From the address; raises Http404, PermissionDenied or SuspiciousOperation."""
        return cls(request, period_of(request, programme_of(request)))

    @property
    def programme(self):
        """The programme of the page."""
        return self.period.programme

    @property
    def known_until(self):
        """The last day of which the page may tell: the period's, or the day of knowledge."""
        last, as_of = self.period.last_day, self.period.as_of
        return last if as_of is None else min(last, as_of)

    def board(self, **options):
        """The scoreboard of the period, with what this reader may see."""
        from cooperation.scoreboard import scoreboard

        period = self.period
        return scoreboard(
            period.programme,
            period.year,
            period.through,
            as_of=period.as_of,
            approved_only=approved_only_for(self.request.user),
            **options,
        )

    def pairing(self, slug: str) -> Pairing:
        """A pairing of the programme by its address name, with the one above it."""
        for pairing in _called(self.request.user, self.programme.pk, slug):
            pairing.programme = self.programme
            return pairing
        raise Http404(slug)

    @cached_property
    def _roots(self) -> tuple[str, str]:
        return reverse("indicator-list"), reverse("pairing-list")

    @cached_property
    def _explanations(self) -> tuple[str, str]:
        """What stands before and after the code and the place in an explanation's address."""
        return f"{reverse('overview')}explain/", f"/?{self.period.query}"

    @cached_property
    def _figures(self) -> tuple[str, str]:
        """The same inside a page, made once: a table prints hundreds of figures."""
        before, after = self._explanations
        return f'<a class="fig" href="{escape(before)}', escape(after)

    def indicator_url(self, indicator) -> str:
        """An indicator's page in this period (no URL resolving per cell)."""
        return f"{self._roots[0]}{indicator.code}/?{self.period.query}"

    def pairing_url(self, pairing) -> str:
        """A pairing's page in this period."""
        return f"{self._roots[1]}{pairing.slug}/?{self.period.query}"

    def explain_url(self, row) -> str:
        """Where a row of the scoreboard is explained: the whole city's, or a pairing's own."""
        return self.explanation_url(row.indicator.code, _whose(row))

    def explanation_url(self, code: str, whose: str) -> str:
        """Where the number of an indicator is explained; whose: a pairing's slug or WHOLE."""
        before, after = self._explanations
        return f"{before}{code}/{whose}{after}"

    def figure(self, row, text: str, about: str = "") -> SafeString:
        """A printed number that opens its explanation, with the cost of putting texts together.

        about: where in it another number of the row is explained ("target"). Only the row's own
        number is a stop for the keyboard; the others lead to the same explanation.
        """
        before, after = self._figures
        end = f'#x-{about}" tabindex="-1' if about else ""
        text = text if hasattr(text, "__html__") else escape(text)
        return SafeString(f'{before}{row.indicator.code}/{_whose(row)}{after}{end}">{text}</a>')

    def context(self, **more) -> dict:
        """For every template of the read pages."""
        period = self.period
        return {
            "programme": period.programme,
            "period": period,
            "period_name": period_name(period.year, period.through),
            "years": [(str(year), year_name(year)) for year in reversed(period.programme.years)],
            "months": [(str(month), month_label(month)) for month in range(1, 13)],
            "year": str(period.year),
            "through": str(period.through),
            **more,
        }


@Prepared
def _called(reader, programme: int, slug: str) -> QuerySet[Pairing]:
    seen = Pairing.objects.visible_to(reader).filter(programme=programme, slug=slug).order_by()
    return seen.with_ends().select_related("parent__east_place", "parent__west_place")


def _whose(row) -> str:
    return WHOLE if row.kind == TOTAL else row.pairing.slug


def page_number(text: str, pages: int) -> int:
    """The page in the address or the nearest that exists."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return min(max(number, 1), max(pages, 1))


def one_of(text: str, known: Container[str], name: str, notes: list[str]) -> str:
    """A choice in the address; all, with a note saying so, where it is none of the page's."""
    if not text or text in known:
        return text
    notes.append(
        _("%(name)s: the address names none of this programme; all are shown.") % {"name": name}
    )
    return ""
