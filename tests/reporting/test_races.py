"""A thousand rounds of two writers, and the same request sent twice at once.

Every accepted write is in the final state, or was overwritten by somebody who had seen it.
"""

import json
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cooperation import append_only
from cooperation.models import (
    ChangeLog,
    ConfirmedCheck,
    DraftCell,
    DraftConfirmation,
    MonthlyReport,
    Review,
    Role,
    Statement,
    Submission,
)
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell, Change
from cooperation.reporting.entry.sheet import board_of
from cooperation.reporting.problems import StaleVersion
from tests.reporting.at_once import PATIENCE, in_one_thread, in_threads, reached_by_threads
from tests.reporting.test_form import fields, texts, url
from tests.reporting.world import World, fresh

pytestmark = pytest.mark.slow

ROUNDS = 1000
ONE, OTHER = "labor.near_jobs", "labor.east_jobs"
TWICE = 6


@pytest.fixture
def world(transactional_db, tmp_path):
    """A sample programme, whose rows may go, in a database that threads share."""
    with reached_by_threads(tmp_path):
        world = in_one_thread(lambda: World(sample=True))
        world.second = in_one_thread(lambda: world.person("second", Role.CLERK))
        yield world
    if connection.vendor == "postgresql":
        # Emptying the tables afterwards would be refused for the log of changes; it also puts
        # the triggers back.
        append_only.drop_triggers()


class Writer:
    """One of two people with the same form open. `accepted`: what was taken of this round."""

    def __init__(self, world, report, by, mark):
        self.report, self.by, self.mark = report, by, mark
        self.indicators = board_of(report).indicators
        self.accepted: dict[str, Decimal] = {}
        self.refused = 0

    def keeps(self, code, was, value):
        """Save one cell, which held `was` when this person looked."""
        seen = Cell("", None) if was is None else Cell("month", was)
        change = Change(seen, Cell("month", value))
        kept = actions.keep_cells(
            self.report, {code: change}, by=self.by, indicators=self.indicators
        )
        self._note(code, value, code in kept.saved)
        assert (code in kept.saved) != (code in kept.conflicts)

    def saves(self, code, version, value):
        """Save the form as a whole, which had `version` when this person looked."""
        try:
            actions.save_cells(
                self.report, {code: Cell("month", value)}, by=self.by, version=version
            )
        except StaleVersion:
            self._note(code, value, False)
        else:
            self._note(code, value, True)

    def _note(self, code, value, taken):
        self.accepted = {code: value} if taken else {}
        self.refused += not taken


def state_of(report):
    """The version of a report and the values of its cells."""
    cells = DraftCell.objects.filter(report=report).values_list("indicator__code", "value")
    return fresh(report).version, dict(cells)


def test_no_write_is_lost_in_a_thousand_rounds_of_two_writers(world):
    report = in_one_thread(lambda: MonthlyReport.objects.named().get(pk=world.report().pk))
    state, lost, versions = [in_one_thread(lambda: state_of(report))], [], []
    meet = threading.Barrier(2)
    writers = [
        in_one_thread(lambda by=by, mark=mark: Writer(world, report, by, mark))
        for mark, by in enumerate((world.clerk, world.second))
    ]

    def rounds(me):
        other = writers[1 - me.mark]
        for number in range(ROUNDS):
            version, cells = state[0]
            value = Decimal(2 * number + me.mark + 1)
            code = OTHER if me.mark and number % 5 in (1, 3) else ONE
            meet.wait(PATIENCE)
            if number % 5 in (0, 1) or (number % 5 == 4 and me.mark):
                me.keeps(code, cells.get(code), value)
            else:
                me.saves(code, version, value)
            meet.wait(PATIENCE)
            if me.mark == 0:
                state[0] = state_of(report)
                taken = [*me.accepted.items(), *other.accepted.items()]
                lost.extend(each for each in taken if state[0][1].get(each[0]) != each[1])
                versions.append(state[0][0] - version == len(taken) > 0)
            meet.wait(PATIENCE)
        return number + 1

    assert in_threads(*[lambda me=me: rounds(me) for me in writers]) == [ROUNDS, ROUNDS]
    assert lost == []
    assert versions == [True] * ROUNDS
    # One and only one of two that save the same cell, or the whole form, in the same round.
    assert writers[0].refused + writers[1].refused == ROUNDS // 5 * 4


def test_writers_who_do_not_wait_for_each_other_leave_an_unbroken_chain(world):
    """Whoever overwrites a value has seen it: from the first to the last there is one chain."""
    report = in_one_thread(lambda: MonthlyReport.objects.named().get(pk=world.report().pk))
    links: list[tuple[Decimal | None, Decimal]] = []

    def writes(mark, by):
        board = board_of(report)
        for number in range(100):
            was = state_of(report)[1].get(ONE)
            seen = Cell("", None) if was is None else Cell("month", was)
            value = Decimal(2 * number + mark + 1)
            change = Change(seen, Cell("month", value))
            kept = actions.keep_cells(report, {ONE: change}, by=by, indicators=board.indicators)
            if ONE in kept.saved:
                links.append((was, value))

    people = enumerate((world.clerk, world.second))
    assert in_threads(*[lambda pair=pair: writes(*pair) for pair in people]) == [None, None]
    overwritten = dict(links)
    assert len(overwritten) == len(links)
    value, steps = None, 0
    while value in overwritten:
        value, steps = overwritten[value], steps + 1
    assert steps == len(links)
    assert in_one_thread(lambda: state_of(report)[1][ONE]) == value


# --- the same request twice -------------------------------------------------------------------


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def twice(client, address, data, **more):
    """Send the same request twice at the same moment; both statuses."""

    def send():
        browser = Client(raise_request_exception=False)
        browser.cookies = client.cookies
        return browser.post(address, data, **more).status_code

    return in_threads(send, send)


def months(world):
    return [world.programme.since.replace(year=2024, month=n + 1) for n in range(TWICE)]


def test_submitting_twice_makes_one_submission(world):
    def prepared(month):
        report = world.report(month)
        client = signed_in(world.clerk)
        data = fields(client.get(url(report)))
        more = {"jobs": 10, "east_jobs": 6, "workshops": 3}
        typed = texts() | {name: f"{base + month.month}" for name, base in more.items()}
        data |= {f"v-labor.{code}": text for code, text in typed.items()}
        return report, client, {**data, "action": "submit"}

    for month in months(world):
        report, client, data = in_one_thread(lambda month=month: prepared(month))
        statuses = twice(client, url(report), data)
        assert sorted(statuses) in ([302, 302], [302, 409])
        assert in_one_thread(lambda r=report: r.submissions.count()) == 1
        assert in_one_thread(lambda r=report: fresh(r).state) == "submitted"
    assert in_one_thread(Submission.objects.count) == TWICE


def test_saving_a_cell_twice_keeps_one_value_and_raises_the_version_once(world):
    def prepared(month):
        report = world.report(month)
        return report, signed_in(world.clerk), report.version

    for month in months(world):
        report, client, version = in_one_thread(lambda month=month: prepared(month))
        cell = {"text": "12", "basis": "month", "note": "", "was": "month¦¦"}
        body = json.dumps({"version": version, "cells": {ONE: cell}})
        address = reverse("admin:monthly-cells", args=[report.pk])
        assert twice(client, address, body, content_type="application/json") == [200, 200]
        state = in_one_thread(lambda r=report: state_of(r))
        assert state == (version + 1, {ONE: Decimal(12)})


def test_approving_twice_writes_one_review(world):
    for month in months(world):
        submission = in_one_thread(lambda month=month: world.submitted(month))
        client = in_one_thread(lambda: signed_in(world.reviewer))
        data = {"action": "approve", "submission": submission.pk}
        assert twice(client, url(submission.report), data) == [302, 302]
        reviews = in_one_thread(lambda s=submission: list(s.reviews.values_list("decision")))
        assert reviews == [(Review.Decision.APPROVED,)]


def test_confirming_twice_keeps_one_reason(world):
    """What is held: the same numbers as the month before."""

    def confirm(report):
        try:
            reasons = {("", "R06"): "just so"}
            actions.confirm_checks(report, reasons, by=world.clerk, version=report.version)
        except StaleVersion:
            return "stale"
        return "kept"

    in_one_thread(lambda: world.submitted(months(world)[0]))
    for month in months(world)[1:]:
        report = in_one_thread(lambda month=month: fresh(world.fill(world.report(month))))
        assert sorted(in_threads(*[lambda r=report: confirm(r)] * 2)) == ["kept", "stale"]
        kept = DraftConfirmation.objects.filter(report=report).values_list("code")
        assert in_one_thread(lambda kept=kept: list(kept)) == [("R06",)]
        submission = in_one_thread(lambda r=report: world.handed_in(r))
        checks = ConfirmedCheck.objects.filter(submission=submission)
        assert in_one_thread(checks.count) == 1


def test_the_other_side_confirming_twice_says_it_once(world):
    def prepared():
        other = world.person("eastern", Role.CLERK, side="east")
        world.indicators["labor.jobs"].confirmable = True
        world.indicators["labor.jobs"].save()
        submissions = [world.approved(month) for month in months(world)]
        figures = [s.figures.get(indicator=world.indicators["labor.jobs"]).pk for s in submissions]
        return signed_in(other), figures

    client, figures = in_one_thread(prepared)
    for figure in figures:
        data = {"action": "confirm", "figure": [figure]}
        address = f"{reverse('admin:confirmations')}?programme={world.programme.code}"
        assert twice(client, address, data) == [302, 302]
    assert in_one_thread(Statement.objects.count) == len(figures)


def test_writing_a_year_of_the_calendar_twice_writes_it_once(world):
    def prepared():
        world.clerk.is_superuser = True
        world.clerk.save()
        return signed_in(world.clerk)

    client = in_one_thread(prepared)
    for year in range(2040, 2040 + TWICE):
        data = {"off": f"{year}-10-01至{year}-10-07 国庆节", "worked": ""}
        assert twice(client, f"{reverse('admin:calendar-year')}?year={year}", data) == [302, 302]
    assert in_one_thread(ChangeLog.objects.count) == TWICE
