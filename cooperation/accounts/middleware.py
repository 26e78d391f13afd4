"""Sessions end in time, and a first password is changed before anything else."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

STARTED, SEEN = "session_started", "session_seen"
# Each request would write the session otherwise.
SEEN_EVERY = 60
ALWAYS_OPEN = frozenset({"login", "logout", "set_language", "set-number-style", "healthz"})
WITHOUT_OWN_PASSWORD = ALWAYS_OPEN | {"password_change", "password_change_done", "jsi18n"}


def begin_session(sender, request, user, **kwargs) -> None:
    """Start both clocks at the login (connected in `CooperationConfig.ready`)."""
    request.session[STARTED] = request.session[SEEN] = int(time.time())


class SessionLimits:
    """Ends sessions that are idle or old, and those of accounts that were deactivated."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if SESSION_KEY not in request.session:
            return None
        reason = self._ended(request)
        if reason:
            logout(request)
            return self._answer(request, reason)
        if time.time() - request.session[SEEN] > SEEN_EVERY:
            request.session[SEEN] = int(time.time())
        return None

    @staticmethod
    def _ended(request) -> str:
        """Why the session is over, as a sentence; empty if it is not."""
        if not request.user.is_authenticated:
            return _("Your rights have changed. Please sign in again.")
        now = time.time()
        idle = settings.SESSION_IDLE_MINUTES
        absolute = settings.SESSION_ABSOLUTE_MINUTES
        if now - request.session.get(SEEN, 0) > idle * 60:
            return _("You were signed out after %(minutes)d minutes without activity.") % {
                "minutes": idle
            }
        if now - request.session.get(STARTED, 0) > absolute * 60:
            return _("You were signed out: a session lasts %(hours)g hours at most.") % {
                "hours": absolute / 60
            }
        return ""

    @staticmethod
    def _answer(request, reason):
        """Readers sign in and come back; what somebody typed is not thrown away."""
        if request.resolver_match.url_name in ALWAYS_OPEN:
            return None
        if request.method not in {"GET", "HEAD"}:
            return render(request, "accounts/session_ended.html", {"reason": reason}, status=403)
        messages.info(request, reason)
        here = request.get_full_path()
        if request.htmx:
            here = request.htmx.current_url_abs_path or here
        login = f"{reverse('login')}?{urlencode({'next': here})}"
        return HttpResponseClientRedirect(login) if request.htmx else redirect(login)


class OwnPasswordFirst:
    """Whoever got a password from somebody else replaces it before going on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return None
        if request.resolver_match.url_name in WITHOUT_OWN_PASSWORD:
            return None
        if request.htmx:
            return HttpResponseClientRedirect(reverse("password_change"))
        return redirect("password_change")
