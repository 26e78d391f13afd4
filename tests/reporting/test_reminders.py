"""Reminders: three working days before, on the day, one after; one mail a person and day."""

import datetime
from io import StringIO

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from cooperation.models import Programme, Reminder, Role
from cooperation.reporting import actions
from tests.reporting.world import World

pytestmark = pytest.mark.slow

D = datetime.date
# December 2024 is due on Friday the 10th of January 2025. January 2025 is due on Monday the
# 10th of February: the festival is off from the 28th of January to the 4th of February,
# Sunday the 26th of January and Saturday the 8th of February are worked for it.
DECEMBER, JANUARY = D(2024, 12, 1), D(2025, 1, 1)


@pytest.fixture
def world(world, settings):
    """One clerk with an address: labour of the west in the first group."""
    settings.EMAIL_URL = "smtp://mail.example.cn"
    Programme.objects.update(collect_from=DECEMBER)
    world.programme.refresh_from_db()
    world.one = world.person("one", Role.CLERK, pairing=world.group, sector="labor", side="west")
    type(world.one).objects.filter(pk=world.one.pk).update(email="one@example.cn")
    return world


def remind(day, *arguments):
    out = StringIO()
    call_command("remind", "--date", str(day), *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (D(2025, 2, 5), None),  # four working days before, the first one after the festival
        (D(2025, 2, 6), None),  # three: see below, the worked Saturday counts
        (D(2025, 2, 10), "今天截止："),
        (D(2025, 2, 11), "上一个工作日已截止："),
        (D(2025, 2, 12), None),
        (D(2025, 2, 9), None),  # a Sunday
        (D(2025, 1, 29), None),  # New Year's Day of the lunar calendar
    ],
)
def test_days_around_the_spring_festival(world, mailoutbox, day, heading):
    # 6th, 7th, 8th (worked) and 10th: on the 6th three working days are left.
    heading = "还有3个工作日截止：" if day == D(2025, 2, 6) else heading
    world.approved(DECEMBER)
    remind(day)
    assert [heading in mail.body for mail in mailoutbox] == ([True] if heading else [])


def test_a_make_up_working_day_is_a_day_like_others(world, mailoutbox):
    from cooperation.models import DueRule

    DueRule.objects.create(programme=world.programme, day=8)
    world.approved(DECEMBER)
    assert "1 sent" in remind(D(2025, 2, 8))
    assert "今天截止：" in mailoutbox[0].body


def test_the_festival_and_days_off_say_why(world):
    assert "春节" in remind(D(2025, 1, 29))
    assert "非工作日" in remind(D(2025, 2, 9))


def test_one_letter_names_the_forms_and_no_person(world, mailoutbox, settings):
    settings.SITE_URL = "https://xiezuo.example.cn/"
    world.person("one", Role.CLERK, pairing=world.other, side="west")
    remind(D(2025, 1, 10))
    (mail,) = mailoutbox
    assert mail.to == ["one@example.cn"]
    assert mail.subject == "月报提醒：3份临近截止"
    assert mail.body.splitlines() == [
        "今天截止：",
        "· 东市 ↔ 西市 · 劳务协作 · 西部 · 2024年12月",
        "· 东市 ↔ 西市 · 劳务协作 · 西部 · 2024年12月",
        "· 东市 ↔ 西市 · 产业协作 · 西部 · 2024年12月",
        "",
        "请登录工作台，在“我的工作”中填报。",
        "https://xiezuo.example.cn/admin/",
    ]


def test_a_letter_about_a_sample_says_so(world, mailoutbox):
    Programme.objects.update(sample=True)
    remind(D(2025, 1, 10), "--programme", world.programme.code)
    (mail,) = mailoutbox
    assert mail.subject.startswith("样例数据 · 月报提醒")
    assert "样例数据" in mail.body.splitlines()[0]


def test_once_a_day(world, mailoutbox):
    assert "1 sent, 0 reminded before" in remind(D(2025, 1, 10))
    assert "0 sent, 1 reminded before" in remind(D(2025, 1, 10))
    assert "1 sent" in remind(D(2025, 1, 13))
    assert len(mailoutbox) == 2
    assert (
        list(Reminder.objects.order_by("day").values_list("user", "reports"))
        == [(world.one.pk, 1)] * 2
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [("draft", True), ("returned", True), ("submitted", False), ("approved", False)],
)
def test_only_what_is_open_is_named(world, mailoutbox, state, told):
    if state == "draft":
        world.report(DECEMBER)
    else:
        submission = world.submitted(DECEMBER)
        if state == "approved":
            actions.approve(submission, by=world.reviewer)
        if state == "returned":
            actions.return_(submission, by=world.reviewer, reason="核对")
    remind(D(2025, 1, 10))
    assert bool(mailoutbox) is told
    assert not told or ("已退回" in mailoutbox[0].body) is (state == "returned")


def test_nobody_is_told_who_has_no_address_or_no_account_any_more(world, mailoutbox):
    people = type(world.one).objects
    people.filter(username="clerk").update(email="clerk@example.cn", is_active=False)
    people.filter(username="one").update(email="")
    people.filter(username="reviewer").update(email="reviewer@example.cn")
    assert "0 sent" in remind(D(2025, 1, 10))
    assert mailoutbox == []


def test_without_mail_it_says_so_and_does_nothing(world, mailoutbox, settings):
    settings.EMAIL_URL = ""
    assert "EMAIL_URL" in remind(D(2025, 1, 10))
    assert (mailoutbox, Reminder.objects.count()) == ([], 0)


def test_dry_run_prints_and_keeps_nothing(world, mailoutbox, settings):
    settings.EMAIL_URL = ""
    text = remind(D(2025, 1, 10), "--dry-run")
    assert "one <one@example.cn>: 月报提醒：1份临近截止" in text
    assert (mailoutbox, Reminder.objects.count()) == ([], 0)


def test_a_sample_is_left_out_unless_it_is_named(db, mailoutbox, settings):
    settings.EMAIL_URL = "smtp://mail.example.cn"
    sample = World(code="sample", sample=True)
    Programme.objects.update(collect_from=DECEMBER)
    only = sample.person("only", Role.CLERK)
    type(only).objects.filter(pk=only.pk).update(email="only@example.cn")
    assert "0 sent" in remind(D(2025, 1, 10))
    assert "1 sent" in remind(D(2025, 1, 10), "--programme", "sample")


def test_unknown_programme_is_named(world):
    with pytest.raises(CommandError, match="nowhere"):
        remind(D(2025, 1, 10), "--programme", "nowhere")


def test_a_failed_mail_is_tried_again_and_stops_nobody_else(world, mailoutbox, monkeypatch):
    people = type(world.one).objects
    people.filter(username="clerk").update(email="clerk@example.cn")
    real = EmailBackend.send_messages

    def broken(self, messages):
        if messages[0].to == ["clerk@example.cn"]:
            raise ConnectionRefusedError("closed")
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", broken)
    with pytest.raises(CommandError, match="clerk: ConnectionRefusedError"):
        remind(D(2025, 1, 10))
    assert [mail.to for mail in mailoutbox] == [["one@example.cn"]]
    monkeypatch.undo()
    assert "1 sent, 1 reminded before" in remind(D(2025, 1, 10))


def test_statements_do_not_grow_with_the_pairings(world, django_assert_num_queries):
    from cooperation.reporting.reminders import digests

    for n in range(20):
        world.pairing(f"g{n}", "group", world.city)
    list(digests([world.programme], D(2025, 1, 10)))
    with django_assert_num_queries(6):
        assert len(list(digests([world.programme], D(2025, 1, 10)))) == 1
