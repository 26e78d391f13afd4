"""The kinds of filters that ledgers share: months, places, what a foreign key names."""

import datetime

import pytest
from django.forms.utils import flatatt
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cooperation.ledgers import related
from cooperation.ledgers.pages import ledger_page
from cooperation.ledgers.widgets import written
from cooperation.models import Place
from labor.models import Employer
from tests.ledgers.conftest import BATCHES

D = datetime.date


def page_of(world, user, query=""):
    return ledger_page(BATCHES, world.programme, user, QueryDict(query), address="/x/")


def people(page):
    return sorted(row.people for row in page.rows)


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2021-12", [2, 3]),
        ("2022-01", [4]),
        (" 2022-01 ", [4]),
        ("2022-02", []),
        *(
            (text, [1, 2, 3, 4])
            for text in ("", "2021-13", "2021", "0000-01", "9999-12", "２０２１-12",
                         "2021-12-01", "9" * 999)
        ),
    ],
)  # fmt: skip
def test_month_has_its_first_and_last_day(world, official, month, found):
    for people_, day in (
        (1, D(2021, 11, 30)), (2, D(2021, 12, 1)), (3, D(2021, 12, 31)), (4, D(2022, 1, 1))
    ):  # fmt: skip
        world.batch(people=people_, start=day)
    page = page_of(world, official, f"month={month}")
    assert people(page) == found
    said = bool(month.strip()) and len(found) == 4
    assert ("month" in page.filter.form.errors) == said


@pytest.fixture
def placed(world):
    """Two batches, three employers in two places; one place of the same name names no row."""
    county = Place.objects.create(code="C", level="county", name_zh="某县")
    places = [
        Place.objects.create(code=code, level="township", name_zh=name, parent=parent)
        for code, name, parent in (
            ("T1", "城关镇", county),
            ("T2", "城关镇", world.programme.west),
            ("T3", "空镇", None),
        )
    ]
    one, two = world.batch(people=1), world.batch(world.two, people=2)
    for batch, name in ((one, "甲厂"), (one, "乙厂"), (two, "丙厂")):
        world.received(batch, name)
    Employer.objects.filter(name_zh__in=("甲厂", "乙厂")).update(township=places[0])
    Employer.objects.filter(name_zh="丙厂").update(township=places[1])
    Employer.objects.create(name_zh="无关厂", township=places[2])
    return places


def names(page, field):
    return [label for key, label in page.filter.form.fields[field].choices if key]


def test_place_names_what_occurs_and_tells_two_of_a_name_apart(world, official, placed):
    page = page_of(world, official)
    assert names(page, "township") == ["城关镇 · 某县", "城关镇 · 西市"]
    assert names(page, "employer") == ["丙厂", "乙厂", "甲厂"]


def test_row_that_names_a_place_twice_is_there_once(world, official, placed):
    page = page_of(world, official, f"township={placed[0].pk}")
    assert people(page) == [1]
    assert page.totals["people"].value == 1


def test_clerk_is_offered_what_own_rows_name(world, other_clerk, placed):
    page = page_of(world, other_clerk)
    assert names(page, "employer") == ["丙厂"]
    assert names(page, "township") == ["城关镇"]


def test_one_that_is_not_offered_is_still_found(world, official, placed, monkeypatch):
    monkeypatch.setattr(related, "MOST_IN_A_SELECT", 1)
    employer = Employer.objects.get(name_zh="甲厂")
    page = page_of(world, official, f"employer={employer.pk}")
    assert people(page) == [1]
    assert names(page, "employer") == ["甲厂"]


@pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 30, "９", "1.5", "999999"])
def test_unknown_key_is_said_and_left_out(world, official, placed, value):
    page = page_of(world, official, f"employer={value}&township={value}")
    assert people(page) == [1, 2]
    assert set(page.filter.form.errors) == {"employer", "township"}


def test_names_are_read_once_a_minute(world, official, placed, django_assert_num_queries):
    assert official.grants
    names(page_of(world, official), "employer")
    with django_assert_num_queries(1):
        assert len(names(page_of(world, official), "employer")) == 3


def test_names_are_not_read_where_no_form_is_shown(
    world, official, placed, django_assert_num_queries
):
    assert official.grants
    # Pairings, count and sums, rows.
    with django_assert_num_queries(3):
        assert len(page_of(world, official).rows) == 2


@given(
    st.dictionaries(
        st.text("abcdefgh-", min_size=1),
        st.one_of(st.text(), st.integers(), st.booleans(), st.none()),
    )
)
def test_attributes_are_written_as_the_framework_writes_them(attrs):
    assert written(attrs) == flatatt(attrs)
