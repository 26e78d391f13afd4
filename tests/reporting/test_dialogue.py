"""What the two sides say to each other: who may, once only, and about which figure."""

from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from cooperation.models import CellMessage, Figure, Role, Statement
from cooperation.reporting import actions, dialogue
from cooperation.reporting.problems import RecordRefused
from tests.reporting.world import MARCH, World, fresh

pytestmark = pytest.mark.slow

HTMX = {"HX-Request": "true"}


@pytest.fixture
def world(world):
    """The west's job figure is one that the east sees for itself."""
    jobs = world.indicators["labor.jobs"]
    jobs.confirmable = True
    jobs.save()
    world.far = World(code="far").programme
    return world


@pytest.fixture
def people(world):
    """Everybody by what they are: role, side, and where that role reaches."""
    here = {"pairing": world.group}
    people = {
        "west clerk": (Role.CLERK, {"side": "west", **here}),
        "east clerk": (Role.CLERK, {"side": "east", **here}),
        "east reviewer": (Role.REVIEWER, {"side": "east"}),
        "clerk of both sides": (Role.CLERK, here),
        "east clerk, other pairing": (Role.CLERK, {"side": "east", "pairing": world.other}),
        "east clerk, other sector": (Role.CLERK, {"side": "east", "sector": "industry"}),
        "official": (Role.OFFICIAL, {}),
        "secretary": (Role.SECRETARY, {}),
        "administrator": (Role.ADMINISTRATOR, {}),
    }
    made = {
        name: world.person(name.replace(" ", "_"), role, **scope)
        for name, (role, scope) in people.items()
    }
    home, world.programme = world.programme, world.far
    made["east clerk, other programme"] = world.person("far_east", Role.CLERK, side="east")
    world.programme = home
    return made


@pytest.fixture
def east(world):
    return world.person("east", Role.CLERK, side="east", pairing=world.group)


@pytest.fixture
def figure(world):
    return jobs_of(world.approved())


def jobs_of(submission):
    return submission.figures.get(indicator__code="labor.jobs")


def ask(world, by, *, text="几人？"):
    jobs = world.indicators["labor.jobs"]
    return dialogue.ask(pairing=world.group, indicator=jobs, month=MARCH, text=text, by=by)


def allowed(deed):
    try:
        deed()
    except PermissionDenied:
        return False
    return True


SPEAK = {"west clerk", "east clerk", "east reviewer", "clerk of both sides", "secretary"}
STATE = {"east clerk", "east reviewer", "clerk of both sides"}


def who_may(people, deed):
    return {name for name, who in people.items() if allowed(partial(deed, by=who))}


def test_who_asks_and_answers(world, people, figure):
    question = ask(world, people["west clerk"])
    assert who_may(people, partial(ask, world)) == SPEAK
    assert who_may(people, partial(dialogue.answer, message=question, text="两人")) == SPEAK


def test_who_confirms_and_disputes(world, people, figure):
    dispute = partial(dialogue.dispute_figure, figure=figure, value=None, sentence="不符")
    assert who_may(people, partial(dialogue.confirm_figure, figure=figure)) == STATE
    assert who_may(people, dispute) == STATE


def test_only_figures_that_both_sides_see_are_spoken_of(world, east, figure):
    workshops = figure.submission.figures.get(indicator__code="labor.workshops")
    assert not allowed(lambda: dialogue.confirm_figure(figure=workshops, by=east))


@pytest.mark.parametrize(
    ("who", "side"),
    [("west clerk", "west"), ("east reviewer", "east"), ("clerk of both sides", ""),
     ("secretary", "")],
)  # fmt: skip
def test_words_carry_the_side_they_come_from(world, people, who, side):
    assert ask(world, people[who]).side == side


def test_the_same_said_twice_is_said_once(world, east, figure):
    assert ask(world, east) == ask(world, east, text=" 几人？\n")
    question = ask(world, east)
    answers = [dialogue.answer(message=question, text="十人", by=world.clerk) for _twice in "12"]
    assert answers[0] == answers[1]
    assert CellMessage.objects.count() == 2
    for _twice in "12":
        dialogue.dispute_figure(figure=figure, value=Decimal("9"), sentence="少一人", by=east)
    dialogue.confirm_figure(figure=figure, by=east)
    dialogue.confirm_figure(figure=figure, by=east)
    assert [one.verdict for one in Statement.objects.order_by("pk")] == ["disputed", "confirmed"]


def test_an_answered_question_can_be_asked_again(world, east):
    dialogue.answer(message=ask(world, east), text="十人", by=world.clerk)
    ask(world, east)
    assert CellMessage.objects.filter(answers=None).count() == 2


def test_answer_to_an_answer_belongs_to_the_question(world, east):
    question = ask(world, east)
    first = dialogue.answer(message=question, text="十人", by=world.clerk)
    assert dialogue.answer(message=first, text="明白", by=east).answers == question


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "W07"), (" \n ", "W07"), ("a\x00b", "T21"), ("长" * 501, "T17"),
     ("联系13800138000", "P01"), ("身份证44200019900101123X", "P01")],
)  # fmt: skip
def test_words_that_cannot_be_kept(world, east, figure, text, code):
    with pytest.raises(RecordRefused) as refused:
        ask(world, east, text=text)
    assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises(RecordRefused) as refused:
        dialogue.dispute_figure(figure=figure, value=None, sentence=text, by=east)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not CellMessage.objects.exists()
    assert not Statement.objects.exists()


def test_the_longest_words_are_kept(world, east, figure):
    assert ask(world, east, text="长" * 500).text == "长" * 500
    dialogue.dispute_figure(figure=figure, value=None, sentence="长" * 300, by=east)
    with pytest.raises(RecordRefused):
        dialogue.dispute_figure(figure=figure, value=None, sentence="长" * 301, by=east)


def test_the_figure_stays_as_it_is(world, east, figure):
    before = list(Figure.objects.order_by("pk").values())
    dialogue.dispute_figure(figure=figure, value=Decimal("1"), sentence="不符", by=east)
    assert list(Figure.objects.order_by("pk").values()) == before


def corrected(world, report, **values):
    actions.reopen(
        fresh(report), by=world.clerk, version=fresh(report).version, reason_kind="late_source"
    )
    world.fill(report, **values)
    return actions.submit(fresh(report), by=world.clerk, version=fresh(report).version)


def test_only_the_figure_that_shows_is_spoken_of(world, east, figure):
    newer = corrected(world, figure.submission.report, jobs=11, near_jobs=5)
    with pytest.raises(dialogue.FigureChanged) as changed:
        dialogue.confirm_figures(figures=[figure.pk, jobs_of(newer).pk], by=east)
    assert changed.value.figures == [figure]
    assert not Statement.objects.exists()
    actions.return_(newer, by=world.reviewer, reason="再核")
    dialogue.confirm_figure(figure=figure, by=east)
    assert Statement.objects.get().figure == figure


def open_figures(**known):
    return [one.figure_id for one in Statement.objects.open(**known)]


def test_a_dispute_is_open_until_confirmed_or_replaced(world, east, figure):
    dialogue.dispute_figure(figure=figure, value=Decimal("9"), sentence="少一人", by=east)
    assert open_figures() == [figure.pk]
    assert Statement.objects.get().difference == -1
    dialogue.confirm_figure(figure=figure, by=east)
    assert open_figures() == []
    dialogue.dispute_figure(figure=figure, value=Decimal("8"), sentence="少两人", by=east)
    assert open_figures() == [figure.pk]
    when = Statement.objects.order_by("pk").last().at
    newer = corrected(world, figure.submission.report, jobs=11, near_jobs=5)
    assert open_figures() == []
    assert open_figures(until=newer.at) == [figure.pk]
    assert open_figures(until=when) == []


def test_shown_submissions_are_those_of_the_scoreboard(world):
    """Here and in the scoreboard's own SQL: the same figures."""
    world.approved(MARCH)
    report = world.submitted(MARCH.replace(month=4)).report
    actions.return_(report.submissions.get(), by=world.reviewer, reason="再核")
    corrected(world, world.approved(MARCH.replace(month=5)).report, jobs=11, near_jobs=5)
    for approved_only in (False, True):
        shown = Figure.objects.shown(approved_only=approved_only).filter(
            indicator__code="labor.jobs"
        )
        board = _board(world, approved_only)
        assert sorted(shown.values_list("value", flat=True)) == board


def _board(world, approved_only):
    from cooperation.scoreboard import scoreboard

    board = scoreboard(
        world.programme, 2024, 12, pairings=[world.group], approved_only=approved_only
    )
    months = board.series(board.row("pairing", world.group.pk, "labor.jobs")).month
    return sorted(value for value in months if value is not None)


# --- in the panel ---------------------------------------------------------------------------


@pytest.fixture
def say(client):
    """Send one of the panel's forms."""

    def sent(user, report, *, htmx=True, code="labor.jobs", **data):
        client.force_login(user)
        address = reverse("admin:monthly-cell", args=[report.pk, code])
        return client.post(address, data, headers=HTMX if htmx else {})

    return sent


def test_asking_and_answering_in_the_panel(say, world, east, figure):
    report = figure.submission.report
    html = say(east, report, action="ask", text="<b>几人</b>？").content.decode()
    assert "&lt;b&gt;几人&lt;/b&gt;？" in html
    assert "已提问" in html
    question = CellMessage.objects.get()
    answered = say(world.clerk, report, action="answer", question=question.pk, text="十人")
    assert "十人" in answered.content.decode()
    page = say(east, report, htmx=False, action="ask", text="还有呢？")
    assert page.status_code == 302
    assert page.url == reverse("admin:monthly-cell", args=[report.pk, "labor.jobs"])


def test_disputing_in_the_panel_reads_numbers_as_they_are_typed(say, world, east, figure):
    report = figure.submission.report
    sent = {"action": "dispute", "figure": figure.pk, "sentence": "台账为准"}
    html = say(east, report, value="１，２３４人", **sent).content.decode()
    assert Statement.objects.get().value == 1234
    assert "有异议" in html
    assert "台账为准" in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"value": "三、五"}, "一格只能填一个数"), ({"value": "-5"}, "数据不能为负"),
     ({"value": "5", "sentence": ""}, "没有填写内容"),
     ({"value": "5", "sentence": "电话13800138000"}, "疑似身份证号或电话号码")],
)  # fmt: skip
def test_what_was_typed_stays_where_it_is_refused(say, east, figure, typed, words):
    data = {"action": "dispute", "figure": figure.pk, "sentence": "台账<为>准", **typed}
    response = say(east, figure.submission.report, **data)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert f'value="{data["value"]}"' in html
    assert data["sentence"].replace("<", "&lt;").replace(">", "&gt;") in html
    assert not Statement.objects.exists()


def test_a_conversion_is_asked_back(say, east, figure):
    report = figure.submission.report
    sent = {"action": "dispute", "figure": figure.pk, "sentence": "不符", "value": "2千人"}
    response = say(east, report, **sent)
    assert response.status_code == 422
    assert 'name="ok-value" value="2千人"' in response.content.decode()
    assert say(east, report, **sent, **{"ok-value": "2千人"}).status_code == 200
    assert Statement.objects.get().value == 2000


def test_a_figure_that_changed_meanwhile_is_not_confirmed(say, world, east, figure):
    report = figure.submission.report
    corrected(world, report, jobs=11, near_jobs=5)
    response = say(east, report, action="confirm", figure=figure.pk)
    assert response.status_code == 409
    assert "数据已变化" in response.content.decode()
    assert not Statement.objects.exists()


def test_words_on_an_earlier_figure_say_so(say, client, world, east, figure):
    report = figure.submission.report
    say(east, report, action="confirm", figure=figure.pk)
    corrected(world, report, jobs=11, near_jobs=5)
    client.force_login(east)
    address = reverse("admin:monthly-cell", args=[report.pk, "labor.jobs"])
    assert "对旧数的意见" in client.get(address, headers=HTMX).content.decode()


@pytest.mark.parametrize(
    "data",
    [{"action": "answer", "question": "999", "text": "x"}, {"action": "confirm", "figure": "9"},
     {"action": "confirm"}, {"action": "confirm", "figure": "x\x00"}],
)  # fmt: skip
def test_what_is_not_of_this_cell_is_refused(say, east, figure, data):
    assert say(east, figure.submission.report, **data).status_code == 403


def test_an_unknown_button_is_refused(say, east, figure):
    assert say(east, figure.submission.report, action="delete").status_code == 400


def test_panel_speaks_english_too(client, east, figure):
    client.force_login(east)
    address = reverse("admin:monthly-cell", args=[figure.submission.report_id, "labor.jobs"])
    with override("en"):
        html = client.get(address, headers=HTMX | {"Accept-Language": "en"}).content.decode()
    assert "Do your records agree with 10 (This month)?" in html
