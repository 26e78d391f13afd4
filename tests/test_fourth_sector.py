"""A fourth sector costs one folder, one text in the settings and rows in the catalogue.

The folder is tests/fourth_sector/tourism; it is tried in a process of its own, since apps are
fixed once Django has started.
"""

import csv
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "fourth_sector"
INDICATOR = {
    "code": "tourism.visitors",
    "sector": "tourism",
    "position": "5010",
    "kind": "flow",
    "side": "west",
    "headline": "1",
    "confirmable": "0",
    "applies_to": "every",
    "valid_from_year": "2021",
    "version_from": "2021-01-01",
    "name_zh": "东部游客",
    "name_en": "Visitors from the east",
    "definition_zh": "本年到西部旅游的东部游客人次。",
    "definition_en": "Visits of people of the eastern side in the year.",
    "unit_zh": "人次",
    "unit_en": "person-times",
    "decimals": "0",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What a product with the fourth sector shows: made by the worker that comes first."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    kept = folder / "fourth.json"
    with (folder / "fourth.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(journey(tmp_path_factory.mktemp("fourth")), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def journey(place: Path) -> str:
    """Set up and asked in a process of its own; what it printed, as JSON."""
    shutil.copytree(HERE / "tourism", place / "tourism")
    (place / "tourism" / "migrations").mkdir()
    (place / "tourism" / "migrations" / "__init__.py").touch()
    seeds = shutil.copytree(settings.BASE_DIR / "seeds", place / "seeds")
    with (seeds / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (seeds / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], restval="")
        writer.writeheader()
        writer.writerows([*rows, INDICATOR])
    run = subprocess.run(
        [sys.executable, "-m", "tests.fourth_sector.journey", str(seeds)],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "PYTHONPATH": str(place),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "tests.fourth_sector.settings_of",
            "DATABASE_URL": "sqlite://:memory:",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return run.stdout.splitlines()[-1]


def test_overview_and_pages_show_it(found):
    for page in ("overview", "indicator", "home"):
        assert "东部游客" in found[page], page
        assert "4\u2009321" in found[page], page
    assert "文旅协作" in found["overview"]  # in the navigation and above its rows
    assert "文旅协作" in found["reports"]


def test_monthly_form_asks_for_it(found):
    assert "东部游客" in found["form"]


def test_report_has_its_row(found):
    rows = [row for row in csv.reader(found["csv"].splitlines()) if "东部游客" in ",".join(row)]
    assert rows
    assert any("4321" in cell for row in rows for cell in row)


def test_its_ledger_has_list_detail_sums_and_form(found):
    assert "共1条" in found["list"]
    assert "1\u2009200" in found["list"]
    assert "1\u2009200" in found["detail"]
    assert "1\u2009234" in found["home"]
    assert found["sums"] == [[True, "2022-03-01", "1234.0000"]]
    assert "visitors" in found["ledger_form"].lower()


def test_its_panel_leads_to_the_rows_behind_a_mark(found):
    assert "最大的旅游团" in found["panel"]
    assert found["panel"].index("1\u2009200") < found["panel"].index("34")
    assert "1\u2009200" in found["behind"]
    assert "共1条" in found["behind"]


def test_ledger_costs_little_beyond_its_model():
    """Table, filter, admin, sums, a panel and the registration, counted as lines with text."""
    files = [
        path
        for path in (HERE / "tourism").rglob("*.*")
        if path.is_file()
        and path.name != "models.py"
        and not {"migrations", "__pycache__"} & set(path.parts)
    ]
    lines = [
        line
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert {path.name for path in files} >= {"admin.py", "filters.py", "sector.py", "tables.py"}
    assert 0 < len(lines) <= 60
