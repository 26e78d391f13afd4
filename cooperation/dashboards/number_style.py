"""The reader's style of brief numbers: kept in a cookie, for readers without an account too.

The style travels as the language does: a middleware sets it for the request, and whoever
prints a brief number asks `cooperation.formatting`. Files and entry forms print all digits.
"""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cooperation.formatting import NUMBER_STYLES, numbers_in

COOKIE = "number_style"
YEAR = 365 * 24 * 60 * 60  # seconds


class NumberStyle:
    """Prints brief numbers in the style of the reader's cookie; an unknown one is plain."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with numbers_in(request.COOKIES.get(COOKIE, "")):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response


@require_POST
def set_number_style(request):
    """Keeps the chosen style and goes back to the page, as the choice of a language does."""
    there = request.POST.get("next", "")
    secure = request.is_secure()
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=secure):
        there = reverse("overview")
    response = HttpResponseRedirect(there)
    if (style := request.POST.get("style", "")) in NUMBER_STYLES:
        response.set_cookie(
            COOKIE, style, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response
