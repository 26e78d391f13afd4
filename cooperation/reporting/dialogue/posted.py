"""What the buttons of the page of confirmations do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.models import Figure
from cooperation.reporting.dialogue.confirmations import Confirmations, Line
from cooperation.reporting.dialogue.statements import (
    FigureChanged,
    confirm_figures,
    dispute_figure,
    refuse_changed,
)
from cooperation.reporting.dialogue.values import read_value
from cooperation.reporting.problems import Problem, RecordRefused
from cooperation.scoreboard import definitions_of

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
KEPT = 1000


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it. about: the figure whose objection was refused, with what was typed."""

    status: int = 302
    done: str = ""
    problems: Sequence[Problem] = ()
    changed: Sequence[str] = ()
    about: int | None = None
    asks: bool = False
    typed: dict[str, str] = field(default_factory=dict)


def act(post: Any, page: Confirmations, user: Any) -> Posted:
    """Confirm the ticked figures, or dispute one."""
    action = post.get("action", "")
    if action not in ("confirm", "dispute"):
        raise SuspiciousOperation("no such action")
    keys = [int(text) for text in post.getlist("figure") if KEY.fullmatch(text)]
    if len(keys) != len(post.getlist("figure")):
        raise SuspiciousOperation("no such figure")
    try:
        return _dispute(post, keys, page, user) if action == "dispute" else _confirm(keys, user)
    except FigureChanged as changed:
        return Posted(409, changed=[_named(figure) for figure in changed.figures])


def _named(figure: Figure) -> str:
    """A figure that changed, as the page names it."""
    report = figure.submission.report
    names = definitions_of(figure.indicator.code)
    known = [one for one in names if one.version_from <= report.month] or names[:1]
    return f"{report.pairing} · {known[-1].name}"


def _confirm(keys: list[int], user: Any) -> Posted:
    if not keys:
        return Posted(done=_("No figure was ticked; nothing was written."))
    written = len(confirm_figures(figures=keys, by=user))
    return Posted(
        done=ngettext("%(count)d figure confirmed.", "%(count)d figures confirmed.", written)
        % {"count": written}
    )


def _dispute(post: Any, keys: list[int], page: Confirmations, user: Any) -> Posted:
    figure = Figure.objects.filter(pk__in=keys).first() if len(keys) == 1 else None
    if figure is None:
        raise PermissionDenied(_("This figure is not yours to confirm."))
    line: Line | None = page.line(figure.pk)
    if line is None or not line.may_state:
        # Replaced since, or somebody else's: either is said. Else it is of another month.
        refuse_changed([figure.pk], by=user)
        raise SuspiciousOperation("not on this page")
    typed = {name: post.get(name, "")[:KEPT] for name in ("value", "sentence")}
    read = read_value(post.get("value", ""), line.indicator, post.get("ok-value", ""))
    if read.problems:
        return Posted(422, problems=read.problems, about=figure.pk, asks=read.asks, typed=typed)
    try:
        dispute_figure(figure=figure, value=read.value, sentence=post.get("sentence", ""), by=user)
    except RecordRefused as refused:
        return Posted(422, problems=refused.problems, about=figure.pk, typed=typed)
    return Posted(done=_("Noted. The figure stays as it is; both sides see the objection."))
