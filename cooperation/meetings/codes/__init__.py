"""Codes of figures: short enough to print beside every number of a file, and to be typed again."""

from cooperation.meetings.codes.coding import Coder, coder
from cooperation.meetings.codes.qr import qr_svg
from cooperation.meetings.codes.spelling import Coded, Mistyped, code_of, parse

__all__ = ["Coded", "Coder", "Mistyped", "code_of", "coder", "parse", "qr_svg"]
