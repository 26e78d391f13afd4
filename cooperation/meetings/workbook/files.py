"""The data files of a meeting: what can be built again byte for byte."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.meetings.material import Material
from cooperation.meetings.report import report_text
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import safe_name

# Systems take 255 bytes for a name, and a Chinese character is three.
_LONGEST = 40


def data_files(material: Material) -> dict[str, bytes]:
    """The official table, one line for each row, and the same as JSON, in the active language."""
    board = material.board
    return {
        file_name(material, _("official table"), "csv"): report_text(board).encode(),
        file_name(material, _("data"), "csv"): report_text(board, layout="plain").encode(),
        file_name(material, _("data"), "json"): report_text(board, fmt="json").encode(),
    }


def file_name(material: Material, what: str, ending: str) -> str:
    """样例数据_中山…协作_2025年1—9月_官方表_zh.csv."""
    board = material.board
    parts = [SAMPLE_MARK] if material.programme.sample else []
    parts += [board.programme.name[:_LONGEST], formatting.period_name(board.year, board.through)]
    if not board.with_city:
        parts += [pairing.slug[:_LONGEST] for pairing in board.pairings[:2]]
    parts += [what, "zh" if formatting.chinese() else "en"]
    return safe_name([part for part in parts if part], ending)
