"""Error pages in the reader's language. They ask the database nothing."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cooperation.exports.purpose import PurposeRefused

RETRY_SECONDS = 10
# The head names the programme, which would ask the database that may be what failed.
NOTHING_READ = {"programme": None, "nav": ()}


def csrf_failure(request, reason=""):
    """A form whose token ran out: say so, and that nothing was sent."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    """400: what was asked cannot be read; why, where it was written for the reader."""
    reason = str(exception) if isinstance(exception, PurposeRefused) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


def permission_denied(request, exception=None):
    """403: not with this role."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    """404: there is nothing at this address."""
    return render(request, "404.html", status=404)


def server_error(request):
    """500: a fault of ours; the template uses nothing that could fail again.

    503 where it is the database that cannot be reached or is full: that passes.
    """
    # Django calls this while it handles the fault; a middleware would miss what another one or
    # the session raises.
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return unavailable(request)
    return render(request, "500.html", NOTHING_READ, status=500)


def unavailable(request):
    """503: what was typed stays on the page and can be sent again."""
    if request.content_type == "application/json":
        sentence = _("It cannot be saved at the moment. What you typed is kept; it is tried again.")
        response = JsonResponse({"trouble": sentence}, status=503)
    else:
        fields = _typed(request)
        context = {**NOTHING_READ, "fields": fields, "sent": request.method == "POST"}
        response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _typed(request) -> list[tuple[str, str]]:
    """The posted fields, to send them again; none where that would show a password or lose a file.

    The token is left out: the page has one of its own.
    """
    if request.method != "POST" or request.FILES:
        return []
    if any("password" in name.lower() for name in request.POST):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
