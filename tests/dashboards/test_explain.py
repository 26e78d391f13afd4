"""The explanation of a number: its sentences, its parts, who is offered what."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils.html import escape

from cooperation.dashboards.frame import Frame
from cooperation.models import Figure, Indicator, Pairing, Review, Submission, Target
from cooperation.period import Period
from tests.access_reconciliation import write_indicators
from tests.scoreboard.world import moment, submit

pytestmark = pytest.mark.slow

CODE = "labor.transfers"
QUERY = "programme=own&year=2025&through=4"


def month(number):
    return datetime.date(2025, number, 1)


def approved(day):
    return [("approved", moment(day))]


def correct(group, one, clerk):
    """February's second submission, by somebody with a name and for a reason."""
    report = group.monthly_reports.get(month=month(2), sector="labor", side="west")
    given = Submission.objects.create(
        report=report,
        number=2,
        at=moment(datetime.date(2025, 4, 2)),
        by=clerk,
        channel="form",
        reason="late source",
    )
    Figure.objects.create(submission=given, indicator=one, basis="month", value=25)
    Review.objects.create(
        submission=given, decision="approved", at=moment(datetime.date(2025, 4, 3)), by=clerk
    )


@pytest.fixture
def world(ground, people):
    """Transfers of one group: approved, corrected, returned, and one that awaits its review."""
    write_indicators()
    one = Indicator.objects.get(code=CODE)
    day = datetime.date(2025, 2, 10)
    submit(ground.group, month(1), {one: ("month", 10)}, at=moment(day), reviews=approved(day))
    submit(
        ground.group,
        month(2),
        {one: ("month", 20)},
        at=moment(datetime.date(2025, 3, 5)),
        reviews=[
            ("approved", moment(datetime.date(2025, 3, 6))),
            ("reopened", moment(datetime.date(2025, 4, 1))),
        ],
    )
    correct(ground.group, one, people.clerk)
    submit(
        ground.group,
        month(3),
        {one: ("month", 999)},
        at=moment(datetime.date(2025, 4, 5)),
        reviews=[("returned", moment(datetime.date(2025, 4, 6)))],
    )
    submit(ground.group, month(4), {one: ("month", 7)}, at=moment(datetime.date(2025, 5, 5)))
    Target.objects.create(
        pairing=ground.group,
        indicator=one,
        year=2025,
        value=200,
        document_no="〔2025〕7号",
        in_force_from=month(1),
        recorded_at=moment(month(1)),
    )
    people.clerk.display_name = "Zhang San"
    people.clerk.save()
    return ground


@pytest.fixture
def told(client, people, settings):
    """told(who, path) is the explanation as somebody meets it; `text` without its marks."""

    def ask(who, whose, query=QUERY, language="en", **headers):
        settings.PUBLIC_DASHBOARD = who == "public"
        if who != "public":
            client.force_login(people.all[who])
        client.cookies["django_language"] = language
        response = client.get(f"/explain/{CODE}/{whose}/?{query}", headers=headers)
        assert response.status_code == 200
        html = response.content.decode()
        article = re.search(r"<article.*</article>", html, re.S)[0]
        text = " ".join(re.sub(r"<[^>]+>", " ", article).split())
        return SimpleNamespace(html=article, page=html, text=text)

    return ask


def test_a_pairings_number_in_words(world, told):
    text = told("official", world.group.slug).text
    assert "January–April 2025, year to date: 3 of 4 monthly reports due are in it." in text
    assert "Not in it: Mar." in text
    assert "Of 3 reports 2 are approved; the others are not yet." in text
    assert f"{world.group.west_name} (" in text
    assert "42 ÷ 200" in text
    assert "〔2025〕7号" in text


def test_a_total_in_words_and_its_parts(world, told):
    shown = told("official", "whole")
    assert "January–April 2025, 1 pairing, added up: 3 of 12 monthly reports due" in shown.text
    assert f"Not in it: City level: Jan–Apr; {world.group.west_name}: Mar;" in shown.text
    assert f"/explain/{CODE}/{world.group.slug}/" in shown.html
    foot = re.search(r"<tfoot>.*?</tfoot>", shown.html, re.S)[0]
    assert ">42<" in foot
    assert ">3/12<" in foot


@pytest.mark.parametrize(("language", "period"), [("zh-hans", "2025年1—4月"), ("en", "April 2025")])
def test_both_languages(world, told, language, period):
    shown = told("official", world.group.slug, language=language)
    assert period in shown.text
    assert ">42<" in shown.html


def test_a_correction_shows_old_and_new(world, told):
    text = told("official", world.group.slug).text
    assert re.search(r"#2 2025-04-02 20 → 25 This month ● ?approved|#2 2025-04-02 20 → 25", text)
    assert "20 This month replaced" in text
    assert "Why: late source" in text


@pytest.mark.parametrize(
    ("who", "rows", "comparison", "entry", "returned"),
    [
        ("official", True, True, False, True),
        ("clerk", True, True, True, True),
        ("other_clerk", False, False, False, False),
        ("reviewer", True, True, False, True),
        ("secretary", True, True, False, True),
        ("administrator", True, True, False, True),
        ("public", False, False, False, False),
    ],
)
def test_what_each_reader_is_offered(world, told, who, rows, comparison, entry, returned):
    shown = told(who, world.group.slug)
    assert ("/labor/batches/" in shown.html) == rows
    assert ("/labor/reconciliation/" in shown.html) == comparison
    assert ("/admin/" in shown.html) == entry
    assert (">999<" in shown.html) == returned
    # Reasons, and numbers that would count what came back, belong to whoever sees the form.
    assert ("late source" in shown.page) == returned
    assert (">#" in shown.html) == returned
    assert "Zhang San" not in shown.page.split("<main", 1)[1]


def test_the_public_reads_approved_figures_without_reasons(world, told):
    shown = told("public", world.group.slug)
    assert "2 of 4 monthly reports due are in it." in shown.text
    assert "Approved and published figures only." in shown.text
    assert ">35<" in shown.html
    assert "Why" not in shown.text
    assert "late source" not in shown.page
    whole = told("public", "whole")
    assert "/labor/" not in whole.html
    assert "/admin/" not in whole.html


def test_as_it_was_known_on_a_day(world, told):
    shown = told("official", world.group.slug, f"{QUERY}&as_of=2025-03-31")
    assert "As it was known on 2025-03-31." in shown.text
    assert ">30<" in shown.html
    assert "#2" not in shown.text
    assert "under correction" not in shown.text
    assert "999" not in shown.text


def test_a_published_number_is_cited(world, client, people):
    client.force_login(people.official)
    client.cookies["django_language"] = "en"
    path = f"/explain/{world.indicator.code}/{world.group.slug}/?programme=own&year=2021&through=12"
    html = client.get(path).content.decode()
    assert "A published figure, up to 2021-12-25" in html
    assert "自家日报" in html
    whole = client.get(path.replace(world.group.slug, "whole")).content.decode()
    assert "Published figures stand in for reports of" in whole


def test_the_panel_is_the_same_fragment(world, told):
    panel = told("official", world.group.slug, hx_request="true")
    assert "<html" not in panel.page
    assert 'id="x-title"' in panel.html
    assert "Open as a page" in panel.text
    alone = told("official", world.group.slug)
    assert 'id="x-title"' not in alone.html
    for text in ("42 ÷ 200", "20 → 25", "Not in it: Mar."):
        assert text in panel.text
        assert text in alone.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/explain/{CODE}/nobody/?{QUERY}", 404),
        (f"/explain/labor.nothing/whole/?{QUERY}", 404),
        ("/explain/nothing/whole/", 404),
        (f"/explain/{CODE}/whole/?programme=own&year=abc&through=99&as_of=x", 200),
        (f"/explain/{CODE}/whole/?programme=own&year=2021&through=1", 200),
        (f"/explain/{CODE}/whole/?programme=own%00", 400),
    ],
)
def test_odd_addresses(world, client, people, path, status):
    client.force_login(people.official)
    assert client.get(path).status_code == status


@pytest.mark.parametrize("more", [1, 37])
@pytest.mark.parametrize(("whose", "statements"), [("whole", 11), ("group", 12)])
def test_statements(world, client, people, django_assert_num_queries, more, whose, statements):
    one = Indicator.objects.get(code=CODE)
    for number in range(more):
        group = Pairing.objects.create(
            programme=world.programme,
            slug=f"group-{number}",
            kind="group",
            parent=world.city,
            east_body_zh=f"第{number}组团",
            west_body_zh=f"第{number}县",
            since=world.city.since,
            reports=True,
            position=100 + number,
        )
        submit(group, month(2), {one: ("month", number)})
    client.force_login(people.clerk)
    slug = world.group.slug if whose == "group" else whose
    with django_assert_num_queries(statements):
        assert client.get(f"/explain/{CODE}/{slug}/?{QUERY}").status_code == 200


def frame_of(programme):
    return Frame(None, Period(programme, 2025, 9))


def test_a_figure_is_a_link_that_looks_like_a_number(ground):
    frame = frame_of(ground.programme)
    counted = SimpleNamespace(code="labor.test_jobs")
    row = SimpleNamespace(kind="pairing", indicator=counted, pairing=ground.group)
    url = f"/explain/labor.test_jobs/{ground.group.slug}/?programme=own&year=2025&through=9"
    assert frame.explain_url(row) == url
    assert frame.figure(row, "<7") == f'<a class="fig" href="{escape(url)}">&lt;7</a>'
    other = frame.figure(row, "7", "target")
    assert other == f'<a class="fig" href="{escape(url)}#x-target" tabindex="-1">7</a>'
    total = SimpleNamespace(kind="total", indicator=counted, pairing=ground.city)
    assert "/whole/" in frame.explain_url(total)


@pytest.mark.parametrize(
    "path", ["/", "/indicators/", "/indicators/?view=pairings", "/pairings/{}/"]
)
def test_the_numbers_of_a_page_lead_to_their_explanations(world, client, people, path):
    client.force_login(people.official)
    address = path.format(world.group.slug)
    html = client.get(f"{address}{'&' if '?' in address else '?'}{QUERY}").content.decode()
    links = re.findall(r'<a class="fig" href="(/explain/[^"#]+)"', html)
    assert links
    for link in sorted(set(links)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
