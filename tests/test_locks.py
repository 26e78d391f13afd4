"""The locks hold what pyproject.toml asks for, with hashes and without addresses."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = {
    "runtime": PROJECT["project"]["dependencies"],
    "dev": PROJECT["dependency-groups"]["dev"],
    "uv": PROJECT["dependency-groups"]["installer"],
}


@pytest.mark.parametrize("name", GROUPS)
def test_lock_holds_every_dependency(name):
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    wanted = {re.match(r"[a-z0-9-]+", line)[0] for line in GROUPS[name]}
    assert wanted - locked == set()


@pytest.mark.parametrize("name", GROUPS)
def test_lock_has_hashes_and_no_addresses(name):
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)
    assert [entry for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    lines = text[text.index("dependencies = [") : text.index("[tool.ruff]")].splitlines()
    bare = [
        line
        for above, line in itertools.pairwise(lines)
        if line.startswith('    "') and " # " not in line and not above.lstrip().startswith("#")
    ]
    assert bare == []


def test_plotly_in_tests_is_the_plotly_in_the_browser():
    from plotly.offline import get_plotlyjs_version

    vendored = (ROOT / "static/vendor/plotly/plotly-basic.min.js").read_text()[:400]
    assert f"v{get_plotlyjs_version()}" in vendored
