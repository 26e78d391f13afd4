"""Sessions in the database, as the framework keeps them; every page begins by asking for one."""

from __future__ import annotations

import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from cooperation.prepared import Prepared


class SessionStore(db.SessionStore):
    """The same, found by a prepared statement."""

    def _get_session_from_db(self) -> Session | None:
        # PostgreSQL refuses texts with a NUL; a cookie may hold one.
        if "\0" not in self.session_key:
            for found in _lasting(self.session_key, timezone.now()):
                return found
        self._session_key = None
        return None


@Prepared
def _lasting(key: str, now: datetime.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
