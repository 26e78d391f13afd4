"""Who may do what where."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from cooperation import access
from cooperation.models import MonthlyReport, Pairing, Role
from tests.people import PEOPLE, make_person

pytestmark = pytest.mark.django_db


def may(people, act, *args):
    return {name for name in PEOPLE if act(people.all[name], *args)}


def test_every_role_is_described():
    assert set(access.ROLES) == set(Role.values)
    assert all(role.sentence and role.permissions for role in access.ROLES.values())


def test_clerk_enters_only_own_pairing_sector_and_side(people, ground):
    assert may(people, access.can_enter, ground.report) == {"clerk"}
    assert may(people, access.can_enter, ground.other_report) == {"other_clerk"}
    for other in ({"sector": "industry"}, {"side": "east"}):
        report = MonthlyReport(
            **{"pairing": ground.group, "sector": "labor", "side": "west", **other}
        )
        assert may(people, access.can_enter, report) == set()


def test_reviewer_reviews_own_side_and_programme(people, ground):
    assert may(people, access.can_review, ground.report) == {"reviewer"}
    assert may(people, access.can_review, ground.other.report) == set()
    ground.report.side = "east"
    assert may(people, access.can_review, ground.report) == set()


def test_seal_and_administer(people, ground):
    assert may(people, access.can_seal, ground.programme) == {"secretary"}
    assert may(people, access.can_seal, ground.other.programme) == {"stranger"}
    assert may(people, access.can_administer) == {"administrator"}
    assert may(people, access.can_administer, ground.programme) == {"administrator"}


def test_administrator_of_one_programme_stays_in_it(ground):
    keeper = make_person("keeper", "administrator", programme=ground.programme)
    assert access.can_administer(keeper, ground.programme)
    assert not access.can_administer(keeper, ground.other.programme)
    assert not access.can_administer(keeper)
    assert not keeper.is_administrator


def test_only_officials_stay_out_of_the_workplace(people):
    assert may(people, access.is_staff) == set(PEOPLE) - {"official"}


def test_pairings_with_follows_the_assignments(people, ground):
    def slugs(name, *permissions, **where):
        allowed = access.pairings_with(people.all[name], *permissions, **where)
        return set(Pairing.objects.filter(allowed).values_list("slug", flat=True))

    own = {"own-city", "own-xiaolan-panzhou", "own-dongqu-liuzhi"}
    assert slugs("clerk", access.ENTER) == {"own-xiaolan-panzhou"}
    assert slugs("clerk", access.ENTER, sector="industry") == set()
    assert slugs("reviewer", access.REVIEW) == own
    assert slugs("secretary", access.SEAL, access.ADMINISTER) == own
    assert slugs("official", access.ENTER, access.REVIEW) == set()
    assert len(slugs("administrator", access.ADMINISTER)) == 6


def test_deactivated_account_may_nothing(people, ground):
    clerk = people.clerk
    clerk.is_active = False
    assert not access.can_enter(clerk, ground.report)
    assert not access.is_staff(clerk)
    assert not Pairing.objects.visible_to(clerk).exists()
    assert not MonthlyReport.objects.visible_to(clerk).exists()


def test_approved_only_for_anonymous_readers(people):
    assert access.approved_only_for(AnonymousUser())
    assert not access.approved_only_for(people.official)


@access.reader_required
def page(request):
    return HttpResponse("page")


@pytest.mark.parametrize(("public", "status"), [(False, 302), (True, 200)])
def test_reader_required_lets_anonymous_in_only_if_public(rf, settings, public, status):
    settings.PUBLIC_DASHBOARD = public
    request = rf.get("/somewhere/?year=2025")
    request.user = AnonymousUser()
    response = page(request)
    assert response.status_code == status
    if not public:
        assert response.url == "/accounts/login/?next=/somewhere/%3Fyear%3D2025"


def test_reader_required_sends_the_whole_page_of_a_fragment_to_the_login(rf):
    request = rf.get("/fragment/")
    request.user = AnonymousUser()
    request.htmx = SimpleNamespace(current_url_abs_path="/whole/")
    response = page(request)
    assert response["HX-Redirect"] == "/accounts/login/?next=/whole/"


def test_account_without_assignment_is_told_so(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody"))
    response = client.get("/reports/")
    assert response.status_code == 403
    assert "尚未" in response.content.decode() or "assigned" in response.content.decode()
