"""Which unit has a township's area on a day: chains of mergers and new names, judged naively."""

import datetime

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cooperation.models import Place, PlaceChange
from cooperation.models.succession import PlaceMap, on_map, place_map, successor_of
from cooperation.seeding.load import load_seeds

pytestmark = pytest.mark.slow

D = datetime.date
MERGER = D(2021, 7, 19)
BEFORE, AFTER = D(2021, 7, 18), MERGER

A, B, C, E = 1, 2, 3, 4
CASES = [
    ("none", [], {}),
    ("merged", [(A, C, D(2021, 1, 1), "merge"), (B, C, D(2021, 1, 1), "merge")], {A: C, B: C}),
    ("chain", [(A, B, D(2020, 1, 1), "rename"), (B, C, D(2021, 1, 1), "merge")], {A: C, B: C}),
    ("not yet", [(A, B, D(2022, 1, 2), "rename")], {}),
    ("that very day", [(A, B, D(2022, 1, 1), "rename")], {A: B}),
    ("split", [(A, B, D(2020, 1, 1), "split"), (A, C, D(2020, 1, 1), "split")], {}),
    ("part left, rest renamed", [
        (A, B, D(2019, 1, 1), "split"), (A, C, D(2020, 1, 1), "rename"),
    ], {A: C}),
    ("chain ends at a split", [
        (A, B, D(2019, 1, 1), "rename"), (B, C, D(2020, 1, 1), "split"),
    ], {A: B}),
    ("alias has no day", [(A, B, None, "alias")], {A: B}),
    ("two successors on a day", [
        (A, B, D(2020, 1, 1), "merge"), (A, C, D(2020, 1, 1), "merge"),
    ], {}),
    ("name that came back", [
        (A, B, D(2019, 1, 1), "rename"), (B, A, D(2020, 1, 1), "rename"),
    ], {B: A}),
    ("aliases in a circle", [(A, B, None, "alias"), (B, A, None, "alias")], {}),
    ("dates run backwards", [
        (A, B, D(2020, 1, 1), "rename"), (B, C, D(2019, 1, 1), "rename"),
    ], {A: B, B: C}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "ahead"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_successors(changes, ahead):
    chart = PlaceMap.of(changes, D(2022, 1, 1))
    assert chart.ahead == ahead
    for place in (A, B, C, E):
        assert chart.unit(place) == ahead.get(place, place)
        assert place in chart.behind(chart.unit(place))


def test_without_a_day_each_place_is_itself():
    chart = PlaceMap()
    assert (chart.unit(A), chart.unit(None), chart.behind(A)) == (A, None, {A})


@st.composite
def histories(draw):
    """A history as it happens: at each step one of the standing places is renamed, merged into
    another or loses a part; new names are new places."""
    places, day, changes = list(range(1, draw(st.integers(2, 8)))), D(2000, 1, 1), []
    following = 100
    for kind in draw(st.lists(st.sampled_from(["rename", "merge", "split"]), max_size=12)):
        day += datetime.timedelta(days=draw(st.integers(1, 400)))
        one = draw(st.sampled_from(places))
        if kind == "split":
            changes.append((one, following, day, kind))
            places.append(following)
        elif kind == "rename":
            changes.append((one, following, day, kind))
            places[places.index(one)] = following
        elif len(places) > 1:
            other = draw(st.sampled_from([place for place in places if place != one]))
            changes += [(one, following, day, kind), (other, following, day, kind)]
            places = [place for place in places if place not in (one, other)] + [following]
        following += 1
    return changes


@given(histories(), st.randoms(), st.integers(0, 5000), st.data())
def test_the_map_of_a_day_is_what_time_made_of_it(changes, random, after, data):
    """Played forward day by day; whatever order the changes are read in."""
    day = D(2000, 1, 1) + datetime.timedelta(days=after)
    named = sorted({place for change in changes for place in change[:2]})
    now = {place: place for place in named}
    for start, end, on, kind in changes:
        if on <= day and kind != "split":
            now = {place: end if unit == start else unit for place, unit in now.items()}
    shuffled = random.sample(changes, len(changes))
    chart = PlaceMap.of(shuffled, day)
    assert {place: chart.unit(place) for place in named} == now
    # Sums by unit are sums by place, put together differently: nothing is lost or doubled.
    values = {place: data.draw(st.integers(-50, 50)) for place in named}
    units = set(now.values())
    sums = {unit: sum(values[place] for place in chart.behind(unit)) for unit in units}
    assert sum(sums.values()) == sum(values.values())


@pytest.fixture
def seeded(db):
    load_seeds(settings.BASE_DIR / "seeds")


def test_the_mergers_of_2021(seeded, django_assert_num_queries):
    def then_and_now(code):
        place = Place.objects.get(code=code)
        return [successor_of(place, day).code for day in (BEFORE, AFTER)]

    assert then_and_now("442000104") == ["442000104", "442000118"]  # 东升 → 小榄
    assert then_and_now("442000100") == ["442000100", "442000118"]  # the old 小榄
    assert then_and_now("442000102") == ["442000102", "442000007"]  # 民众镇 → 民众街道
    assert then_and_now("442000113") == ["442000113", "442000008"]  # 南朗镇 → 南朗街道
    # 水城县 was divided, 中山港街道 only lost a village: both stay.
    assert then_and_now("520221") == ["520221", "520221"]
    assert then_and_now("442000003") == ["442000003", "442000003"]
    with django_assert_num_queries(1):
        place_map(AFTER)
    with django_assert_num_queries(0):
        place_map(None)
    old = list(Place.objects.filter(code__in=["442000100", "442000104"]).order_by("code"))
    assert [place.code for place in on_map(old, place_map(AFTER))] == ["442000118"]
    assert on_map(old, place_map(None)) == old
    assert PlaceChange.objects.filter(kind="merge").exists()
