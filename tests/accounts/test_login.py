"""The door: who gets in, where to, and what happens after too many failures."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from cooperation.accounts.throttle import client_address, normal_name
from cooperation.models import User
from tests.bounds import calls_at_most
from tests.people import PASSWORD, make_person

LOGIN = "/accounts/login/"
REFUSED = "用户名或密码不正确"


@pytest.fixture
def lin(ground):
    return make_person("lin", "official", programme=ground.programme)


def sign_in(client, username="lin", password=PASSWORD, address="10.0.0.1", **data):
    return client.post(
        LOGIN, {"username": username, "password": password, **data}, REMOTE_ADDR=address
    )


def test_reader_lands_on_the_overview(client, lin):
    assert sign_in(client).url == "/"


def test_those_who_work_on_reports_land_at_the_workplace(client, people):
    for name in ("clerk", "reviewer"):
        assert sign_in(Client(), name).url == "/admin/"
    assert sign_in(client, "secretary").url == "/"


@pytest.mark.parametrize("name", ["LIN", " lin ", "ｌｉｎ", "l\u200bin"])
def test_user_name_in_any_form(client, lin, name):
    assert sign_in(client, name).status_code == 302


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/pairings/?year=2025", "/pairings/?year=2025"),
        ("//evil.cn", "/"),
        ("/\\evil.cn", "/"),
        ("https://evil.cn/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.cn", "/"),
        ("\x00/pairings/", "/"),
    ],
)
def test_next_is_followed_inside_the_site_only(client, lin, target, lands):
    assert sign_in(client, next=target).url == lands


@pytest.mark.parametrize(
    "data",
    [
        {"password": "wrong"},
        {"username": "nobody"},
        {"username": "lin\x00"},
        {"password": f"{PASSWORD}\x00"},
        {"username": "n" * 10_000},
    ],
)
def test_wrong_data_is_refused_on_the_page(client, lin, data):
    response = sign_in(client, **data)
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_wrong_password_and_unknown_name_look_the_same(client, lin):
    wrong, unknown = sign_in(client, password="wrong"), sign_in(client, "nobody")
    assert REFUSED in wrong.content.decode()
    assert REFUSED in unknown.content.decode()


def test_deactivated_account_is_refused_with_the_same_words(client, lin):
    User.objects.update(is_active=False)
    assert REFUSED in sign_in(client).content.decode()


def test_very_long_password_is_refused_before_it_is_hashed(client, lin, monkeypatch):
    def hashed(*args, **kwargs):
        raise AssertionError("hashed")

    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", hashed)
    client.get(LOGIN)
    with calls_at_most(20_000):
        response = sign_in(client, password="x" * 10_000)
    assert REFUSED in response.content.decode()


def test_pair_of_account_and_address_is_locked_after_five_failures(client, lin):
    for _ in range(4):
        assert sign_in(client, password="wrong").status_code == 200
    assert sign_in(client, password="wrong").status_code == 429
    locked = sign_in(client)
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "15" in locked.content.decode()
    assert "axes" not in locked.content.decode().lower()


def test_lock_does_not_reach_other_people_or_other_addresses(client, lin, people):
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(Client(), "official").status_code == 302
    assert sign_in(Client(), address="10.0.0.2").status_code == 302


def test_case_of_the_name_does_not_dodge_the_lock(client, lin):
    for name in ("lin", "LIN", "Lin", "ｌｉｎ", "liN"):
        response = sign_in(client, name, "wrong")
    assert response.status_code == 429


def test_account_is_locked_from_everywhere_after_twenty_failures(client, lin):
    for number in range(20):
        response = sign_in(client, password="wrong", address=f"10.0.1.{number}")
    assert response.status_code == 429
    assert sign_in(client, address="10.0.2.1").status_code == 429


@pytest.mark.slow
def test_address_is_locked_for_all_accounts_after_fifty_failures(client, lin):
    for number in range(49):
        assert sign_in(client, f"name{number}", "wrong").status_code == 200
    assert sign_in(client, "name49", "wrong").status_code == 429
    assert sign_in(client).status_code == 429


def test_success_clears_the_own_failures_only(client, lin):
    sign_in(client, "somebody", "wrong")
    for _ in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"somebody"}


def test_lock_ends_by_itself(client, lin, settings):
    import datetime

    for _ in range(5):
        sign_in(client, password="wrong")
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.get().attempt_time - datetime.timedelta(minutes=16)
    )
    assert sign_in(client).status_code == 302


def test_passwords_are_not_kept_with_the_failures(client, lin):
    sign_in(client, password="almost-right-1")
    assert "almost-right" not in str(AccessAttempt.objects.values().get())


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.8", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "nonsense", None),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_address_behind_proxies(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_address_of_a_unix_socket_is_unknown(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None


def test_login_works_without_any_address(client, lin):
    assert sign_in(client, password="wrong", address="").status_code == 200
    assert sign_in(client, address="").status_code == 302


def test_normal_name():
    assert normal_name("　Ｌｉｎ\u200b ") == "lin"


def test_logout_is_a_post(client, lin):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").url == LOGIN
    assert client.get("/").status_code == 302


def test_logout_from_the_workplace(client, people):
    client.force_login(people.clerk)
    response = client.post("/admin/logout/")
    assert (response.status_code, response.url) == (307, "/accounts/logout/")


@pytest.mark.parametrize(
    ("target", "lands"), [("/pairings/", "/pairings/"), ("//evil.cn", "/"), ("/\\evil", "/")]
)
def test_language_switch_stays_on_the_site(client, target, lands):
    response = client.post("/i18n/setlang/", {"language": "en", "next": target})
    assert (response.status_code, response.url) == (302, lands)
    assert "Sign in" in client.get(LOGIN).content.decode()


def test_login_page_asks_the_database_nothing(client, django_assert_num_queries, db):
    client.get(LOGIN)
    with django_assert_num_queries(0):
        client.get(LOGIN)


def test_tampered_session_is_nobody(client, lin):
    sign_in(client)
    key = client.cookies["sessionid"].value
    client.cookies["sessionid"] = key[:-1] + ("y" if key.endswith("x") else "x")
    assert client.get("/").status_code == 302
