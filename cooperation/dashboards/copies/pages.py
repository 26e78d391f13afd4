"""Which pages can be copied, and how one is asked for on behalf of the reader.

The page's own view answers with the reader's own rights, so that a copy holds what its reader
sees and nothing else.
"""

from __future__ import annotations

from copy import copy
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import ResolverMatch, resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from cooperation.models import Activity, Programme
from cooperation.period import period_of, programme_of
from cooperation.sectors import all_sectors

# Read pages. Ledgers, forms and everything of the workplace stay where rights are asked anew.
COPIED = {
    "overview",
    "pairing-list",
    "pairing-detail",
    "indicator-list",
    "indicator-detail",
    "activity-list",
    "activity-detail",
    "report-list",
    "report-completeness",
    "changes",
    "compare",
    "explanation",
    "screen",
}
# Of a page asked for by a script, or known to the browser already, only a part would come.
NOT_ASKED = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_HX_REQUEST")


def can_be_copied(match: ResolverMatch | None) -> bool:
    """Whether an address is one of the read pages, a sector's home among them."""
    if match is None:
        return False
    homes = {f"{sector.slug}:home" for sector in all_sectors()}
    return match.view_name in COPIED or match.view_name in homes


def copy_url(request: HttpRequest) -> str:
    """Where the copy of the page being shown is; empty where there is none."""
    if not can_be_copied(request.resolver_match):
        return ""
    return f"{reverse('copy')}?{urlencode({'page': request.get_full_path()})}"


def page_asked(request: HttpRequest) -> HttpRequest:
    """The request for the page of which a copy is wanted; the overview where none is named."""
    parts = _parts(request.GET.get("page", "") or reverse("overview"))
    try:
        match = resolve(parts.path)
    except Resolver404 as error:
        raise Http404(parts.path) from error
    if not can_be_copied(match):
        raise Http404(parts.path)
    asked = copy(request)
    asked.path = asked.path_info = parts.path
    asked.GET = QueryDict(parts.query)
    asked.META = {key: value for key, value in request.META.items() if key not in NOT_ASKED}
    asked.META |= {"PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    asked.resolver_match = match
    asked.__dict__.pop("headers", None)
    asked.htmx = HtmxDetails(asked)
    return asked


def _parts(address: str):
    """The parts of an address of this site; that of another is not found."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Http404(address) from error
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        raise Http404(address)
    return parts


def answer_to(asked: HttpRequest) -> HttpResponse:
    """What the page's own view says."""
    match = asked.resolver_match
    answer = match.func(asked, *match.args, **match.kwargs)
    if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
        answer.render()
    return answer


def banner_of(asked: HttpRequest) -> str:
    """When the copy was made, of which page, and what was known of the programme then."""
    period = period_of(asked, programme_in(asked))
    return render_to_string(
        "dashboards/copies/_banner.html",
        {
            "period": period,
            "made": timezone.localtime(),
            "address": asked.build_absolute_uri(asked.get_full_path()),
        },
    )


def programme_in(asked: HttpRequest) -> Programme:
    """The programme in the address; an activity without one in its address has its own."""
    if asked.resolver_match.view_name == "activity-detail" and "programme" not in asked.GET:
        seen = Activity.objects.visible_to(asked.user).select_related("programme")
        activity = seen.filter(pk=asked.resolver_match.kwargs["pk"]).first()
        if activity is not None:
            return activity.programme
    return programme_of(asked)


def file_name(asked: HttpRequest) -> str:
    """山水_overview_2026-11-27.html: sorts by page and day."""
    name = asked.resolver_match.view_name.replace(":", "-")
    about = [name, *map(str, asked.resolver_match.kwargs.values())]
    if asked.resolver_match.kwargs.get("sector"):
        about = [name]
    day = timezone.localdate().isoformat()
    return "_".join([_("Mountains and Waters"), *about, day]) + ".html"
