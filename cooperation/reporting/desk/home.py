"""The desk of whoever signs in: as clerk, as reviewer, as secretary; all they are."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from cooperation import access
from cooperation.calendar import due_calendar
from cooperation.models import Programme, User
from cooperation.reporting.actions.several import MOST
from cooperation.reporting.desk.answers import Answers, answers_waiting
from cooperation.reporting.desk.grid import Grid, grid_of
from cooperation.reporting.desk.work import Work, work_of
from cooperation.reporting.reviews.waiting import Waiting, waiting_for, waiting_list


@dataclass(frozen=True, slots=True)
class Home:
    """What stands on the desk in a programme; None where the person has no such role."""

    programme: Programme
    work: Work | None = None
    answers: Answers | None = None
    waiting: list[Waiting] | None = None
    waiting_more: int = 0
    grid: Grid | None = None


def home_of(user: User, programme: Programme, today: datetime.date, asked: dict[str, str]) -> Home:
    """Everything on the desk, in a number of statements that does not grow with the pairings."""
    everywhere = access.Scope(programme.pk)
    enters = _holds(user, access.ENTER, programme)
    reviews = _holds(user, access.REVIEW, programme)
    oversees = access.can_any(user, (access.SEAL, access.ADMINISTER), everywhere)
    calendar = due_calendar(programme) if enters or oversees else None
    waiting = waiting_list(user, programme) if reviews else None
    more = 0
    if waiting and len(waiting) == MOST:
        more = waiting_for(user, programme).count() - MOST
    return Home(
        programme,
        work_of(user, programme, calendar, today) if enters and calendar else None,
        answers_waiting(user, programme) if enters else None,
        waiting,
        more,
        grid_of(programme, calendar, today, asked) if oversees and calendar else None,
    )


def _holds(user: User, permission: str, programme: Programme) -> bool:
    """Whether a person holds a permission anywhere in a programme."""
    return any(
        permission in access.ROLES[grant.role].permissions
        and grant.programme_id in (None, programme.pk)
        for grant in user.grants
    )
