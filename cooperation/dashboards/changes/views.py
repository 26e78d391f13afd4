"""Why did it move, and what is new?"""

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cooperation.access import reader_required
from cooperation.dashboards.changes.page import page_context
from cooperation.dashboards.changes.selection import selection_of
from cooperation.dashboards.changes.since import since_last_look
from cooperation.dashboards.frame import Frame


@reader_required
def changes(request):
    """The bridge of one indicator and everything that is new since a chosen moment."""
    chosen = selection_of(Frame.of(request))
    context = chosen.frame.context(**page_context(chosen))
    return render(request, "dashboards/changes.html", context)


@never_cache
@reader_required
def since_look(request):
    """The section of the overview, fetched by it once its figures stand: the reader's own, so
    that the page itself may be the same for everybody who sees the same."""
    since = since_last_look(Frame.of(request))
    return render(request, "dashboards/_since_look.html", {"since": since})
