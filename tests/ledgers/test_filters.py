"""The kinds of filters that ledgers share: months, places, what a foreign key names."""

import datetime

import pytest
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.ledgers import related
from cooperation.ledgers.pages import ledger_page
from cooperation.ledgers.scope import pairing_choices
from cooperation.ledgers.widgets import written
from cooperation.models import Place, Programme
from cooperation.models.base import containing
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


@given(
    name=st.text("aB茶叶%_\\\\1é", max_size=6),
    text=st.text("Ab茶叶%_\\\\1", min_size=1, max_size=3),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_text_is_found_in_either_case_and_signs_stand_for_themselves(db, name, text):
    """A text without letters is looked for in another way than one with them."""
    Employer.objects.all().delete()
    Employer.objects.create(name_zh=name or "无")
    found = Employer.objects.filter(containing(text, "name_zh", "name_en")).exists()
    assert found == (text.lower() in (name or "无").lower())


def test_filters_of_one_page_know_nothing_of_another(world, official):
    """They are flat copies: neither values nor fields, methods or languages are shared."""
    world.batch(people=1)
    world.batch(world.two, people=2)
    one = page_of(world, official, "pairing=one&travel=train")
    two = page_of(world, official, "pairing=two&since=x")
    plain = page_of(world, official)
    assert [people(page) for page in (two, plain)] == [[2], [1, 2]]
    assert set(two.filter.form.errors) == {"since"}
    assert not plain.filter.form.errors
    assert "value=" not in str(plain.filter.form["since"])
    for name, base in BATCHES.filterset.base_filters.items():
        assert not hasattr(base, "parent")
        assert not hasattr(base, "_field")
        assert "find" not in base.extra
        assert not getattr(base, "_meant", {})
        copies = [page.filter.filters[name] for page in (one, two, plain)]
        assert [copy.parent for copy in copies] == [page.filter for page in (one, two, plain)]
        assert len({id(copy.extra) for copy in copies}) == 3
        if base.method:
            assert [copy.filter.f for copy in copies] == copies
    with override("en"):
        assert ">Pairing<" in page_of(world, official).filter.form.lines
    assert ">Pairing<" not in page_of(world, official).filter.form.lines


def test_form_is_written_as_a_template_would(world, official):
    stock = Template(
        '{% for field in form %}<div class="field{% if field.errors %} bad{% endif %}">'
        '<label for="{{ field.id_for_label }}">{{ field.label }}</label>{{ field }}'
        "{% if field.errors %}{{ field.errors }}{% endif %}</div>{% endfor %}"
    )
    for query in ("", "since=x&people_min=<b>&q=%22%26", "pairing=none&travel=train"):
        form = page_of(world, official, query).filter.form
        form.fields["q"].label = "<b>&\"'"
        assert form.lines == stock.render(Context({"form": form}))


def test_names_of_pairings_follow_a_renamed_one(world):
    choices = pairing_choices(world.programme)
    assert pairing_choices(world.programme) is choices
    key = world.one.pk
    before = choices.by_key[key]
    world.one.east_body_zh = "新组团"
    world.one.save()
    Programme.objects.filter(pk=world.programme.pk).raise_data_version()
    world.programme.refresh_from_db()
    after = pairing_choices(world.programme).by_key[key]
    told = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with override(language):
            told.setdefault(language, []).append(pairing_choices(world.programme).told_apart["one"])
    assert told["zh-hans"] == [after, after]
    assert told["en"] != [after]
    assert before != after
    assert after.startswith("新组团")
    assert choices.by_key[key] == before


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
