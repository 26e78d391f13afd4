"""What every page needs: programme, navigation. Lazy, so that a page without them asks nothing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cooperation.access import ENTER, REVIEW, can_any
from cooperation.formatting import number_style
from cooperation.period import programme_of, programmes_for
from cooperation.sectors import all_sectors


def site(request):
    """Context processor: `programme`, `programmes`, `nav`, `entry_url`, `number_style`."""
    return {
        "number_style": number_style(),
        "programme": SimpleLazyObject(lambda: _programme(request)),
        "programmes": SimpleLazyObject(lambda: programmes_for(request)),
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "entry_url": SimpleLazyObject(lambda: _entry_url(request)),
    }


def _programme(request):
    """The programme of the page, or None where none can be told (no error twice)."""
    if not hasattr(request, "user"):
        return None
    try:
        return programme_of(request)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return None


def _navigation(request) -> list[dict]:
    """The main navigation, the programme kept where the address names one."""
    user = request.user
    entries = [
        ("overview", _("Overview")),
        ("pairing-list", _("Pairings")),
        ("indicator-list", _("Indicators")),
        ("changes", _("Changes")),
        ("compare", _("Compare")),
    ]
    if user.is_authenticated:
        entries += [(f"{s.slug}:home", str(s.label)) for s in all_sectors()]
        entries.append(("report-list", _("Monthly reports")))
    entries.append(("activity-list", _("Activities")))
    code = request.GET.get("programme", "")
    query = f"?{urlencode({'programme': code})}" if code and "\0" not in code else ""
    items = []
    for name, label in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = request.path == url if name == "overview" else request.path.startswith(url)
        items.append({"url": url + query, "label": label, "current": current})
    return items


def _entry_url(request) -> str:
    """Where clerks and reviewers work; empty for everybody else."""
    user = getattr(request, "user", None)
    return reverse("admin:index") if user and can_any(user, (ENTER, REVIEW)) else ""
