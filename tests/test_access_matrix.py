"""Every address of the site, asked by everybody; one that is in none of the tables fails."""

import datetime
from copy import deepcopy
from decimal import Decimal

import pytest
from django.contrib.admin import site
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from cooperation.models import CalendarDay, ChangeLog, DueRule, Submission, User
from cooperation.reporting.record import RecordEntry, record
from tests import access_briefing as briefings
from tests import access_dashboards as dashboards
from tests import access_exports as exported
from tests import access_meetings as sittings
from tests import access_office_forms as office_forms
from tests import access_packs as packs
from tests import access_reconciliation as reconciled
from tests import access_restated as restated
from tests import access_workbook as printed
from tests import consumption_access
from tests.ledgers.pages import LIST_PAGES
from tests.ledgers.workplace import ledger_addresses, ledger_files, ledger_pages
from tests.people import PEOPLE
from tests.rows import until_module_ends
from tests.sectors import industry_access, labor_access, support_access

DAY = datetime.date(2021, 2, 17)
OWN = "/accounts/password/"

# Who asks: "public" is an anonymous reader of a site with PUBLIC_DASHBOARD=1; the stranger
# is the secretary of another programme.
WHO = (
    "anonymous", "public", "official", "clerk", "other_clerk", "reviewer", "secretary",
    "administrator", "stranger",
)  # fmt: skip

# The status for each of them in that order.
PAGES = {
    **dashboards.PAGES,
    **printed.PAGES,
    **exported.PAGES,
    **sittings.PAGES,
    "labor:home": "302 302 200 200 200 200 200 200 200",
    "industry:home": "302 302 200 200 200 200 200 200 200",
    **labor_access.PAGES,
    **industry_access.PAGES,
    **consumption_access.PAGES,
    **support_access.PAGES,
    **reconciled.PAGES,
    **restated.PAGES,
    **briefings.PAGES,
    **office_forms.PAGES,
    # Accounts: the login page sends those who are signed in on their way; logout wants a POST.
    "login": "200 200 302 302 302 302 302 302 302",
    "logout": "405 405 405 405 405 405 405 405 405",
    "password_change": "302 302 200 200 200 200 200 200 200",
    "password_change_done": "302 302 200 200 200 200 200 200 200",
    "set_language": "302 302 302 302 302 302 302 302 302",
    "set-number-style": "405 405 405 405 405 405 405 405 405",
    "healthz": "200 200 200 200 200 200 200 200 200",
    # The workplace.
    "admin:index": "302 302 403 200 200 200 200 200 200",
    "admin:login": "302 302 302 302 302 302 302 302 302",
    "admin:logout": "302 302 403 307 307 307 307 307 307",
    "admin:password_change": "302 302 403 302 302 302 302 302 302",
    "admin:password_change_done": "302 302 403 302 302 302 302 302 302",
    "admin:jsi18n": "302 302 403 200 200 200 200 200 200",
    "admin:autocomplete": "302 302 403 403 403 403 403 200 403",
    "admin:app_list": "302 302 403 200 200 200 200 200 200",
    "admin:monthly-list": "302 302 403 200 200 200 200 200 404",
    "admin:monthly-checks": "302 302 403 200 200 200 200 200 200",
    "admin:monthly-open": "302 302 403 405 405 405 405 405 405",
    "admin:monthly-approve": "302 302 403 405 405 405 405 405 405",
    "admin:monthly-form": "302 302 403 200 404 200 200 200 404",
    "admin:monthly-cell": "302 302 403 200 404 200 200 200 404",
    "admin:confirmations": "302 302 403 200 200 200 200 200 404",
    "admin:monthly-cells": "302 302 403 405 405 405 405 405 405",
    "admin:monthly-review": "302 302 403 200 404 200 200 200 404",
    "admin:monthly-submission": "302 302 403 200 404 200 200 200 404",
    "admin:monthly-wide": "302 302 403 200 200 403 403 403 404",
    "admin:calendar-year": "302 302 403 200 200 200 200 200 200",
    # Clerks meet their targets on the form; the grid is for those who keep or judge them.
    "admin:targets-grid": "302 302 403 403 403 200 200 200 404",
    "admin:targets-history": "302 302 403 403 403 200 200 200 404",
    "admin:targets-file": "302 302 403 403 403 200 200 200 404",
    "admin:targets-upload": "302 302 403 403 403 403 403 200 404",
    "admin:cooperation_user_reset_password": "302 302 403 403 403 403 403 200 403",
}

PAGES |= ledger_files(PAGES)
PAGES |= packs.PAGES

# What is sent rather than asked for, in the first group; the status for each of WHO.
SENT = {
    "admin:monthly-open": "302 302 403 302 403 403 403 403 404",
    # Without the version it was opened with, a form is a stale one.
    "admin:monthly-form": "302 302 403 409 404 403 403 403 404",
    "admin:monthly-cells": "302 302 403 400 404 403 403 403 404",
    # Both sides and the secretary ask; whoever only looks after the site does not.
    "admin:monthly-cell": "302 302 403 302 404 302 302 403 404",
    # A figure that does not exist is nobody's to confirm.
    "admin:confirmations": "302 302 403 403 403 403 403 403 404",
    # Nobody decides on a submission that is none of this report's.
    "admin:monthly-review": "302 302 403 403 404 409 403 403 404",
    "admin:monthly-approve": "302 302 403 403 403 403 403 403 403",
    "admin:monthly-wide": "302 302 403 302 302 403 403 403 404",
    "admin:calendar-year": "302 302 403 403 403 403 403 400 403",
    "admin:cooperation_user_reset_password": "302 302 403 403 403 403 403 200 403",
    "password_change": "302 302 200 200 200 200 200 200 200",
    **reconciled.SENT,
    **exported.SENT,
    **sittings.SENT,
    **packs.SENT,
    **office_forms.SENT,
}

# What each role may do with the rows of each model at the workplace: (v)iew, (a)dd, (c)hange,
# (d)elete; "-" nothing. The example row belongs to labor in 小榄–盘州 where it has a pairing.
MODELS = {
    #                                 clerk other_clerk reviewer secretary administrator stranger
    "cooperation.activity": "v v v vacd vacd vacd",
    "cooperation.calendarday": "v v v v vacd v",
    "cooperation.changelog": "- - - - v -",
    "cooperation.duerule": "v v v v vacd v",
    "cooperation.indicator": "v v v v vac v",
    "cooperation.indicatorversion": "v v v v vc v",
    "cooperation.monthlyreport": "v v v v v v",
    "cooperation.pairing": "- - - - vac -",
    "cooperation.place": "v v v v vac v",
    "cooperation.programme": "- - - - vac -",
    "cooperation.publishedreading": "v v v v v v",
    "cooperation.source": "v v v va vac va",
    "cooperation.target": "- - v v va v",
    "cooperation.user": "- - - - vac -",
    **sittings.MODELS,
    **labor_access.MODELS,
    **industry_access.MODELS,
    **consumption_access.MODELS,
    **support_access.MODELS,
}
STAFF = WHO[3:]
# The example row lies outside what these see of the model: it looks as if it were not there.
UNSEEN = {
    "cooperation.monthlyreport": {"other_clerk", "stranger"},
    "cooperation.activity": {"stranger"},
    "cooperation.duerule": {"stranger"},
    "cooperation.publishedreading": {"stranger"},
    "cooperation.target": {"stranger"},
    **sittings.UNSEEN,
    **labor_access.UNSEEN,
    **{label: {"other_clerk", "stranger"} for label in industry_access.OF_PAIRINGS},
    **consumption_access.UNSEEN,
    **support_access.UNSEEN,
}
# Its row at the workplace is the monthly form.
ELSEWHERE = {("cooperation.monthlyreport", "change")}
NEEDS = {"changelist": "v", "add": "a", "change": "v", "history": "v", "delete": "d"}


def named_patterns(patterns, prefix=""):
    """The name of every address, with its namespace; unnamed ones by their pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_patterns(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name or pattern.pattern}"


def admin_names():
    """The addresses that the admin makes for each registered model."""
    return {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}": (model, kind)
        for model in site._registry
        for kind in NEEDS
    }


# The admin's own: the old short address of a row, and what is left over (a 404).
UNNAMED = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}


@pytest.fixture(scope="module")
def module_rows(module_ground, module_people, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield rows_of_each_model(module_ground, module_people)


@pytest.fixture
def rows(module_rows, people):
    return deepcopy(module_rows)


def rows_of_each_model(ground, people):
    """One row of each model, in the first group; its report is handed in."""
    figures = {ground.indicator.code: ("month", Decimal(5), "")}
    entry = RecordEntry(ground.group, "labor", "west", ground.report.month, figures)
    record(entry, channel=Submission.Channel.SEED)
    reconciled.write_indicators()
    exported.write_export(ground)
    holiday = CalendarDay.objects.create(date=DAY, working=False, name_zh="春节")
    return {
        "cooperation.activity": ground.activity,
        "cooperation.calendarday": holiday,
        "cooperation.duerule": DueRule.objects.create(programme=ground.programme),
        "cooperation.indicator": ground.indicator,
        "cooperation.indicatorversion": ground.indicator.versions.get(),
        "cooperation.monthlyreport": ground.report,
        "cooperation.pairing": ground.group,
        "cooperation.place": ground.group.west_place,
        "cooperation.programme": ground.programme,
        "cooperation.publishedreading": ground.reading,
        "cooperation.source": ground.source,
        "cooperation.target": ground.target,
        "cooperation.user": people.official,
        "cooperation.changelog": ChangeLog.objects.create(model="m", key="1", action="change"),
        **labor_access.one_of_each(ground.group, DAY),
        **industry_access.one_of_each(ground.group, DAY),
        **support_access.rows_in(ground.group),
        **consumption_access.rows(ground.group, DAY),
        **sittings.one_of_each(ground),
    }


def page_addresses(ground, people, rows):
    """One address for each page of the first table, in the first programme."""
    forms = ("admin:monthly-form", "admin:monthly-cells", "admin:monthly-review")
    arguments = {name: [ground.report.pk] for name in forms} | {
        "pairing-detail": [ground.group.slug],
        "indicator-detail": [ground.indicator.code],
        "activity-detail": [ground.activity.pk],
        **exported.ARGUMENTS,
        "explanation": [ground.indicator.code, ground.group.slug],
        **labor_access.details(rows),
        **industry_access.details(rows),
        **consumption_access.details(rows),
        **support_access.arguments(rows),
        **sittings.arguments(rows),
        "report-completeness-file": ["csv"],
        **reconciled.arguments(ground),
        **restated.arguments(ground),
        **briefings.arguments(ground),
        **packs.arguments(ground),
        **office_forms.arguments(ground),
        "admin:monthly-cell": [ground.report.pk, ground.indicator.code],
        "admin:monthly-submission": [ground.report.pk, 1],
        "admin:app_list": ["cooperation"],
        "admin:cooperation_user_reset_password": [people.official.pk],
    }
    queries = {"admin:autocomplete": "app_label=cooperation&model_name=pairing&field_name=parent"}
    here = [n for n in PAGES if n.endswith("-detail") and n != "indicator-detail"]
    here += [
        "explanation",
        "admin:monthly-list",
        "admin:monthly-wide",
        "admin:confirmations",
        *reconciled.CELLS,
    ]
    queries |= dict.fromkeys(here, "programme=own")
    targets = [name for name in PAGES if name.startswith("admin:targets-")]
    queries |= dict.fromkeys(targets, "programme=own&year=2025&indicator=labor.test_jobs")
    return {
        name: f"{reverse(name, args=arguments.get(name))}?{queries.get(name, '')}" for name in PAGES
    }


def browser(who, client, people, settings):
    """The browser of one of WHO."""
    settings.PUBLIC_DASHBOARD = who == "public"
    if who in people.all:
        client.force_login(people.all[who])
    return client


def model_rights():
    """(model label, who) → letters."""
    return {
        (label, who): rights
        for label, line in MODELS.items()
        for who, rights in zip(STAFF, line.split(), strict=True)
    }


def expected_status(label, kind, who):
    """What the rights of a model mean for one of its addresses."""
    if who in {"anonymous", "public"}:
        return 302
    rights = "" if who == "official" else model_rights()[label, who]
    if NEEDS[kind] not in rights:
        return 403
    if kind in {"change", "history", "delete"} and who in UNSEEN.get(label, ()):
        return 404
    return 302 if (label, kind) in ELSEWHERE else 200


def address(label, kind, row):
    """The address of a model's page at the workplace."""
    arguments = [] if kind in {"changelist", "add"} else [row.pk]
    return reverse(f"admin:{label.replace('.', '_')}_{kind}", args=arguments)


def test_every_address_is_in_a_table():
    found = set(named_patterns(get_resolver().url_patterns))
    of_models = set(admin_names())
    of_ledgers = {*LIST_PAGES, *ledger_pages()}
    assert found - of_models - of_ledgers - UNNAMED == set(PAGES)
    assert {model._meta.label_lower for model in site._registry} == set(MODELS)


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_pages(client, ground, people, rows, settings, who):
    expected = {name: int(line.split()[WHO.index(who)]) for name, line in PAGES.items()}
    addresses = page_addresses(ground, people, rows)
    browser(who, client, people, settings)
    assert {name: client.get(addresses[name]).status_code for name in PAGES} == expected


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_workplace_pages(client, people, rows, settings, who):
    expected, found = {}, {}
    browser(who, client, people, settings)
    for label, row in rows.items():
        for kind in NEEDS:
            expected[label, kind] = expected_status(label, kind, who)
            found[label, kind] = client.get(address(label, kind, row)).status_code
    assert found == expected


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_workplace_writes_are_refused_without_the_right(client, people, rows, settings, who):
    expected, found = {}, {}
    browser(who, client, people, settings)
    for label, row in rows.items():
        rights = model_rights().get((label, who), "")
        for kind, letter in (("add", "a"), ("change", "c"), ("delete", "d")):
            if letter in rights or (label, kind) in ELSEWHERE:
                continue
            expected[label, kind] = 302 if who in {"anonymous", "public"} else 403
            found[label, kind] = client.post(address(label, kind, row), {"post": "yes"}).status_code
    assert found == expected


@pytest.mark.parametrize("who", WHO)
def test_what_is_sent_to_pages(client, ground, people, rows, settings, who):
    expected = {name: int(line.split()[WHO.index(who)]) for name, line in SENT.items()}
    addresses = page_addresses(ground, people, rows)
    browser(who, client, people, settings)
    report = {"pairing": ground.group.pk, "sector": "labor", "side": "west", "month": "2025-09"}
    data = {
        "admin:monthly-open": report,
        "admin:monthly-cell": {"action": "ask", "text": "?"},
        "admin:confirmations": {"action": "confirm", "figure": "1"},
        "admin:monthly-review": {"action": "approve", "submission": "0"},
        "admin:monthly-approve": {"submission": ["0"]},
    }
    found = {n: client.post(addresses[n], data.get(n, {})).status_code for n in SENT}
    assert found == expected


def all_addresses(ground, people, rows):
    """Every address of both tables."""
    of_models = {
        (label, kind): address(label, kind, row) for label, row in rows.items() for kind in NEEDS
    }
    return page_addresses(ground, people, rows) | of_models | ledger_addresses(rows)


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_first_password_comes_before_every_address(client, ground, people, rows, who):
    people.all[who].must_change_password = True
    people.all[who].save()
    client.force_login(people.all[who])
    addresses = all_addresses(ground, people, rows)
    open_ones = {"login", "set_language", "healthz", "password_change", "password_change_done"}
    open_ones |= {"logout", "admin:jsi18n", "admin:login", "admin:logout"}
    open_ones |= {"admin:password_change_done", "set-number-style"}
    kept = {n for n, a in addresses.items() if client.get(a).headers.get("Location") == OWN}
    # The workplace's own address of the page leads there for staff.
    assert set(addresses) - kept - {"admin:password_change"} == open_ones


@pytest.fixture(scope="module")
def strangers_answers(module_ground, module_people, module_rows, django_db_blocker):
    """What somebody meets at every address whom the site has never seen."""
    addresses = all_addresses(module_ground, module_people, module_rows)
    with django_db_blocker.unblock():
        return {name: Client().get(path).status_code for name, path in addresses.items()}


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_deactivated_account_meets_what_a_stranger_meets(
    client, ground, people, rows, strangers_answers, who
):
    client.force_login(people.all[who])
    session, cookies = Session.objects.get(), client.cookies.output()
    User.objects.filter(username=who).update(is_active=False)
    found = {}
    for name, path in all_addresses(ground, people, rows).items():
        # The first page ended the session; each of them meets one that was just begun.
        session.save()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
        found[name] = client.get(path).status_code
    assert found == strangers_answers


def test_unregistered_are_the_append_only_tables():
    registered = {model._meta.label_lower for model in site._registry}
    never = {"submission", "figure", "review", "draftcell", "explanation", "explanationpart"}
    assert registered.isdisjoint(f"cooperation.{name}" for name in never)
