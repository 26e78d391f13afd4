"""What every page needs: programme, navigation. Lazy, so that a page without them asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.access import ENTER, REVIEW, can_any
from cooperation.dashboards.copies.pages import copy_url
from cooperation.formatting import number_style
from cooperation.period import kept_in_links, programme_of, programmes_for
from cooperation.sectors import all_sectors


def site(request):
    """Context processor: programme, navigation, what links keep, the style of numbers, a copy."""
    return {
        "number_style": number_style(),
        "kept": SimpleLazyObject(lambda: Kept.of(request)),
        "programme": SimpleLazyObject(lambda: _programme(request)),
        "programmes": SimpleLazyObject(lambda: programmes_for(request)),
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "entry_url": SimpleLazyObject(lambda: _entry_url(request)),
        "copy_url": SimpleLazyObject(lambda: copy_url(request)),
    }


@dataclass(frozen=True)
class Kept:
    """What links keep while it is on: the day of knowledge and today's map of townships.

    more: to append to a query that names the programme. back: this page as known now.
    """

    as_of: str
    places: str
    more: str
    back: str

    @classmethod
    def of(cls, request) -> Kept:
        """From the address of whatever page, also of one that has no period."""
        kept = kept_in_links(request)
        rest = request.GET.copy()
        rest.pop("as_of", None)
        more = f"&{urlencode(kept)}" if kept else ""
        back = f"{request.path}?{rest.urlencode()}" if rest else request.path
        return cls(kept.get("as_of", ""), kept.get("places", ""), more, back)


def _programme(request):
    """The programme of the page, or None where none can be told (no error twice)."""
    if not hasattr(request, "user"):
        return None
    try:
        return programme_of(request)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return None


def _navigation(request) -> list[dict]:
    """The main navigation; programme, day of knowledge and map kept where the address has them."""
    if not hasattr(request, "user"):
        return []  # refused before anybody asked who it is
    user = request.user
    entries = [
        ("overview", _("Overview")),
        ("pairing-list", _("Pairings")),
        ("indicator-list", _("Indicators")),
        ("changes", pgettext("navigation", "Changes")),
        ("compare", _("Compare")),
    ]
    if user.is_authenticated:
        entries += [(f"{s.slug}:home", str(s.label)) for s in all_sectors()]
        entries.append(("report-list", _("Monthly reports")))
        entries.append(("meeting-list", _("Joint meetings")))
    entries.append(("activity-list", _("Activities")))
    code = request.GET.get("programme", "")
    named = {"programme": code} if code and "\0" not in code else {}
    kept = named | kept_in_links(request)
    query = f"?{urlencode(kept)}" if kept else ""
    items = []
    prefix = get_script_prefix()
    for name, label in entries:
        url = _address(name, prefix)
        if not url:
            continue
        current = request.path == url if name == "overview" else request.path.startswith(url)
        items.append({"url": url + query, "label": label, "current": current})
    return items


@lru_cache(maxsize=100)
def _address(name: str, prefix: str) -> str:
    """Where a page is below a prefix, looked up once; empty for one that a sector lacks."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _entry_url(request) -> str:
    """Where clerks and reviewers work; empty for everybody else."""
    user = getattr(request, "user", None)
    return reverse("admin:index") if user and can_any(user, (ENTER, REVIEW)) else ""
