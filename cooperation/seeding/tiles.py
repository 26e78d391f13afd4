"""The schematic tiles: they must be readable and name places that exist. Never stored."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils.translation import gettext as _

from cooperation.seeding.problems import Problems
from cooperation.seeding.tables import Book

FILES = ("zhongshan_tiles.geojson", "liupanshui_tiles.geojson")
NAMES = ("name_zh", "name_en", "short_zh", "level", "parent")


def check_tiles(directory: Path, book: Book, problems: Problems) -> None:
    """Every tile carries the code and the names of a place of places.csv."""
    for name in FILES:
        try:
            content = json.loads((directory / name).read_bytes().decode("utf-8-sig"))
            features = [(f["id"], f["properties"]) for f in content["features"]]
        except OSError:
            problems.add(name, None, "", "", _("The file is missing or cannot be opened."))
            continue
        except (ValueError, KeyError, TypeError):
            problems.add(name, None, "", "", _("This is not a GeoJSON file of tiles."))
            continue
        for number, (code, properties) in enumerate(features, 1):
            _check_tile(name, number, str(code), properties, book, problems)


def _check_tile(
    file: str, number: int, code: str, properties: dict, book: Book, problems: Problems
) -> None:
    place = book.row("places.csv", (code,))
    for column in ("code", "code_now"):
        value = str(properties.get(column))
        if not book.has("places.csv", (value,)):
            reason = _("Unknown: there is no such row in %(file)s (or it comes later).")
            problems.add(file, number, column, value, reason % {"file": "places.csv"})
    if place is None:
        return
    for column in NAMES:
        if properties.get(column) != place.cells[column]:
            reason = _("It differs from places.csv: “%(value)s”.")
            value = {"value": place.cells[column]}
            problems.add(file, number, column, properties.get(column), reason % value)
