"""The rows of a plan against the model's own rules, in the words of those rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.intake.plan import Line, Plan
from cooperation.typed.problems import Problem

Place = Callable[[int, str], str]


def broken_rules(plan: Plan, place: Place) -> Iterator[Problem]:
    """Every rule that a row would break.

    A constraint is checked by a statement of its own for each row, so the database is first
    asked to take all rows at once; only where it refuses are they looked at one by one.
    """
    sound = []
    for line in plan.writes:
        found = list(_problems(line, place, _of_the_model))
        yield from found
        if not found:
            sound.append(line)
    if sound and not _database_takes(sound):
        for line in sound:
            yield from _problems(line, place, _of_the_database)


def _problems(line: Line, place: Place, check: Callable[[Line], None]) -> Iterator[Problem]:
    try:
        check(line)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            where = place(line.number, "" if name == NON_FIELD_ERRORS else name)
            for message in messages:
                yield Problem("R02", where, "%(rule)s", _CORRECT, "", {"rule": _bare(message)})


def _of_the_model(line: Line) -> None:
    """Fields and `clean`; where the row points to was looked up already."""
    relations = [f.name for f in line.row._meta.concrete_fields if f.is_relation]
    line.row.clean_fields(exclude=relations)
    line.row.clean()


def _of_the_database(line: Line) -> None:
    line.row.validate_constraints()


def _database_takes(lines: list[Line]) -> bool:
    """Whether all rows can be written; nothing stays written."""
    model = type(lines[0].row)
    new = [line.row for line in lines if line.action == "add"]
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(new, batch_size=500)
            for line in lines:
                if line.action == "change":
                    line.row.save(update_fields=list(line.after))
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    finally:
        for row in new:
            row.pk, row._state.adding = None, True
    return True


def _bare(message: str) -> str:
    return message.rstrip("。.")


_CORRECT = _("Correct the row")
