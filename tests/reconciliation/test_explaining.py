"""Explaining a difference on its own page: who may, what is kept, what is refused and how."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cooperation.models import Explanation, ExplanationPart, Role
from cooperation.reconciliation import compare_cell, explain, read_parts
from tests.reconciliation.conftest import INVESTED, month

pytestmark = pytest.mark.slow

CELL = "/industry/reconciliation/{pairing}/industry.invested/{month}/?programme=test"


@pytest.fixture
def differing(world):
    """Declared 10.5, ledger 7: a difference of 3.5."""
    world.declare("10.5", month(3))
    world.pay(7, month(3))
    return world


@pytest.fixture
def clerk(client, differing):
    client.force_login(differing.clerk)
    return client


def cell(pairing="group", at="2024-03"):
    return CELL.format(pairing=pairing, month=at)


def posted(seen="10.5|7", **parts):
    """late_row="3", late_row_note="…" as the page's form sends them."""
    data = {f"xs-{INVESTED}": seen}
    for name, text in parts.items():
        mark = "xn" if name.endswith("_note") else "xa"
        data[f"{mark}-{INVESTED}-{name.removesuffix('_note')}"] = text
    return data


def codes(response):
    return re.findall(r'<li data-code="(\w+)">', response.content.decode())


def test_parts_that_add_up_are_kept(clerk, differing):
    data = posted(not_yet_in_ledger="4", late_row="−0.5", late_row_note="二月补录")
    response = clerk.post(cell(), data)
    assert (response.status_code, response["Location"]) == (302, cell())
    given = Explanation.objects.get()
    assert (given.pairing, given.indicator.code, given.month) == (
        differing.group, INVESTED, month(3),
    )  # fmt: skip
    assert (given.declared, given.ledger, given.difference) == (10.5, 7, 3.5)
    assert given.by == differing.clerk
    assert {(p.kind, p.amount, p.note) for p in given.parts.all()} == {
        ("late_row", -0.5, "二月补录"),
        ("not_yet_in_ledger", 4, ""),
    }
    html = clerk.get(cell()).content.decode()
    assert "二月补录" in html


def test_a_newer_explanation_shows_and_the_older_one_stays_readable(clerk, differing):
    clerk.post(cell(), posted(not_yet_in_ledger="3.5", not_yet_in_ledger_note="first words"))
    clerk.post(cell(), posted(late_row="3.5", late_row_note="second words"))
    page = clerk.get(cell())
    assert [given.parts.get().note for given in page.context["cell"].given] == [
        "second words", "first words",
    ]  # fmt: skip
    assert page.context["cell"].one.explanation.parts.get().note == "second words"
    # The form starts from what was said last.
    assert 'value="second words"' in page.content.decode()


def test_another_ledger_sum_unsettles_it(clerk, differing):
    clerk.post(cell(), posted(late_row="3.5", late_row_note="some words"))
    differing.pay(1, month(3))
    page = clerk.get(cell())
    assert page.context["cell"].one.state == "unexplained"
    assert "some words" in page.content.decode()


BAD = [
    # typed parts, codes in the answer
    ({"late_row": "3"}, ["E01"]),
    ({"late_row": "3.5", "rounding": "0.01"}, ["E01"]),
    ({"late_row": "-3.5"}, ["E01"]),
    ({"late_row": "三点五"}, ["M06"]),
    ({"late_row": "abc"}, ["N00"]),
    ({"late_row": "1e400"}, ["N23"]),
    ({"late_row": "1e5"}, ["N21"]),
    ({"late_row": "9" * 15}, ["N23"]),
    ({"late_row": "NaN"}, ["N25"]),
    ({"late_row": "∞"}, ["N25"]),
    ({"late_row": "3.5%"}, ["N34"]),
    ({"late_row": "(3.5)"}, ["N13"]),
    ({"late_row": "3.5555"}, ["N17"]),
    ({"late_row": "35000元"}, ["N33"]),
    ({"late_row": "3.5人"}, ["M06"]),
    ({"late_row": "9" * 2000}, ["N49"]),
    ({"late_row": "3\x005"}, ["T21"]),
    ({"late_row": "13800138000"}, ["P01"]),
    ({"late_row": "3.5", "late_row_note": "x" * 201}, ["T17"]),
    ({"late_row": "3.5", "late_row_note": "\x01"}, ["T21"]),
    ({"late_row": "3.5", "late_row_note": "\ud800"}, ["T21"]),
    ({"late_row": "3.5", "late_row_note": "电话13800138000"}, ["P01"]),
    ({"late_row_note": "no amount"}, ["E03"]),
    ({"late_row": "0", "late_row_note": "zero"}, ["E03"]),
    ({"other_source": "3.5"}, ["E04"]),
    ({"rounding": "3.5"}, ["E05"]),
    ({"stolen": "3.5"}, ["E02"]),
    ({"stolen_note": "<script>"}, ["E02"]),
    ({}, ["E01"]),
    ({"late_row": "0"}, ["E01"]),
    # Everything at once.
    ({"late_row": "x", "cancelled_row_note": "why", "other_source": "1", "stolen": "1"},
     ["E02", "N00", "E03", "E04"]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), BAD)
def test_bad_parts_are_said_and_nothing_is_kept(clerk, differing, parts, expected):
    if any("\ud800" in text for text in parts.values()):
        # No form can send it; whoever reads JSON could.
        one = compare_cell(differing.programme, _industry(), _group(differing), INVESTED, month(3))
        assert [p.code for p in read_parts(posted(**parts), one).problems] == expected
        return
    response = clerk.post(cell(), posted(**parts))
    assert response.status_code == 422
    assert codes(response) == expected
    assert not Explanation.objects.exists()
    for problem in response.context["cell"].typed.problems:
        assert "%(" not in problem.sentence
    # What was typed stays, as far as a page can show it.
    if len(parts.get("late_row", "")) < 20 and "\x00" not in parts.get("late_row", ""):
        assert response.context["cell"].typed.parts[0].text == parts.get("late_row", "")


def _industry():
    from cooperation.sectors import get_sector

    return get_sector("industry")


def _group(world):
    from cooperation.models import Pairing

    return next(p for p in Pairing.objects.reporting_in(world.programme) if p == world.group)


def test_the_lacking_amount_is_named(clerk):
    sentence = clerk.post(cell(), posted(late_row="3")).context["cell"].typed.problems[0].sentence
    assert "+3.50" in sentence
    assert "+0.50" in sentence


def test_numbers_that_changed_meanwhile_keep_what_was_typed(clerk, differing):
    differing.pay(1, month(3))
    response = clerk.post(cell(), posted(late_row="3.5", late_row_note="words to keep"))
    assert response.status_code == 409
    html = response.content.decode()
    assert "words to keep" in html
    assert 'value="10.5|8"' in html
    assert not Explanation.objects.exists()


def test_without_a_difference_there_is_nothing_to_explain(clerk, differing):
    differing.pay("3.5", month(3))
    assert "<fieldset" not in clerk.get(cell()).content.decode()
    response = clerk.post(cell(), posted(seen="10.5|10.5", late_row="1"))
    assert (response.status_code, codes(response)) == (422, ["E06"])
    # No rows and no figure are no difference either.
    assert clerk.get(cell(at="2024-05")).status_code == 200
    response = clerk.post(cell(at="2024-05"), posted(seen="|", late_row="1"))
    assert (response.status_code, codes(response)) == (422, ["E06"])


@pytest.mark.parametrize(
    "address",
    [
        cell(pairing="elsewhere"),
        cell(at="2022-12"),
        cell(at="2026-01"),
        cell(at="2024-13"),
        cell(at="0000-01"),
        cell(at="9999-12"),
        cell().replace("industry.invested", "industry.unknown"),
        cell().replace("industry.invested", "labor.transfers"),
        cell().replace("/industry/", "/labor/"),
        cell().replace("=test", "=none"),
    ],
)
def test_what_does_not_exist_is_not_found(clerk, address):
    assert clerk.get(address).status_code == 404
    assert clerk.post(address, posted(late_row="3.5")).status_code == 404


def test_a_nul_in_the_address_is_a_bad_request(clerk):
    assert clerk.get(cell() + "&year=%00").status_code == 400


@pytest.mark.parametrize(
    ("role", "scope", "seen", "sent"),
    [
        (Role.CLERK, {"sector": "industry", "side": "west"}, 200, 302),
        (Role.CLERK, {"side": "east"}, 200, 403),
        (Role.CLERK, {"sector": "labor"}, 404, 404),
        (Role.CLERK, {"pairing": "other"}, 404, 404),
        (Role.CLERK, {"pairing": "group"}, 200, 302),
        (Role.REVIEWER, {}, 200, 403),
        (Role.REVIEWER, {"sector": "labor"}, 404, 404),
        (Role.OFFICIAL, {}, 200, 403),
        (Role.SECRETARY, {}, 200, 403),
        (Role.ADMINISTRATOR, {}, 200, 403),
    ],
)
def test_who_reads_and_who_explains(client, differing, role, scope, seen, sent):
    if "pairing" in scope:
        scope = {**scope, "pairing": getattr(differing, scope["pairing"])}
    client.force_login(differing.person("somebody", role, **scope))
    page = client.get(cell())
    assert page.status_code == seen
    if seen == 200:
        assert ("<fieldset" in page.content.decode()) == (sent == 302)
    assert client.post(cell(), posted(late_row="3.5")).status_code == sent
    assert Explanation.objects.count() == (sent == 302)


def test_strangers_meet_the_login(client, differing, settings):
    settings.PUBLIC_DASHBOARD = True
    assert client.get(cell()).status_code == 302
    assert client.post(cell(), posted(late_row="3.5")).status_code == 302


def test_explanations_are_seen_within_the_scope(differing):
    given = Explanation.objects.create(
        pairing=differing.group, indicator=differing.indicators[INVESTED], month=month(3),
        declared=1, ledger=2,
    )  # fmt: skip
    given.parts.create(kind="late_row", amount=-1)
    for role, scope, seen in (
        (Role.OFFICIAL, {}, 1),
        (Role.CLERK, {"sector": "labor"}, 0),
        (Role.CLERK, {"pairing": differing.other}, 0),
        (Role.REVIEWER, {"pairing": differing.group}, 1),
    ):
        who = differing.person(f"{role}{seen}{len(scope)}", role, **scope)
        assert Explanation.objects.visible_to(who).count() == seen
        assert ExplanationPart.objects.visible_to(who).count() == seen


def test_only_parts_that_add_up_can_be_written(differing):
    one = compare_cell(differing.programme, _industry(), _group(differing), INVESTED, month(3))
    good = read_parts(posted(late_row="3.5"), one)
    with pytest.raises(PermissionDenied):
        explain(one, good, by=differing.reviewer)
    for text in ("3", ""):
        with pytest.raises(ValueError, match="add up"):
            explain(one, read_parts(posted(late_row=text), one), by=differing.clerk)
    assert not Explanation.objects.exists()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "stolen", "amount": 1}, "explanation_part_kind_known"),
        ({"kind": "late_row", "amount": 0}, "explanation_part_is_something"),
        ({"kind": "other_source", "amount": 1}, "explanation_part_names_source"),
        ({"kind": "rounding", "amount": 1}, "kind"),
    ],
)
def test_constraints_of_a_part(differing, values, name):
    given = Explanation.objects.create(
        pairing=differing.group, indicator=differing.indicators[INVESTED], month=month(3),
        declared=1, ledger=2,
    )  # fmt: skip
    given.parts.create(kind="rounding", amount=-1)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        given.parts.create(**values)


def test_a_month_is_its_first_day(differing):
    with pytest.raises(IntegrityError, match="explanation_month"), transaction.atomic():
        Explanation.objects.create(
            pairing=differing.group, indicator=differing.indicators[INVESTED],
            month=month(3).replace(day=2), declared=1, ledger=2,
        )  # fmt: skip
