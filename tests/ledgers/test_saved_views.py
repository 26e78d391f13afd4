"""Saved views: who sees which, who may do what with them, and what they keep."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from cooperation.ledgers import saved_views
from cooperation.models import Assignment, SavedView
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

LIST = "/labor/batches/"
VIEWS = f"{LIST}views/"
HERE = "?programme=try"


@pytest.fixture
def offices(world):
    """Two clerks of one office, one of its other side, one of another pairing, a reviewer of the
    west, the secretary, an administrator, and the secretary of another programme."""
    far = World(code="far")
    people = {
        "clerk": world.person("clerk", "clerk", pairing=world.one, side="west", sector="labor"),
        "colleague": world.person("colleague", "reviewer", pairing=world.one, side="west"),
        "other_side": world.person("other_side", "clerk", pairing=world.one, side="east"),
        "both_sides": world.person("both_sides", "clerk", pairing=world.one),
        "other_pairing": world.person("other_pairing", "clerk", pairing=world.two, side="west"),
        "reviewer": world.person("reviewer", "reviewer", side="west"),
        "official": world.person("official", "official"),
        "secretary": world.person("secretary", "secretary"),
        "administrator": world.person("administrator", "administrator", programme=None),
        "stranger": far.person("stranger", "secretary"),
    }
    return people


def view_of(world, owner, shared="mine", name="我的视图甲", **fields):
    return SavedView.objects.create(
        owner=owner, programme=world.programme, ledger="labor.batch", name=name, shared=shared,
        **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "shared", "seen_by"),
    [
        ("clerk", "mine", {"clerk"}),
        ("clerk", "office", {"clerk", "colleague"}),
        ("both_sides", "office", {"both_sides"}),
        # An assignment without a pairing is an office of its own kind: the whole programme's.
        ("secretary", "office", {"secretary", "official"}),
        ("reviewer", "office", {"reviewer"}),
        ("administrator", "mine", {"administrator"}),
        ("administrator", "office", {"administrator"}),
        ("secretary", "all", {"clerk", "colleague", "other_side", "both_sides", "other_pairing",
                              "reviewer", "official", "secretary", "administrator"}),
    ],
)  # fmt: skip
def test_who_sees_a_view(client, world, offices, owner, shared, seen_by):
    view = view_of(world, offices[owner], shared)
    found = set()
    for name, user in offices.items():
        client.force_login(user)
        status = client.get(f"{VIEWS}{view.pk}/{HERE}").status_code
        listed = "我的视图甲" in client.get(f"{LIST}{HERE}").content.decode()
        change = client.get(f"{VIEWS}{view.pk}/change/{HERE}").status_code
        assert (status, change) in ((200, 200), (404, 404)), name
        assert listed == (status == 200), name
        if status == 200:
            found.add(name)
    assert found == seen_by
    assert not SavedView.objects.visible_to(AnonymousUser()).exists()


def test_view_shows_rows_of_ones_own_rights_only(client, world, offices):
    world.batch(world.one, people=11)
    world.batch(world.two, people=22)
    view = view_of(world, offices["secretary"], "all", query="travel=coach")
    client.force_login(offices["clerk"])
    html = client.get(f"{VIEWS}{view.pk}/{HERE}").content.decode()
    assert ">11<" in html
    assert ">22<" not in html


def test_whoever_is_deactivated_sees_no_view(world, offices):
    view_of(world, offices["secretary"], "all")
    offices["clerk"].is_active = False
    assert not SavedView.objects.visible_to(offices["clerk"]).exists()


@pytest.mark.parametrize(
    ("who", "shared", "rename", "replace", "delete"),
    [
        ("clerk", "office", 302, 302, 302),
        ("colleague", "office", 403, 403, 403),
        ("other_side", "office", 404, 404, 404),
        ("official", "all", 403, 403, 403),
        ("secretary", "all", 403, 403, 403),
        ("administrator", "all", 403, 403, 302),
        ("stranger", "all", 404, 404, 404),
    ],
)
def test_who_changes_a_view(client, world, offices, who, shared, rename, replace, delete):
    view = view_of(world, offices["clerk"], shared)
    client.force_login(offices[who])
    address = f"{VIEWS}{view.pk}/change/"
    asked = [{"name": "新名", "shared": "mine"}, {"action": "replace", "state": "q=x"}]
    # Taken back after each, so that the next one meets the same view.
    statuses = []
    for data in [*asked, {"action": "delete"}]:
        statuses.append(client.post(address, data).status_code)
        SavedView.objects.filter(pk=view.pk).update(shared=shared)
    assert statuses == [rename, replace, delete]
    assert SavedView.objects.filter(pk=view.pk).exists() == (delete != 302)


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 422), ("official", 422), ("reviewer", 422), ("secretary", 302),
     ("administrator", 302)],
)  # fmt: skip
def test_who_shares_with_everyone(client, world, offices, who, status):
    client.force_login(offices[who])
    answer = client.post(f"{VIEWS}{HERE}", {"name": "公用", "shared": "all", "state": ""})
    assert answer.status_code == status
    assert ('value="all"' in client.get(LIST).content.decode()) == (status == 302)


def test_saved_view_keeps_filters_columns_order_and_size(signed_in, world, official):
    world.batch(people=1, travel="coach")
    world.batch(people=2, travel="own")
    state = "programme=try&travel=coach&since=2021-01-01&sort=-people&columns=start,people&size=25"
    answer = signed_in.post(
        f"{VIEWS}{HERE}", {"name": "我的视图甲", "shared": "mine", "state": state}
    )
    view = SavedView.objects.get()
    assert answer.url == f"{VIEWS}{view.pk}/{HERE}"
    assert (view.query, view.sort, view.columns, view.size) == (
        "since=2021-01-01&travel=coach", "-people", "start,people", 25,
    )  # fmt: skip
    shown = signed_in.get(answer.url).context["list"]
    assert [head["name"] for head in shown.page.headers] == ["start", "people"]
    assert [row.people for row in shown.page.rows] == [1]
    assert (shown.size, shown.changed) == (25, False)
    # The stable address leads to the view's own programme.
    assert signed_in.get(f"{VIEWS}{view.pk}/").url == answer.url
    assert signed_in.get(f"{VIEWS}{view.pk}/?programme=other").url == answer.url


def test_changed_view_is_replaced_by_what_is_shown(signed_in, world, official):
    view = view_of(world, official, query="travel=coach", columns="start,people", size=50)
    address = f"{VIEWS}{view.pk}/"
    unchanged = signed_in.get(f"{address}{HERE}").context["list"]
    assert not unchanged.changed
    assert dict(unchanged.address.hidden())["edited"] == "1"
    # A filter that is taken away stays away, although the view has it.
    shown = signed_in.get(f"{address}{HERE}&edited=1&columns=start,people&q=米").context["list"]
    assert shown.changed
    assert [(chip.name, chip.words) for chip in shown.chips] == [("q", "米")]
    signed_in.post(f"{address}change/", {"action": "replace", "state": shown.state})
    view.refresh_from_db()
    assert (view.query, view.name) == ("q=%E7%B1%B3", "我的视图甲")
    assert not signed_in.get(f"{address}{HERE}").context["list"].changed


def test_columns_chosen_in_a_view_are_not_ones_own(signed_in, world, official):
    view = view_of(world, official, query="travel=coach")
    shown = signed_in.get(f"{VIEWS}{view.pk}/{HERE}").context["list"]
    answer = signed_in.post(
        f"{LIST}settings/",
        {"state": shown.state, "view": view.pk, "order": ["start", "people"], "show": ["people"]},
    )
    assert answer.url.startswith(f"{VIEWS}{view.pk}/?")
    opened = signed_in.get(answer.url).context["list"]
    assert opened.columns.shown == ("start", "people")
    assert opened.changed
    assert not SavedView.objects.filter(name="").exists()


def test_what_a_view_asks_for_may_be_gone(signed_in, world, official):
    world.batch()
    view = view_of(
        world, official, query="pairing=gone&travel=coach&lost=1", columns="start,lost_column",
        sort="lost_column",
    )  # fmt: skip
    answer = signed_in.get(f"{VIEWS}{view.pk}/{HERE}")
    shown = answer.context["list"]
    assert answer.status_code == 200
    assert len(shown.page.rows) == 1
    assert shown.columns.shown == ("start",)
    assert [text.replace("Pairing", "结对") for text in shown.gone] == [
        "结对 “gone”", "lost", "lost_column",
    ]  # fmt: skip
    assert "lost_column" in answer.content.decode()


def test_list_opens_with_the_view_of_ones_choice(client, world, offices):
    view = view_of(world, offices["secretary"], "all", query="travel=coach")
    client.force_login(offices["clerk"])
    change = f"{VIEWS}{view.pk}/change/"
    assert client.post(change, {"action": "open"}).status_code == 302
    opened = f"{VIEWS}{view.pk}/{HERE}"
    assert client.get(LIST).url == client.get(f"{LIST}{HERE}").url == opened
    # Whoever asks for something gets it, and the whole list stays within reach.
    assert client.get(f"{LIST}{HERE}&travel=own").status_code == 200
    plain = client.get(opened).context["list"].plain_url
    shown = client.get(plain)
    assert shown.status_code == 200
    assert "plain=1" in shown.context["list"].address.cleared
    # Another reader's list opens as ever; a view that is not shared any more does not open.
    client.force_login(offices["official"])
    assert client.get(LIST).status_code == 200
    SavedView.objects.filter(pk=view.pk).update(shared="mine")
    client.force_login(offices["clerk"])
    assert client.get(LIST).status_code == 200
    SavedView.objects.filter(pk=view.pk).update(shared="all")
    client.post(change, {"action": "open"})
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("新名", 302),
        (" 新名 ", 302),
        ("长" * 60, 302),
        ("我的视图甲", 422),
        (" 我的视图甲", 422),
        ("", 422),
        ("   ", 422),
        ("长" * 61, 422),
        ("长" * 10_000, 422),
        ("a\0b", 422),
        ("<script>alert(1)</script>", 302),
    ],
)
def test_name_of_a_view(signed_in, world, official, name, status):
    view_of(world, official)
    data = {"name": name, "shared": "mine", "state": "q=x"}
    answer = signed_in.post(f"{VIEWS}{HERE}", data, follow=status == 302)
    assert answer.status_code == (200 if status == 302 else status)
    assert SavedView.objects.count() == (2 if status == 302 else 1)
    assert "<script>alert(1)" not in answer.content.decode()


def test_same_name_in_another_list_or_of_another_person(signed_in, world, official, clerk):
    view_of(world, clerk)
    SavedView.objects.create(
        owner=official, programme=world.programme, ledger="industry.project", name="我的视图甲"
    )
    data = {"name": "我的视图甲", "shared": "mine", "state": ""}
    assert signed_in.post(f"{VIEWS}{HERE}", data).status_code == 302


def test_two_views_of_one_name_at_the_same_time(signed_in, world, official, monkeypatch):
    """The check was passed before the other one was written."""
    view_of(world, official)
    monkeypatch.setattr(SavedView, "validate_constraints", lambda self, exclude=None: None)
    data = {"name": "我的视图甲", "shared": "mine", "state": ""}
    assert signed_in.post(f"{VIEWS}{HERE}", data).status_code == 422


def test_views_of_a_list_have_an_end(signed_in, world, official, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    view = view_of(world, official)
    data = {"name": "又一个", "shared": "mine", "state": ""}
    assert signed_in.post(f"{VIEWS}{HERE}", data).status_code == 422
    # The one that is there can still be renamed.
    assert signed_in.post(f"{VIEWS}{view.pk}/change/", data).status_code == 302


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("q=" + "x" * 10_000, 422),
        ("q=%00", 400),
        ("q=a\0", 400),
        ("&".join(f"x{number}=1" for number in range(6000)), 400),
        ("columns=amount,nothing&size=7&sort=" + "x" * 100, 302),
        ("columns=" + "x" * 10_000, 302),
        ("sort=" + "x" * 300, 422),
        ("%ff%fe=%ff&q=%ff", 302),
        ("q=1&q=2", 302),
    ],
)
def test_state_that_nobody_typed(signed_in, world, state, status):
    data = {"name": "我的视图甲", "shared": "mine", "state": state}
    assert signed_in.post(f"{VIEWS}{HERE}", data).status_code == status
    for view in SavedView.objects.all():
        assert view.columns == "start,pairing,title,travel,people,lifted,received"
        assert view.size in (None, 25, 50, 100, 200)
        assert signed_in.get(f"{VIEWS}{view.pk}/{HERE}").status_code == 200


@pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 30])
def test_view_that_is_not_there(signed_in, world, key):
    assert signed_in.get(f"{VIEWS}{key}/{HERE}").status_code == 404
    assert signed_in.get(f"{VIEWS}{key}/change/{HERE}").status_code == 404
    assert signed_in.post(f"{LIST}settings/", {"view": key, "size": "25"}).status_code == 404


def test_view_of_another_ledger_is_not_found_here(signed_in, world, official):
    view = view_of(world, official)
    assert signed_in.get(f"/industry/projects/views/{view.pk}/{HERE}").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "", "programme": None, "shared": "all"},
        {"name": "我的视图甲", "programme": None},
        {"name": "我的视图甲", "shared": "world"},
        {"name": "我的视图甲", "size": 7},
    ],
)
def test_database_refuses(world, official, fields):
    values = {"owner": official, "ledger": "labor.batch", "programme": world.programme, **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(**values)


def test_view_of_an_office_goes_with_its_keeper(world, offices):
    view_of(world, offices["clerk"], "office")
    seen = SavedView.objects.visible_to(offices["other_pairing"])
    assert not seen.exists()
    Assignment.objects.create(
        user=offices["clerk"], role="clerk", programme=world.programme, pairing=world.two,
        side="west",
    )  # fmt: skip
    assert seen.count() == 1


@pytest.mark.parametrize("views", [1, 25])
def test_statements_do_not_grow_with_the_views(
    client, world, offices, views, django_assert_num_queries
):
    for number in range(views):
        view = view_of(world, offices["secretary"], "all", name=f"视图{number}")
    client.force_login(offices["official"])
    world.batch()
    # Session, account with its assignments, setting and views, programmes; pairings, sums, the
    # sum of what arrived, rows.
    with django_assert_num_queries(8):
        client.get(f"{LIST}{HERE}")
    # The pairings are known.
    with django_assert_num_queries(6):
        client.get(f"{VIEWS}{view.pk}/{HERE}")
    with django_assert_num_queries(4):
        client.get(f"{VIEWS}{HERE}")
