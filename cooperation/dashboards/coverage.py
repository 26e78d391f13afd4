"""The coverage of a total in words: how much was due, who is missing, what they weigh."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.words import missing_words
from cooperation.formatting import chinese, month_name, percent
from cooperation.scoreboard import Board, Row, absent_share


def coverage_sentence_follows(row: Row) -> bool:
    """Whether a number has coverage to speak of: something is due, something is known, and the
    number is the offices' own and not a published one."""
    return bool(row.due) and row.ytd is not None and row.source != "published"


def coverage_sentence(board: Board, row: Row) -> str:
    """应报 48 个月次，已报 47；缺：盘州市 12月。2025年11月缺报单位占合计 31.5%."""
    if not coverage_sentence_follows(row):
        return ""
    if row.covered == row.due:
        return _("All %(due)d months due are covered.") % {"due": row.due}
    semicolon = pgettext("between statements", "; ")
    said = [
        _("%(covered)d of %(due)d months due are covered")
        % {"covered": row.covered, "due": row.due},
        _("missing: %(months)s")
        % {"months": semicolon.join(missing_words(board, [row], sector=False))},
    ]
    return semicolon.join(said) + pgettext("end of a sentence", ".") + _weight(board, row)


def _weight(board: Board, row: Row) -> str:
    """What those who are missing made of the total when all had reported."""
    found = absent_share(board, row)
    if found is None:
        return ""
    return ("" if chinese() else " ") + _(
        "Those now missing made %(share)s of the total of %(month)s."
    ) % {
        "month": month_name(found.year, found.month),
        "share": percent(found.share, 1),
    }
