"""How long a session lasts, and what ends it at once."""

import pytest
from django.contrib.sessions.backends import db as stock
from django.contrib.sessions.models import Session
from django.test import Client

from cooperation.accounts.middleware import SEEN, STARTED
from cooperation.accounts.sessions import SessionStore
from tests.people import PASSWORD

LOGIN = "/accounts/login/"


def age(client, key, minutes):
    session = client.session
    session[key] -= minutes * 60
    session.save()


@pytest.fixture
def reader(client, people):
    client.force_login(people.official)
    return client


def test_session_goes_on_while_it_is_used(reader):
    age(reader, SEEN, 59)
    assert reader.get("/pairings/").status_code == 200
    age(reader, SEEN, 59)
    assert reader.get("/pairings/").status_code == 200


def test_idle_session_ends_and_says_so(reader):
    age(reader, SEEN, 61)
    response = reader.get("/pairings/?year=2025", follow=True)
    assert response.redirect_chain == [(f"{LOGIN}?next=%2Fpairings%2F%3Fyear%3D2025", 302)]
    assert "60" in response.content.decode()
    assert reader.get("/pairings/").status_code == 302


def test_session_ends_after_eight_hours_whatever_happens(reader):
    age(reader, STARTED, 8 * 60 - 1)
    assert reader.get("/pairings/").status_code == 200
    age(reader, STARTED, 2)
    assert reader.get("/pairings/").status_code == 302


def test_what_was_typed_in_an_ended_session_is_not_thrown_away(client, people, ground):
    client.force_login(people.clerk)
    age(client, SEEN, 61)
    response = client.post(f"/admin/monthly/{ground.report.pk}/", {"value": "12"})
    assert response.status_code == 403
    assert "返回" in response.content.decode()


def test_fragment_of_an_ended_session_sends_the_page_to_the_login(reader):
    age(reader, SEEN, 61)
    response = reader.get(
        "/pairings/?fragment=1",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/pairings/"},
    )
    assert response["HX-Redirect"] == f"{LOGIN}?next=%2Fpairings%2F"


def test_limits_come_from_the_settings(reader, settings):
    settings.SESSION_IDLE_MINUTES = 5
    age(reader, SEEN, 6)
    assert reader.get("/pairings/").status_code == 302


def test_session_is_written_once_a_minute_at_most(reader):
    before = reader.session[SEEN]
    reader.get("/pairings/")
    assert reader.session[SEEN] == before
    age(reader, SEEN, 2)
    reader.get("/pairings/")
    assert reader.session[SEEN] >= before


def test_session_without_its_clocks_is_over(reader):
    session = reader.session
    del session[SEEN]
    session.save()
    assert reader.get("/pairings/").status_code == 302


def test_deactivated_account_is_out_with_the_next_click(reader, people):
    people.official.is_active = False
    people.official.save()
    assert reader.get("/pairings/").status_code == 302
    assert not Session.objects.exists() or "_auth_user_id" not in reader.session


def test_deactivated_account_cannot_send_what_it_had_open(client, people, ground):
    client.force_login(people.clerk)
    people.clerk.is_active = False
    people.clerk.save()
    response = client.post(f"/admin/monthly/{ground.report.pk}/", {"value": "12"})
    assert response.status_code == 403
    assert "权限已变更" in response.content.decode()


def test_account_moved_to_another_office_loses_the_old_one_at_once(client, people, ground):
    client.force_login(people.clerk)
    address = f"/admin/monthly/{ground.report.pk}/"
    assert client.get(address).status_code == 200
    people.clerk.assignments.update(pairing=ground.other_group)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_login_page_and_health_stay_open_for_an_ended_session(reader):
    age(reader, SEEN, 61)
    assert reader.get(LOGIN).status_code == 200


def test_new_password_ends_the_other_sessions(client, people):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(people.official)
    response = client.post(
        "/accounts/password/",
        {
            "old_password": PASSWORD,
            "new_password1": "clear-water-lane-9",
            "new_password2": "clear-water-lane-9",
        },
    )
    assert response.url == "/accounts/password/done/"
    assert client.get("/pairings/").status_code == 200
    assert elsewhere.get("/pairings/").status_code == 302


def test_session_cookie_is_kept_from_scripts_and_ends_with_the_browser(client, people):
    client.post(LOGIN, {"username": "official", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


@pytest.mark.parametrize(
    "key", ["lasting", "over", "unknown-key", "x" * 5000, "%s' OR 1=1", "山水山水山水山水"]
)
def test_sessions_are_found_as_the_framework_finds_them(db, key):
    for name, seconds in (("lasting", 60), ("over", -60)):
        store = stock.SessionStore()
        store["name"] = name
        store.set_expiry(seconds)
        store.save(must_create=True)
        key = store.session_key if key == name else key
    ours, theirs = SessionStore(key), stock.SessionStore(key)
    assert ours.load() == theirs.load()
    assert ours.session_key == theirs.session_key


def test_a_cookie_with_a_nul_is_no_session(client, db):
    client.cookies["sessionid"] = "\0bcdefghijk"
    assert client.get("/accounts/login/").status_code == 200
    assert SessionStore("\0bcdefghijk").load() == {}
