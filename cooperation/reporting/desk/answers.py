"""Answers that the other side waits for: questions about figures, and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from cooperation import access
from cooperation.models import CellMessage, Programme, Review, Statement, Submission, User


@dataclass(frozen=True, slots=True)
class Answers:
    """How many questions and disputes wait for an office, and where they are answered."""

    questions: int
    disputes: int
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.questions or self.disputes)


def answers_waiting(user: User, programme: Programme) -> Answers:
    """What waits for the offices this person fills in for; two statements."""
    return Answers(
        _questions(user, programme).count(), _disputes(user, programme).count(), _address(programme)
    )


def _questions(user: User, programme: Programme):
    """Questions about figures of the own side that nobody has answered."""
    mine = access.forms_with(user, access.ENTER, sector="indicator__sector", side="indicator__side")
    answered = CellMessage.objects.filter(answers=OuterRef("pk"))
    return CellMessage.objects.filter(
        mine, ~Exists(answered), ~Q(by=user), pairing__programme=programme, answers__isnull=True
    )


def _disputes(user: User, programme: Programme):
    """Figures that stand and of which the other side's newest word is that they are wrong."""
    path = "figure__submission__report"
    mine = access.forms_with(
        user,
        access.ENTER,
        pairing=f"{path}__pairing",
        sector=f"{path}__sector",
        side=f"{path}__side",
    )
    newer = Statement.objects.filter(figure=OuterRef("figure"), pk__gt=OuterRef("pk"))
    replaced = Submission.objects.filter(
        report=OuterRef(path), number__gt=OuterRef("figure__submission__number")
    )
    back = Review.objects.filter(
        submission=OuterRef("figure__submission"),
        decision__in=[Review.Decision.RETURNED, Review.Decision.WITHDRAWN],
    )
    return Statement.objects.filter(
        mine,
        ~Exists(newer),
        ~Exists(replaced),
        ~Exists(back),
        verdict=Statement.Verdict.DISPUTED,
        **{f"{path}__pairing__programme": programme},
    )


def _address(programme: Programme) -> str:
    """The page of questions and disputes, where the site has one."""
    try:
        return f"{reverse('admin:confirmations')}?programme={programme.code}"
    except NoReverseMatch:
        return ""
