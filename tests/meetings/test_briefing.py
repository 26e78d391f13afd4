"""The briefing's sentences: published paragraphs rebuilt, lengths, rules of printing."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import translation

from cooperation.meetings.briefing import LENGTHS, briefing
from cooperation.meetings.briefing.names import counted_name, subset_name
from cooperation.meetings.briefing.printing import amount, points_text, share_text
from cooperation.meetings.text import ref
from cooperation.models import Activity, Programme
from cooperation.scoreboard import scoreboard


def counted(name, unit="人", decimals=0, name_en="", unit_en="people"):
    """An indicator as sentences know it."""
    english = translation.get_language() == "en"
    return SimpleNamespace(
        name=name_en if english else name,
        unit=unit_en if english else unit,
        unit_zh=unit,
        decimals=decimals,
    )


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "chinese", "english"),
    [
        ("1250", "人", 0, ("1250", "人"), ("1\u2009250", "people")),
        ("146120", "万元", 2, ("14.612", "亿元"), ("1.4612", "billion yuan")),
        ("158500", "万元", 2, ("15.85", "亿元"), ("1.585", "billion yuan")),
        ("2439900", "万元", 2, ("243.99", "亿元"), ("24.399", "billion yuan")),
        ("48400", "万元", 2, ("4.84", "亿元"), ("484", "million yuan")),
        ("4486", "万元", 2, ("4486", "万元"), ("44.86", "million yuan")),
        ("7860.89", "万元", 2, ("7860.89", "万元"), ("78.6089", "million yuan")),
        ("9999.999", "万元", 2, ("1", "亿元"), ("100", "million yuan")),
        ("10000.4", "万元", 2, ("1", "亿元"), ("100.004", "million yuan")),
        ("57", "万元", 2, ("57", "万元"), ("570\u2009000", "yuan")),
        ("0", "万元", 2, ("0", "万元"), ("0", "yuan")),
        ("-12.5", "万元", 2, ("\u221212.5", "万元"), ("\u2212125\u2009000", "yuan")),
        ("81400", "元", 0, ("8.14", "万元"), ("81\u2009400", "yuan")),
    ],
)
def test_amounts_are_written_as_they_were_published(value, unit, decimals, chinese, english):
    for language, expected in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            one = counted("数", unit, decimals)
            assert amount(Decimal(value), one) == expected


@pytest.mark.parametrize(
    ("value", "whole", "text"),
    [
        ("82.14", False, "82.1%"),
        ("99.96", False, "99.96%"),
        ("100.04", True, "100.0%"),
        ("0.04", False, "0.04%"),
        ("0", False, "0.0%"),
    ],
)
def test_a_share_is_never_rounded_to_a_goal_it_has_not_reached(value, whole, text):
    assert share_text(Decimal(value), whole=whole) == text


def test_points_are_never_rounded_to_nothing():
    assert [points_text(Decimal(one)) for one in ("7.14", "-0.04", "-0.05")] == [
        "7.1",
        "0.04",
        "0.1",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "name"),
    [
        ("帮助脱贫人口就业合计", "帮助农村劳动力就业合计", "脱贫人口"),
        ("东部就业脱贫人口", "东部就业", "脱贫人口"),
        ("车间吸纳脱贫人口就业", "车间吸纳就业", "脱贫人口"),
        ("直接采购", "采购和帮助销售金额", "直接采购"),
    ],
)
def test_a_subset_is_called_by_what_sets_it_apart(part, whole, name):
    assert subset_name(counted(part), counted(whole)) == name


@pytest.mark.parametrize(
    ("name", "unit", "printed"),
    [("劳务培训人次", "人次", "劳务培训"), ("结对", "对", "结对"), ("东部就业", "人", "东部就业")],
)
def test_a_unit_is_not_said_twice(name, unit, printed):
    assert counted_name(counted(name, unit)) == printed


# --- the published paragraphs -----------------------------------------------------------------


def told(year, through, *pairings, length="medium", **options):
    """Key → paragraph of the product's own published figures."""
    programme = Programme.objects.get(code="zs-lps-2021")
    board = scoreboard(programme, year, through, pairings=pairings or None)
    if options.pop("beside", False):
        earlier = scoreboard(programme, year - 1, 12, pairings=pairings or None)
        options["earlier"] = earlier
    text = briefing(board, length=length, **options)
    found = {one.key: one for part in text.sections for one in part.paragraphs}
    return {key.removeprefix(f"{length}."): one for key, one in found.items()}


@pytest.mark.django_db
def test_panzhou_2021(published):
    said = told(2021, 12, "xiaolan-panzhou", length="long")
    assert said["sector.labor"].text == (
        "劳务协作方面，2021年1月1日至12月25日（公开数据），帮助农村劳动力就业1250人"
        "（其中脱贫人口698人，占55.8%），包括东部就业776人（其中脱贫人口466人，占60.1%）、"
        "省内就近就业153人（其中脱贫人口111人，占72.5%）、"
        "其他地区就业321人（其中脱贫人口121人，占37.7%）。"
        "以上指标未录入年度目标，不作完成情况评价。"
        "劳务培训、劳务培训人次、招聘会等7项指标未报，也无公开数据。"
    )
    # The report says “above target”; no target was published.
    assert not any("超额" in one.text or "滞后" in one.text for one in said.values())


@pytest.mark.django_db
def test_panzhou_2021_in_english(published):
    with translation.override("en"):
        said = told(2021, 12, "xiaolan-panzhou")
    assert said["sector.labor"].text == (
        "Labor cooperation: 1 January to 25 December 2021 (published): Rural workers helped into "
        "work: 1\u2009250 people (of which people lifted out of poverty: 698 people, 55.8% of it), "
        "made up of Work in the east: 776 people (of which people lifted out of poverty working: "
        "466 people, 60.1% of it), Work near home in the province: 153 people (of which people "
        "lifted out of poverty working near home: 111 people, 72.5% of it), Work in other regions: "
        "321 people (of which people lifted out of poverty working: 121 people, 37.7% of it)."
    )


@pytest.mark.django_db
def test_the_city_2023(published):
    said = told(2023, 12)
    assert said["overall"].text == (
        "2023年1月1日至12月14日（公开数据），到位投资14.612亿元。"
        "帮助农村劳动力就业、采购和帮助销售金额、资金拨付额未报。"
    )
    assert said["sector.industry"].text == (
        "产业协作方面，2023年1月1日至12月14日（公开数据），新增引导落地企业28家；"
        "到位投资14.612亿元；吸纳农村劳动力就业3555人（其中脱贫人口722人，占20.3%）。"
    )
    assert said["sector.labor"].text == (
        "劳务协作方面，截至2023年12月14日（公开数据），就业帮扶车间47个。"
    )
    assert said["sector.support"].text == (
        "保障方面，2023年1月1日至12月14日（公开数据），联席会议4次。"
    )


@pytest.mark.django_db
def test_xiaolan_and_panzhou_2024_and_2025_side_by_side(published):
    said = told(2025, 6, "xiaolan-panzhou", beside=True)
    assert said["years"].text == (
        "2024年全年（公开数据，截至12月31日），到位投资4.84亿元；财政援助资金4486万元；"
        "援助项目21个。2024年为全年数，2025年1—6月为年内累计数，两者期间不同，不作比较。"
    )
    assert said["sector.labor"].text == (
        "劳务协作方面，2025年1月1日至6月16日（公开数据），帮助农村劳动力就业合计未公布，"
        "包括东部就业752人、省内就近就业920人、其他地区就业1200人，其中脱贫人口均未公布。"
    )
    figures = {run.text: run.figure for run in said["years"].runs if run.figure}
    assert {text: one.year for text, one in figures.items()} == {
        "4.84": 2024, "4486": 2024, "21": 2024,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_number_knows_its_row(published):
    programme = Programme.objects.get(code="zs-lps-2021")
    board = scoreboard(programme, 2023, 12)
    row = board.row("total", None, "industry.jobs_lifted")
    runs = told(2023, 12)["sector.industry"].runs
    assert [run.figure for run in runs if run.text == "722"] == [ref(row, "ytd")]
    assert [run.figure for run in runs if run.text == "20.3%"] == [ref(row, "subset_share")]


@pytest.mark.django_db
def test_events_are_told_by_weight_and_counted(published):
    found = list(Activity.objects.filter(programme__code="zs-lps-2021", start__year=2023))
    said = told(2023, 12, events=found)["events"].text
    assert said.startswith(f"2023年以来，记录活动{len(found)}项：")
    assert "联席会议" in said
    assert said.endswith(f"；另有{len(found) - 3}项。")


@pytest.mark.django_db
def test_changes_are_counted(published):
    since = datetime.datetime(2023, 6, 1, tzinfo=datetime.UTC)
    changed = SimpleNamespace(since=since, lines=[1, 2], nothing=False)
    assert told(2023, 12, restated=changed)["changes"].text == (
        "2023年6月1日前已提交的数据中，2项有更正，详见附件。"
    )
    none = SimpleNamespace(since=since, lines=[], nothing=True)
    found = list(Activity.objects.filter(programme__code="zs-lps-2021", start__year=2023))
    said = told(2023, 12, restated=none, events=found)
    assert said["changes"].text == "2023年6月1日前已提交的数据没有更正。"
    assert said["events"].text.startswith(f"上次联席会议以来，记录活动{len(found)}项：")
    assert "changes" not in told(2023, 12)


# --- lengths --------------------------------------------------------------------------------------

BOUNDS = {"short": (120, 200), "medium": (700, 1050), "long": (2200, 2950)}


@pytest.mark.django_db
@pytest.mark.slow
def test_lengths_at_full_data(published):
    call_command("sample", verbosity=0)
    programme = Programme.objects.get(code="sample-city")
    earlier = scoreboard(programme, 2024, 12)
    for through in (6, 9):
        board = scoreboard(programme, 2025, through)
        for length, (least, most) in BOUNDS.items():
            said = len(briefing(board, length=length, earlier=earlier).text)
            assert least <= said <= most, (through, length, said)
    assert BOUNDS.keys() == LENGTHS.keys()
