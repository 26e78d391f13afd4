"""What happened between the two sides: the list and one activity with its sources."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django_tables2 import RequestConfig

from cooperation.access import reader_required
from cooperation.dashboards.filters import ActivityFilter
from cooperation.dashboards.tables import ActivityTable
from cooperation.formatting import days
from cooperation.freshness import revalidated
from cooperation.models import Activity
from cooperation.period import as_of_in, kept_in_links, programme_of


@reader_required
@revalidated()
def activity_list(request):
    """All activities of the programme, the newest first; none after the day of knowledge."""
    programme = programme_of(request)
    notes: list[str] = []
    as_of = as_of_in(request, programme, notes)
    queryset = Activity.objects.visible_to(request.user).filter(programme=programme)
    if as_of:
        queryset = queryset.filter(start__lte=as_of)
    filtered = ActivityFilter(request.GET, queryset.newest_first(), years=programme.years)
    kept = {"programme": programme.code} | kept_in_links(request)
    table = ActivityTable(filtered.qs, kept=urlencode(kept))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(
        request,
        "dashboards/activity_list.html",
        {
            "programme": programme,
            "filter": filtered,
            "table": table,
            "as_of_activities": as_of,
            "notes": notes,
        },
    )


@reader_required
@revalidated()
def activity_detail(request, pk):
    """One activity with everything its sources say."""
    programme = programme_of(request) if "programme" in request.GET else None
    activity = get_object_or_404(
        Activity.objects.visible_to(request.user)
        .select_related(
            "programme__east",
            "programme__west",
            "pairing__east_place",
            "pairing__west_place",
        )
        .prefetch_related("sources"),
        pk=pk,
        **({"programme": programme} if programme else {}),
    )
    return render(
        request,
        "dashboards/activity_detail.html",
        {
            "programme": activity.programme,
            "activity": activity,
            "when": days(activity.start, activity.end, activity.precision),
        },
    )
