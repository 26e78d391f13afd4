"""Every text in every channel: the one right answer, nothing lost, never a fault of ours."""

import json
from html import unescape

import pytest
from django.urls import reverse

from cooperation.models import DraftCell
from cooperation.typed.numbers import LONGEST, read_number
from cooperation.typed.quoting import shorten
from tests.bad_input.numbers import MONEY, PEOPLE, Asked, Corrected, Kept, Refused, number
from tests.bounds import calls_at_most, no_hang
from tests.reporting.world import MARCH

pytestmark = pytest.mark.one_database

PEOPLE_CODE, MONEY_CODE = "labor.jobs", "industry.invested"
ROWS = [
    *((PEOPLE_CODE, text, answer) for text, answer in PEOPLE.items()),
    *((MONEY_CODE, text, answer) for text, answer in MONEY.items()),
]
IDS = [f"{code}-{text[:20]!r}" for code, text, _answer in ROWS]
UNITS = {PEOPLE_CODE: (("人", "people"), 0), MONEY_CODE: (("万元", "10,000 yuan"), 2)}
# The cell as it was when the page was made: nothing in it.
SEEN = "month¦¦"


class FormPost:
    """The monthly form without JavaScript."""

    def __init__(self, client, world, code):
        self.client, self.code = client, code
        self.report = world.report(MARCH, sector=code.split(".")[0])
        self.address = reverse("admin:monthly-form", args=[self.report.pk])

    def send(self, text, agreed=False):
        """Save the cell; the answer's status and page."""
        data = {
            "version": self.report.version,
            "action": "save",
            f"v-{self.code}": text,
            f"b-{self.code}": "month",
            f"n-{self.code}": "",
            f"w-{self.code}": SEEN,
        }
        if agreed:
            data[f"ok-{self.code}"] = text
        self.answer = self.client.post(self.address, data)
        return self.answer.status_code

    def refusals(self):
        """The codes of what is said of the cell."""
        lines = {line.code: line for line in self.answer.context["sheet"].lines}
        return [problem.code for problem in lines[self.code].problems]

    def shown(self):
        """The page as a person reads it."""
        page = self.client.get(self.address) if self.answer.status_code == 302 else self.answer
        return unescape(page.content.decode())

    def told(self, correction):
        """Whether the correction is said: “１２３ → 123”."""
        return correction in self.shown()

    def still_there(self, text):
        """What was typed stands in the cell again, as far as any cell may be long."""
        lines = {line.code: line for line in self.answer.context["sheet"].lines}
        return lines[self.code].text[:LONGEST] == text[:LONGEST]


class CellPost(FormPost):
    """The same cell saved by the page's script."""

    def __init__(self, client, world, code):
        super().__init__(client, world, code)
        self.address = reverse("admin:monthly-cells", args=[self.report.pk])

    def send(self, text, agreed=False):
        cell = {"text": text, "basis": "month", "note": "", "was": SEEN}
        if agreed:
            cell["ok"] = text
        body = json.dumps({"version": self.report.version, "cells": {self.code: cell}})
        self.answer = self.client.post(self.address, body, content_type="application/json")
        self.said = self.answer.json()["cells"][self.code] if self.answer.content else {}
        return {200: 302}.get(self.answer.status_code, self.answer.status_code)

    def refusals(self):
        return [message["code"] for message in self.said["messages"]]

    def told(self, correction):
        return any(correction in message["text"] for message in self.said["messages"])

    def still_there(self, text):
        """The answer leaves the input alone: it brings no other text for it."""
        return "text" not in self.said


class WidePost(FormPost):
    """The form of one indicator for all pairings and months."""

    def __init__(self, client, world, code):
        self.client, self.code = client, code
        query = f"programme={world.programme.code}&year=2024&indicator={code}"
        self.address = f"{reverse('admin:monthly-wide')}?{query}"
        self.key = f"{world.group.pk}-3-{world.indicators[code].pk}"
        self.sheet = client.get(self.address).context["sheet"]

    def send(self, text, agreed=False):
        data = {"action": "save", "versions": self.sheet.versions, f"c-{self.key}": text}
        data[f"w-{self.key}"] = self.sheet.cells[self.key].was
        if agreed:
            data[f"ok-{self.key}"] = text
        self.answer = self.client.post(self.address, data)
        return self.answer.status_code

    def _cell(self):
        return self.answer.context["sheet"].cells[self.key]

    def refusals(self):
        return [problem.code for problem in self._cell().problems]

    def still_there(self, text):
        return self._cell().text[:LONGEST] == text[:LONGEST]


CHANNELS = {"form": FormPost, "cells": CellPost, "wide": WidePost}


def kept(code):
    """The values of the working cells of an indicator."""
    return list(DraftCell.objects.filter(indicator__code=code).values_list("value", flat=True))


@pytest.fixture(params=CHANNELS)
def channel(request, client, world):
    client.force_login(world.clerk)
    return lambda code: CHANNELS[request.param](client, world, code)


@pytest.mark.parametrize(("code", "text", "answer"), ROWS, ids=IDS)
def test_reader_gives_the_one_right_answer(code, text, answer):
    units, decimals = UNITS[code]
    with no_hang(), calls_at_most(5_000):
        reading = read_number(text, units=units, decimals=decimals)
    match answer:
        case Refused("N14"):
            # That a count is not negative is a rule of the report, not of reading.
            assert reading.value < 0
        case Refused(code):
            assert reading.problem.code == code
            assert reading.value is None
        case Asked(code):
            assert (reading.ask.code, reading.value) == (code, number(answer))
        case Corrected():
            assert (reading.value, reading.normalised) == (number(answer), True)
        case Kept():
            assert (reading.value, reading.normalised) == (number(answer), False)
            assert reading.value is None or not reading.value.is_signed()


def answered_rightly(one, code, text, answer):
    """Send the text; fail unless the channel gives the answer."""
    status = one.send(text)
    if isinstance(answer, Refused):
        assert (status, one.refusals()[:1]) == (422, [answer.code])
    elif isinstance(answer, Asked):
        assert (status, one.refusals()[:1]) == (422, [answer.code])
        assert one.still_there(text)
        assert kept(code) == []
        assert one.send(text, agreed=True) == 302
        assert kept(code) == [number(answer)]
        return
    else:
        assert status == 302
        assert kept(code) == ([] if answer.value is None else [number(answer)])
        if isinstance(answer, Corrected):
            assert one.told(f"{shorten(text.strip())} → {number(answer):f}")
        return
    assert kept(code) == []
    assert one.still_there(text)


# One of each kind daily; all of them, in all channels, in the complete run.
DAILY = {"", "12", "１２３", "30万", "12家", "-5", "12\x00", "{{7*7}}", "520203199001011234"}
BY_CHANNEL = [
    pytest.param(*row, id=row_id, marks=[] if row[1] in DAILY else [pytest.mark.slow])
    for row, row_id in zip(ROWS, IDS, strict=True)
]


@pytest.mark.slow
@pytest.mark.parametrize(("code", "text", "answer"), BY_CHANNEL)
def test_every_channel_gives_the_one_right_answer(channel, code, text, answer):
    answered_rightly(channel(code), code, text, answer)
