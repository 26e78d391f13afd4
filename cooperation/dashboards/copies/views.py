"""Hands out the copy of a page."""

from __future__ import annotations

from cooperation.dashboards.copies.document import one_file
from cooperation.dashboards.copies.pages import (
    answer_to,
    banner_of,
    file_name,
    page_asked,
    programme_in,
)
from cooperation.exports import download


def page_copy(request):
    """`?page=` as this reader sees it, in one file; always a download, never shown here.

    What the page itself would refuse or send elsewhere, its copy does, too.
    """
    asked = page_asked(request)
    answer = answer_to(asked)
    if answer.status_code != 200:
        return answer
    html = one_file(answer.content.decode(), banner_of(asked))
    return download(
        request,
        html,
        "text/html; charset=utf-8",
        name=file_name(asked),
        kind="copy",
        programme=programme_in(asked),
        scope=asked.get_full_path(),
        filters="",
    )
