"""What the page of one meeting is given."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.utils import timezone

from cooperation.access import can_seal
from cooperation.formatting import month_name
from cooperation.meetings.sittings.doors import FILES, LOOKING, PREPARING, address_of, doors
from cooperation.meetings.sittings.names import figures_name, scope_name
from cooperation.meetings.sittings.proposal import add_url
from cooperation.meetings.sittings.readiness import readiness
from cooperation.meetings.sittings.sitting import sitting
from cooperation.models import Meeting, Pack


def meeting_context(request, meeting: Meeting, refused: Form | None = None) -> dict[str, Any]:
    """Everything that the template prints. refused: a form about an item sent in vain."""
    programme, today = meeting.programme, timezone.localdate()
    writes = can_seal(request.user, programme)
    found = sitting(meeting, today, writes=writes, refused=refused)
    return {
        "programme": programme,
        "meeting": meeting,
        "sitting": found,
        "scope": scope_name(meeting, programme),
        "figures": figures_name(meeting),
        "cut_off": month_name(meeting.year, meeting.through),
        "ready": readiness(meeting, programme, today) if meeting.on >= today else None,
        "packs": [(pack, pack_url(pack)) for pack in found.packs],
        "preparing": doors(meeting, PREPARING) if writes else [],
        "looking": doors(meeting, LOOKING),
        "files": doors(meeting, FILES),
        "change_url": address_of("admin:cooperation_meeting_change", meeting.pk) if writes else "",
        "next_url": add_url(programme, meeting.pairing) if writes and not found.following else "",
    }


def pack_url(pack: Pack) -> str:
    """The page of a sealed pack."""
    return address_of("pack-detail", pack.code)
