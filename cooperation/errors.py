"""Error pages in the reader's language. They ask the database nothing."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form whose token ran out: say so, and that nothing was sent."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    """400: what was asked cannot be read."""
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    """403: not with this role."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    """404: there is nothing at this address."""
    return render(request, "404.html", status=404)


def server_error(request):
    """500: a fault of ours; the template uses nothing that could fail again."""
    return render(request, "500.html", status=500)
