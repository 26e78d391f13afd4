"""Every code that a reader can meet in a monthly report stands on the help page."""

import ast
import re

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.reporting.checks.codes import CHECKS, HELD
from cooperation.reporting.problems import Severity

CODE = re.compile(r"[A-Z]\d\d")
ROOMS = ("cooperation/reconciliation", "cooperation/reporting", "cooperation/typed")


def codes_in_sources():
    found = set()
    for room in ROOMS:
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            if "codes" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= {node.value} if CODE.fullmatch(node.value) else set()
    return found


def test_every_code_is_documented():
    assert codes_in_sources() - set(CHECKS) == set()


def test_no_code_is_documented_that_does_not_exist():
    assert set(CHECKS) - codes_in_sources() == set()


def test_held_checks_have_a_sentence_to_be_said_again():
    assert {check.severity for check in HELD} == {Severity.SOFT}
    assert all(check.sentence for check in HELD)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "数量级偏大"), ("en", "too large")])
def test_the_help_page_lists_every_code_under_its_anchor(client, world, language, words):
    client.force_login(world.clerk)
    client.cookies["django_language"] = language
    html = client.get(reverse("admin:monthly-checks")).content.decode()
    assert [code for code in CHECKS if f'id="{code}"' not in html] == []
    assert words in html
    assert "%(" not in html
