"""A filter of very many names is typed: what a text means, what is offered, what links say."""

import datetime
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.utils import translation

from cooperation.ledgers import choosing, filters, related
from cooperation.ledgers.pages import ledger_page
from cooperation.models import Place
from labor.models import Employer, TransferReceipt
from tests.ledgers.conftest import BATCHES

ADDRESS = "/labor/batches/"
LIST = f"{ADDRESS}?programme=try"
NAMES = f"{ADDRESS}names/"


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """As if two names were too many for a select."""
    for module in (filters, related):
        monkeypatch.setattr(module, "MOST_IN_A_SELECT", 1)


@pytest.fixture
def sent(world):
    """Batches of three townships, two of which have one name, sent to three employers."""
    counties = [
        Place.objects.create(code=f"C{name}", level="county", name_zh=name)
        for name in ("某县", "别县")
    ]
    places = [
        Place.objects.create(code=code, level="township", name_zh=zh, name_en=en, parent=above)
        for code, zh, en, above in (
            ("T1", "城关镇", "Chengguan", counties[0]),
            ("T2", "城关镇", "Chengguan", counties[1]),
            ("T3", "双水街道", "Shuangshui", counties[0]),
        )
    ]
    for number, place in enumerate(places, start=1):
        batch = world.batch(people=number, origin=place, note="x")
        world.received(batch, ("甲厂", "乙厂", "乙厂二")[number - 1])
    world.batch(world.two, people=8, origin=None)
    return places


def page_of(world, user, **asked):
    query = QueryDict(mutable=True)
    query.update(asked)
    return ledger_page(BATCHES, world.programme, user, query, address=ADDRESS)


def people(page):
    return sorted(row.people for row in page.rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲厂", [1]),
        (" 甲厂 ", [1]),
        ("甲", [1]),
        ("乙厂", [2]),  # the name itself, though another contains it
        ("乙厂二", [3]),
        ("乙", "several"),
        ("厂", "several"),
        ("丙", "unknown"),
        ("%", "unknown"),
        ("_", "unknown"),
        ("0", "unknown"),  # digits are a key and never a part of a name
        ("#0", "unknown"),
        ("9" * 40, "unknown"),
        ("甲" * 500, "unknown"),
        ("_" * 60_000, "unknown"),
        ("甲厂 #0", "unknown"),
    ],
)
def test_what_a_typed_text_means(world, official, sent, text, found):
    page = page_of(world, official, employer=text)
    if isinstance(found, list):
        assert (people(page), page.filter.form.errors) == (found, {})
    else:
        assert people(page) == [1, 2, 3, 8]
        assert [one.code for one in page.filter.form.errors["employer"].as_data()] == [found]


def test_a_name_is_found_among_very_many_that_contain_it(world, official, sent, monkeypatch):
    monkeypatch.setattr(choosing, "LOOKED_AT", 3)
    batch = world.batch(people=4)
    for name in ("甲", "一甲", "二甲", "三甲", "四甲"):
        world.received(batch, name)
    page = page_of(world, official, employer="甲")
    assert page.params["employer"] == str(Employer.objects.get(name_zh="甲").pk)
    assert people(page) == [4]


def test_several_are_named_so_that_one_can_be_typed(world, official, sent):
    error = page_of(world, official, employer="乙").filter.form.errors["employer"][0]
    assert error == "有多个名称含此文字：乙厂、乙厂二。请再多输入几个字。"


def test_links_and_saved_views_carry_the_key(world, official, sent):
    key = str(Employer.objects.get(name_zh="甲厂").pk)
    page = page_of(world, official, employer="甲", sort="people")
    assert page.params["employer"] == key
    assert f"employer={key}" in page.headers[0]["url"]
    again = page_of(world, official, employer=key)
    assert people(again) == [1]
    assert 'value="甲厂"' in str(again.filter.form["employer"])


def origin(signed_in, value):
    return signed_in.get(LIST, {"origin": value, "programme": "try"}).content.decode()


@pytest.fixture
def signed_in(client, official):
    client.force_login(official)
    return client


def offered(client, name, typed=""):
    response = client.get(f"{NAMES}{name}/", {"programme": "try", name: typed})
    assert response.status_code == 200
    return response.content.decode()


def test_names_are_offered_while_one_types(signed_in, sent):
    assert offered(signed_in, "origin", "城关") == (
        '<option value="城关镇 · 某县"></option><option value="城关镇 · 别县"></option>'
    )
    assert offered(signed_in, "origin", "shuang") == '<option value="双水街道"></option>'
    assert offered(signed_in, "origin", "没有") == ""
    assert offered(signed_in, "pairing", "乙") == '<option value="乙组团 ↔ 乙区"></option>'
    assert offered(signed_in, "origin", "—") == '<option value="—"></option>'
    # Before anything is typed the sign for none comes first.
    assert offered(signed_in, "origin").startswith('<option value="—"></option><option')


def test_what_is_offered_finds_its_rows_and_stands_in_the_field_again(signed_in, sent):
    for label, number in (("城关镇 · 某县", 1), ("城关镇 · 别县", 2), ("双水街道", 3), ("—", 8)):
        html = origin(signed_in, label)
        assert 'data-count="1"' in html
        assert f'value="{label}"' in html
        # As a link from a chart asks for it.
        key = "null" if label == "—" else str(sent[number - 1].pk)
        html = origin(signed_in, key)
        assert 'data-count="1"' in html
        assert f'value="{label}"' in html
        assert f'<span class="chip-label">来源镇街</span> {label}<' in html


def selected(html, name):
    return re.search(f'<select [^>]*name="{name}"', html)


def test_the_page_has_no_long_select_and_offers_names(signed_in, sent):
    html = signed_in.get(LIST).content.decode()
    assert not selected(html, "pairing")
    assert f'hx-get="{NAMES}origin/?programme=try"' in html
    assert '<datalist id="origin-names"></datalist>' in html
    # Kinds stay in a select.
    assert selected(html, "travel")


def test_pairings_are_typed_too(world, official, sent):
    assert people(page_of(world, official, pairing="two")) == [8]
    page = page_of(world, official, pairing="乙组团")
    assert people(page) == [8]
    assert page.params["pairing"] == "two"
    error = page_of(world, official, pairing="组团").filter.form.errors["pairing"].as_data()[0]
    assert error.code == "several"


def test_nothing_is_offered_or_found_of_rows_that_the_reader_does_not_see(
    client, world, official, other_clerk, sent
):
    for number in range(2):
        place = Place.objects.create(code=f"X{number}", level="township", name_zh=f"乙镇{number}")
        world.received(world.batch(world.two, people=9, origin=place), f"丁厂{number}")
    client.force_login(other_clerk)
    assert offered(client, "origin", "") == (
        '<option value="—"></option><option value="乙镇0"></option><option value="乙镇1"></option>'
    )
    assert offered(client, "origin", "城关") == ""
    page = page_of(world, other_clerk, employer="甲厂")
    assert [e.code for e in page.filter.form.errors["employer"].as_data()] == ["unknown"]
    key = str(Employer.objects.get(name_zh="甲厂").pk)
    assert "employer" in page_of(world, other_clerk, employer=key).filter.form.errors


@pytest.mark.parametrize("name", ["q", "travel", "since", "nonsense", "people_min"])
def test_only_filters_by_name_offer_any(signed_in, name):
    assert signed_in.get(f"{NAMES}{name}/?programme=try").status_code == 404


def test_names_of_a_short_ledger_are_in_its_select(signed_in, sent, monkeypatch):
    for module in (filters, related):
        monkeypatch.setattr(module, "MOST_IN_A_SELECT", 60)
    assert offered(signed_in, "origin", "城关") == ""
    assert selected(signed_in.get(LIST).content.decode(), "origin")
    assert "origin" in signed_in.get(LIST, {"origin": "城关镇"}).context["page"].filter.form.errors


def test_events_of_one_title_are_found_by_their_key(signed_in, world):
    held = [world.event(date=datetime.date(2022, 3, day), title_zh="招商推介会") for day in (1, 2)]
    for event in held:
        world.project(promotion=event, signed_on=event.date)
    address = "/industry/projects/names/promotion/?programme=try&promotion=推介"
    labels = [f"{event.date} 招商推介会 #{event.pk}" for event in held]
    html = signed_in.get(address).content.decode()
    assert all(f'value="{label}"' in html for label in labels)
    found = signed_in.get("/industry/projects/", {"programme": "try", "promotion": labels[1]})
    assert 'data-count="1"' in found.content.decode()
    assert found.context["page"].params["promotion"] == str(held[1].pk)


def test_the_names_cost_the_same_however_many(world, official, sent, django_assert_num_queries):
    assert official.grants
    page = page_of(world, official)
    str(page.filter.form["employer"])
    # Count and rows; the names are known, the pairings' too.
    with django_assert_num_queries(2):
        page = page_of(world, official)
        assert len(page.rows) == 4
        str(page.filter.form["employer"])
    key = Employer.objects.get(name_zh="甲厂").pk
    # And the one that was chosen, once for form, chips and list; and whether its name is its own.
    with django_assert_num_queries(4):
        page = page_of(world, official, employer=str(key))
        assert len(page.rows) == 1
        str(page.filter.form["employer"])


def test_fairs_whose_name_has_their_day_are_offered_and_found(signed_in, world):
    fairs = [
        world.fair(title_zh=f"特色产品展{n}", start=datetime.date(2022, 11, n)) for n in (5, 6)
    ]
    for number, fair in enumerate(fairs, start=1):
        world.purchase(fair=fair, amount=str(number))
    address = "/consumption/purchases/"
    html = signed_in.get(f"{address}names/fair/?programme=try&fair=产品展").content.decode()
    labels = [
        f"2022-11-0{n} · 特色产品展{n} #{fair.pk}" for n, fair in zip((5, 6), fairs, strict=True)
    ]
    assert all(f'value="{label}"' in html for label in labels)
    for fair, label in zip(fairs, labels, strict=True):
        # As offered, as a link asks for it, and as the field sends it again.
        for value in (label, fair.pk, f"展{fair.start.day}"):
            page = signed_in.get(address, {"programme": "try", "fair": value}).context["page"]
            assert (page.count, page.params["fair"]) == (1, str(fair.pk))
        assert f'value="{label}"' in str(page.filter.form["fair"]) or value != fair.pk
    field = signed_in.get(address, {"programme": "try", "fair": fairs[0].pk}).content.decode()
    assert f'value="{labels[0]}"' in field


def test_every_pairing_is_found_by_the_name_its_field_shows(signed_in, world):
    """Also one that does not report, and two of one name."""
    silent = world.group("silent", "丙镇", "丙乡", 30)
    silent.reports = False
    silent.save()
    world.group("twin", "甲组团", "甲区", 40)
    for slug in ("one", "two", "silent", "twin"):
        shown = page = signed_in.get(LIST, {"programme": "try", "pairing": slug}).context["page"]
        shown = re.search(r'value="([^"]*)"', str(page.filter.form["pairing"]))[1]
        again = signed_in.get(LIST, {"programme": "try", "pairing": shown}).context["page"]
        assert again.params["pairing"] == slug, shown
    assert "丙镇" not in offered(signed_in, "pairing", "丙")


@pytest.mark.parametrize(
    ("name_zh", "name_en"),
    [
        ("厂房#1", "Works #1"),
        ("361", "361"),
        ("样 · 例", "x · y"),
        ("ABC", "abc"),
        ("另一厂", "abc"),
    ],
)
def test_whatever_a_row_is_called_its_field_finds_it_again(world, official, sent, name_zh, name_en):
    Employer.objects.create(name_zh="abc")
    batch = world.batch(people=4)
    for other in ("abc", "乙厂"):
        world.received(batch, other)
    employer = Employer.objects.create(name_zh=name_zh, name_en=name_en)
    TransferReceipt.objects.create(batch=world.batch(people=5), employer=employer)
    key = str(employer.pk)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            field = page_of(world, official, employer=key).filter.form["employer"]
            shown = unescape(re.search(r' value="([^"]*)"', str(field))[1])
            again = page_of(world, official, employer=shown)
            assert (again.params["employer"], people(again)) == (key, [5]), shown
