"""A page is sent again exactly when something it shows, or its reader, has changed."""

import datetime
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from cooperation import freshness
from cooperation.changes import Change
from cooperation.freshness import revalidated
from cooperation.models import Activity, Assignment, Pairing, Programme, Role
from cooperation.reporting import actions, dialogue
from cooperation.reporting.actions import Cell
from tests.reporting.world import APRIL, MARCH, World

pytestmark = pytest.mark.slow

PERIOD = "?programme=test&year=2024&through=6"
PAGES = (
    "/",
    "/pairings/",
    "/pairings/group/",
    "/indicators/",
    "/indicators/labor.jobs/",
    "/activities/",
)


@pytest.fixture
def world(db):
    world = World()
    jobs = world.indicators["labor.jobs"]
    jobs.confirmable = True
    jobs.save()
    world.east = world.person("east", Role.CLERK, side="east", pairing=world.group)
    world.official = world.person("official", Role.OFFICIAL)
    world.other_official = world.person("other", Role.OFFICIAL)
    world.approved(MARCH)
    return world


class Reader:
    """A browser that keeps pages and asks whether they still hold."""

    def __init__(self, client, path="/", query=PERIOD):
        self.client, self.url = client, path + query
        self.first = client.get(self.url)
        assert self.first.status_code == 200
        self.mark = self.first["ETag"]

    def again(self, **headers):
        return self.client.get(self.url, headers={"If-None-Match": self.mark, **headers})

    def sees_the_same(self):
        return self.again().status_code == 304


@pytest.fixture
def reader(client, world):
    client.force_login(world.official)
    return Reader(client)


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again(client, world, path):
    client.force_login(world.official)
    reader = Reader(client, path)
    answer = reader.again()
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == reader.mark == reader.first["ETag"]
    assert answer["Cache-Control"] == reader.first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= set(answer["Vary"].split(", "))


def test_it_costs_no_more_than_asking_who_and_what(reader, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, account with its rights, programmes
        assert reader.sees_the_same()


def test_a_draft_changes_nothing_that_is_read_and_a_release_does(reader, world):
    report = world.report(month=APRIL)
    actions.save_cells(
        report,
        {"labor.jobs": Cell("month", Decimal(5))},
        by=world.clerk,
        version=report.version,
    )
    assert reader.sees_the_same()
    world.fill(report)
    assert reader.sees_the_same()
    world.handed_in(report)
    answer = reader.again()
    assert answer.status_code == 200
    assert answer["ETag"] != reader.mark


def test_an_approval_and_a_dispute_are_seen(reader, world):
    submission = world.submitted(APRIL)
    mark = reader.again()["ETag"]
    actions.approve(submission, by=world.reviewer)
    reader.mark = reader.again()["ETag"]
    assert reader.mark != mark
    figure = submission.figures.get(indicator__code="labor.jobs")
    dialogue.dispute_figure(figure=figure, value=Decimal(9), sentence="少一人", by=world.east)
    assert not reader.sees_the_same()


def test_a_release_of_any_programme_that_the_reader_may_open_counts(reader, world):
    Programme.objects.filter(pk=world.programme.pk).raise_data_version()
    assert not reader.sees_the_same()


def test_an_activity_kept_in_the_workplace_is_seen(reader, world, client):
    secretary = world.person("secretary", Role.SECRETARY)
    client.force_login(secretary)
    own = Reader(client, "/activities/")
    data = {
        "programme": world.programme.pk,
        "code": "visit",
        "kind": "visit",
        "title_zh": "互访",
        "start": "2024-03-04",
        "precision": "day",
    }
    answer = client.post("/admin/cooperation/activity/add/", data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Activity.objects.filter(code="visit").exists()
    assert "互访" in client.get("/activities/" + PERIOD).content.decode()
    # The message of the workplace is shown once, and is no part of a page that is kept.
    assert not own.sees_the_same()


def test_a_row_that_moves_is_gone_where_it_was(reader, world):
    """Whoever opens only the programme that it left must not be told that nothing changed."""
    here = Programme.objects.get(pk=world.programme.pk)
    elsewhere = Programme.objects.create(
        code="two", name_zh="二", east=here.east, west=here.west, since=here.since, until=here.until
    )
    visit = Activity.objects.create(
        programme=here, code="visit", kind="visit", title_zh="误记", start=datetime.date(2024, 3, 4)
    )
    form = SimpleNamespace(changed_data=["programme"], cleaned_data={"change_reason": "moved"})
    admin = site.get_model_admin(Activity)
    visit.programme = elsewhere
    visit.save()
    message = replace(Change("here", "elsewhere", "moved"), moved=admin.has_moved(form))
    admin.log_change(
        SimpleNamespace(user=world.person("chief", Role.ADMINISTRATOR)), visit, message
    )
    assert not reader.sees_the_same()


def test_another_reader_is_never_told_that_nothing_changed(reader, world, client):
    client.force_login(world.other_official)
    answer = reader.again()
    assert answer.status_code == 200
    assert "other" in answer.content.decode()


def test_a_change_of_rights_or_name_counts(reader, world):
    Assignment.objects.create(
        user=world.official, role=Role.CLERK, programme=world.programme, pairing=world.group
    )
    answer = reader.again()
    assert answer.status_code == 200
    reader.mark = answer["ETag"]
    assert reader.sees_the_same()
    world.official.office = "协作办"
    world.official.save()
    assert not reader.sees_the_same()


def test_rights_that_end_are_refused_before_the_page_is_looked_at(reader, world):
    world.official.assignments.all().delete()
    assert reader.again().status_code == 403


def test_language_and_other_choices_of_the_browser_count(reader, client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = reader.again()
    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()
    reader.mark = answer["ETag"]
    assert reader.sees_the_same()
    client.cookies["numbers"] = "wan"
    assert not reader.sees_the_same()


def test_after_the_session_the_page_is_not_confirmed(reader, world, client):
    client.logout()
    assert reader.again().status_code == 302
    client.force_login(world.official)
    assert not reader.sees_the_same()


def test_a_page_whose_forms_hold_another_secret_is_sent_again(reader, client):
    assert client.cookies[settings.CSRF_COOKIE_NAME].value
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    assert not reader.sees_the_same()
    del client.cookies[settings.CSRF_COOKIE_NAME]
    assert not reader.sees_the_same()


def test_a_page_as_it_stood_has_a_mark_of_its_own(reader, client, world):
    then = Reader(client, query=f"{PERIOD}&as_of=2024-05-01")
    assert then.mark != reader.mark
    assert then.sees_the_same()
    world.submitted(APRIL)
    assert not then.sees_the_same()


def test_the_next_day_and_the_next_release_count(reader, monkeypatch):
    day = timezone.localdate() + datetime.timedelta(days=1)
    with monkeypatch.context() as patched:
        patched.setattr(freshness.timezone, "localdate", lambda: day)
        assert not reader.sees_the_same()
    with monkeypatch.context() as patched:
        patched.setattr(freshness, "release", lambda: "newer")
        assert not reader.sees_the_same()
    assert reader.sees_the_same()


def test_a_fragment_is_not_taken_for_the_page(reader):
    assert reader.again(**{"HX-Request": "true"}).status_code == 200
    assert reader.sees_the_same()


def test_the_public_is_told_by_its_own_mark(client, world, settings):
    settings.PUBLIC_DASHBOARD = True
    public = Reader(client)
    assert public.sees_the_same()
    world.submitted(APRIL)
    assert not public.sees_the_same()
    client.force_login(world.official)
    assert not public.sees_the_same()


def test_a_broken_address_stays_what_it_was(reader, client):
    assert client.get("/?programme=%00").status_code == 400
    assert client.get("/?programme=none").status_code == 404
    nearest = Reader(client, query="?programme=test&year=9999&through=77")
    assert nearest.sees_the_same()


def _request(world, **headers):
    request = RequestFactory(headers=headers).get("/")
    request.user, request.session = world.official, {}
    request.META["CSRF_COOKIE"] = "secret"
    request._messages = messages.storage.default_storage(request)
    return request


def test_a_message_is_shown_once(world):
    view = revalidated()(lambda request: HttpResponse("page"))
    mark = view(_request(world))["ETag"]
    request = _request(world, **{"If-None-Match": mark})
    messages.info(request, "saved")
    assert view(request).status_code == 200
    assert "ETag" not in view(request)
    assert view(_request(world, **{"If-None-Match": mark})).status_code == 304


def test_what_else_a_page_is_made_of_counts(world):
    seen = []
    view = revalidated(lambda request: tuple(seen))(lambda request: HttpResponse("page"))
    mark = view(_request(world))["ETag"]
    assert view(_request(world, **{"If-None-Match": mark})).status_code == 304
    seen.append("looked")
    assert view(_request(world, **{"If-None-Match": mark})).status_code == 200


def test_a_release_during_the_page_makes_the_mark_old(world):
    def page(request):
        Programme.objects.raise_data_version()
        return HttpResponse("page")

    view = revalidated()(page)
    mark = view(_request(world))["ETag"]
    assert view(_request(world, **{"If-None-Match": mark})).status_code == 200


def test_nobody_is_told_of_a_pairing_that_is_gone(client, world):
    client.force_login(world.official)
    reader = Reader(client, "/pairings/other/")
    Pairing.objects.filter(slug="other").delete()
    Programme.objects.raise_data_version()
    assert reader.again().status_code == 404


def test_saving_a_programme_sets_its_version_back_for_nobody(world):
    """What was kept under a version that comes twice would be shown again."""
    stale = Programme.objects.get(pk=world.programme.pk)
    Programme.objects.filter(pk=stale.pk).raise_data_version()
    Programme.objects.filter(pk=stale.pk).update(rolled_up=True)
    stale.note = "neu"
    stale.save()
    now = Programme.objects.get(pk=stale.pk)
    assert (now.note, now.rolled_up) == ("neu", True)
    assert now.data_version == stale.data_version + 1
