"""A printed code leads back to its number: then, now, its versions; to nobody who may not."""

import datetime
import re
from types import SimpleNamespace

import pytest

from cooperation.exports import record_export
from cooperation.meetings.codes import coder, parse
from cooperation.meetings.codes.figures import Gone, figure_of
from cooperation.meetings.codes.files import PrintedFile
from cooperation.meetings.text import COLUMNS, FigureRef, ref
from cooperation.models import Figure, Indicator, Meeting, Pack, Pairing, Review, Submission
from cooperation.scoreboard import scoreboard
from tests.access_reconciliation import write_indicators
from tests.scoreboard.world import moment, submit

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

CODE = "labor.transfers"
SEALED = datetime.datetime(2025, 5, 10, 4, tzinfo=datetime.UTC)
LATER = datetime.datetime(2025, 5, 10, 9, tzinfo=datetime.UTC)


def month(number):
    return datetime.date(2025, number, 1)


def correct(group, one, clerk, reviewer):
    """February anew, on the afternoon after the file was made at noon."""
    report = group.monthly_reports.get(month=month(2), sector="labor", side="west")
    given = Submission.objects.create(
        report=report, number=2, at=LATER, by=clerk, channel="form", reason="late source"
    )
    Figure.objects.create(submission=given, indicator=one, basis="month", value=25)
    Review.objects.create(submission=given, decision="approved", at=LATER, by=reviewer)


@pytest.fixture
def world(ground, people):
    """Two months of a group, a file of January to April, and a correction after it."""
    write_indicators()
    one = Indicator.objects.get(code=CODE)
    for number, value in ((1, 10), (2, 20)):
        day = datetime.date(2025, number + 1, 5)
        reviews = [("approved", moment(day))]
        submit(ground.group, month(number), {one: ("month", value)}, at=moment(day),
               reviews=reviews)  # fmt: skip
    event = record_export(
        kind="report-docx", name="a.docx", by=people.secretary, programme=ground.programme,
        year=2025, through=4, data=b"", moment=SEALED,
    )  # fmt: skip
    people.clerk.display_name, people.clerk.office = "Zhang San", "HR bureau"
    people.clerk.save()
    correct(ground.group, one, people.clerk, people.reviewer)
    board = scoreboard(ground.programme, 2025, 4, moment=SEALED)
    printed = coder(event.code, 2025, 4)
    return SimpleNamespace(
        ground=ground, event=event, board=board, printed=printed, one=one,
        row=board.row("pairing", ground.group.pk, CODE), total=board.row("total", None, CODE),
    )  # fmt: skip


def page(client, who, text, language="en"):
    client.force_login(who)
    client.cookies["django_language"] = language
    response = client.get(f"/f/{text}/")
    main = re.search(r"<main.*</main>", response.content.decode(), re.S)[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", main).split())
    return SimpleNamespace(status=response.status_code, html=main, text=words)


def test_then_and_now(world, client, people):
    found = page(client, people.official, world.printed(ref(world.row, "ytd")))
    assert found.status == 200
    assert "As printed 30 人 as known on 2025-05-10 12:00" in found.text
    assert "Now 35 人 changed since" in found.text
    assert "1 report behind it is another now:" in found.text
    assert "submission 1 of 2025-03-05" in found.text
    assert "submission 2 of 2025-05-10 17:00 by Zhang San · HR bureau" in found.text
    assert "approved on 2025-05-10 17:00 by reviewer" in found.text
    assert "1 report is the same as then" in found.text
    assert "late source" in found.text  # the official sees the forms
    address = (
        f"/explain/{CODE}/{world.ground.group.slug}/?programme=own&amp;year=2025&amp;through=4"
    )
    assert f'{address}&amp;as_of=2025-05-10"' in found.html
    assert f'{address}"' in found.html
    assert "/labor/batches/?programme=own" in found.html


def test_reasons_and_ledgers_only_for_those_who_see_the_forms(world, client, people):
    found = page(client, people.other_clerk, world.printed(ref(world.row, "ytd")))
    assert found.status == 200
    assert "late source" not in found.text
    assert "/labor/batches/" not in found.html
    assert "No ledger that you may see counts this number." in found.text


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), " ".join])
def test_as_it_is_typed(world, client, people, typed):
    code = typed(world.printed(ref(world.row, "ytd")))
    client.force_login(people.official)
    answer = client.get("/f/", {"code": code}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [(f"/f/{world.printed(ref(world.row, 'ytd'))}/", 302)]


def test_the_rest_is_enough_with_the_file_in_hand(world, client, people):
    code = world.printed(ref(world.row, "ytd"))
    client.force_login(people.official)
    answer = client.get("/f/", {"code": code.partition("-")[2], "file": world.event.code})
    assert answer["Location"] == f"/f/{code}/"
    scanned = client.get("/f/", {"code": f"https://example.org/f/{world.event.code}/"})
    assert scanned["Location"] == f"/f/{world.event.code}/"
    assert client.get(scanned["Location"]).status_code == 200


@pytest.mark.parametrize("column", sorted(COLUMNS))
@pytest.mark.parametrize("whose", ["row", "total"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_column_is_told(world, client, people, column, whose, language):
    """As the board knew it: to the last digit."""
    row = getattr(world, whose)
    printed = world.printed(ref(row, column))
    assert page(client, people.official, printed, language).status == 200
    file = PrintedFile.of(world.event.code, people.official)
    figure = figure_of(parse(printed), file, people.official)
    board = scoreboard(world.ground.programme, 2025, 4, moment=SEALED)
    whole = board.row(row.kind, row.pairing.pk, CODE)
    assert getattr(figure.then_row, column) == getattr(whole, column)
    assert figure.then_row.kind == row.kind
    assert figure.code == printed


def test_an_earlier_period_of_the_same_file(world, people):
    earlier = ref(world.row, "ytd")._replace(year=2025, through=1)
    file = PrintedFile.of(world.event.code, people.official)
    figure = figure_of(parse(world.printed(earlier)), file, people.official)
    assert (figure.then.value, figure.same, figure.ref) == ("10 人", True, earlier)


@pytest.mark.parametrize("who", ["stranger"])
def test_strangers_meet_an_unknown_code(world, client, people, who):
    known = world.printed(ref(world.row, "ytd"))
    unknown = coder("ZZZZZ", 2025, 4)(ref(world.row, "ytd"))
    answers = [page(client, people.all[who], text) for text in (known, unknown)]
    assert [one.status for one in answers] == [404, 404]
    # The code itself aside, nothing differs.
    said = [one.text.replace(world.event.code, "ZZZZZ") for one in answers]
    assert said[0] == said[1]


def test_a_slip_says_what_to_look_at(world, client, people):
    code = world.printed(ref(world.row, "ytd"))
    slip = page(client, people.official, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert slip.status == 404
    assert "Compare each sign with the print" in slip.text
    assert f'value="{code[:-1]}' in slip.html
    alike = page(client, people.official, code[:-1] + "O")
    assert "No code has O. Look again" in alike.text


@pytest.mark.parametrize(
    "text", ["%00", "=1+1", "ABCDE", "%F0%A0%AE%B7", "<script>", "A" * 400, "..", "%2E%2E", "%20"]
)
def test_odd_texts_are_not_found(world, client, people, text):
    client.force_login(people.official)
    assert client.get(f"/f/{text}/").status_code in {301, 302, 404}
    assert client.get(f"/f/?code={text}", follow=True).status_code in {200, 400, 404}


def test_a_number_that_is_no_longer_counted(world, client, people):
    code = world.printed(ref(world.row, "ytd"))
    Indicator.objects.filter(code=CODE).update(valid_to_year=2024)
    found = page(client, people.official, code)
    assert found.status == 404
    assert "this number can no longer be told" in found.text
    assert world.event.code in found.text
    nobody = FigureRef("pairing", 10**6, world.one.pk, "ytd", 2025, 4)
    with pytest.raises(Gone):
        figure_of(
            parse(world.printed(nobody)),
            PrintedFile.of(world.event.code, people.official),
            people.official,
        )


def test_files_without_a_period_have_no_codes(world, client, people):
    event = record_export(
        kind="ledger-csv", name="a.csv", by=people.official, programme=world.ground.programme,
        data=b"",
    )  # fmt: skip
    assert page(client, people.official, event.code).status == 404


def test_a_pack_says_its_meeting_and_what_supersedes_it(world, client, people):
    meeting = Meeting.objects.create(
        programme=world.ground.programme,
        title_zh="第一次联席会议",
        on=month(5),
        year=2025,
        through=4,
    )
    made = {"meeting": meeting, "year": 2025, "through": 4, "moment": SEALED, "sealed_at": SEALED,
            "sealed_by": people.secretary, "manifest_sha256": ""}  # fmt: skip
    first = Pack.objects.create(number=1, code=world.event.code, **made)
    Pack.objects.create(number=2, code="BBBBB", supersedes=first, **made)
    found = page(client, people.official, world.printed(ref(world.row, "ytd")))
    assert "第一次联席会议 · 2025-05-01" in found.text
    assert "This pack was superseded by pack 2 of 2025-05-10." in found.text
    assert "Pack 1 · sealed on 2025-05-10 12:00 by secretary" in found.text


@pytest.mark.parametrize("more", [1, 23])
@pytest.mark.parametrize(("whose", "statements"), [("row", 19), ("total", 20)])
def test_statements(world, client, people, django_assert_num_queries, more, whose, statements):
    for number in range(more):
        group = Pairing.objects.create(
            programme=world.ground.programme, slug=f"group-{number}", kind="group",
            parent=world.ground.city, east_body_zh=f"第{number}组团", west_body_zh="县",
            since=world.ground.city.since, reports=True, position=100 + number,
        )  # fmt: skip
        submit(group, month(2), {world.one: ("month", number)}, at=SEALED)
    client.force_login(people.clerk)
    address = f"/f/{world.printed(ref(getattr(world, whose), 'ytd'))}/"
    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200
