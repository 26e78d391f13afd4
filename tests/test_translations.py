"""The Chinese catalogue: complete, compiled from its source, and true to the code."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "cooperation/locale/zh_Hans/LC_MESSAGES/django.po"
PACKAGES = ("cooperation", *settings.SECTORS)
# Name of the call → which of its arguments is the text.
MARKS = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"), 0)
MARKS |= dict.fromkeys(("pgettext", "pgettext_lazy"), 1)
IN_TEMPLATE = re.compile(
    r"""\b(?:(pgettext)\(u?'[^']*', |(?:n?gettext|_)\()u?(['"])((?:\\.|(?!\2).)*)\2""", re.S
)
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def source():
    return polib.pofile(str(CATALOGUE))


def marked_in_python():
    """Every literal that Python code marks for translation, and whether within a context."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                place = MARKS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
                if place is None or len(node.args) <= place:
                    continue
                if isinstance(text := node.args[place], ast.Constant):
                    yield str(path.relative_to(ROOT)), text.value, place == 1


def marked_in_templates():
    """Every literal that a template marks for translation, and whether within a context."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"))
        for context, _quote, text in IN_TEMPLATE.findall(code):
            said = text.replace('\\"', '"').replace("\\'", "'")
            yield str(path.relative_to(ROOT)), said, bool(context)


def marked_with_context():
    """Every context and literal that Python code marks for translation."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(node, "func", None), "id", "")
                if name in {"pgettext", "pgettext_lazy"}:
                    yield tuple(argument.value for argument in node.args[:2])


def test_what_is_marked_with_a_context_is_translated_in_it(source):
    known = {(entry.msgctxt, entry.msgid) for entry in source}
    assert set(marked_with_context()) - known == set()


def texts(catalogue):
    return {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in catalogue}


def places(text):
    return sorted(PLACE.findall(text))


def test_every_text_is_translated(source):
    assert [entry.msgid for entry in source if not entry.translated() or entry.fuzzy] == []


def test_the_compiled_catalogue_is_that_of_the_source(source):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert texts(compiled) == texts(source)


@pytest.mark.parametrize("marked", [marked_in_python, marked_in_templates])
def test_every_marked_text_stands_in_the_catalogue(source, marked):
    known = {(entry.msgid, bool(entry.msgctxt)) for entry in source}
    found = list(marked())
    assert len(found) > 100
    assert [place for place in found if place[1:] not in known] == []


def written_in_python():
    """Every string literal of the code, marked or not: a text may be marked by another name."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_no_text_is_translated_that_nothing_says_any_more(source):
    said = {*written_in_python(), *(text for _place, text, _context in marked_in_templates())}
    assert [entry.msgid for entry in source if entry.msgid not in said] == []


def test_translations_keep_the_places_for_values(source):
    wrong = [
        entry.msgid
        for entry in source
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text and not set(places(text)) <= set(places(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert wrong == []


def test_translations_are_chinese(source):
    """A text that was left in English by mistake has no Chinese character at all."""
    plain = re.compile(r"[A-Za-z]{4,}")
    left = [
        entry.msgid
        for entry in source
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if plain.search(PLACE.sub("", text)) and not re.search(r"[\u4e00-\u9fff]", text)
    ]
    assert left == []
