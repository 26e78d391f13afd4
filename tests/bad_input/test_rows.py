"""Every bad input that concerns forms, grid, addresses or workflow has a proof or a reason."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.bad_input.rows import LISTED, ROWS

ROOT = Path(__file__).parents[2]


@cache
def names_in(path):
    """The names of a module's tests."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_id_of_the_list_has_its_row():
    listed = {one: where for where, ids in LISTED.items() for one in ids.split()}
    assert not listed.keys() - ROWS.keys()
    lacking = {one for one, where in listed.items() if set(ROWS[one].channels) - set("FGUW")}
    assert not lacking


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_is_proved_or_says_why_not(row):
    assert bool(row.tests) != bool(row.because)
    for proof in row.tests:
        path, _colons, name = proof.partition("::")
        assert name in names_in(path), proof
