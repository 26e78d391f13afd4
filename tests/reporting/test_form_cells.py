"""Saving the form's cells as they are typed: what is written, refused, kept apart."""

import json

import pytest
from django.urls import reverse

from cooperation.models import Assignment, DraftCell, Role, User
from tests.reporting.world import APRIL, MARCH, fresh

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


def send(client, report, *, seen=None, **cells):
    """POST some cells: send(client, report, jobs={"text": "12"})."""
    body = {
        "version": fresh(report).version if seen is None else seen,
        "cells": {
            f"labor.{code}": {"basis": "month", "note": "", "was": "month¦¦", **cell}
            for code, cell in cells.items()
        },
    }
    url = reverse("admin:monthly-cells", args=[report.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


def answer(response, code="jobs"):
    return response.json()["cells"][f"labor.{code}"]


def held(report):
    return {
        cell.indicator.code.partition(".")[2]: cell.value
        for cell in report.draft_cells.select_related("indicator")
    }


def test_a_cell_is_saved_and_answered_with_its_numbers(clerk, world):
    world.approved(MARCH)
    report = world.report(APRIL)
    response = send(clerk, report, jobs={"text": "１，２３４"})
    assert response.status_code == 200
    cell = answer(response)
    assert (cell["text"], cell["was"], cell["word"]) == ("1234", "month¦1234¦", "已存")
    # January and February were never reported.
    assert (cell["ytd"], cell["coverage"]) == ("1\u2009244", "2/4")
    assert "１，２３４ → 1234" in cell["messages"][0]["text"]
    assert held(report) == {"jobs": 1234}


def test_year_to_date_answers_with_the_month_and_the_completion(clerk, world):
    for month in (1, 2):
        world.approved(MARCH.replace(month=month))
    world.target("labor.jobs", 2024, 120)
    response = send(clerk, world.report(), jobs={"text": "30", "basis": "ytd", "was": "ytd¦¦"})
    cell = answer(response)
    assert (cell["ytd"], cell["month"], cell["completion"]) == ("30", "10", "25.00%")


def test_a_month_is_converted_to_the_year_to_date_by_the_server(clerk, world):
    for month in (1, 2):
        world.approved(MARCH.replace(month=month))
    report = world.report()
    send(clerk, report, jobs={"text": "12"})
    cell = answer(send(clerk, report, jobs={"text": "12", "was": "month¦12¦", "to": "ytd"}))
    assert (cell["text"], cell["basis"]) == ("32", "ytd")
    assert report.draft_cells.get().value == 32


def test_what_cannot_be_converted_stays_as_it_is(clerk, world):
    report = world.report()
    send(clerk, report, jobs={"text": "12"})
    response = send(clerk, report, jobs={"text": "12", "was": "month¦12¦", "to": "ytd"})
    assert response.status_code == 422
    assert answer(response)["messages"][0]["code"] == "F01"
    assert report.draft_cells.get().basis == "month"


@pytest.mark.parametrize(
    ("text", "code"),
    [("三、五", "N05"), ("-3", "N14"), ("NaN", "N25"), ("3万", "N33"), ("\0", "T21")],
)
def test_a_refused_cell_is_not_stored_but_its_neighbour_is(clerk, world, text, code):
    report = world.report()
    response = send(clerk, report, jobs={"text": text}, near_jobs={"text": "7"})
    assert response.status_code == 422
    assert [m["code"] for m in answer(response)["messages"]] == [code]
    assert "was" not in answer(response)
    assert held(report) == {"near_jobs": 7}


def test_a_question_is_answered_by_its_own_text(clerk, world):
    report = world.report()
    assert answer(send(clerk, report, jobs={"text": "3万"}))["question"]
    assert send(clerk, report, jobs={"text": "4万", "ok": "3万"}).status_code == 422
    assert send(clerk, report, jobs={"text": "3万", "ok": "3万"}).status_code == 200
    assert report.draft_cells.get().value == 30000


def test_two_clerks_on_different_cells_do_not_disturb_each_other(clerk, world):
    report = world.report()
    seen = report.version
    assert send(clerk, report, seen=seen, jobs={"text": "10"}).status_code == 200
    response = send(clerk, report, seen=seen, near_jobs={"text": "4"})
    assert response.status_code == 200
    # Each is told what the other did.
    other = response.json()["others"]["labor.jobs"]
    assert (other["text"], other["was"]) == ("10", "month¦10¦")
    assert held(report) == {"jobs": 10, "near_jobs": 4}


def test_two_clerks_on_one_cell_are_told_both_values(client, world):
    report = world.report()
    colleague = User.objects.create(username="colleague", display_name="李某")
    Assignment.objects.create(user=colleague, role=Role.CLERK, programme=world.programme)
    client.force_login(colleague)
    send(client, report, jobs={"text": "10"})
    client.force_login(world.clerk)
    response = send(client, report, jobs={"text": "12"})
    assert response.status_code == 409
    cell = answer(response)
    assert "李某" in cell["messages"][0]["text"]
    assert "10" in cell["messages"][0]["text"]
    assert "12" in cell["messages"][0]["text"]
    assert held(report) == {"jobs": 10}
    # Mine is kept by saying that theirs was seen.
    send(client, report, jobs={"text": "12", "was": cell["theirs"]["was"]})
    assert held(report) == {"jobs": 12}


def test_the_same_post_twice_writes_once(clerk, world):
    report = world.report()
    for _again in range(2):
        assert send(clerk, report, seen=1, jobs={"text": "10"}).status_code == 200
    assert report.draft_cells.get().version == 2
    assert fresh(report).version == 2


def test_a_forged_memory_overwrites_nothing(clerk, world):
    report = world.report()
    send(clerk, report, jobs={"text": "10"})
    for was in ("", "month", "month¦x¦", "ytd¦10¦", "month¦1e1¦"):
        assert send(clerk, report, jobs={"text": "12", "was": was}).status_code == 409
    assert held(report) == {"jobs": 10}


def test_an_unconfirmed_stock_is_neither_stored_nor_submitted(clerk, world):
    world.approved(MARCH)
    report = world.report(APRIL)
    html = clerk.get(reverse("admin:monthly-form", args=[report.pk])).content.decode()
    assert "上月值，请确认" in html
    assert 'name="p-labor.workshops" value="3"' in html
    shown = {"text": "3", "basis": "at", "was": "at¦¦", "prefill": "3"}
    send(clerk, report, workshops=shown)
    assert held(report) == {}
    send(clerk, report, workshops={**shown, "ok": "3"})
    assert held(report) == {"workshops": 3}


def test_a_submitted_report_takes_no_more_cells(clerk, world):
    report = world.submitted().report
    response = send(clerk, report, jobs={"text": "12"})
    assert response.status_code == 409
    assert "已报送" in response.json()["closed"]
    assert not DraftCell.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"version": 1}', '{"version": "1", "cells": {"labor.jobs": {}}}',
        '{"version": true, "cells": {"labor.jobs": {}}}', '{"version": 1, "cells": {}}',
        '{"version": 1, "cells": {"labor.jobs": {"text": 1}}}',
        '{"version": 1, "cells": {"labor.jobs": {"value": "1"}}}',
        '{"version": 1, "cells": {"industry.invested": {"text": "1"}}}',
        '{"version": 1, "cells": {"labor.transfers": {"text": "1"}}}',
        '{"version": 1, "cells": {"\\u0000": {"text": "1"}}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused(clerk, world, body):
    report = world.report()
    url = reverse("admin:monthly-cells", args=[report.pk])
    assert clerk.post(url, body, content_type="application/json").status_code == 400
    assert not DraftCell.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 200), ("reviewer", 403), ("elsewhere", 404), ("", 302)]
)
def test_who_may_save_cells(client, world, who, status):
    report = world.report()
    world.person("elsewhere", Role.CLERK, pairing=world.other)
    if who:
        client.force_login(User.objects.get(username=who))
    assert send(client, report, jobs={"text": "12"}).status_code == status


@pytest.mark.parametrize("months", [0, 3])
@pytest.mark.parametrize("pairings", [0, 5])
def test_saving_a_cell_asks_the_database_eleven_questions_at_most(
    clerk, world, months, pairings, django_assert_num_queries
):
    for number in range(pairings):
        world.pairing(f"more-{number}", "group", world.city)
    for month in range(1, months + 1):
        world.approved(MARCH.replace(month=month))
    report = world.report(APRIL)
    with django_assert_num_queries(13):
        send(clerk, report, seen=1, jobs={"text": "12"})
    # A test's transaction adds a savepoint and its release; they are not among the eleven.
    # What stands around the cell is kept until something is released.
    with django_assert_num_queries(9):
        send(clerk, report, seen=2, jobs={"text": "13", "was": "month¦12¦"})


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("a\x00b", "T21"),
        ("a\x01b", "T21"),
        ("\ud800", "T21"),
        ("长" * 301, "T17"),
        ("问13800138000", "P01"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(clerk, world, note, code):
    """Half a character comes as JSON alone; no database keeps it."""
    report = world.report()
    response = send(clerk, report, jobs={"text": "12", "note": note})
    assert response.status_code == 422
    assert [one["code"] for one in answer(response)["messages"]] == [code]
    assert held(report) == {}
