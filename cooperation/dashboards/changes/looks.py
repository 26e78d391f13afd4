"""When the reader was here before: read, and moved on when a new visit begins."""

from __future__ import annotations

import datetime

from cooperation.models import LastLook


def looked_before(user, programme, now: datetime.datetime) -> datetime.datetime | None:
    """When the reader's visit before this one began; None for the first one and for
    anonymous readers. One statement."""
    look = _kept(user, programme)
    return look.before(now) if look else None


def look(user, programme, now: datetime.datetime) -> datetime.datetime | None:
    """The same, and the visit begins if it has not yet: one statement, and one to write."""
    if not user.is_authenticated:
        return None
    kept = _kept(user, programme)
    if kept is None:
        first = LastLook(user=user, programme=programme, current=now)
        # Two pages may open at once; the second one finds the row there.
        LastLook.objects.bulk_create([first], ignore_conflicts=True)
        return None
    before = kept.before(now)
    if not kept.goes_on(now):
        # Only from the visit that was read, or two pages at once would begin two.
        LastLook.objects.filter(pk=kept.pk, current=kept.current).update(
            previous=kept.current, current=now
        )
    return before


def _kept(user, programme) -> LastLook | None:
    return LastLook.objects.visible_to(user).filter(programme=programme).first()
