"""What the panel's small forms do: ask, answer, confirm, dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils.translation import gettext as _

from cooperation.models import CellMessage, Figure
from cooperation.reporting import dialogue
from cooperation.reporting.dialogue.values import read_value
from cooperation.reporting.entry.panel.cell import Cell
from cooperation.reporting.problems import Problem, RecordRefused

# What is shown again of a text that was refused.
KEPT = 1000
FIELDS = ("text", "question", "value", "sentence", "figure")


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a button. `typed` stands in the fields again where it was refused."""

    status: int = 302
    action: str = ""
    done: str = ""
    problems: Sequence[Problem] = ()
    asks: bool = False
    typed: dict[str, str] = field(default_factory=dict)


def act(post: Any, cell: Cell) -> Posted:
    """Do what the pressed button says."""
    action = post.get("action", "")
    deeds = {"ask": _ask, "answer": _answer, "confirm": _confirm, "dispute": _dispute}
    if action not in deeds:
        raise SuspiciousOperation("no such action")
    try:
        return deeds[action](post, cell)
    except RecordRefused as refused:
        return _refused(action, post, refused.problems)
    except dialogue.FigureChanged:
        typed = _typed(post)
        return Posted(409, action, typed=typed)


def _typed(post) -> dict[str, str]:
    return {name: post.get(name, "")[:KEPT] for name in FIELDS}


def _refused(action: str, post, problems: Sequence[Problem], *, asks: bool = False) -> Posted:
    return Posted(422, action, problems=problems, asks=asks, typed=_typed(post))


def _ask(post, cell: Cell) -> Posted:
    dialogue.ask(
        pairing=cell.report.pairing,
        indicator=cell.counted,
        month=cell.report.month,
        text=post.get("text", ""),
        by=cell.user,
    )
    return Posted(done=_("Asked. The other side sees it here."))


def _answer(post, cell: Cell) -> Posted:
    message = _found(cell.questions, post.get("question", ""))
    dialogue.answer(message=message, text=post.get("text", ""), by=cell.user)
    return Posted(done=_("Answered."))


def _found(questions, text: str) -> CellMessage:
    """The question that is answered; it must be one of this cell."""
    for question in questions:
        if str(question.message.pk) == text:
            return question.message
    raise PermissionDenied(_("This question is not one of this cell."))


def _figure(post, cell: Cell) -> Figure:
    """The figure that was looked at; it must be one of this cell."""
    text = post.get("figure", "")
    for version in cell.versions:
        if str(version.figure) == text:
            return Figure.objects.get(pk=version.figure)
    raise PermissionDenied(_("This figure is not yours to confirm."))


def _confirm(post, cell: Cell) -> Posted:
    dialogue.confirm_figure(figure=_figure(post, cell), by=cell.user)
    return Posted(done=_("Confirmed."))


def _dispute(post, cell: Cell) -> Posted:
    typed = read_value(post.get("value", ""), cell.indicator, post.get("ok-value", ""))
    figure = _figure(post, cell)
    if typed.problems:
        return _refused("dispute", post, typed.problems, asks=typed.asks)
    dialogue.dispute_figure(
        figure=figure, value=typed.value, sentence=post.get("sentence", ""), by=cell.user
    )
    return Posted(done=_("Noted. The figure stays as it is; both sides see the objection."))
