"""Hands out the copy of a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cooperation.dashboards.copies.document import one_file
from cooperation.dashboards.copies.pages import answer_to, banner_of, file_name, page_asked


def page_copy(request):
    """`?page=` as this reader sees it, in one file; always a download, never shown here.

    What the page itself would refuse or send elsewhere, its copy does, too.
    """
    asked = page_asked(request)
    answer = answer_to(asked)
    if answer.status_code != 200:
        return answer
    html = one_file(answer.content.decode(), banner_of(asked))
    response = HttpResponse(html)
    response["Content-Disposition"] = content_disposition_header(True, file_name(asked))
    response["Cache-Control"] = "private, no-store"
    return response
