"""Several approvals at once, as a page sends them and as a refusal is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.models import Submission, User
from cooperation.reporting.actions.several import CHANGED, MOST, OWN, SeveralRefused
from cooperation.reporting.names import report_name


def chosen_submissions(user: User, ticked: Iterable[str]) -> tuple[list[Submission], int]:
    """The ticked submissions that this person can see, and how many others were sent.

    What somebody may not see looks as if it were not there; it still refuses the whole.
    """
    texts = set(ticked)
    pks = {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19}
    rows = Submission.objects.visible_to(user).filter(pk__in=list(pks)[: MOST + 1])
    found = list(rows.select_related("report__pairing__east_place", "report__pairing__west_place"))
    return found, len(texts) - len(found)


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One report that stood in the way."""

    report: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why none was approved: a sentence, and each report that stood in the way."""

    status: int
    sentence: str
    lines: list[RefusedLine]


def refusal_of(refused: SeveralRefused, unseen: int = 0) -> Refusal:
    """The refusal in words. 409 where something changed, 403 where it is a matter of rights."""
    if refused.too_many:
        text = _("%(n)d are ticked, at most %(most)d can be approved at once. None was approved.")
        return Refusal(409, text % {"n": refused.total, "most": MOST}, [])
    changed = sum(one.why == CHANGED for one in refused.refusals)
    own = sum(one.why == OWN for one in refused.refusals)
    foreign = len(refused.refusals) - changed - own + unseen
    parts = []
    if changed:
        parts.append(ngettext("%(n)d has changed", "%(n)d have changed", changed) % {"n": changed})
    if own:
        parts.append(
            ngettext("%(n)d was submitted by you", "%(n)d were submitted by you", own) % {"n": own}
        )
    if foreign:
        parts.append(
            ngettext("%(n)d is not yours to review", "%(n)d are not yours to review", foreign)
            % {"n": foreign}
        )
    sentence = _("Of %(total)d ticked, %(parts)s; none was approved.") % {
        "total": refused.total,
        "parts": pgettext("within a sentence", ", ").join(parts),
    }
    lines = [RefusedLine(report_name(one.submission.report), _why(one)) for one in refused.refusals]
    return Refusal(409 if changed else 403, sentence, lines)


def _why(one) -> str:
    if one.why == CHANGED:
        return _("Decided, taken back or handed in again since it was listed.")
    if one.why == OWN:
        return _("Nobody reviews what they submitted themselves.")
    return _("This report is not assigned to you.")
