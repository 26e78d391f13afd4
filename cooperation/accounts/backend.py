"""Whose session it is: the account with what is assigned to it, in one statement."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from cooperation.models import Assignment, User
from cooperation.prepared import Prepared

_ACCOUNT = [field.attname for field in User._meta.concrete_fields]
_GRANT = [field.attname for field in Assignment._meta.concrete_fields]


class AccountBackend(ModelBackend):
    """Passwords as the framework checks them. Every page asks what its reader may see: the
    assignments come with the account."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, its `grants` read; None where it is gone or deactivated."""
        rows = _with_grants(user_id)
        if not rows:
            return None
        user = User.from_db(DEFAULT_DB_ALIAS, _ACCOUNT, rows[0][: len(_ACCOUNT)])
        if not self.user_can_authenticate(user):
            return None
        grants = [row[len(_ACCOUNT) :] for row in rows]
        user.grants = tuple(_grant(user, values) for values in grants if values[0] is not None)
        return user


def _grant(user: User, values: tuple) -> Assignment:
    grant = Assignment.from_db(DEFAULT_DB_ALIAS, _GRANT, values)
    grant.user = user
    return grant


@Prepared
def _with_grants(key: int) -> QuerySet:
    """A row for each assignment, and one without for an account that has none."""
    return User.objects.filter(pk=key).values_list(
        *_ACCOUNT, *(f"assignments__{name}" for name in _GRANT)
    )
