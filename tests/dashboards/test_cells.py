"""What a cell of the indicator × pairing table says."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from cooperation.dashboards.headline import bullet
from cooperation.dashboards.matrix import Words, cell
from cooperation.dashboards.states import legend
from cooperation.dashboards.words import missing_words

READING = SimpleNamespace(cutoff=datetime.date(2021, 12, 25), exactness="at_least")


def row(**given):
    values = {
        "ytd": Decimal(1250),
        "completion": None,
        "pace_diff": None,
        "reading": None,
        "covered": 9,
        "due": 9,
        "state": "no_target",
        "not_applicable": False,
        "indicator": SimpleNamespace(decimals=0),
    }
    return SimpleNamespace(**{**values, **given})


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        (
            {"state": "ok", "completion": Decimal("103.456"), "pace_diff": Decimal("28.46")},
            ["s-ok", "达标", "1\u2009250", "103.46%", "+28.46"],
        ),
        (
            {"state": "partial", "covered": 7, "completion": Decimal("61.78")},
            ["s-partial", "数据不全", "7/9", "61.78%"],
        ),
        ({"reading": READING, "state": "partial"}, ["公开数", "超过1\u2009250", "2021-12-25"]),
        ({"ytd": None, "state": "unreported"}, ["s-unreported", "未报"]),
        ({"ytd": Decimal(0)}, ["<b>0</b>", "无目标"]),
        ({"not_applicable": True}, ["不适用"]),
    ],
)
def test_cell(given, texts):
    with translation.override("zh-hans"):
        html = cell(row(**given), Words())
    for text in texts:
        assert text in html


def test_nobody_is_blamed_where_only_the_press_speaks():
    html = cell(row(ytd=None, state="unreported"), Words(published_only=True))
    assert html == '<td class="na">—</td>'


def test_bullet_grows_beyond_the_target():
    assert 'width="50.00"' in bullet(Decimal(50), Decimal(75))
    over = bullet(Decimal(200), Decimal(75))
    assert 'width="100.00"' in over
    assert 'class="goal" x1="50.00"' in over
    assert bullet(None, Decimal(75)) == ""


def test_the_legend_adds_the_rarer_states_that_the_table_shows():
    rows = [row(), row(state="ok")]
    with translation.override("zh-hans"):
        html = legend(rows)
        assert "无目标" not in legend([row(state="ok")])
    assert html.count("无目标") == 1
    assert "公开数" not in html


def test_the_side_that_enters_a_figure_is_named_where_it_is_missing():
    pairing = SimpleNamespace(slug="dongqu-liuzhi", east_name="东区街道组团", west_name="六枝特区")
    board = SimpleNamespace(pairings=[pairing], city=None)

    def words(side):
        indicator = SimpleNamespace(sector="consumption", side=side)
        lacking = SimpleNamespace(missing=["dongqu-liuzhi:2025-11"], indicator=indicator)
        return missing_words(board, [lacking])

    with translation.override("zh-hans"):
        assert "东区街道组团" in words("east")[0]
        assert "六枝特区" in words("west")[0]


@pytest.mark.parametrize(("language", "said"), [("en", "Nov"), ("zh-hans", "11月")])
def test_a_pairings_own_row_names_its_missing_months_alone(language, said):
    """Its page is its name; an empty one left a lonely colon in English."""
    indicator = SimpleNamespace(sector="consumption", side="west")
    lacking = SimpleNamespace(missing=["2025-11"], indicator=indicator)
    board = SimpleNamespace(pairings=[], city=None)
    with translation.override(language):
        assert missing_words(board, [lacking], sector=False) == [said]
