"""A code to scan is one drawing: always the same, loading nothing."""

import re

from cooperation.meetings.codes import qr_svg

ADDRESS = "https://example.org/f/K7F3Q/"


def test_one_path_and_its_ground():
    svg = qr_svg(ADDRESS, title="K7F3Q")
    assert svg == qr_svg(ADDRESS, title="K7F3Q")
    assert svg.startswith("<svg")
    assert svg.count("<path") == 2
    assert "<title>K7F3Q</title>" in svg
    assert not re.search(r"\b(width|height|style|href|src)=", svg)


def test_another_address_is_another_drawing():
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS.replace("K7F3Q", "K7F3R"))


def test_a_title_is_text():
    assert "<b>" not in qr_svg(ADDRESS, title="<b>")
