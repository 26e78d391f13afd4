"""The report for the joint meeting, from real published figures."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def report(**options):
    out = io.StringIO()
    call_command("report", stdout=out, **options)
    return out.getvalue()


def rows(**options):
    found = json.loads(report(format="json", **options))["rows"]
    return {(row["row"], row["indicator"]): row for row in found}


def test_panzhou_2021_adds_up_and_says_where_it_comes_from(published):
    found = rows(year=2021, through=12, pairing="盘州")
    values = {code: row["ytd"] for (_kind, code), row in found.items() if row["ytd"]}
    assert values == {
        "labor.jobs": "1250",
        "labor.jobs_lifted": "698",
        "labor.near_jobs": "153",
        "labor.near_jobs_lifted": "111",
        "labor.other_jobs": "321",
        "labor.other_jobs_lifted": "121",
        "labor.east_jobs": "776",
        "labor.east_jobs_lifted": "466",
    }
    jobs = found["pairing", "labor.jobs"]
    assert (jobs["source"], jobs["cutoff"], jobs["covered"], jobs["due"]) == (
        "published",
        "2021-12-25",
        11,
        12,
    )
    assert jobs["target"] is None
    assert jobs["completion"] is None
    assert jobs["approved"] is None
    assert "中山网" in jobs["citations"][0]


def test_city_2023_is_as_published(published):
    found = rows(year=2023, through=12)
    assert found["total", "industry.enterprises"]["ytd"] == "28"
    assert found["total", "industry.invested"]["ytd"] == "146120"
    assert found["total", "industry.jobs"]["ytd"] == "3555"


def test_city_2024_contains_panzhou_and_does_not_add_it(published):
    found = rows(year=2024, through=12)
    assert found["total", "industry.invested"]["ytd"] == "158500"
    assert found["total", "industry.contracted"]["ytd"] == "2439900"
    every = json.loads(report(year=2024, through=12, format="json"))["rows"]
    panzhou = [
        row["ytd"]
        for row in every
        if row["pairing"] == "xiaolan-panzhou" and row["indicator"] == "industry.invested"
    ]
    assert panzhou == ["48400"]


def test_plain_csv_says_the_same_as_json(published):
    text = report(year=2023, through=12, format="csv", layout="plain")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    data = json.loads(report(year=2023, through=12, format="json"))["rows"]
    assert len(lines) == len(data)
    for line, row in zip(lines, data, strict=True):
        for field in ("row", "indicator", "ytd", "month", "covered", "due", "cutoff", "target"):
            assert line[field] == ("" if row[field] is None else str(row[field])), field


def test_official_table_carries_cutoff_coverage_and_signatures(published):
    text = report(year=2021, through=12, pairing="盘州")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    flat = [cell for line in lines for cell in line]
    for word in ("截至日期：", "2021-12-31", "单位负责人：", "审核人：", "填表人：", "完成率（%）"):
        assert word in flat, word
    head = next(line for line in lines if "本年累计" in line)
    jobs = next(line for line in lines if "帮助农村劳动力就业合计" in line)
    named = dict(zip(head, jobs, strict=True))
    assert (named["本年累计"], named["已报月份"], named["应报月份"]) == ("1250", "11", "12")
    assert named["年度目标"] == ""
    assert "2021-12-25" in named["说明"]


def test_as_of_before_publication_knows_nothing(published):
    import datetime

    found = rows(year=2021, through=12, pairing="盘州", as_of=datetime.date(2021, 12, 27))
    assert found["pairing", "labor.jobs"]["ytd"] is None


@pytest.mark.parametrize(
    "options",
    [
        {"programme": "nothing"},
        {"pairing": "nowhere"},
        {"year": 1999},
    ],
)
def test_unknown_names_are_refused_with_a_sentence(published, options):
    with pytest.raises(CommandError):
        report(**({"year": 2021, "through": 12} | options))


def test_sample_files_say_so(published):
    call_command("sample", scale="city", months=3, verbosity=0)
    for fmt in ("csv", "json"):
        assert "样例数据" in report(programme="sample-city", year=2021, through=3, format=fmt)
