"""The comparison as a file: every combination and year, exact numbers, no page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cooperation.dashboards.compare.boards import Comparison
from cooperation.dashboards.compare.choices import Choices
from cooperation.dashboards.compare.table import titles
from cooperation.dashboards.states import shown_state, state_word
from cooperation.formatting import day, period_name
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text
from cooperation.spreadsheets.workbooks import safe_name


def file_name(choices: Choices) -> str:
    """样例数据_中山—六盘水…_对比_2025年1—9月.csv."""
    period = choices.frame.period
    parts = [SAMPLE_MARK] if period.programme.sample else []
    parts += [period.programme.name, _("Comparison"), period_name(period.year, period.through)]
    return safe_name(parts, "csv")


def comparison_csv(choices: Choices) -> str:
    """What is compared, then a line for each combination and year."""
    compared = Comparison(choices, choices.lines)
    return csv_text([*_head(choices), [], _titles(), *_rows(compared)])


def _head(choices: Choices) -> Iterator[list[Any]]:
    period = choices.frame.period
    if period.programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [_("Programme"), period.programme.name]
    yield [_("Through month"), period.through]
    if period.as_of:
        yield [_("As known on"), day(period.as_of)]


def _titles() -> list[str]:
    pairing, year, *rest = titles()
    return [_("Indicator"), _("Code"), _("Unit"), pairing, year, *rest[:-2], _("Months owed"),
            *rest[-2:]]  # fmt: skip


def _rows(compared: Comparison) -> Iterator[list[Any]]:
    for line in compared.lines:
        for one in compared.years_of(line):
            row = compared.row(one, line)
            yield [
                row.indicator.name,
                row.indicator.code,
                row.indicator.unit,
                row.name if row.partial_total else line.whose.name,
                one.year,
                row.ytd,
                row.target,
                row.completion,
                row.pace_diff,
                row.last_year,
                row.change,
                row.due,
                row.covered,
                state_word(shown_state(row)),
            ]
