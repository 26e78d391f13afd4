"""The list of exports: whose, filtered, paged; and the check of a file against it."""

import datetime
import hashlib
import io
import re

import pytest
from django.utils import timezone

from cooperation.exports import record_export
from cooperation.meetings.audit import checking
from cooperation.meetings.audit.kinds import STEMS, kind_words
from cooperation.models import Export, Meeting, Pack, PackFile

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LIST, CHECK = "/meetings/exports/", "/meetings/exports/check/"
BYTES = b"what left"


def export(ground, by, **more):
    event = {"kind": "ledger-csv", "name": "a.csv", "programme": ground.programme, "data": BYTES}
    return record_export(**event | {"by": by} | more)


def shown(client, query=""):
    html = client.get(f"{LIST}{query}").content.decode()
    return set(re.findall(r'<span class="code">(\w+)</span>', html))


@pytest.fixture
def made(ground, people):
    """One export of each person of the first programme, and a backup."""
    found = {who: export(ground, person) for who, person in people.all.items() if who != "stranger"}
    found["backup"] = record_export(kind="backup", name="b.zip", by=None, data=b"z")
    return found


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("official", {"official"}),
        ("clerk", {"clerk"}),
        ("reviewer", {"reviewer"}),
        ("secretary", None),
        ("administrator", None),
        ("stranger", set()),
    ],
)
def test_who_sees_what(client, made, people, who, seen):
    client.force_login(people.all[who])
    everybody = set(made) - ({"backup"} if who == "secretary" else set())
    assert shown(client) == {made[one].code for one in (everybody if seen is None else seen)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=ledger", {"old", "named"}),
        ("?kind=report", {"report"}),
        ("?who=offic", {"report"}),
        ("?since=2024-02-01&until=2024-02-28", {"old"}),
        ("?q=Named.xlsx", {"named"}),
        ("?q=5月", {"report"}),
        ("?programme=own", {"old", "named", "report"}),
        ("?programme=%27", {"old", "named", "report"}),
        ("?since=yesterday", {"old", "named", "report"}),
        ("?q=%3D1%2B1", set()),
        ("?page=999999999999", {"old", "named", "report"}),
        ("?sort=-rows", {"old", "named", "report"}),
        ("?sort=by__password", {"old", "named", "report"}),
    ],
)
def test_filters(client, ground, people, monkeypatch, query, found):
    day = datetime.datetime(2024, 2, 10, tzinfo=datetime.UTC)
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: day)
        old = export(ground, people.secretary)
    events = {
        "old": old,
        "named": export(ground, people.secretary, name="Named.xlsx", kind="ledger-xlsx"),
        "report": export(ground, people.official, kind="report-csv", purpose="用于5月联席会议"),
    }
    client.force_login(people.secretary)
    assert shown(client, query) == {events[one].code for one in found}


def test_a_code_a_number_and_a_checksum_are_found(client, made, people):
    client.force_login(people.secretary)
    event = made["clerk"]
    assert shown(client, f"?q={event.code.lower()}") == {event.code}
    assert shown(client, f"?q={event.code}-23B8") == {event.code}
    assert event.code in shown(client, f"?q={event.sha256[:12].upper()}")
    assert client.get(f"{LIST}?q=%00").status_code == 400


def test_texts_are_texts(client, ground, people):
    export(ground, people.secretary, name="<b>.csv", filters="=HYPERLINK(1); <script>", rows=1234)
    client.force_login(people.secretary)
    html = client.get(LIST).content.decode()
    assert "&lt;b&gt;.csv" in html
    assert "=HYPERLINK(1); &lt;script&gt;" in html
    assert "1\u2009234" in html


def test_a_cut_off_file_says_so(client, ground, people):
    export(ground, people.secretary, complete=False)
    client.force_login(people.secretary)
    client.cookies["django_language"] = "en"
    assert "cut off, not sent to its end" in client.get(LIST).content.decode()


@pytest.mark.parametrize("more", [3, 70])
def test_fifty_a_page_under_a_fixed_number_of_statements(
    client, ground, people, django_assert_num_queries, more
):
    for _one in range(more):
        export(ground, people.official, pairing=ground.group, year=2025, through=9)
    client.force_login(people.secretary)
    with django_assert_num_queries(5):
        found = shown(client)
    assert len(found) == min(more, 50)


def test_kinds_in_words():
    assert kind_words("ledger-csv").endswith(" · CSV")
    assert kind_words("copy") == str(STEMS["copy"])
    assert kind_words("new-kind") == "new · KIND"
    assert kind_words("office-form") == str(STEMS["office"])


def test_a_file_in_hand_is_known_by_its_bytes(client, made, people):
    client.force_login(people.clerk)
    upload = io.BytesIO(BYTES)
    upload.name = "renamed.csv"
    answer = client.post(CHECK, {"file": upload})
    assert answer.status_code == 200
    assert made["clerk"].code in answer.content.decode()
    assert made["official"].code not in answer.content.decode()
    assert Export.objects.count() == len(made)


@pytest.mark.parametrize("write", [str, str.upper, "{}  a.csv".format, " ".join])
def test_a_checksum_as_programs_print_it(client, made, people, write):
    client.force_login(people.official)
    checksum = hashlib.sha256(BYTES).hexdigest()
    answer = client.post(CHECK, {"checksum": write(checksum)})
    assert made["official"].code in answer.content.decode()


@pytest.mark.parametrize("text", ["", "abc", "g" * 64, "\0", "=" * 500, "𠮷"])
def test_what_is_no_checksum(client, people, text):
    client.force_login(people.official)
    client.cookies["django_language"] = "en"
    answer = client.post(CHECK, {"checksum": text})
    assert answer.status_code == 422
    assert "Choose a file, or paste its SHA-256" in answer.content.decode()


def test_an_unknown_checksum_is_said_to_be_unknown(client, made, people):
    client.force_login(people.stranger)
    client.cookies["django_language"] = "en"
    answer = client.post(CHECK, {"checksum": hashlib.sha256(BYTES).hexdigest()})
    assert answer.status_code == 200
    assert "No export that you may see has this checksum" in answer.content.decode()


def test_a_file_that_is_too_large_is_not_hashed(client, people, monkeypatch):
    monkeypatch.setattr(checking, "LARGEST", 3)
    client.force_login(people.official)
    client.cookies["django_language"] = "en"
    answer = client.post(CHECK, {"file": io.BytesIO(BYTES)})
    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.content.decode()


def test_a_file_of_a_pack_is_known_to_its_programme(client, ground, people):
    meeting = Meeting.objects.create(
        programme=ground.programme,
        title_zh="联席会议",
        on=datetime.date(2025, 5, 1),
        year=2025,
        through=4,
    )
    pack = Pack.objects.create(
        meeting=meeting, number=1, code="AAAAA", year=2025, through=4, moment=timezone.now()
    )
    PackFile.objects.create(
        pack=pack, name="材料.pdf", kind="pdf", sha256=hashlib.sha256(BYTES).hexdigest(),
        size=len(BYTES), content=BYTES,
    )  # fmt: skip
    for who, known in (("official", True), ("stranger", False)):
        client.force_login(people.all[who])
        answer = client.post(CHECK, {"checksum": hashlib.sha256(BYTES).hexdigest()})
        assert ("材料.pdf" in answer.content.decode()) is known
