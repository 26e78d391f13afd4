"""The restated figures as CSV: what the page shows, exact, one line a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import period_name
from cooperation.meetings import report
from cooperation.meetings.restated import words
from cooperation.meetings.restated.effects import ORDER, Effect
from cooperation.meetings.restated.page import looked_at, summary
from cooperation.meetings.restated.restatement import Line, Restatement
from cooperation.models import Meeting
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text


def restated_csv(meeting: Meeting, found: Restatement) -> str:
    """The lines, then the headline numbers from what was presented to now."""
    return csv_text(_rows(meeting, found))


def file_name(found: Restatement) -> str:
    """中山—六盘水…_2025年1—9月_变动数据.csv, marked as sample where it is."""
    name = report.file_name(found.board, "csv").removesuffix(".csv")
    return f"{name}_{_('Restated figures')}.csv"


def _rows(meeting: Meeting, found: Restatement) -> Iterable[list[Any]]:
    if meeting.programme.sample:
        yield [SAMPLE_MARK]
    yield [_("Restated figures"), meeting.title]
    yield [_("Known then until"), _moment(found.since), period_name(*found.period)]
    yield [summary(found)]
    yield [looked_at(found)]
    yield []
    if not found.nothing:
        yield _head()
        yield from (_line(number, line) for number, line in enumerate(found.lines, 1))
        yield []
    yield _effects_head()
    yield from (_effect(one) for one in found.effects)


def _head() -> list[str]:
    return [
        _("No."),
        _("Kind"),
        _("Indicator"),
        _("Unit"),
        pgettext("restated", "Whose"),
        _("Month"),
        _("Presented"),
        _("Basis then"),
        _("Now"),
        _("Basis now"),
        _("Effect, in the unit"),
        _("Effect, in points"),
        _("Reason"),
        _("Office"),
        _("Side"),
        pgettext("restated", "By"),
        _("At"),
        _("Approved by"),
        _("Approved at"),
        _("Submission then"),
        _("Submission now"),
    ]


def _line(number: int, line: Line) -> list[Any]:
    return [
        number,
        words.what_word(line),
        line.indicator.name,
        line.indicator.unit,
        line.place,
        f"{line.month:%Y-%m}" if line.month else str(line.year),
        line.old,
        words.basis_word(line.basis_old),
        line.new,
        words.basis_word(line.basis_new),
        line.units,
        line.points,
        words.reason_text(line),
        line.office,
        words.side_word(line.side),
        line.by,
        _moment(line.at),
        line.approved_by,
        _moment(line.approved_at),
        line.submission_then_id,
        line.submission_now_id,
    ]


def _effects_head() -> list[str]:
    moved = [
        head
        for kind in ORDER
        for head in (
            words.kind_word(kind),
            _("%(kind)s, in points") % {"kind": words.kind_word(kind)},
        )
    ]
    return [
        _("Headline indicator"),
        _("Unit"),
        _("Presented"),
        _("Completion presented"),
        *moved,
        _("Now"),
        _("Completion now"),
    ]


def _effect(effect: Effect) -> list[Any]:
    amounts = {one.kind: one for one in effect.amounts}
    moved = []
    for kind in ORDER:
        one = amounts.get(kind)
        moved += [one.units, one.points] if one else [None, None]
    then, now = effect.bridge.then, effect.bridge.now
    name = effect.indicator.name
    return [
        f"{effect.pairing.name} {name}" if effect.pairing else name,
        effect.indicator.unit,
        then.value,
        then.completion,
        *moved,
        now.value,
        now.completion,
    ]


def _moment(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
