"""Passwords: the rules, the first change, the reset by an administrator."""

import re

import pytest
from django.test import Client
from django.utils import translation

from cooperation.accounts.passwords import ALPHABET, give_one_time_password, one_time_password
from cooperation.models import ChangeLog, User
from tests.bounds import calls_at_most
from tests.people import PASSWORD

CHANGE = "/accounts/password/"
GOOD = "clear-water-lane-9"


def change(client, new, again=None, old=PASSWORD):
    return client.post(
        CHANGE,
        {
            "old_password": old,
            "new_password1": new,
            "new_password2": new if again is None else again,
        },
    )


@pytest.fixture
def reader(client, people):
    client.force_login(people.official)
    return client


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("83920174", "10"),
        ("8392017465", "全都是数字"),
        ("official", "用户名"),
        ("password123", "常见"),
        ("Zhongshan2026", "地名"),
        ("zhong-shan@2026!", "地名"),
        ("２０２６Panzhou##", "地名"),
        ("中山市2026年2026", "地名"),
        (PASSWORD, "当前"),
        ("x" * 10_000, "128"),
        ("good-one\x00-and-long", "空"),
        ("", "必填"),
    ],
)
def test_bad_password_is_refused_with_its_reason(reader, password, reason):
    response = change(reader, password)
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert User.objects.get(username="official").check_password(PASSWORD)


def test_refusals_speak_english_too(reader):
    reader.cookies["django_language"] = "en"
    assert "A place or office name with a number is guessed first." in change(
        reader, "Zhongshan2026"
    ).content.decode().replace("&#x27;", "'")


def test_ten_thousand_characters_are_refused_before_anything_is_hashed(reader, monkeypatch):
    reader.get(CHANGE)

    def hashed(*args, **kwargs):
        raise AssertionError("hashed")

    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", hashed)
    with calls_at_most(30_000):
        change(reader, "x" * 10_000)


def test_different_repetition_and_wrong_old_password_are_refused(reader):
    assert change(reader, GOOD, again=f"{GOOD}!").status_code == 200
    assert change(reader, GOOD, old="wrong").status_code == 200
    assert change(reader, GOOD).status_code == 302


@pytest.mark.parametrize(
    "password", [GOOD, "中山河水清又清，盘州山路弯", "zhongshan-orchid-garden"]
)
def test_good_password_is_taken(reader, password):
    assert change(reader, password).status_code == 302
    user = User.objects.get(username="official")
    assert user.check_password(password)
    assert user.password_changed_at is not None


def test_first_password_is_changed_before_anything_else(client, people):
    people.clerk.must_change_password = True
    people.clerk.save()
    client.force_login(people.clerk)
    for address in ("/", "/admin/", "/labor/batches/", "/reports/"):
        assert client.get(address).url == CHANGE, address
    assert client.post("/admin/labor/transferbatch/add/", {}).url == CHANGE
    assert client.get("/pairings/", headers={"HX-Request": "true"})["HX-Redirect"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    assert client.post("/i18n/setlang/", {"language": "en"}).status_code == 302
    change(client, GOOD)
    assert client.get("/pairings/").status_code == 200


def test_one_time_passwords_are_random_and_easy_to_read_out():
    seen = {one_time_password() for _ in range(100)}
    assert len(seen) == 100
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}", text) for text in seen)
    assert not set("il1o0") & set(ALPHABET)


def test_administrator_resets_a_password(client, people):
    worker = Client()
    worker.force_login(people.clerk)
    for _ in range(5):
        Client().post("/accounts/login/", {"username": "clerk", "password": "wrong"})
    client.force_login(people.administrator)
    address = f"/admin/cooperation/user/{people.clerk.pk}/reset-password/"
    assert client.get(address).status_code == 200
    assert User.objects.get(username="clerk").check_password(PASSWORD)
    response = client.post(address)
    shown = re.search(r'one-time">([^<]+)<', response.content.decode())[1]
    assert "no-store" in response["Cache-Control"]
    clerk = User.objects.get(username="clerk")
    assert clerk.check_password(shown)
    assert clerk.must_change_password
    assert worker.get("/pairings/").status_code == 302
    signed_in = Client().post("/accounts/login/", {"username": "clerk", "password": shown})
    assert signed_in.status_code == 302, "the reset lifts the lock"
    entry = ChangeLog.objects.get()
    assert (entry.by, entry.key) == (people.administrator, str(clerk.pk))
    assert shown not in f"{entry.before}{entry.after}{entry.reason}"
    assert shown not in client.get(f"/admin/cooperation/user/{clerk.pk}/change/").content.decode()


def test_administrator_changes_the_own_password_the_usual_way(client, people):
    client.force_login(people.administrator)
    address = f"/admin/cooperation/user/{people.administrator.pk}/reset-password/"
    assert client.post(address).url == CHANGE


def test_reset_of_an_unknown_account_is_not_found(client, people):
    client.force_login(people.administrator)
    assert client.get("/admin/cooperation/user/999999/reset-password/").status_code == 404


def test_one_time_password_is_shorter_than_the_limit_and_works(people):
    password = give_one_time_password(people.official)
    with translation.override("en"):
        assert User.objects.get(username="official").check_password(password)
