"""The workplace: what is written is logged with its reason, and stays in its scope."""

import datetime
import re

import pytest
from django.contrib.admin import ModelAdmin, site
from django.core.exceptions import ImproperlyConfigured

from cooperation.models import Activity, Assignment, ChangeLog, Place, Target, User
from cooperation.staff import ScopedAdmin, StaffSite
from labor.models import TransferBatch
from tests.people import make_person

pytestmark = pytest.mark.slow

DAY = datetime.date(2021, 2, 17)
NO_INLINES = {"receipts-TOTAL_FORMS": 0, "receipts-INITIAL_FORMS": 0}


@pytest.fixture
def batch(ground):
    return TransferBatch.objects.create(pairing=ground.group, start=DAY, travel="coach", people=53)


def batch_data(pairing, **values):
    return {
        "pairing": pairing.pk,
        "start": "2021-02-17",
        "precision": "day",
        "travel": "coach",
        "people": "53",
        **NO_INLINES,
        **values,
    }


def change(client, obj, data):
    opts = obj._meta
    return client.post(f"/admin/{opts.app_label}/{opts.model_name}/{obj.pk}/change/", data)


def test_site_takes_scoped_admins_only():
    with pytest.raises(ImproperlyConfigured):
        StaffSite().register(Place)
    with pytest.raises(ImproperlyConfigured):
        StaffSite().register(Place, ModelAdmin)
    assert all(isinstance(admin, ScopedAdmin) for admin in site._registry.values())


def test_nothing_is_deleted_in_bulk(as_person, batch):
    assert "delete_selected" not in dict(site.actions)
    client = as_person("clerk")
    client.post(
        "/admin/labor/transferbatch/",
        {"action": "delete_selected", "_selected_action": [batch.pk], "post": "yes"},
    )
    assert TransferBatch.objects.exists()


def test_clerk_changes_an_own_row_and_the_log_says_what_and_why(as_person, people, ground, batch):
    version = ground.programme.data_version
    data = batch_data(ground.group, people="54", change_reason="recounted")
    assert change(as_person("clerk"), batch, data).status_code == 302
    batch.refresh_from_db()
    assert (batch.people, batch.updated_by) == (54, people.clerk)
    entry = ChangeLog.objects.get()
    assert (entry.by, entry.model, entry.key) == (
        people.clerk,
        "labor.TransferBatch",
        str(batch.pk),
    )
    assert (entry.action, entry.before, entry.after, entry.reason) == (
        "change",
        "people: 53",
        "people: 54",
        "recounted",
    )
    ground.programme.refresh_from_db()
    assert ground.programme.data_version == version + 1
    history = as_person("clerk").get(f"/admin/labor/transferbatch/{batch.pk}/history/")
    html = history.content.decode()
    assert "recounted" in html
    # In the words of the form, not as the columns are called.
    assert "人数：53" in html
    assert "people: 53" not in html


def test_saving_without_a_change_logs_nothing(as_person, ground, batch):
    data = batch_data(ground.group, change_reason="looked at it")
    assert change(as_person("clerk"), batch, data).status_code == 302
    assert not ChangeLog.objects.exists()


def test_clerk_cannot_move_a_row_to_another_group(as_person, ground, batch):
    for pairing in (ground.other_group, ground.city, ground.other.group):
        assert change(as_person("clerk"), batch, batch_data(pairing)).status_code == 200
        assert (
            as_person("clerk")
            .post("/admin/labor/transferbatch/add/", batch_data(pairing))
            .status_code
            == 200
        )
    batch.refresh_from_db()
    assert batch.pairing == ground.group
    assert TransferBatch.objects.count() == 1


def test_form_offers_own_pairings_only(as_person, ground):
    html = as_person("clerk").get("/admin/labor/transferbatch/add/").content.decode()
    select = html.split('name="pairing"')[1].split("</select>")[0]
    assert re.findall(r'value="(\d+)"', select) == [str(ground.group.pk)]


def test_deleting_a_row_keeps_it_in_the_log(as_person, ground, batch):
    client = as_person("clerk")
    address = f"/admin/labor/transferbatch/{batch.pk}/delete/"
    assert client.post(address, {"reason": "entered twice"}).status_code == 302
    entry = ChangeLog.objects.get()
    assert entry.action == "delete"
    assert "people: 53" in entry.before


def test_target_is_added_once_for_all_with_who_and_when(as_person, people, ground):
    client = as_person("administrator")
    data = {
        "pairing": ground.group.pk,
        "indicator": ground.indicator.pk,
        "year": "2025",
        "value": "1200",
        "document_no": "〔2025〕9号",
        "in_force_from": "2025-06-01",
        "reason": "revised",
    }
    assert client.post("/admin/cooperation/target/add/", data).status_code == 302
    target = Target.objects.get(value=1200)
    assert target.recorded_by == people.administrator
    assert (
        client.post(
            f"/admin/cooperation/target/{target.pk}/change/", {**data, "value": "1"}
        ).status_code
        == 403
    )
    refused = client.post("/admin/cooperation/target/add/", {**data, "year": "2030"})
    assert refused.status_code == 200
    assert "不包含这一年" in refused.content.decode()
    assert Target.objects.count() == 3


def test_master_data_is_not_changed_without_a_reason(as_person, ground):
    place = ground.group.west_place
    data = {
        "level": "county",
        "name_zh": "盘州市",
        "name_en": "Panzhou",
        "changes_from-TOTAL_FORMS": 0,
        "changes_from-INITIAL_FORMS": 0,
    }
    client = as_person("administrator")
    assert change(client, place, data).status_code == 200
    assert change(client, place, {**data, "change_reason": "spelling"}).status_code == 302
    assert ChangeLog.objects.get().reason == "spelling"


def test_sample_flag_is_not_changed_by_hand(as_person, ground):
    html = as_person("administrator").get(
        f"/admin/cooperation/programme/{ground.programme.pk}/change/"
    )
    assert 'name="sample"' not in html.content.decode()
    assert (
        'name="sample"'
        not in as_person("administrator").get("/admin/cooperation/programme/add/").content.decode()
    )


def test_secretary_writes_activities_of_the_own_programme_only(as_person, people, ground):
    Assignment.objects.create(
        user=people.secretary, role="official", programme=ground.other.programme
    )
    client = as_person("secretary")
    data = {
        "kind": "visit",
        "title_zh": "考察",
        "start": "2025-05-01",
        "precision": "day",
        "programme": ground.programme.pk,
    }
    assert client.post("/admin/cooperation/activity/add/", data).status_code == 302
    data["programme"] = ground.other.programme.pk
    assert client.post("/admin/cooperation/activity/add/", data).status_code == 200
    assert Activity.objects.filter(title_zh="考察").count() == 1


def account_data(**values):
    return {
        "username": "newcomer",
        "display_name": "新同事",
        "office": "盘州市",
        "is_active": "on",
        "assignments-TOTAL_FORMS": 0,
        "assignments-INITIAL_FORMS": 0,
        **values,
    }


def assignment_data(**values):
    return {
        "assignments-TOTAL_FORMS": 1,
        **{f"assignments-0-{name}": value for name, value in values.items()},
    }


def test_new_account_gets_its_assignments_and_a_password_shown_once(as_person, ground):
    data = account_data(
        username="NewComer",
        **assignment_data(
            role="clerk",
            programme=ground.programme.pk,
            pairing=ground.group.pk,
            side="west",
            sector="labor",
        ),
    )
    response = as_person("administrator").post("/admin/cooperation/user/add/", data)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    password = re.search(r'one-time">([^<]+)<', response.content.decode())[1]
    user = User.objects.get(username="newcomer")
    assert user.check_password(password)
    assert user.must_change_password
    grant = user.assignments.get()
    assert (grant.role, grant.pairing, grant.side, grant.sector) == (
        "clerk",
        ground.group,
        "west",
        "labor",
    )
    log = ChangeLog.objects.get(action="add")
    assert "clerk" in log.after
    assert password not in log.after


@pytest.mark.parametrize("taken", ["clerk", "CLERK", "ｃｌｅｒｋ"])
def test_user_name_is_taken_in_any_case(as_person, taken):
    response = as_person("administrator").post(
        "/admin/cooperation/user/add/", account_data(username=taken)
    )
    assert response.status_code == 200
    assert User.objects.filter(username__iexact="clerk").count() == 1


def test_assignment_of_a_pairing_of_another_programme_is_refused(as_person, ground):
    data = account_data(
        **assignment_data(
            role="clerk", programme=ground.programme.pk, pairing=ground.other.group.pk
        )
    )
    response = as_person("administrator").post("/admin/cooperation/user/add/", data)
    assert "另一协作阶段" in response.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_assignment_of_a_pairing_names_its_programme(as_person, ground):
    data = account_data(**assignment_data(role="clerk", pairing=ground.group.pk))
    response = as_person("administrator").post("/admin/cooperation/user/add/", data)
    assert "须同时指定协作阶段" in response.content.decode()
    assert not Assignment.objects.filter(user__username="newcomer").exists()


def test_nobody_deactivates_the_own_account(as_person, people):
    own = people.administrator
    grant = own.assignments.get()
    data = account_data(
        change_reason="x",
        **assignment_data(id=grant.pk, user=own.pk, role="administrator"),
    )
    data |= {"assignments-INITIAL_FORMS": 1}
    del data["is_active"]
    assert change(as_person("administrator"), own, data).status_code == 302
    own.refresh_from_db()
    assert own.is_active


def test_administrator_of_one_programme_keeps_its_data_and_nothing_else(client, ground):
    keeper = make_person("keeper", "administrator", programme=ground.programme)
    client.force_login(keeper)
    pairing = "/admin/cooperation/pairing"
    assert client.get(f"{pairing}/{ground.group.pk}/change/").status_code == 200
    assert client.get(f"{pairing}/{ground.other.group.pk}/change/").status_code == 404
    for path in ("user/", "user/add/", "place/add/", "indicator/add/", "programme/add/"):
        assert client.get(f"/admin/cooperation/{path}").status_code == 403, path
    html = client.get("/admin/cooperation/target/add/").content.decode()
    assert f'value="{ground.group.pk}"' in html.split('name="pairing"')[1].split("</select>")[0]
    assert "别处" not in html
