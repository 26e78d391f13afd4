"""Words that people write: reasons, questions, objections, names. Kept as typed, shown as text."""

import csv
import io
from html import escape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.models import (
    CellMessage,
    ConfirmedCheck,
    Review,
    Role,
    Source,
    Statement,
)
from cooperation.typed.numbers import read_number
from cooperation.typed.words import fault_of
from tests.bad_input.test_texts import KEPT
from tests.bounds import calls_at_most, no_hang
from tests.reporting.test_form import fields, texts
from tests.reporting.world import MARCH

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

ONE_LINE = {
    "第一行\r\n第二行核实": "第一行 第二行核实",
    "\t=1+1核实\t": "=1+1核实",
    "核实\r\nSet-Cookie: x=1": "核实 Set-Cookie: x=1",
}
SHORT = [text for text in KEPT if len(text) < 100]
PRIVATE = "\ue000字核实"
REFUSED = {"含\x00字符": "T21", "张三 13812345678": "P01", "x" * 1_000_000: "T17"}


class Channel:
    """Somebody writes words: `send` them, what is `kept`, what the `page` shows."""

    def __init__(self, client, world):
        self.client, self.world = client, world

    def panel(self, **data):
        """A form of the panel, sent by the other side."""
        figure = self.world.submitted().figures.get(indicator__code="labor.jobs")
        east = self.world.person("east", Role.CLERK, side="east", pairing=self.world.group)
        self.client.force_login(east)
        self.address = reverse(
            "admin:monthly-cell", args=[figure.submission.report_id, "labor.jobs"]
        )
        return self.client.post(self.address, {"figure": figure.pk, **data})

    def page(self):
        return self.client.get(self.address).content.decode()


class Return(Channel):
    """The reason with which a reviewer returns a report."""

    rows, field = Review, "reason"

    def send(self, text):
        submission = self.world.submitted()
        self.client.force_login(self.world.reviewer)
        self.address = reverse("admin:monthly-form", args=[submission.report_id])
        data = {"action": "return", "submission": submission.pk, "reason": text}
        return self.client.post(self.address, data)


class Confirmation(Channel):
    """The reason with which a clerk confirms what is held."""

    rows, field = ConfirmedCheck, "reason"

    def send(self, text):
        self.world.target("labor.jobs", 2024, 4)
        report = self.world.report(MARCH)
        self.client.force_login(self.world.clerk)
        self.address = reverse("admin:monthly-submission", args=[report.pk, 1])
        page = self.client.get(reverse("admin:monthly-form", args=[report.pk]))
        data = {f"v-labor.{code}": value for code, value in texts().items()}
        data |= {"why-L11-labor.jobs": text, "action": "submit"}
        return self.client.post(page.request["PATH_INFO"], fields(page) | data)


class Question(Channel):
    """A question to the office of the other side."""

    rows, field = CellMessage, "text"

    def send(self, text):
        return self.panel(action="ask", text=text)


class Objection(Channel):
    """The sentence of an objection."""

    rows, field = Statement, "sentence"

    def send(self, text):
        return self.panel(action="dispute", value="5", sentence=text)


CHANNELS = {
    "return": Return,
    "confirmation": Confirmation,
    "question": Question,
    "objection": Objection,
}


@pytest.fixture(params=CHANNELS)
def channel(request, client, world):
    for one in world.indicators.values():
        one.confirmable = True
        one.save()
    return CHANNELS[request.param](client, world)


@pytest.mark.parametrize("text", [*(f"{text}核实" for text in SHORT), *ONE_LINE, PRIVATE])
def test_words_are_kept_as_typed_and_shown_as_text(channel, text):
    assert channel.send(text).status_code == 302
    wanted = ONE_LINE.get(text, " ".join(text.split()))
    assert getattr(channel.rows.objects.get(), channel.field) == wanted
    html = channel.page()
    assert escape(wanted) in html
    assert "<script>alert(1)" not in html
    assert "<b>粗" not in html


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=["nul", "person", "long"])
def test_words_that_cannot_be_kept_are_refused(channel, text, code):
    answer = channel.send(text)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not channel.rows.objects.exists()


def cells_of(answer, address):
    """The cells of a file as a reader's program takes them: text, whether it is a formula."""
    if "xlsx" in address:
        book = load_workbook(io.BytesIO(answer.content))
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                yield from ((str(c.value), c.data_type == "f") for c in row if c.value is not None)
        return
    for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))):
        for cell in row:
            number = read_number(cell).value is not None
            yield cell, cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number and cell != "-"


@pytest.mark.parametrize(
    "kind", ["completeness.csv", "completeness.xlsx", "targets.csv", "targets.xlsx", "report"]
)
def test_names_leave_in_files_as_text(client, world, kind):
    administrator = world.person("administrator", Role.ADMINISTRATOR)
    client.force_login(administrator)
    world.target("labor.jobs", 2024, 40)
    world.approved()
    what, _dot, ending = kind.partition(".")
    query = f"?programme={world.programme.code}&year=2024"
    address = {
        # Collected from December 2025 on; before, nothing is owed.
        "completeness": lambda: (
            reverse("report-completeness-file", args=[ending]) + query.replace("2024", "2025")
        ),
        "targets": lambda: f"{reverse('admin:targets-file')}{query}&format={ending}",
        "report": lambda: reverse("report-csv") + query,
    }[what]()
    for text in [text for text in SHORT if len(text) <= 40]:
        world.group.east_body_zh = text
        world.group.save()
        cells = list(cells_of(client.get(address), address))
        assert any(text in cell for cell, _formula in cells), text
        assert not [cell for cell, formula in cells if formula]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.cn", '"><b>'])
def test_only_addresses_of_the_web_are_links(url):
    with pytest.raises(ValidationError) as refused:
        Source(url=url).clean_fields(exclude={f.name for f in Source._meta.fields} - {"url"})
    assert "url" in refused.value.message_dict


@pytest.mark.parametrize("text", ["(" * 10_000, "[" * 10_000, "1," * 5_000, "a" * 10_000 + "!"])
def test_hostile_words_are_answered_at_once(text):
    with no_hang(), calls_at_most(100):
        assert fault_of(text, 300).code == "T17"
        assert read_number(text).problem.code == "N49"
