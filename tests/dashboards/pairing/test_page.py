"""The page of one pairing: its townships, months, targets, pairs below and newest ledger rows."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client

from cooperation.formatting import number
from cooperation.models import Indicator, Pairing, PairingMember, Place, Programme, Target
from cooperation.scoreboard import scoreboard
from cooperation.sectors import all_sectors

pytestmark = pytest.mark.slow
MERGED = datetime.date(2021, 7, 19)


def context(reader, slug, code="sample-city", **query):
    answer = reader.get(f"/pairings/{slug}/", {"programme": code, **query})
    assert answer.status_code == 200
    return answer.context


def ledgers(reader, slug, headers=None, **query):
    query |= {"programme": "sample-city"}
    return reader.get(f"/pairings/{slug}/ledgers/", query, headers=headers)


def test_a_township_that_merged_is_there_until_the_day_and_its_successor_from_it(reader):
    life = context(reader, "xiaolan-panzhou", "zs-lps-2021")["life"]
    old, new = life.spans[1:]
    assert (old.name, new.name) == ("小榄镇", "小榄镇")
    assert "2021-07-19" in old.words
    assert "2021-07-19" in new.words
    assert (old.ended, new.ended) == (True, False)
    change = life.changes[0]
    assert (change.day, change.before, change.after) == (MERGED, "小榄镇、东升镇", "小榄镇")


def test_a_first_day_that_nobody_published_is_an_outline(reader):
    life = context(reader, "dongqu-liuzhi", "zs-lps-2021")["life"]
    unknown = next(span for span in life.spans if span.name == "三乡镇")
    assert 'class="open"' in unknown.bar
    assert not re.search(r"\d{4}", unknown.words)
    assert all('class="known"' in span.bar for span in life.spans if span is not unknown)


def test_nothing_of_later_than_the_page_is_drawn(reader):
    life = context(reader, "xiaolan-panzhou", "zs-lps-2021", year=2021, through=6)["life"]
    assert life.changes == []
    assert 'width="9.86"' in life.spans[0].bar  # half a year of five, to its last day


def test_months_and_bullets_are_the_scoreboards(reader):
    programme = Programme.objects.get(code="sample-city")
    html = reader.get("/pairings/xiaolan-panzhou/?programme=sample-city&year=2022&through=6")
    board = scoreboard(programme, 2022, 6, pairings=["xiaolan-panzhou"])
    row = board.rows_for(board.pairings[0].pk, {"labor.jobs"})[0]
    months = "、".join(
        f"{month}月 {number(value)}"
        for month, value in enumerate(board.series(row).month[:6], start=1)
    )
    cell = re.search(rf'<svg class="spark"[^>]*{months}".*?</td>', html.content.decode())[0]
    known = [value for value in board.series(row).month if value is not None]
    assert re.search('class="month" d="([^"]+)"', cell)[1].count("M") == len(known)
    assert f'class="fill" width="{min(row.completion, Decimal(100)):.2f}"' in cell


def test_targets_stand_version_by_version_and_one_counts(reader):
    pairing = Pairing.objects.get(programme__code="sample-city", slug="xiaolan-panzhou")
    jobs = Indicator.objects.get(code="labor.jobs")
    first = Target.objects.filter(pairing=pairing, indicator=jobs, year=2022).first()
    Target.objects.create(
        pairing=pairing,
        indicator=jobs,
        year=2022,
        value=Decimal(4321),
        document_no="样例〔2022〕99号",
        in_force_from=datetime.date(2022, 9, 1),
        recorded_at=datetime.datetime(2022, 9, 2, tzinfo=datetime.UTC),
        reason="年中调整",
    )

    def versions(**query):
        agreed = context(reader, "xiaolan-panzhou", year=2022, **query)["agreed"]
        found = next(a for a in agreed.agreements if "/labor.jobs/" in a.url)
        return [(v.value, v.reason, v.counts) for v in found.versions]

    revised = (number(Decimal(4321)), "年中调整")
    assert versions(through=12)[0] == (*revised, True)
    assert versions(through=8)[0] == (*revised, False)
    assert [v[2] for v in versions(through=12)].count(True) == 1
    before = versions(through=12, as_of="2022-09-01")
    assert revised not in [v[:2] for v in before]
    assert number(first.value) in [v[0] for v in versions(through=8)]


def test_newest_rows_are_the_ledgers_own(reader, official):
    pairing = Pairing.objects.get(programme__code="sample-city", slug="xiaolan-panzhou")
    found = ledgers(reader, pairing.slug, year=2022, through=6).context["sectors"]
    shown = {(s.slug, str(one.label)): one for s in found for one in s.ledgers}
    for sector in all_sectors():
        for ledger in sector.ledgers:
            if ledger.reference:
                continue
            date = ledger.filterset.date_field
            rows = ledger.model.objects.filter(
                **{"pairing": pairing, f"{date}__lte": datetime.date(2022, 6, 30)}
            )
            newest = [str(row.pk) for row in rows.order_by(f"-{date}", "-pk")[:3]]
            one = shown.pop((sector.slug, str(ledger.label)), None)
            assert (one is None) == (not newest)
            if one is not None:
                assert re.findall(r"/(\d+)/\?programme=sample-city", one.body) == newest
                assert one.count == number(rows.count())
                assert reader.get(one.url).status_code == 200
    assert not shown


def test_the_public_reads_no_ledgers(programmes, db, settings):
    settings.PUBLIC_DASHBOARD = True
    answer = Client().get("/pairings/xiaolan-panzhou/?programme=sample-city")
    assert answer.status_code == 200
    assert "/ledgers/" not in answer.content.decode()
    assert ledgers(Client(), "xiaolan-panzhou").status_code == 302


def test_ledger_rows_come_as_a_part_or_as_a_page_of_their_own(reader):
    page = context(reader, "xiaolan-panzhou")
    url = page["ledgers_url"]
    part = reader.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    whole = reader.get(url).content.decode()
    assert "<h1>" in whole
    assert part.strip() in whole


def test_pairs_below_stand_by_kind_and_name_the_pair_between(reader):
    below = context(reader, "zhongshan-liupanshui", "zs-lps-2021")["below"]
    assert sum(len(pairs) for _kind, pairs in below) == 9
    names = [pair.under for _kind, pairs in below for pair in pairs if "三沙村" in pair.name]
    assert names == ["横栏镇 ↔ 乌蒙镇"]


def test_a_pair_below_another_programmes_is_not_found(reader):
    """Its name and address are for that programme's readers."""
    sample = Pairing.objects.get(programme__code="sample-city", kind="city")
    Pairing.objects.filter(programme__code="zs-lps-2021", slug="sansha-elike").update(parent=sample)
    assert reader.get("/pairings/sansha-elike/?programme=zs-lps-2021").status_code == 404


def test_a_pair_without_reports_leads_to_the_nearest_that_has_them(reader):
    found = context(reader, "sansha-elike", "zs-lps-2021")
    assert [one.reports for one in found["above"]] == [True, False]
    assert found["reporting"].name == "中山市 ↔ 六盘水市"
    assert "table" not in found
    assert context(reader, "xiaolan-panzhou")["reporting"] is None


@pytest.mark.parametrize("more", [4, 40])
def test_statements(reader, django_assert_num_queries, more):
    pairing = Pairing.objects.get(programme__code="sample-city", slug="xiaolan-panzhou")
    for n in range(more):
        place = Place.objects.create(code=f"t-{n}", level="township", name_zh=f"第{n}镇")
        PairingMember.objects.create(pairing=pairing, place=place, since=pairing.since)
        Pairing.objects.create(
            programme=pairing.programme,
            slug=f"village-{n}",
            kind="village",
            parent=pairing,
            east_body_zh=f"东{n}村",
            west_body_zh=f"西{n}村",
        )
    cache.clear()
    with django_assert_num_queries(STATEMENTS):
        context(reader, pairing.slug)


STATEMENTS = 18


def test_statements_of_its_ledgers(reader, django_assert_num_queries):
    cache.clear()
    with django_assert_num_queries(21):
        ledgers(reader, "xiaolan-panzhou", headers={"HX-Request": "true"})
