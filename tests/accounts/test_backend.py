"""The account of a session comes with what is assigned to it."""

import pytest
from django.contrib.auth.models import Group

from cooperation.accounts.backend import AccountBackend
from cooperation.models import Assignment, Role, User


@pytest.fixture
def account(db):
    return User.objects.create_user("li", password="x", display_name="李", office="某办公室")


@pytest.mark.parametrize("number", [0, 1, 7])
def test_account_with_its_assignments_in_one_statement(
    ground, account, number, django_assert_num_queries
):
    for at in range(number):
        Assignment.objects.create(
            user=account,
            role=Role.CLERK,
            programme=ground.programme,
            sector=f"sector-{at}",
            side="east" if at % 2 else "",
        )
    AccountBackend().get_user(account.pk)  # the statement is put together once in a process
    with django_assert_num_queries(1):
        found = AccountBackend().get_user(account.pk)
        grants = sorted((one.pk, one.role, one.sector, one.side) for one in found.grants)
    assert {name: getattr(found, name) for name in FIELDS} == {
        name: getattr(account, name) for name in FIELDS
    }
    known = Assignment.objects.filter(user=account).order_by("pk")
    assert grants == [(one.pk, one.role, one.sector, one.side) for one in known]
    assert found.rights == User.objects.get(pk=account.pk).rights
    assert [one.programme for one in found.grants] == [ground.programme] * number
    assert {one._state.db for one in (found, *found.grants)} == {account._state.db}
    with django_assert_num_queries(0):
        assert [str(one) for one in found.grants] == ["李 · 填报员"] * number
    # It is an account like any other.
    found.groups.add(Group.objects.create(name="x"))
    found.office = "他处"
    found.save()
    account.refresh_from_db()
    assert account.office == "他处"


FIELDS = [field.attname for field in User._meta.concrete_fields]


def test_who_is_gone_or_deactivated_has_no_session(account):
    backend, key = AccountBackend(), account.pk
    assert backend.get_user(key) == account
    account.is_active = False
    account.save()
    assert backend.get_user(key) is None
    account.delete()
    assert backend.get_user(key) is None


def test_rights_are_those_of_now(client, people, ground):
    client.force_login(people.official)
    assert client.get("/pairings/").status_code == 200
    people.official.assignments.all().delete()
    assert client.get("/pairings/").status_code == 403
