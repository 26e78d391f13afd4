"""Throttling of logins: per account and address, per account, per address.

django-axes counts; here is what differs from its defaults. Many colleagues share one office
address, and anybody can type a mayor's user name, so both of those have wider limits than
the pair of them.
"""

from __future__ import annotations

import ipaddress
import unicodedata

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render

# How many times the limit of the pair an account (from anywhere) or an address (any account) has.
WIDER = {frozenset({"username"}): 4, frozenset({"ip_address"}): 10}


def normal_name(name: str) -> str:
    """A user name as it is compared: full-width forms, case, blanks and marks do not count."""
    text = unicodedata.normalize("NFKC", name or "")
    return "".join(c for c in text if unicodedata.category(c) != "Cf").strip().lower()


def account_name(request, credentials=None) -> str:
    """The account that a login attempt is for."""
    source = credentials or request.POST
    return normal_name(source.get("username") or "")[:150]


def client_address(request) -> str | None:
    """The address of the browser; None where there is none (a Unix socket).

    Each proxy appends the address it was called from to X-Forwarded-For. What stands further
    left than our own proxies wrote is the caller's invention and is not believed.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.TRUSTED_PROXIES:
            text = hops[-settings.TRUSTED_PROXIES].strip() or text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


class Throttle(AxesDatabaseHandler):
    """Failures counted against three limits; success clears only the account's own."""

    def get_failures(self, request, credentials=None) -> int:
        """The failures of the tightest limit, in units of the pair's limit."""
        worst = 0
        for attempts, names in zip(
            self.get_user_attempts(request, credentials),
            settings.AXES_LOCKOUT_PARAMETERS,
            strict=True,
        ):
            counted = attempts.aggregate(n=Sum("failures_since_start"))["n"] or 0
            key = frozenset([names] if isinstance(names, str) else names)
            worst = max(worst, counted // WIDER.get(key, 1))
        return worst

    def reset_user_attempts(self, request, credentials=None) -> int:
        """Signing in to one account must not clear an address that tries others."""
        return AccessAttempt.objects.filter(
            username=account_name(request, credentials), ip_address=request.axes_ip_address
        ).delete()[0]


def locked_out(request, response=None, credentials=None):
    """429 in the reader's language: how long to wait, and who can help."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "accounts/locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def unlock(username: str) -> int:
    """Forget the failed logins of an account: its password was reset."""
    return AccessAttempt.objects.filter(username=normal_name(username)).delete()[0]
