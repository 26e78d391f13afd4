"""Prepared statements find what the framework's own querysets find, for each reader."""

import datetime
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation import prepared
from cooperation.ledgers.preferences import keep, kept_by
from cooperation.models import Activity, Assignment, Pairing, Programme, Role, SavedView, Target
from cooperation.prepared import Prepared
from cooperation.reporting.catalogue import Catalogue
from cooperation.scoreboard.years import rebuild
from tests.people import PEOPLE

PAGES = (
    "/",
    "/pairings/",
    "/pairings/{group}/",
    "/indicators/labor.test_jobs/",
    "/compare/",
    "/changes/",
    "/labor/",
    "/consumption/purchases/",
)
PERIODS = ("", "?year=2021&through=6", "?year=2024&through=6&as_of=2024-03-01")
FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2027, 1, 1)


@pytest.fixture
def checked(monkeypatch) -> set[Prepared]:
    """Asks each prepared statement the framework's way too; holds those that were asked."""
    asked = set()
    ask = Prepared.__call__

    def both(self, *values):
        found, plain = ask(self, *values), list(self._build(*values))
        assert [told(one) for one in found] == [told(one) for one in plain]
        asked.add(self)
        return found

    monkeypatch.setattr(Prepared, "__call__", both)
    return asked


def told(row):
    """All that a row says, with the rows that came along."""
    if isinstance(row, tuple) or not hasattr(row, "_meta"):
        return row
    own = {field.attname: row.__dict__.get(field.attname) for field in row._meta.concrete_fields}
    beside = {name: one and told(one) for name, one in row._state.fields_cache.items()}
    many = getattr(row, "_prefetched_objects_cache", {})
    return type(row), own, beside, {name: [told(one) for one in many[name]] for name in many}


@pytest.mark.slow
@pytest.mark.parametrize("person", ["anonymous", *PEOPLE])
def test_pages_read_what_plain_querysets_find(as_person, ground, checked, settings, person):
    settings.PUBLIC_DASHBOARD = True
    rebuild(ground.programme)  # so that the years kept of it are read
    browser = as_person(person)
    pages = {
        address: [browser.get(address.format(group=ground.group.slug) + one) for one in PERIODS]
        for address in PAGES
    }
    assert checked
    if person == "official":
        codes = {address: {one.status_code for one in some} for address, some in pages.items()}
        assert codes == {address: {200} for address in PAGES}
        assert Catalogue(["labor", "consumption"]).all()  # what the gate reads
        left = {one._build.__name__ for one in statements_of_the_product() - checked}
        assert left == set()


def statements_of_the_product() -> set[Prepared]:
    """Every statement that a module of the product declares."""
    modules = [m for name, m in sys.modules.items() if name.startswith("cooperation.")]
    return {one for m in modules for one in vars(m).values() if isinstance(one, Prepared)}


# --- values and shapes ---------------------------------------------------------------------------


@Prepared
def targets(pairings, years, since, text, moment, own, newest) -> object:
    found = Target.objects.filter(
        Q(pairing__in=pairings) | Q(document_no=text), year__in=years, in_force_from__gte=since
    )
    if moment:
        found = found.filter(recorded_at__lt=moment)
    if own:
        found = found.filter(own)
    later = Target.objects.filter(pairing=OuterRef("pairing"), in_force_from__gt=since)
    found = found.annotate(known=Coalesce("document_no", "reason"), more=Exists(later))
    return found.select_related("pairing").order_by("-pk" if newest else "pk")


@pytest.fixture
def agreed(ground):
    """Targets of two groups and two years."""
    return [
        Target.objects.create(
            pairing=pairing,
            indicator=ground.indicator,
            year=year,
            value=year,
            document_no=f"〔{year}〕{number}号",
            in_force_from=datetime.date(year, number, 1),
            recorded_at=datetime.datetime(year, number, 2, tzinfo=datetime.UTC),
        )
        for pairing in (ground.group, ground.other_group)
        for year in (2022, 2023)
        for number in (3, 4)
    ]


days = st.dates(datetime.date(2021, 12, 1), datetime.date(2023, 12, 31))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_any_values_find_their_rows(agreed, data):
    pairings = sorted({target.pairing_id for target in agreed})
    values = (
        data.draw(st.lists(st.sampled_from(pairings), max_size=3)),
        data.draw(st.sets(st.integers(2021, 2024), max_size=4)),
        data.draw(days),
        data.draw(st.sampled_from(["〔2022〕3号", "〔2023〕4号", "%s", "", "'; --"])),
        data.draw(st.none() | st.datetimes(timezones=st.just(datetime.UTC)).filter(in_time)),
        data.draw(st.sampled_from([None, Q(year=2022), ~Q(document_no__contains="%")])),
        data.draw(st.booleans()),
    )
    plain = list(targets._build(*values))
    found = targets(*values)
    assert [told(one) for one in found] == [told(one) for one in plain]
    assert [(one.known, one.more) for one in found] == [(one.known, one.more) for one in plain]


def in_time(moment: datetime.datetime) -> bool:
    return FIRST <= moment.date() <= LAST


def test_a_statement_is_put_together_once(agreed, monkeypatch):
    @Prepared
    def of(pairing, years):
        return Target.objects.filter(pairing=pairing, year__in=years)

    first = of(agreed[0].pairing_id, [2022])

    def refuse(*args, **kwargs):
        raise AssertionError("put together again")

    monkeypatch.setattr(SQLCompiler, "as_sql", refuse)
    assert len(first) == 2
    assert len(of(agreed[-1].pairing_id, {2022, 2023})) == 4


def test_related_rows_come_along(agreed, ground, django_assert_num_queries):
    ground.group.sources.add(ground.source)

    @Prepared
    def called(slug):
        return Pairing.objects.filter(slug=slug).with_ends().prefetch_related("sources")

    with django_assert_num_queries(2):
        for one in called(ground.group.slug):
            assert one.east_place.name
            if one.programme_id == ground.programme.pk:
                assert [*one.sources.all()] == [ground.source]


def test_slices_and_unions_are_statements_too(ground):
    @Prepared
    def newest(programme):
        every = Activity.objects.order_by().values_list("pk")
        later = every.filter(programme__gt=programme)
        return every.filter(programme=programme).union(later).order_by("pk")[:3]

    assert newest(ground.programme.pk) == [(ground.activity.pk,), (ground.other.activity.pk,)]
    assert newest(ground.other.programme.pk) == [(ground.other.activity.pk,)]


def test_each_language_has_its_own(ground):
    @Prepared
    def by_name(programme):
        name = "title_zh" if translation.get_language() == "zh-hans" else "title_en"
        return Activity.objects.filter(programme=programme).values_list(name, flat=True)

    both = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            both.append(by_name(ground.programme.pk))
    assert both == [
        [ground.activity.title_zh], [ground.activity.title_en], [ground.activity.title_zh],
    ]  # fmt: skip


def test_no_more_shapes_are_kept_than_there_is_room_for(agreed, monkeypatch):
    monkeypatch.setattr(prepared, "VARIANTS", 2)

    @Prepared
    def which(condition):
        return Target.objects.filter(condition)

    kept = []
    for year in (2021, 2022, 2021, 2023, 2022, 2021):
        assert {one.year for one in which(Q(year=year))} <= {year}
        kept.append(len(which._made))
    assert kept == [1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    "build",
    [
        lambda year: Target.objects.filter(year=year - 1),
        lambda year: Target.objects.filter(year__lt=2022),
        lambda year: Target.objects.filter(document_no=f"{year}"),
        lambda year, pk: Target.objects.filter(year=year, indicator__gt=year + 1).exclude(pk=pk),
        lambda year, pk: Target.objects.filter(year=year, indicator__gt=year + 2).exclude(pk=pk),
        lambda year, pk: Target.objects.filter(year=year, indicator__gt=pk - 2).exclude(pk=pk),
    ],
    ids=["reckoned with", "not used", "in a text", "one more", "two more", "two less"],
)
def test_a_value_that_does_not_stand_in_the_statement_is_refused(db, build):
    values = (2022, 7)[: build.__code__.co_argcount]
    with pytest.raises(ValueError, match="not put into this statement"):
        Prepared(build)(*values)


@pytest.mark.parametrize(
    "several",
    [[1, "1"], [True, False], [1.5], [None], [Q()], [FIRST, datetime.datetime.now(datetime.UTC)]],
    ids=["mixed", "booleans", "decimals", "none", "others", "days and moments"],
)
def test_a_collection_is_of_one_kind(db, several):
    with pytest.raises(TypeError, match="one kind"):
        Prepared(lambda some: Target.objects.filter(pk__in=some))(several)


@pytest.mark.parametrize("keys", [[7], [7, 8], [7, 9]], ids=["one", "side by side", "apart"])
def test_a_collection_that_is_no_list_in_brackets_is_refused(db, keys):
    with pytest.raises(ValueError, match="not put into"):
        Prepared(lambda some: Target.objects.filter(pairing__among=some))(keys)


def test_kinds_of_a_collection_may_change(agreed):
    of = Prepared(lambda some: Target.objects.filter(document_no__in=some))
    assert of([]) == []
    assert len(of(["〔2022〕3号", "〔2023〕3号"])) == 4
    in_force = Prepared(lambda some: Target.objects.filter(in_force_from__in=some))
    assert len(in_force({datetime.date(2022, 3, 1), LAST})) == 2


def test_rows_are_not_asked_while_a_statement_is_made(agreed):
    @Prepared
    def whether(pairing):
        if Target.objects.filter(pairing=pairing).exists():
            return Target.objects.filter(pairing=pairing)
        return Target.objects.filter(pairing=pairing, year=2022)

    with pytest.raises(ValueError, match="does not depend on rows"):
        whether(agreed[0].pairing_id)


def test_an_error_of_the_first_call_is_not_kept(db):
    broken = Prepared(lambda year: Target.objects.filter(year=year + 1))
    for _time in range(2):
        with pytest.raises(ValueError, match="not put into"):
            broken(2022)


# --- readers -------------------------------------------------------------------------------------


@Prepared
def programmes(reader):
    return Programme.objects.visible_to(reader)


@Prepared
def assignments(reader):
    return Assignment.objects.visible_to(reader)


def test_each_reader_is_shown_the_own_programmes(people, ground):
    here, there = [ground.programme], [ground.other.programme]
    for _time in range(2):
        assert programmes(people.official) == here
        assert programmes(people.stranger) == there
        assert sorted(p.pk for p in programmes(people.administrator)) == sorted(
            p.pk for p in here + there
        )
        assert programmes(AnonymousUser()) == []


def test_a_public_dashboard_is_another_statement(ground, settings):
    for public in (True, False, True):
        settings.PUBLIC_DASHBOARD = public
        assert bool(programmes(AnonymousUser())) is public


def test_readers_of_equal_rights_share_a_statement_and_not_its_rows(people, ground):
    twin = type(people.official).objects.create_user("twin")
    Assignment.objects.create(user=twin, role=Role.OFFICIAL, programme=ground.programme)
    assert twin.rights == people.official.rights
    for reader in (people.official, twin, people.official):
        assert {one.user_id for one in assignments(reader)} == {reader.pk}
    keep(twin, "labor.batch", size=100)
    assert kept_by(twin, "labor.batch").size == 100
    assert kept_by(people.official, "labor.batch").own is None
    assert SavedView.objects.count() == 1


def test_rights_that_change_change_the_statement(people, ground):
    official = people.official
    assert programmes(official) == [ground.programme]
    official.is_active = False
    assert programmes(official) == []
    official.is_active = True
    official.assignments.all().delete()
    official.__dict__.pop("grants")
    assert programmes(official) == []


def test_nothing_but_key_and_rights_of_an_account_is_in_a_statement(people):
    seen = []

    @Prepared
    def own(reader):
        seen.append(reader)
        return Assignment.objects.filter(user=reader)

    assert len(own(people.official)) == 1
    assert {"official", ""}.isdisjoint(one.username for one in seen)
    assert people.official.pk not in [one.pk for one in seen]


def test_another_column_of_the_account_is_refused(people):
    colleagues = Prepared(
        lambda reader: type(reader).objects.filter(Q(pk=reader.pk) | Q(office=reader.office))
    )
    with pytest.raises(ValueError, match="not put into this statement"):
        colleagues(people.official)
