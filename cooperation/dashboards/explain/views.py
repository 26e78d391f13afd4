"""A number's explanation: a page of its own, or the same as a fragment for the panel."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from cooperation.access import reader_required
from cooperation.dashboards.explain.explanation import Explanation
from cooperation.dashboards.explain.subject import subject_of


@reader_required
def explanation(request, code: str, whose: str):
    """What the number is, its parts, its target, its versions, who is responsible for it."""
    subject = subject_of(request, code, whose)
    frame, row = subject.frame, subject.row
    context = frame.context(
        one=Explanation.of(subject),
        row=row,
        indicator=subject.indicator,
        place_url="" if subject.total else frame.pairing_url(row.pairing),
        indicator_url=frame.indicator_url(subject.indicator),
        address=frame.explain_url(row),
        fragment=bool(request.htmx),
        level=3 if request.htmx else 2,
        public=subject.public,
    )
    name = "_explain.html" if request.htmx else "explain.html"
    response = render(request, f"dashboards/{name}", context)
    # The page and its fragment share an address.
    patch_vary_headers(response, ["HX-Request"])
    return response
