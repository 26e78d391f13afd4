"""Questions about a cell and their answers."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cooperation.models import CellMessage, Indicator, Pairing, User
from cooperation.reporting.dialogue.rights import may_speak, side_of
from cooperation.reporting.dialogue.texts import read_words
from cooperation.reporting.problems import RecordRefused

LONGEST = CellMessage._meta.get_field("text").max_length


@transaction.atomic
def ask(
    *, pairing: Pairing, indicator: Indicator, month: datetime.date, text: str, by: User
) -> CellMessage:
    """Put a question to the other side. The same one again, still unanswered, is the same one.

    The pairing comes with its programme. RecordRefused for words that cannot be kept.
    """
    return _say(pairing, indicator, month, None, text, _("Question"), by)


@transaction.atomic
def answer(*, message: CellMessage, text: str, by: User) -> CellMessage:
    """Answer a question; an answer to an answer belongs to the same question."""
    question = message.answers or message
    pairing, indicator = question.pairing, question.indicator
    return _say(pairing, indicator, question.month, question, text, _("Answer"), by)


def _say(pairing, indicator, month, question, text, place, by) -> CellMessage:
    if not may_speak(by, pairing, indicator.sector):
        raise PermissionDenied(_("This pairing or sector is not assigned to you."))
    words, problems = read_words(text, place, LONGEST)
    if problems:
        raise RecordRefused(problems)
    # Of two equal posts at the same moment the second waits here and finds the first.
    Pairing.objects.select_for_update(no_key=True).get(pk=pairing.pk)
    said = CellMessage.objects.filter(
        pairing=pairing, indicator=indicator, month=month, answers=question
    )
    same = said.filter(by=by, text=words).order_by("pk").last()
    if same is not None and (question is not None or not same.replies.exists()):
        return same
    return CellMessage.objects.create(
        pairing=pairing,
        indicator=indicator,
        month=month,
        answers=question,
        text=words,
        side=side_of(by, pairing, indicator.sector),
        by=by,
    )
