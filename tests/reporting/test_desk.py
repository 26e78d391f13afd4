"""My work: what each role finds on its desk, and that it costs the same for many pairings."""

import datetime
import re

import pytest
from django.urls import reverse

from cooperation.calendar import due_calendar
from cooperation.models import (
    CellMessage,
    DueRule,
    MonthlyReport,
    Programme,
    Role,
    Statement,
)
from cooperation.reporting import actions
from cooperation.reporting.desk import views
from cooperation.reporting.desk.forms import forms_of, owed_now
from cooperation.reporting.desk.work import work_of
from tests.reporting.world import MARCH, World, fresh
from tests.rows import settle

pytestmark = pytest.mark.slow

D = datetime.date
FEBRUARY = D(2024, 2, 1)


@pytest.fixture
def on(monkeypatch):
    """`on(day)`: the desk believes that it is this day."""
    return lambda day: monkeypatch.setattr(views, "today", lambda: day)


@pytest.fixture
def world(world):
    """Reports are asked for from 2024 on."""
    Programme.objects.update(collect_from=D(2024, 1, 1))
    world.programme.refresh_from_db()
    return world


@pytest.fixture
def clerk(world):
    """Fills in labour of the west for the first group."""
    return world.person("one", Role.CLERK, pairing=world.group, sector="labor", side="west")


def home(client, user, **query):
    client.force_login(user)
    return client.get(reverse("admin:index"), query)


def states(world, user, day, month=MARCH):
    forms = forms_of(user, world.programme, due_calendar(world.programme), day, month, month)
    return [(form.state, form.when) for form in owed_now(forms, day)]


# March 2024 is due on Wednesday, the 10th of April; from the 4th to the 6th is Qingming,
# and Sunday the 7th is worked for it.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2024, 3, 31), []),
        (D(2024, 4, 3), [("due", "还有4个工作日")]),
        (D(2024, 4, 5), [("due", "还有4个工作日")]),
        (D(2024, 4, 8), [("due", "还有2个工作日")]),
        (D(2024, 4, 10), [("due", "今天截止")]),
        (D(2024, 4, 11), [("late", "已逾期1天")]),
        (D(2024, 4, 13), [("late", "已逾期3天")]),
    ],
)
def test_a_form_says_what_the_day_asks(world, clerk, day, expected):
    assert states(world, clerk, day) == expected


def test_the_programmes_own_rule_and_grace_count(world, clerk):
    DueRule.objects.create(programme=world.programme, sector="labor", day=15, grace=3)
    assert states(world, clerk, D(2024, 4, 12)) == [("due", "还有1个工作日")]
    assert states(world, clerk, D(2024, 4, 17)) == [("due", "宽限期内")]
    assert states(world, clerk, D(2024, 4, 19)) == [("late", "已逾期1天")]


def test_months_that_nobody_collects_are_not_owed(world, clerk):
    assert states(world, clerk, D(2024, 4, 1), D(2023, 12, 1)) == []
    world.report(D(2023, 12, 1))
    assert states(world, clerk, D(2024, 4, 1), D(2023, 12, 1)) == [("draft", "")]


@pytest.mark.parametrize(
    ("come_to", "in_time", "afterwards"),
    [
        ("draft", "draft", "late"),
        ("withdrawn", "draft", "late"),
        ("returned", "returned", "returned"),
        ("submitted", "submitted", "submitted"),
        ("approved", "approved", "approved"),
        ("correcting", "correcting", "correcting"),
        ("correction returned", "returned", "returned"),
    ],
)
def test_states_of_a_report_on_the_desk(world, clerk, come_to, in_time, afterwards):
    bring_to(world, come_to)
    assert states(world, clerk, D(2024, 4, 8))[0][0] == in_time
    assert states(world, clerk, D(2024, 4, 20))[0][0] == afterwards


def bring_to(world, state):
    if state == "draft":
        return world.fill(world.report())
    submission = world.submitted()
    if state == "withdrawn":
        actions.withdraw(submission, by=world.clerk)
    elif state == "returned":
        actions.return_(submission, by=world.reviewer, reason="核对省内就业")
    elif state != "submitted":
        actions.approve(submission, by=world.reviewer)
    if state.startswith("correct"):
        report = fresh(submission.report)
        actions.reopen(report, by=world.clerk, version=report.version, reason_kind="definition")
    if state == "correction returned":
        report = world.fill(fresh(submission.report), jobs_lifted=1)
        again = world.handed_in(report)
        actions.return_(again, by=world.reviewer, reason="再核对")
    return submission.report


def test_late_and_returned_stand_above_oldest_first_then_the_newest_due(client, world, clerk, on):
    on(D(2024, 4, 8))
    returned = world.submitted(FEBRUARY)
    actions.return_(returned, by=world.reviewer, reason="核对省内就业")
    html = home(client, clerk).content.decode()
    assert re.findall(r'id="(pressing|nothing|done|soon)"', html) == ["soon", "pressing"]
    pressing = html.split('id="pressing"')[1].split("</section>")[0]
    assert re.findall(r"2024年\d+月", pressing) == ["2024年1月", "2024年2月"]
    assert "核对省内就业" in pressing
    assert "已逾期50天" in pressing  # January, due on the 18th of February: the festival moved it
    assert re.findall(r'data-month="([\d-]+)"', html) == ["2024-03"]
    counts = re.findall(r'<span class="chip [\w-]+">(\w+)</span></dt><dd>(\d+)', html)
    assert counts == [("已退回", "1"), ("未报", "1"), ("待填报", "1")]


def test_one_click_opens_or_begins(client, world, clerk, on):
    on(D(2024, 4, 8))
    report = world.report(FEBRUARY)
    html = home(client, clerk).content.decode()
    assert reverse("admin:monthly-form", args=[report.pk]) in html
    assert html.count(f'action="{reverse("admin:monthly-open")}"') == 2


def test_the_desk_names_forms_and_no_people(client, world, clerk, on):
    on(D(2024, 4, 20))
    world.fill(world.report())
    html = home(client, clerk).content.decode()
    assert ">clerk<" not in html


def test_nothing_left_is_said(client, world, clerk, on):
    Programme.objects.update(collect_from=MARCH)
    world.approved()
    on(D(2024, 4, 8))
    html = home(client, clerk).content.decode()
    assert "今天没有要填的月报。" in html
    assert 'id="done"' in html


def test_answers_that_wait_are_counted(client, world, clerk, on):
    on(D(2024, 4, 8))
    cell = {"pairing": world.group, "month": MARCH}
    jobs, transfers = world.indicators["labor.jobs"], world.indicators["labor.transfers"]
    asked = CellMessage.objects.create(**cell, indicator=jobs, text="为什么？", side="east")
    CellMessage.objects.create(**cell, indicator=transfers, text="不归我方", side="east")
    done = CellMessage.objects.create(**cell, indicator=jobs, text="已答", side="east")
    CellMessage.objects.create(**cell, indicator=jobs, text="因为", side="west", answers=done)
    figure = world.submitted().figures.get(indicator=jobs)
    for verdict in ("disputed", "confirmed", "disputed"):
        Statement.objects.create(figure=figure, verdict=verdict, sentence="对不上")
    html = home(client, clerk).content.decode()
    assert "对方有1个问题待您答复。" in html
    answers = html.split('id="answers"')[1].split("</div>")[0]
    cell = reverse("admin:monthly-cell", args=[figure.submission.report_id, jobs.code])
    assert re.findall(r'href="([^"]+)"', answers) == [cell, cell]
    assert asked.text in answers
    assert "不归我方" not in answers
    assert "对方对您填报的1个数有异议。" in html
    Statement.objects.create(figure=figure, verdict="confirmed")
    assert "有异议" not in home(client, clerk).content.decode()


def waiting_rows(html):
    block = html.split('id="waiting"')[1].split("</section>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in re.findall(r"<tr><td.*?</tr>", block, re.S)
    ]


def test_reviewer_sees_the_oldest_first_and_what_changed(client, world):
    corrected = world.submitted(FEBRUARY)
    actions.approve(corrected, by=world.reviewer)
    world.submitted(MARCH)
    report = fresh(corrected.report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    report = world.fill(report, jobs=12, near_jobs=6)
    world.handed_in(report)
    rows = waiting_rows(home(client, world.reviewer).content.decode())
    assert ["2024年3月" in rows[0], "2024年2月" in rows[1]] == [True, True]
    assert "首次审核" in rows[0]
    assert "2个数不同" in rows[1]
    assert "10 → 12" in rows[1]
    assert "4 → 6" in rows[1]
    assert "更正：" in rows[1]


def test_reviewer_cannot_tick_an_own_submission(client, world):
    world.person("both", Role.CLERK)
    both = world.person("both", Role.REVIEWER)
    report = world.fill(
        actions.open_report(world.group, sector="labor", side="west", month=MARCH, by=both), by=both
    )
    world.handed_in(report, by=both)
    html = home(client, both).content.decode()
    assert 'type="checkbox"' not in html.split('id="waiting"')[1].split("</section>")[0]
    assert "由他人审核" in html


@pytest.mark.parametrize(
    ("who", "blocks"),
    [
        ("one", ["soon", "pressing"]),
        ("reviewer", ["waiting"]),
        ("secretary", ["grid"]),
        ("keeper", ["grid"]),
    ],
)
def test_each_role_has_its_desk_and_the_rows_below(client, world, clerk, on, who, blocks):
    on(D(2024, 4, 8))
    world.person("secretary", Role.SECRETARY)
    world.person("keeper", Role.ADMINISTRATOR)
    html = home(client, type(clerk).objects.get(username=who)).content.decode()
    found = re.findall(r'id="(soon|pressing|waiting|grid|nothing)"', html)
    assert found == blocks
    assert 'id="content-main"' in html


def test_grid_says_state_by_word_and_links_what_was_handed_in(client, world, on):
    on(D(2024, 4, 20))
    world.approved(D(2024, 1, 1))
    waits = world.submitted(FEBRUARY)
    draft = world.fill(world.report())
    secretary = world.person("secretary", Role.SECRETARY)
    html = home(client, secretary, sector="labor").content.decode()
    grid = html.split('id="grid"')[1].split("</section>")[0]
    line = grid.split("东市 ↔ 西市 ")[4]  # the first group's western line
    cells = re.findall(r'<td class="r-(\w+)">', line.split("</tr>")[0])
    assert cells == ["approved", "submitted", "late", "missing"]
    assert reverse("admin:monthly-review", args=[waits.report.pk]) in grid
    assert reverse("admin:monthly-form", args=[draft.pk]) not in grid
    assert "产业" not in grid.split("<table")[1]


@pytest.mark.parametrize(
    "query",
    [
        {"year": "abc"},
        {"year": "9" * 30},
        {"year": "２０２４"},
        {"page": "99999999"},
        {"page": "-1"},
        {"sector": "__class__"},
        {"sector": "' OR 1=1"},
    ],
)
def test_nonsense_in_the_address_shows_the_nearest_grid(client, world, query):
    secretary = world.person("secretary", Role.SECRETARY)
    assert home(client, secretary, **query).status_code == 200


def test_unknown_programme_is_not_found_and_nul_is_refused(client, world):
    assert home(client, world.clerk, programme="none").status_code == 404
    assert home(client, world.clerk, programme="a\0").status_code == 400


def test_the_programme_with_open_work_comes_first(client, world, on):
    on(D(2024, 4, 8))
    sample = World(code="sample", sample=True)
    both = world.person("both", Role.CLERK)
    sample.person("both", Role.CLERK)
    Programme.objects.filter(pk=world.programme.pk).update(collect_from=D(2026, 1, 1))
    actions.open_report(sample.group, sector="labor", side="west", month=MARCH, by=both)
    response = home(client, both)
    assert response.context["programme"] == sample.programme
    assert "sample-banner" in response.content.decode()
    assert home(client, both, programme="test").context["programme"] == world.programme


def test_a_reader_of_the_sample_alone_sees_the_banner(client, db, on):
    on(D(2024, 4, 8))
    sample = World(code="sample", sample=True)
    only = sample.person("only", Role.CLERK)
    assert "sample-banner" in home(client, only).content.decode()


def test_long_work_is_cut_and_says_so(world):
    work = work_of(world.clerk, world.programme, due_calendar(world.programme), D(2025, 3, 20))
    assert sum(len(month.forms) for month in work.pressing) == 50
    assert work.more == 14 * 9 - 50  # three pairings with three forms each, fourteen months
    assert work.counts[0].n == 14 * 9


def test_list_by_month_keeps_its_address_and_strip(client, world, clerk):
    client.force_login(clerk)
    html = client.get(reverse("admin:monthly-list"), {"month": "2024-03"}).content.decode()
    strip = html.split("month-strip")[1].split("</nav>")[1]
    assert len(re.findall(r"month=2024-\d\d", strip)) == 12
    assert html.count('name="pairing"') == 1
    for month in ("1999-01", "2050-12", "abc", "2024-13"):
        assert client.get(reverse("admin:monthly-list"), {"month": month}).status_code == 200


def correct(world, submission):
    """Approved, reopened and handed in again."""
    actions.approve(submission, by=world.reviewer)
    report = fresh(submission.report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    report = world.fill(report, jobs_lifted=1)
    world.handed_in(report)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["clerk", "reviewer", "secretary"])
@pytest.mark.parametrize("pairings", [4, 40])
def test_desk_asks_the_database_the_same_number_of_questions(
    client, world, on, who, pairings, django_assert_num_queries
):
    on(D(2024, 4, 8))
    world.person("secretary", Role.SECRETARY)
    made = [world.group, world.other]
    made += [world.pairing(f"g{n}", "group", world.city) for n in range(pairings - 3)]
    for pairing in made:
        submission = world.submitted(FEBRUARY, pairing=pairing)
        if pairing.pk % 2:
            actions.return_(submission, by=world.reviewer, reason="核对")
        else:
            correct(world, submission)
    assert MonthlyReport.objects.count() == pairings - 1
    settle()
    user = type(world.clerk).objects.get(username=who)
    home(client, user)
    with django_assert_num_queries({"clerk": 10, "reviewer": 8, "secretary": 8}[who]):
        client.get(reverse("admin:index"))


@pytest.mark.parametrize(
    ("who", "confirms"), [("clerk", True), ("reviewer", True), ("secretary", False)]
)
def test_the_desk_leads_to_the_figures_to_confirm_and_to_the_rules(client, world, who, confirms):
    person = world.person(who, Role(who))
    client.force_login(person)
    html = client.get("/admin/").content.decode()
    assert ("/admin/confirmations/?programme=test" in html) == confirms
    assert "/admin/monthly/checks/" in html
