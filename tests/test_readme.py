"""README says what is true."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained():
    source = (ROOT / "cooperation/settings.py").read_text(encoding="utf-8")
    asked = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source))
    assert len(asked) > 10
    assert {name for name in asked if f"`{name}`" not in README} == set()


def test_every_command_is_there():
    commands = set(re.findall(r"`make (\w+)`", README))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert commands <= targets
    named = set(re.findall(r"manage\.py (\w+)", README))
    there = {path.stem for path in (ROOT / "cooperation/management/commands").glob("*.py")}
    assert named <= there


def test_pictures_are_there():
    assert [
        p for p in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README) if not (ROOT / p).exists()
    ] == []
