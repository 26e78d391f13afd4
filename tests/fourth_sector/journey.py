"""Run in a process of its own: a product with four sectors, from the seeds to the report.

Arguments: the folder of the seeds with the fourth sector's indicators. Prints what it finds.
"""
# ruff: noqa: E402 - Django is set up before the models are imported

import datetime
import json
import re
import sys
from decimal import Decimal
from html import unescape

import django
from django.core.management import call_command

django.setup()

from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from cooperation.models import Assignment, MonthlyReport, Pairing, Programme, User
from cooperation.reporting.record import RecordEntry, record_many
from cooperation.sectors import get_sector

MONTH = datetime.date(2022, 3, 1)
PERIOD = "year=2022&through=3"


def text(response) -> str:
    """The words of a page."""
    assert response.status_code == 200, (response.request["PATH_INFO"], response.status_code)
    return text_of(response.content.decode())


def text_of(html: str) -> str:
    """The words of a piece of HTML."""
    return re.sub(r"[ \t\r\n]+", " ", re.sub("<[^>]+>", " ", html))


def person(name, role, programme) -> Client:
    user = User.objects.create_user(name, password="hills-and-rivers-7")
    Assignment.objects.create(user=user, role=role, programme=programme)
    client = Client()
    client.force_login(user)
    return client


def main(seeds: str) -> None:
    setup_test_environment()
    call_command("makemigrations", "tourism", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("seed", dir=seeds, verbosity=0, stdout=sys.stderr)
    programme = Programme.objects.get()
    group = Pairing.objects.filter(programme=programme, kind="group").first()
    figures = {"tourism.visitors": ("ytd", Decimal(4321), "")}
    record_many(
        [RecordEntry(group, "tourism", "west", MONTH, figures)],
        channel="sample",
    )
    from tourism.models import Tour

    tours = [
        Tour.objects.create(pairing=group, date=MONTH, visitors=visitors) for visitors in (1200, 34)
    ]
    official = person("official", "official", programme)
    clerk = person("clerk", "clerk", programme)
    report = MonthlyReport.objects.get(sector="tourism")
    year = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    home = official.get(f"/tourism/?{PERIOD}")
    panel = re.search(r'id="panel-largest".*?</section>', home.content.decode(), re.DOTALL)[0]
    found = {
        "overview": text(official.get(f"/?{PERIOD}")),
        "indicator": text(official.get(f"/indicators/tourism.visitors/?{PERIOD}")),
        "home": text(home),
        "panel": text_of(panel),
        "behind": text(official.get(unescape(re.search(r'href="(/[^"]+)"', panel)[1]))),
        "list": text(official.get("/tourism/tours/?visitors_min=1000")),
        "detail": text(official.get(f"/tourism/tours/{tours[0].pk}/", follow=True)),
        "form": text(clerk.get(reverse("admin:monthly-form", args=[report.pk]))),
        "ledger_form": text(clerk.get("/admin/tourism/tour/add/")),
        "reports": text(official.get(f"/reports/?{PERIOD}")),
        "csv": official.get(f"/reports/export.csv?{PERIOD}").content.decode("utf-8-sig"),
        "sums": [
            [pk == group.pk, str(month), str(value)]
            for pk, month, value in get_sector("tourism").sums["tourism.visitors"](
                [group.pk], *year
            )
        ],
    }
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
