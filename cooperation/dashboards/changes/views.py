"""Why did it move, and what is new?"""

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards.changes.page import page_context
from cooperation.dashboards.changes.selection import selection_of
from cooperation.dashboards.frame import Frame


@reader_required
def changes(request):
    """The bridge of one indicator and everything that is new since a chosen moment."""
    chosen = selection_of(Frame.of(request))
    context = chosen.frame.context(**page_context(chosen))
    return render(request, "dashboards/changes.html", context)
