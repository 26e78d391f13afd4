"""The ledger beside the cells of the monthly form, and its differences on the way in."""

import dataclasses
import datetime
import re
from decimal import Decimal

import pytest

from cooperation import sectors
from cooperation.models import DraftCell, Explanation, Submission
from cooperation.reporting import actions
from cooperation.sectors import Behind
from labor.models import TransferBatch
from tests.reporting.test_form import fields, url
from tests.reporting.world import MARCH, fresh

pytestmark = pytest.mark.slow

CODE = "labor.transfers"


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


@pytest.fixture
def batches(world):
    """53 people in March, 7 of them in a second batch; 20 in January, 5 in February."""
    for people, day in ((46, 2), (7, 28)):
        batch(world, people, datetime.date(2024, 3, day))
    batch(world, 20, datetime.date(2024, 1, 9))
    batch(world, 5, datetime.date(2024, 2, 9))
    batch(world, 100, datetime.date(2024, 3, 9), pairing=world.other)


def batch(world, people, day, pairing=None):
    return TransferBatch.objects.create(
        pairing=pairing or world.group, start=day, travel="coach", people=people
    )


def form(world, month=MARCH):
    return world.report(month, side="east")


def send(client, report, action, text=None, page=None, **more):
    data = fields(page or client.get(url(report)))
    if text is not None:
        data[f"v-{CODE}"] = text
    return client.post(url(report), {**data, "action": action, **more})


def parts(**typed):
    """late_row="3" as the form sends it."""
    return {
        f"{'xn' if name.endswith('_note') else 'xa'}-{CODE}-{name.removesuffix('_note')}": text
        for name, text in typed.items()
    }


def offer(response):
    found = re.search(rf'value="offer-{CODE}=(\w+):([\d.]+)"', response.content.decode())
    return (found[1], found[2]) if found else None


def handed_in(world, report, value, month, basis="month"):
    """The report of an earlier month."""
    version = fresh(report).version
    cell = actions.Cell(basis, Decimal(value))
    actions.save_cells(fresh(report), {CODE: cell}, by=world.clerk, version=version)
    world.handed_in(fresh(report))


def test_the_sum_stands_beside_the_cell(clerk, world, batches):
    response = clerk.get(url(form(world)))
    html = response.content.decode()
    assert offer(response) == ("month", "53")
    assert 'data-gap="53"' in html
    assert "<fieldset" not in html  # nothing is typed yet, so nothing differs


def test_the_rows_are_one_click_away(clerk, world, batches, monkeypatch):
    known = sectors.get_sector("labor")
    behind = dataclasses.replace(known, behind={CODE: Behind("batch", {"travel": "coach"})})
    monkeypatch.setitem(sectors._registry, "labor", behind)
    html = clerk.get(url(form(world))).content.decode()
    link = re.search(r'href="(/labor/batches/[^"]+)"', html)[1].replace("&amp;", "&")
    assert link.endswith("pairing=group&travel=coach&since=2024-03-01&until=2024-03-31")
    assert clerk.get(link).context["page"].count == 2


def test_no_rows_is_said_and_offers_nothing(clerk, world):
    response = clerk.get(url(form(world)))
    assert offer(response) is None
    assert "cell-ledger" in response.content.decode()
    # It is no difference of the whole amount either: nothing is asked.
    assert send(clerk, form(world), "submit", "12").status_code == 302


def test_taking_the_sum_fills_the_cell(clerk, world, batches):
    report = form(world)
    taken = fields(send(clerk, report, f"offer-{CODE}=month:53"))
    assert (taken[f"v-{CODE}"], taken[f"b-{CODE}"]) == ("53", "month")
    assert not DraftCell.objects.exists()
    assert send(clerk, report, "submit", "53").status_code == 302


@pytest.mark.parametrize(
    ("january", "february", "expected"),
    [
        # The month becomes the ledger's 53, whatever January and February differ by.
        ("22", "5", ("ytd", "80")),
        ("20", "5", ("ytd", "78")),
        # Without February nobody knows the year: the month alone is offered.
        ("20", None, ("month", "53")),
    ],
)
def test_where_the_year_is_typed_the_month_becomes_the_sum(
    clerk, world, batches, january, february, expected
):
    for number, value in ((1, january), (2, february)):
        if value is not None:
            month = MARCH.replace(month=number)
            handed_in(world, form(world, month), value, month)
    report = form(world)
    switched = send(clerk, report, "switch-ytd")
    assert offer(switched) == expected
    basis, value = expected
    saved = send(clerk, report, "save", value, **{f"b-{CODE}": basis})
    assert saved.status_code == 302
    assert "<fieldset" not in clerk.get(url(report)).content.decode()


def test_a_difference_is_asked_for_once_and_then_left_open(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    html = asked.content.decode()
    assert asked.status_code == 200
    assert 'id="asked"' in html
    assert f'name="xs-{CODE}" value="60|53"' in html
    assert not Submission.objects.exists()
    assert report.draft_cells.get().value == 60
    assert send(clerk, report, "submit", page=asked).status_code == 302
    assert fresh(report).state == "submitted"
    assert not Explanation.objects.exists()


def test_a_difference_that_was_not_seen_is_asked_for_again(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    batch(world, 1, MARCH)
    again = send(clerk, report, "submit", page=asked)
    assert again.status_code == 200
    assert not Submission.objects.exists()
    assert 'value="60|54"' in again.content.decode()


def test_an_explanation_goes_with_the_submission(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    data = parts(not_yet_in_ledger="8", late_row="-1", late_row_note="四月补录")
    assert send(clerk, report, "submit", page=asked, **data).status_code == 302
    given = Explanation.objects.get()
    assert (given.declared, given.ledger, given.by) == (60, 53, world.clerk)
    assert {(p.kind, p.amount) for p in given.parts.all()} == {
        ("not_yet_in_ledger", 8), ("late_row", -1),
    }  # fmt: skip
    html = clerk.get(url(report)).content.decode()
    assert "四月补录" in html


def test_checking_keeps_parts_on_the_page_and_writes_nothing(clerk, world, batches):
    report = form(world)
    page = send(clerk, report, "check", "60")
    page = send(clerk, report, "check", page=page, **parts(late_row="7", late_row_note="why"))
    assert page.status_code == 200
    assert fields(page)[f"xa-{CODE}-late_row"] == "7"
    assert not Explanation.objects.exists()
    saved = send(clerk, report, "save", page=page)
    assert fields(saved)[f"xn-{CODE}-late_row"] == "why"


def test_wrong_parts_and_wrong_cells_are_told_together(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    typed = parts(late_row="x", rounding="5", late_row_note="keep me")
    page = send(clerk, report, "submit", page=asked, **typed)
    assert page.status_code == 422
    assert re.findall(r'<li data-code="(\w+)"', page.content.decode()) == ["N00", "E05"]
    kept = fields(page)
    assert kept[f"xa-{CODE}-late_row"] == "x"
    assert kept[f"xn-{CODE}-late_row"] == "keep me"
    unreadable = send(clerk, report, "submit", "sixty", page=page)
    codes = re.findall(r'<li data-code="(\w+)"', unreadable.content.decode())
    assert codes == ["N00"]
    assert fields(unreadable)[f"xn-{CODE}-late_row"] == "keep me"
    assert not Submission.objects.exists()


def test_parts_that_do_not_add_up_keep_the_report_back(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    page = send(clerk, report, "submit", page=asked, **parts(late_row="5"))
    assert page.status_code == 422
    html = page.content.decode()
    assert re.findall(r'<li data-code="(\w+)"', html) == ["E01"]
    assert "+2" in html
    assert not Submission.objects.exists()
    # Emptied, the difference stays open.
    empty = parts(late_row="", late_row_note="")
    assert send(clerk, report, "submit", page=page, **empty).status_code == 302


def test_a_figure_that_has_come_to_agree_needs_no_parts(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    done = send(clerk, report, "submit", "53", page=asked, **parts(late_row="7"))
    assert done.status_code == 302
    assert not Explanation.objects.exists()


def test_what_is_explained_already_is_not_asked_again(clerk, world, batches):
    Explanation.objects.create(
        pairing=world.group, indicator=world.indicators[CODE], month=MARCH,
        declared=60, ledger=53, by=world.clerk,
    ).parts.create(kind="late_row", amount=7, note="explained words")  # fmt: skip
    report = form(world)
    page = send(clerk, report, "check", "60")
    assert "explained words" in page.content.decode()
    assert "<fieldset" not in page.content.decode()
    assert send(clerk, report, "submit", "60").status_code == 302
    assert Explanation.objects.count() == 1


def test_a_refused_report_writes_no_explanation(clerk, world, batches):
    """A submission and its explanations are written together or not at all."""
    world.target(CODE, 2024, 2)  # passed by far: held until a reason is given
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    page = send(clerk, report, "submit", page=asked, **parts(late_row="7"))
    assert page.status_code == 422
    assert not Explanation.objects.exists()
    assert fields(page)[f"xa-{CODE}-late_row"] == "7"
    reason = {f"why-L11-{CODE}": "包机增加"}
    assert send(clerk, report, "submit", page=page, **reason).status_code == 302
    assert Explanation.objects.get().difference == 7


def test_kinds_that_do_not_exist_are_said(clerk, world, batches):
    report = form(world)
    asked = send(clerk, report, "submit", "60")
    page = send(clerk, report, "submit", page=asked, **parts(stolen="7"))
    assert page.status_code == 422
    assert re.findall(r'<li data-code="(\w+)"', page.content.decode()) == ["E02"]


@pytest.mark.parametrize("more", [0, 5])
def test_statements_of_the_form_with_a_ledger(
    clerk, world, batches, more, django_assert_num_queries
):
    for _ in range(more):
        batch(world, 1, MARCH)
    report = form(world)
    clerk.get(url(report))
    # As the form without a ledger, the sum, and the explanations of the cell.
    with django_assert_num_queries(7):
        clerk.get(url(report))
