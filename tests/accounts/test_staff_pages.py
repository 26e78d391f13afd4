"""How the workplace reads: no codes for names, no stock wording, no choices that look alike."""

import datetime
import re

import pytest

from cooperation.models import Programme
from industry.models import Enterprise, Project

pytestmark = pytest.mark.slow

ADMIN = "/admin/cooperation"


def page(client, address):
    return client.get(address).content.decode()


def test_front_page_follows_the_work(as_person):
    html = page(as_person("administrator"), "/admin/")
    assert re.findall(r'<h3 id="app-(\w+)"', html) == [
        "labor",
        "industry",
        "consumption",
        "support",
        "daily",
        "events",
        "master",
        "people",
    ]
    assert "/admin/cooperation/indicatorversion/" not in html


def test_front_page_offers_adding_only_where_it_is_allowed(as_person):
    html = page(as_person("reviewer"), "/admin/")
    assert "/add/" not in html
    assert "只读" in html


@pytest.mark.parametrize(("model", "title"), [("pairing", "结对"), ("target", "目标")])
def test_list_is_titled_by_what_it_lists(as_person, model, title):
    html = page(as_person("administrator"), f"{ADMIN}/{model}/")
    assert f"<h1>{title}</h1>" in html
    assert "Name" not in re.sub(r"<[^>]+>", "", html)


def test_lists_print_names_and_plain_figures(as_person, ground):
    for model in ("target", "publishedreading"):
        html = page(as_person("administrator"), f"{ADMIN}/{model}/")
        rows = html.split('id="result_list"')[1].split("</table>")[0]
        assert "试用指标" in rows
        assert "labor.test_jobs" not in rows
        assert ".0000" not in rows


def test_reader_sees_figures_as_everywhere_else(as_person, ground):
    html = page(as_person("administrator"), f"{ADMIN}/target/{ground.target.pk}/change/")
    assert "1\u2009000" in html
    assert "1000.0000" not in html


def test_figure_in_a_form_is_written_as_somebody_types_it(as_person, ground):
    project = Project.objects.create(
        pairing=ground.other_group,
        enterprise=Enterprise.objects.create(name_zh="某企业"),
        kind="new_landing",
        stage="signed",
        contract_amount="7860.8900",
        signed_on=datetime.date(2021, 5, 1),
    )
    html = page(as_person("other_clerk"), f"/admin/industry/project/{project.pk}/change/")
    assert 'value="7860.89"' in html


def test_pairings_of_a_sample_do_not_look_like_the_real_ones(as_person, ground):
    Programme.objects.filter(pk=ground.other.programme.pk).update(sample=True)
    html = page(as_person("administrator"), f"{ADMIN}/target/add/")
    choices = re.findall(r"<option[^>]*>([^<]+)</option>", html.split('name="pairing"')[1])
    names = [choice for choice in choices if "↔" in choice]
    assert len(names) == len(set(names)) == 6
    assert sum(name.startswith("样例：") for name in names) == 3


def test_suggestions_carry_names(as_person, ground):
    answer = as_person("administrator").get(
        "/admin/autocomplete/",
        {"app_label": "cooperation", "model_name": "target", "field_name": "indicator"},
    )
    assert [row["text"] for row in answer.json()["results"]] == ["试用指标 · labor.test_jobs"]


def test_suggestions_ask_the_database_the_same_for_any_number(
    as_person, ground, django_assert_num_queries
):
    client = as_person("administrator")
    query = {"app_label": "cooperation", "model_name": "pairing", "field_name": "parent"}
    client.get("/admin/autocomplete/", query)
    with django_assert_num_queries(4):
        assert len(client.get("/admin/autocomplete/", query).json()["results"]) == 6


def test_forms_offer_new_rows_only_of_sources_and_employers(as_person, ground):
    assert "id_sources" in (html := page(as_person("secretary"), f"{ADMIN}/activity/add/"))
    assert re.findall(r'id="add_id_(\w+)"', html) == ["sources"]
    html = page(as_person("administrator"), f"{ADMIN}/pairing/{ground.group.pk}/change/")
    assert re.findall(r'id="add_id_(\w+)"', html) == ["sources"]
    assert "change_id_" not in html


def test_ledger_form_begins_with_what_it_is_about(as_person):
    html = page(as_person("clerk"), "/admin/labor/transferbatch/add/")
    names = [name for name in re.findall(r'name="(\w+)"', html) if name in {"start", "code"}]
    assert names == ["start", "code"]


def test_days_are_chosen_in_the_browsers_own_calendar(as_person, ground):
    project = Project.objects.create(
        pairing=ground.other_group,
        enterprise=Enterprise.objects.create(name_zh="某企业"),
        kind="new_landing",
        stage="signed",
        signed_on=datetime.date(2021, 5, 1),
    )
    html = page(as_person("other_clerk"), f"/admin/industry/project/{project.pk}/change/")
    field = re.search(r'<input[^>]*name="signed_on"[^>]*>', html)[0]
    assert 'type="date"' in field
    assert 'value="2021-05-01"' in field
    assert "DateTimeShortcuts" not in html


@pytest.mark.parametrize("address", ["cooperation/monthlyreport", "cooperation/target"])
def test_rows_of_a_sample_say_so(as_person, ground, address):
    """They stand in one list with the real ones."""
    Programme.objects.filter(pk=ground.other.programme.pk).update(sample=True, name_zh="样例：甲")
    html = page(as_person("administrator"), f"/admin/{address}/")
    shown = re.findall(r'class="field-programme_shown[^>]*>([^<]*)<', html)
    assert "样例：甲" in shown
    assert ground.programme.name_zh in shown
    html = page(
        as_person("administrator"),
        f"/admin/{address}/?pairing__programme__id__exact={ground.other.programme.pk}",
    )
    shown = re.findall(r'class="field-programme_shown[^>]*>([^<]*)<', html)
    assert set(shown) == {"样例：甲"}


def test_form_of_a_sample_row_says_so(as_person, ground):
    address = f"{ADMIN}/target/{ground.other.target.pk}/change/"
    assert "sample-banner" not in page(as_person("administrator"), address)
    Programme.objects.filter(pk=ground.other.programme.pk).update(sample=True)
    assert "sample-banner" in page(as_person("administrator"), address)
