"""The comparison: every choice in the address, the scoreboard's numbers, and the file."""

import csv
import io
import random
import re

import pytest
from django.core.cache import cache
from django.test import Client

from cooperation.formatting import number, percent, signed
from cooperation.models import IndicatorVersion, Pairing, Programme
from cooperation.scoreboard import scoreboard
from tests.dashboards.test_numbers import many_pairings

pytestmark = pytest.mark.slow
URL = "/compare/"
SAMPLE = f"{URL}?programme=sample-city"


def page(reader, query="", code="sample-city", **headers):
    answer = reader.get(f"{URL}?programme={code}&{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def body_rows(html):
    """The cells of the table's rows that have figures."""
    table = re.search(r'<table class="table figures compared">.*?</table>', html, re.DOTALL)[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells if row]


def ticked(html, name):
    return re.findall(rf'name="{name}" value="([^"]+)" checked', html)


def test_by_itself_it_compares_headlines_of_all_groups_with_the_year_before(reader):
    html = page(reader, "year=2022&through=6")
    assert ticked(html, "years") == ["2022", "2021"]
    groups = Pairing.objects.filter(programme__code="sample-city", kind="group", reports=True)
    assert set(ticked(html, "pairing")) == {"whole", *groups.values_list("slug", flat=True)}
    assert len(ticked(html, "indicator")) == 4
    assert len(body_rows(html)) == 4 * (groups.count() + 1) * 2


@pytest.mark.parametrize("seed", range(4))
def test_each_line_is_the_scoreboards_row(reader, seed):
    draw = random.Random(seed)
    programme = Programme.objects.get(code="sample-city")
    board = scoreboard(programme, 2022, 12, since=False)
    owners = ["whole", board.city.slug, *(pairing.slug for pairing in board.pairings)]
    slugs = [slug for slug in owners if slug in draw.sample(owners, 3)]
    chosen = draw.sample([one.code for one in board.indicators], 3)
    codes = [one.code for one in board.indicators if one.code in chosen]
    through = draw.randint(1, 12)
    query = [f"pairing={slug}" for slug in slugs] + [f"indicator={code}" for code in codes]
    html = page(reader, "&".join([*query, f"years=2021&years=2022&through={through}"]))
    boards = {year: scoreboard(programme, year, through) for year in (2022, 2021)}
    expected = [
        [
            str(year),
            number(row.ytd, row.indicator.decimals) + (row.name if row.partial_total else ""),
            number(row.target, row.indicator.decimals),
            percent(row.completion),
            signed(row.pace_diff),
            number(row.last_year, row.indicator.decimals),
            "—" if row.change is None else f"{signed(row.change)}%",
            f"{row.covered}/{row.due}" if row.due else "—",
        ]
        for code in codes
        for slug in slugs
        for year in (2022, 2021)
        for row in [row_of(boards[year], slug, code)]
    ]
    assert [row[:8] for row in body_rows(html)] == expected


def row_of(board, slug, code):
    if slug == "whole":
        return board.row("total", None, code)
    if slug == board.city.slug:
        return board.row("own", board.city.pk, code)
    pairing = next(one for one in board.pairings if one.slug == slug)
    return board.row("pairing", pairing.pk, code)


def test_the_drawing_has_the_numbers_of_its_table(reader):
    html = page(reader, "pairing=xiaolan-panzhou&indicator=labor.jobs&years=2021&years=2022")
    assert html.count('<svg class="multiple"') == 1
    data = re.search(r'<details class="data">.*?</details>', html, re.DOTALL)[0]
    programme = Programme.objects.get(code="sample-city")
    through = int(re.search(r'<option value="(\d+)" selected>\d+月', html)[1])
    board = scoreboard(programme, 2022, through, pairings=["xiaolan-panzhou"])
    series = board.series(board.rows_for(board.pairings[0].pk, {"labor.jobs"})[0])
    for values, year in ((series.ytd, 2022), (series.last_ytd, 2021)):
        cells = "".join(f'<td class="n">{number(value)}</td>' for value in values)
        assert f"{year}</th>{cells}" in data


def test_whole_numbers_of_another_unit_are_not_drawn(reader):
    """Where a definition changed its unit, the years before it stay in the table alone."""
    version = IndicatorVersion.objects.get(indicator__code="labor.jobs")
    IndicatorVersion.objects.create(
        indicator=version.indicator,
        valid_from="2022-01-01",
        name_zh=version.name_zh,
        unit_zh="百人",
        unit_en="hundred people",
    )
    html = page(reader, "pairing=xiaolan-panzhou&indicator=labor.jobs&years=2021&years=2022")
    drawing = re.search(r'<svg class="multiple".*?</svg>', html, re.DOTALL)[0]
    assert ">2022</text>" in drawing
    assert ">2021</text>" not in drawing
    assert '<span class="unit">人</span>' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("pairing=nothing", "“nothing”"),
        ("indicator=labor.nothing&indicator=labor.jobs", "“labor.nothing”"),
        ("years=1999", "2021"),
        ("years=abc", "“abc”"),
        ("years=" + "9" * 5000, "999"),
        ("years=%D9%A3", "“"),
        ("chart=%3Cscript%3E", "&lt;script&gt;"),
        ("page=-7&through=13&year=abc", "12"),
        ("pairing=&indicator=&years=", ""),
    ],
)
def test_unknown_choices_lead_to_the_nearest_page(reader, query, sentence):
    html = page(reader, query)
    notes = "".join(re.findall(r'<p class="notice watch" role="status">.*?</p>', html))
    assert sentence in notes
    assert bool(notes) == bool(sentence)
    assert "<script>" not in html
    assert body_rows(html)


def test_nul_and_unknown_programmes(reader):
    assert reader.get(f"{URL}?pairing=%00").status_code == 400
    assert reader.get(f"{URL}?programme=nothing").status_code == 404


def test_a_changed_choice_swaps_the_part_that_the_page_includes(reader):
    whole = page(reader, "years=2022")
    part = page(reader, "years=2022", **{"HX-Request": "true"})
    assert "<html" not in part
    start = whole.index('<div id="comparison"')
    table = re.search(r"<table.*</table>", part, re.DOTALL)[0]
    assert table in whole[start:]
    assert 'id="comparison-said" hx-swap-oob="true"' in part
    back = page(
        reader, "years=2022", **{"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in back


@pytest.mark.parametrize("more", [0, 36])
def test_statements_of_two_years(reader, django_assert_num_queries, more):
    many_pairings(more)
    cache.clear()
    with django_assert_num_queries(STATEMENTS):
        page(reader)


STATEMENTS = 17


def test_fifty_combinations_a_page(reader):
    many_pairings(36)
    first, last = page(reader, "page=1"), page(reader, "page=99")
    assert first.count('<th scope="row" rowspan="2">') == 50
    assert last.count('<th scope="row" rowspan="2">') == 4 * (1 + 3 + 36) - 150


def test_the_file_has_every_combination_and_runs_no_formula(reader):
    many_pairings(36)
    Pairing.objects.filter(slug="group-0").update(east_body_zh="=1+1")
    answer = reader.get(f"{URL}export.csv?programme=sample-city&years=2022&indicator=labor.jobs")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    lines = [row for row in rows if len(row) == 14][1:]
    assert len(lines) == 1 + 3 + 36
    assert rows[0][0] == "样例数据"
    assert any(row[3].startswith("'=1+1") for row in lines)
    assert (
        "样例数据" in answer["Content-Disposition"] or "%E6%A0%B7" in answer["Content-Disposition"]
    )


def test_the_real_programme_shows_what_is_published_and_no_empty_lines(reader):
    html = page(reader, code="zs-lps-2021")
    rows = body_rows(html)
    assert rows
    assert all(row[1] != "—" for row in rows)
    empty = page(reader, "pairing=sansha-elike", code="zs-lps-2021")
    assert not re.search(r"<table class=\"table figures", empty)


def test_public_readers_see_the_page_and_no_file(programmes, db, settings):
    assert Client().get(SAMPLE).status_code == 302
    settings.PUBLIC_DASHBOARD = True
    html = Client().get(SAMPLE).content.decode()
    assert "export.csv" not in html
    assert Client().get(f"{URL}export.csv").status_code == 302
