"""What a new meeting begins with: the scope that was asked for and the newest month with figures.

Day, place and hosts are not guessed: they are agreed between the two sides.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from cooperation.access import can_seal
from cooperation.models import Meeting, Pairing, Programme, User
from cooperation.period import newest_month


def add_url(programme: Programme, pairing: Pairing | None = None) -> str:
    """Where the secretary writes a new meeting of a scope; empty where there is no workplace."""
    try:
        address = reverse("admin:cooperation_meeting_add")
    except NoReverseMatch:
        return ""
    asked = {"programme": programme.pk} | ({"pairing": pairing.pk} if pairing else {})
    return f"{address}?{urlencode(asked)}"


def prepared_by(user: User) -> list[Programme]:
    """The programmes whose meetings somebody prepares, the newest real one first."""
    programmes = Programme.objects.visible_to(user).real_first().select_related("east", "west")
    return [programme for programme in programmes if can_seal(user, programme)]


def programme_asked(asked: QueryDict, programmes: list[Programme]) -> Programme | None:
    """The programme that an address names by its key; the only one where it names none."""
    wanted = asked.get("programme", "")
    if not wanted:
        return programmes[0] if len(programmes) == 1 else None
    return next((one for one in programmes if str(one.pk) == wanted), None)


def proposed(asked: QueryDict, programmes: list[Programme]) -> dict[str, Any]:
    """The first contents of the form: programme, scope, cut-off month. Nonsense proposes nothing.

    The cut-off month is the newest with figures, and never one that the last meeting of the scope
    is past.
    """
    programme = programme_asked(asked, programmes)
    if programme is None:
        return {}
    wanted = asked.get("pairing", "")
    groups = Pairing.objects.groups_in(programme) if wanted else []
    pairing = next((one for one in groups if str(one.pk) == wanted), None)
    newest = newest_month(programme)
    year, through = newest.year, newest.month
    last = Meeting.objects.filter(programme=programme, pairing=pairing).newest_first().first()
    if last is not None:
        year, through = max((year, through), (last.year, last.through))
    return {
        "programme": programme.pk,
        "pairing": pairing.pk if pairing else None,
        "year": year,
        "through": through,
    }
