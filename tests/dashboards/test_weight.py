"""What pages weigh: bytes do not depend on the machine."""

import gzip
import re

import pytest
from django.utils.html import json_script

pytestmark = [pytest.mark.django_db]

KILOBYTE = 1024
# Compressed, as they travel.
HTML, CHARTS = 60 * KILOBYTE, 40 * KILOBYTE
DATA = re.compile(r'<script id="[^"]*" type="application/json">(.*?)</script>', re.DOTALL)
PERIOD = "?programme=sample-city&year=2022&through=9"
PAGES = ("/", "/pairings/xiaolan-panzhou/", "/indicators/labor.east_jobs/", "/indicators/")


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_its_charts_are_light(path, reader):
    assert json_script({}, "x").startswith('<script id="x" type="application/json">')
    page = reader.get(path + PERIOD)
    assert page.status_code == 200
    assert len(gzip.compress(page.content)) <= HTML
    charts = "".join(DATA.findall(page.content.decode())).encode()
    assert len(gzip.compress(charts)) <= CHARTS
