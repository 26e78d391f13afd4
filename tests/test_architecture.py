"""The rules of the house, read from the sources: who may import whom, and what stays out."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ("cooperation", *settings.SECTORS)

# A room imports rooms of its own floor's rule and of the floors below; see `may_import`.
GROUND = {
    "bulk",
    "models",
    "prepared",
    "progress",
    "bridge",
    "projection",
    "formatting",
    "append_only",
}
MIDDLE = {
    "access",
    "backups",
    "calendar",
    "changes",
    "compression",
    "errors",
    "exports",
    "filing",
    "freshness",
    "health",
    "keeping",
    "ledgers",
    "period",
    "reconciliation",
    "scoreboard",
    "sectors",
    "spreadsheets",
    "staff",
    "staff_pages",
    "static_files",
    "state_words",
    "templatetags",
    "typed",
    "waterfall",
    "versions",
}
TOP = {
    "accounts",
    "dashboards",
    "meetings",
    "reporting",
    "sampling",
    "seeding",
    "support",
    "targets",
}
# Where everything is put together. Nobody imports from here.
ROOF = {"admin", "apps", "management", "sector", "settings", "urls", "wsgi"}
# The sample goes through the one gate in, like every other writer of figures. The core's own
# sector hands over its seed files and sample rows as the others do, in the same words.
ALLOWED = {("sampling", "reporting"), ("support", "seeding"), ("support", "sampling")}

# The three sectors' colours stand in charts as they stand in tokens.css; others fall back.
NAMES_SECTORS = {"cooperation/settings.py", "cooperation/dashboards/charts.py"}


def sources(*folders: str) -> list[Path]:
    """The Python files of the product, migrations aside."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions and by name in a call too."""
    here = name_of(path).removesuffix(".py").removesuffix("/__init__").split("/")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in {
            "import_module", "import_string", "__import__", "get_model", "get_app_config",
        }:  # fmt: skip
            yield from (str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def called(node: ast.Call) -> str:
    """The last name of what is called: `Figure.objects.create` → create."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def app_of(module: str) -> str:
    return module.split(".")[0]


def room_of(module: str) -> str:
    return [*module.split("."), ""][1]


def may_import(room: str, other: str) -> bool:
    """Whether a room of the core may use another."""
    if room == other or other == "" or (room, other) in ALLOWED:
        return True
    if room in GROUND:
        return other in GROUND
    if room in MIDDLE:
        return other in GROUND | MIDDLE
    if room in TOP:
        return other in GROUND | MIDDLE
    return True


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def test_core_imports_no_sector():
    breaches = [
        (name_of(path), module)
        for path in sources("cooperation")
        for module in imports(path)
        if app_of(module) in settings.SECTORS
    ]
    assert breaches == []


def test_core_names_no_sector():
    """Not in a text either: neither a slug nor an indicator's code."""
    pattern = re.compile(rf"({'|'.join(settings.SECTORS)})(\.\w+)?")
    breaches = [
        (name_of(path), node.value)
        for path in sources("cooperation")
        if name_of(path) not in NAMES_SECTORS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and pattern.fullmatch(node.value)
    ]
    assert breaches == []


def test_templates_name_no_sector():
    pattern = re.compile(rf"\b({'|'.join(settings.SECTORS)})[.:\"'_-]")
    breaches = [
        (name_of(path), pattern.findall(path.read_text(encoding="utf-8")))
        for path in templates()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


@pytest.mark.parametrize("sector", settings.SECTORS)
def test_sectors_do_not_import_each_other(sector):
    others = set(settings.SECTORS) - {sector}
    breaches = [
        (name_of(path), module)
        for path in sources(sector)
        for module in imports(path)
        if app_of(module) in others
    ]
    assert breaches == []


def test_every_room_has_its_floor():
    rooms = {
        path.stem if path.is_file() else path.name
        for path in (ROOT / "cooperation").iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())
    } - {"__init__", "migrations"}
    assert rooms == GROUND | MIDDLE | TOP | ROOF


def test_rooms_import_only_from_below():
    breaches = {
        (name_of(path), module)
        for path in sources("cooperation")
        for module in imports(path)
        if app_of(module) == "cooperation"
        and room_of(module) in GROUND | MIDDLE | TOP | ROOF
        and not may_import(path.relative_to(ROOT / "cooperation").parts[0].removesuffix(".py"),
                           room_of(module))
    }  # fmt: skip
    assert breaches == set()


def test_progress_knows_no_database():
    modules = {app_of(module) for module in imports(ROOT / "cooperation" / "progress.py")}
    assert not modules & {"django", "cooperation", *settings.SECTORS}


def test_the_bridge_knows_progress_alone():
    modules = {m for m in imports(ROOT / "cooperation" / "bridge.py") if app_of(m) != "__future__"}
    assert not {app_of(module) for module in modules} & {"django", *settings.SECTORS}
    assert {room_of(m) for m in modules if app_of(m) == "cooperation"} <= {"", "progress"}


def test_settings_are_the_one_place_that_names_the_sectors():
    """A fourth sector is one more text in that list."""
    text = (ROOT / "cooperation" / "settings.py").read_text(encoding="utf-8")
    for sector in settings.SECTORS:
        assert len(re.findall(rf"\b{sector}\b", text)) == 1
        assert (ROOT / sector / "sector.py").exists()


def test_no_signals_between_apps():
    """Only the app configuration listens, and only to the framework."""
    breaches = [
        (name_of(path), module)
        for path in sources(*APPS)
        if path.name != "apps.py"
        for module in imports(path)
        if module.startswith("django.dispatch") or ".signals" in module
    ]
    assert breaches == []


def test_no_generic_relations():
    breaches = [
        (name_of(path), module)
        for path in sources(*APPS)
        for module in imports(path)
        if "contenttypes" in module
    ]
    assert breaches == []


def test_sector_slugs_are_no_choices_in_migrations():
    pattern = re.compile(rf"choices=[^\n]*[\"']({'|'.join(settings.SECTORS)})[\"']")
    breaches = [
        name_of(path)
        for path in (ROOT / "cooperation" / "migrations").glob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


def test_python_plotly_stays_in_the_tests():
    breaches = [
        name_of(path)
        for path in sources(*APPS)
        if any(app_of(module) == "plotly" for module in imports(path))
    ]
    assert breaches == []


def makes_figures(node: ast.Call) -> bool:
    """Submission(…), Figure.objects.create(…), submission.figures.bulk_create(…)."""
    text = ast.unparse(node.func)
    makers = {"create", "bulk_create", "get_or_create", "update_or_create"}
    return text.split(".")[-1] in {"Submission", "Figure"} or (
        called(node) in makers
        and re.search(r"\b(Submission|Figure|submissions|figures)\b", text) is not None
    )


def test_only_record_writes_figures():
    writers = [name_of(p) for p in sources(*APPS) if any(map(makes_figures, calls(p)))]
    assert writers == ["cooperation/reporting/record.py"]


def test_views_do_not_compute():
    """A view asks permission, filters, makes one call, renders."""
    banned = {"annotate", "aggregate", "Q", "F", "Sum", "Count"}
    breaches = [
        (name_of(path), function.name, called(node))
        for path in sources(*APPS)
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        and function.args.args
        and function.args.args[0].arg == "request"
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and called(node) in banned
    ]
    assert breaches == []


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def test_templates_have_no_inline_style_or_script():
    """The Content-Security-Policy would refuse them."""
    inline = re.compile(
        r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:",
        re.IGNORECASE,
    )
    breaches = [
        (name_of(path), inline.findall(path.read_text(encoding="utf-8")))
        for path in templates()
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


def test_nothing_is_fetched_from_outside():
    outside = re.compile(r"(?:src|href)\s*=\s*[\"']\s*(?:https?:)?//", re.IGNORECASE)
    breaches = [
        name_of(path) for path in templates() if outside.search(path.read_text(encoding="utf-8"))
    ]
    assert breaches == []


def test_files_stay_small():
    long = [
        (name_of(path), lines)
        for path in [*sources(*APPS, "tests", "benchmarks"), *templates()]
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (150 if path.suffix == ".html" else 400)
    ]
    assert long == []


def body_lines(function: ast.FunctionDef) -> int:
    """How long a function is without its signature and docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return function.end_lineno - first.lineno + 1


def test_functions_stay_small():
    long = [
        (name_of(path), node.name, body_lines(node))
        for path in sources(*APPS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and body_lines(node) > 50
    ]
    assert long == []


def test_no_drawer_for_everything():
    names = {path.stem for path in sources(*APPS)}
    assert not names & {"utils", "helpers", "misc", "common"}
