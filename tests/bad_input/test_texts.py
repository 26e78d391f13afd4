"""Texts beside the figures: a note is kept as it was typed and shown as text, never as code."""

import json
from html import escape

import pytest
from django.urls import reverse

from cooperation.models import DraftCell, Review, Submission
from tests.reporting.world import MARCH, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = [pytest.mark.slow, pytest.mark.one_database]

CODE = "labor.jobs"
KEPT = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://evil","点")',
    "＝1+1",
    "－5",
    "＠小榄",
    "+86的号段",
    '","=1+1,"',
    "-",
    '"><b>粗</b>',
    "' onmouseover='alert(1)",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}",
    "{% debug %}",
    "${7*7} #{7*7}",
    "%s %d %(name)s",
    "100%_\\",
    "䶮㛃𬭚𠮷",
    "钟⼭区",
    "🙂",
    "(" * 250,
]
# one blank for any run of blanks and line ends
ONE_LINE = {"第一行\r\n第二行": "第一行 第二行", "\t=1+1\t": "=1+1", "a\r\nSet-Cookie: x=1": None}
REFUSED = {
    "含\x00字符": "T21",
    "张三 13812345678": "P01",
    "520203199001011234": "P01",
    "长" * 1000: "T17",
    "x" * 1_000_000: "T17",
}


@pytest.fixture
def save(client, world):
    """Save a cell with a note, through the form or as the page's script does."""
    client.force_login(world.clerk)
    report = world.report(MARCH)

    def send(note, channel):
        if channel == "cells":
            cell = {"text": "12", "basis": "month", "note": note, "was": "month¦¦"}
            return client.post(
                reverse("admin:monthly-cells", args=[report.pk]),
                json.dumps({"version": report.version, "cells": {CODE: cell}}),
                content_type="application/json",
            )
        return client.post(
            reverse("admin:monthly-form", args=[report.pk]),
            {
                "version": report.version,
                "action": "save",
                f"v-{CODE}": "12",
                f"b-{CODE}": "month",
                f"n-{CODE}": note,
                f"w-{CODE}": "month¦¦",
            },
        )

    send.page = lambda: client.get(reverse("admin:monthly-form", args=[report.pk]))
    return send


@pytest.mark.parametrize("channel", ["form", "cells"])
@pytest.mark.parametrize("note", [*KEPT, *ONE_LINE])
def test_a_note_is_kept_and_shown_as_text(save, note, channel):
    assert save(note, channel).status_code == (200 if channel == "cells" else 302)
    wanted = ONE_LINE.get(note) or " ".join(note.split())
    assert DraftCell.objects.get().note == wanted
    page = save.page()
    html = page.content.decode()
    assert page.status_code == 200
    assert escape(wanted) in html
    assert "<script>alert(1)" not in html
    assert "<b>粗" not in html


@pytest.mark.parametrize("channel", ["form", "cells"])
@pytest.mark.parametrize(("note", "code"), REFUSED.items(), ids=lambda text: text[:12])
def test_a_note_that_cannot_be_kept_is_refused_with_its_figure(save, note, code, channel):
    answer = save(note, channel)
    assert answer.status_code == 422
    assert not DraftCell.objects.exists()
    if channel == "cells":
        assert [m["code"] for m in answer.json()["cells"][CODE]["messages"]] == [code]
    else:
        lines = {line.code: line for line in answer.context["sheet"].lines}
        assert [problem.code for problem in lines[CODE].problems] == [code]
        assert lines[CODE].text == "12"


@pytest.mark.parametrize("reason", ["=1+1", '"><b>粗</b>', "{{7*7}}", "＝1+1", "核对\r\n再报"])
def test_a_reason_of_return_is_shown_as_text(client, world, reason):
    submission = world.submitted()
    client.force_login(world.reviewer)
    address = reverse("admin:monthly-form", args=[submission.report.pk])
    data = {"action": "return", "submission": submission.pk, "reason": reason}
    assert client.post(address, data).status_code == 302
    wanted = " ".join(reason.split())
    assert Review.objects.get().reason == wanted
    html = client.get(address).content.decode()
    assert escape(wanted) in html
    assert "<b>粗" not in html


@pytest.mark.parametrize("reason", ["", "  ", "\u3000", "长" * 1001, "a\x00b"])
def test_a_reason_that_says_nothing_returns_nothing(client, world, reason):
    submission = world.submitted()
    client.force_login(world.reviewer)
    address = reverse("admin:monthly-form", args=[submission.report.pk])
    data = {"action": "return", "submission": submission.pk, "reason": reason}
    assert client.post(address, data).status_code == 422
    assert fresh(submission.report).state == "submitted"
    assert not Review.objects.exists()


@pytest.mark.parametrize("version", ["", "abc", "-1", "999999", "１", "9" * 5000, "1\x00"])
def test_a_forged_version_is_a_conflict_and_writes_nothing(client, world, version):
    client.force_login(world.clerk)
    report = world.fill(world.report(MARCH))
    address = reverse("admin:monthly-form", args=[report.pk])
    assert client.post(address, {"version": version, "action": "submit"}).status_code == 409
    assert not Submission.objects.exists()
    assert fresh(report).version == report.version


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{", b"[" * 10_000, b'{"version": 1}',
        b'{"version": "1", "cells": {}}',
        b'{"version": true, "cells": {"labor.jobs": {}}}', b"\xff\xfe", b'{"version": 1e999}',
        b'{"version": 1, "cells": {"labor.jobs": {"text": 5}}}',
        b'{"version": 1, "cells": {"labor.jobs": {"text": "5", "id": "7"}}}',
        b'{"version": 1, "cells": {"labor.nothing": {"text": "5"}}}',
        b'{"version": 1, "cells": {"industry.invested": {"text": "5"}}}',
    ],
)  # fmt: skip
def test_what_no_page_sends_is_a_bad_request(client, world, body):
    client.force_login(world.clerk)
    report = world.report(MARCH)
    address = reverse("admin:monthly-cells", args=[report.pk])
    assert client.post(address, body, content_type="application/json").status_code == 400
    assert not DraftCell.objects.exists()
