"""Accounts for trying out: one per role, random passwords shown once, never in production."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cooperation import access
from cooperation.models import Assignment, User
from tests.people import make_ground

pytestmark = pytest.mark.slow


def run():
    out = io.StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def shown_passwords(text):
    words = [line.split() for line in text.splitlines() if line.startswith("  ")]
    return {name: password for name, password, *_ in words}


@pytest.fixture
def ground(db):
    """Made for each test: two of them ask for a database without any programme."""
    return make_ground()


@pytest.fixture(autouse=True)
def _no_password_given(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


def test_every_role_gets_an_account_that_works_at_once(ground):
    passwords = shown_passwords(run())
    assert len(set(passwords.values())) == 8
    for name, password in passwords.items():
        browser = Client()
        signed_in = browser.post("/accounts/login/", {"username": name, "password": password})
        assert signed_in.status_code == 302, name
        assert browser.get("/pairings/").status_code == 200, name


def test_accounts_reach_all_programmes_and_one_group_of_each(ground):
    run()
    clerk, reviewer, admin = (
        User.objects.get(username=name) for name in ("clerk_west", "reviewer_east", "admin")
    )
    assert {g.pairing for g in clerk.assignments.all()} == {ground.group, ground.other.group}
    assert access.can_enter(clerk, ground.report)
    assert not access.can_review(reviewer, ground.report)
    ground.report.side = "east"
    assert access.can_review(reviewer, ground.report)
    assert admin.is_administrator


def test_second_run_keeps_passwords_and_says_so(ground):
    run()
    before = list(User.objects.order_by("pk").values_list("password"))
    assignments = Assignment.objects.count()
    again = run()
    assert again == "演示账号已存在，密码不变。\n"
    assert list(User.objects.order_by("pk").values_list("password")) == before
    assert Assignment.objects.count() == assignments


def test_later_run_reaches_a_programme_that_came_since(ground):
    run()
    Assignment.objects.filter(programme=ground.other.programme).delete()
    run()
    official = User.objects.get(username="official")
    assert official.assignments.filter(programme=ground.other.programme).exists()


def test_given_password_is_taken_and_not_shown(ground, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "given-for-a-course-1")
    assert "given-for-a-course-1" not in run()
    assert User.objects.get(username="official").check_password("given-for-a-course-1")


def test_without_programmes_only_the_administrator_is_assigned(db):
    run()
    assert Assignment.objects.get().user.username == "admin"


def test_production_refuses(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="createsuperuser"):
        run()
    assert not User.objects.exists()
