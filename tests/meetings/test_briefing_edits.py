"""Editing in place: which numbers keep their link, and who may do it."""

import datetime

import pytest
from django.urls import reverse

from cooperation.meetings.briefing.edits import edited_runs, paragraph_of
from cooperation.meetings.briefing.writing import LONGEST
from cooperation.meetings.text import FigureRef, Run
from cooperation.models import BriefingEdit, Figure, Meeting, PublishedReading
from tests.meetings.briefing_double import collected

ONE = FigureRef("total", None, 1, "ytd", 2025, 9)
TWO = FigureRef("total", None, 2, "ytd", 2025, 9)
THREE = FigureRef("total", None, 1, "completion", 2025, 9)
GENERATED = (
    Run("2025年1—9月，就业"),
    Run("1250", ONE, "strong"),
    Run("人，其中"),
    Run("698", TWO),
    Run("人，完成"),
    Run("82.1%", THREE),
    Run("。"),
)


def links(text, generated=GENERATED):
    """Number → its figure, "edited" for one without."""
    runs = edited_runs(text, generated)
    assert "".join(run.text for run in runs) == text
    return [(run.text, run.figure or run.tone) for run in runs if run.figure or run.tone]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1—9月，已就业1250人。", [("1250", ONE)]),
        (
            "完成82.1%；2025年1—9月就业1250人（698人）。",
            # Out of order: what stands in order with the sentence keeps its link.
            [("82.1%", "edited"), ("1250", ONE), ("698", TWO)],
        ),
        ("就业1251人，其中698人，完成82.1%", [("1251", "edited"), ("698", TWO), ("82.1%", THREE)]),
        ("就业1,250人", [("1,250", ONE)]),
        ("就业１２５０人", [("１２５０", ONE)]),
        ("就业12500人", [("12500", "edited")]),
        ("就业-1250人", [("-1250", "edited")]),
        ("完成82.1", [("82.1", "edited")]),
        ("完成182.1%", [("182.1%", "edited")]),
        ("1250人、1250人", [("1250", ONE), ("1250", "edited")]),
        ("第3次会议", [("3", "edited")]),
        ("2025年没有数字", []),
    ],
)
def test_numbers_keep_their_link_one_to_one_and_in_order(text, expected):
    assert links(text) == expected


def test_an_edit_is_stale_once_the_sentence_is_another():
    text = "".join(run.text for run in GENERATED)
    edit = BriefingEdit(text="就业1250人", generated=text)
    assert paragraph_of("a", GENERATED, {}).edited is False
    fresh = paragraph_of("a", GENERATED, {"a": edit})
    assert (fresh.edited, fresh.stale, fresh.text) == (True, False, "就业1250人")
    moved = paragraph_of("a", GENERATED[:-1], {"a": edit})
    assert (moved.stale, moved.generated) == (True, text.removesuffix("。"))
    edit.text = ""
    assert paragraph_of("a", GENERATED, {"a": edit}).text == text


# --- the page -------------------------------------------------------------------------------------

KEY = "medium.sector.labor"


@pytest.fixture
def meeting(ground, monkeypatch):
    """A joint meeting of the first group, whose figure of 2021 was published."""
    monkeypatch.setattr("cooperation.meetings.briefing.page.collected", collected)
    return Meeting.objects.create(
        programme=ground.programme,
        pairing=ground.group,
        title_zh="小榄—盘州联席会议",
        on=datetime.date(2021, 12, 28),
        year=2021,
        through=12,
    )


def address(meeting, **query):
    return reverse("briefing-edit", args=[meeting.pk], query=query or {"length": "medium"})


def post(client, meeting, text, key=KEY, token=None, **more):
    """Saves as the form does, with the token of the page as it is now."""
    if token is None:
        page = client.get(address(meeting, length="medium", edit=KEY))
        token = next(
            one.token for part in page.context["page"].parts for one in part.shown if one.key == KEY
        )
    data = {"key": key, "text": text, "token": token, **more}
    return client.post(address(meeting), data)


@pytest.mark.django_db
def test_an_edit_keeps_links_marks_new_numbers_and_can_be_taken_back(as_person, meeting):
    client = as_person("secretary")
    before = client.get(address(meeting)).content.decode()
    linked = ">321</a>"
    assert linked in before
    generated = "劳务协作方面，2021年1月1日至12月25日（公开数据），试用指标321人。"
    assert generated in "".join(BriefingTexts.of(client, meeting))
    answer = post(client, meeting, "试用指标321人，比计划多21人。")
    assert answer.status_code == 302
    after = client.get(address(meeting)).content.decode()
    assert linked in after
    assert ">21</mark>" in after
    edit = BriefingEdit.objects.get()
    assert (edit.text, edit.generated, edit.by.username, edit.language) == (
        "试用指标321人，比计划多21人。", generated, "secretary", "zh-hans",
    )  # fmt: skip
    assert post(client, meeting, "", revert="1").status_code == 302
    assert [one.text for one in BriefingEdit.objects.order_by("pk")] == [edit.text, ""]
    again = client.get(address(meeting)).content.decode()
    assert "</mark>" not in again.split("<article")[1]
    assert edit.text in again  # in the history
    assert not Figure.objects.exists()


class BriefingTexts:
    """What the page says, paragraph by paragraph."""

    @staticmethod
    def of(client, meeting):
        page = client.get(address(meeting)).context["page"]
        return [one.text for one in page.paragraphs.values()]


@pytest.mark.django_db
def test_nothing_new_is_no_version(as_person, meeting):
    client = as_person("secretary")
    texts = BriefingTexts.of(client, meeting)
    for text in ("", next(one for one in texts if "321" in one)):
        assert post(client, meeting, text).status_code == 302
    assert not BriefingEdit.objects.exists()


@pytest.mark.django_db
def test_an_edit_whose_figures_moved_on_says_so(as_person, meeting):
    client = as_person("secretary")
    post(client, meeting, "试用指标321人。")
    PublishedReading.objects.filter(value=321).update(value=654)
    page = client.get(address(meeting)).content.decode()
    assert "数据已有变化" in page
    assert "试用指标654人" in page
    assert ">321</mark>" in page


@pytest.mark.django_db
def test_nobody_overwrites_what_they_have_not_seen(as_person, meeting):
    client = as_person("secretary")
    token = client.get(address(meeting)).context["page"].parts[1].shown[0].token
    assert post(client, meeting, "先写的。").status_code == 302
    late = post(client, meeting, "后写的。", token=token)
    assert late.status_code == 400
    assert "后写的。</textarea>" in late.content.decode()
    assert "先写的。" in late.content.decode()
    assert BriefingEdit.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("很" * (LONGEST + 1), f"最多保留{LONGEST}"),
        ("有\0字符", "无法保存的字符"),
        ("联系电话13800138000", "身份证号或电话号码"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_typed(as_person, meeting, text, reason):
    answer = post(as_person("secretary"), meeting, text)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "本段未保存：" in page
    assert text.replace("\0", "\ufffd")[:20].split("\ufffd")[0] in page
    assert not BriefingEdit.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anonymous", 302), ("official", 403), ("clerk", 403), ("reviewer", 403),
        ("administrator", 403), ("stranger", 404),
    ],
)  # fmt: skip
def test_only_the_secretary_writes(as_person, meeting, person, status):
    client = as_person(person)
    assert post(client, meeting, "别的话。", token="0-0").status_code == status
    assert not BriefingEdit.objects.exists()
    if status == 403:
        assert "<textarea" not in client.get(address(meeting, edit=KEY)).content.decode()


@pytest.mark.django_db
def test_addresses_that_make_no_sense(as_person, meeting):
    client = as_person("secretary")
    assert "篇幅不存在" in client.get(address(meeting, length="endless")).content.decode()
    assert client.get(address(meeting, lang="xx", edit="nothing")).status_code == 200
    assert client.get(address(meeting) + "&edit=%00").status_code == 400
    for pk in (0, 10**30):
        assert client.get(reverse("briefing-edit", args=[pk])).status_code == 404
    assert post(client, meeting, "话", key="medium.none", token="0-0").status_code == 404
    assert client.put(address(meeting)).status_code == 405


@pytest.mark.django_db
def test_plain_text_to_copy(as_person, meeting):
    answer = as_person("official").get(reverse("briefing-text", args=[meeting.pk]))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines()[0] == "小榄—盘州联席会议"
    assert "试用指标321人。" in answer.content.decode()
    english = reverse("briefing-text", args=[meeting.pk], query={"lang": "en"})
    assert "Trial indicator: 321 people" in as_person("official").get(english).content.decode()
