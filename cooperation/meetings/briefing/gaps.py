"""What is open: whose figures are missing, how far the numbers are covered, what is unapproved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import months_text
from cooperation.meetings.briefing.lengths import Length
from cooperation.meetings.briefing.names import head_name, pairing_name
from cooperation.meetings.briefing.parts import Keyed
from cooperation.meetings.briefing.patterns import (
    Runs,
    listed,
    say,
    sentence,
    statements,
    text_of,
)
from cooperation.meetings.briefing.printing import figure
from cooperation.meetings.briefing.structure import lead_rows, single_rows
from cooperation.scoreboard import Board, Row


def gaps(board: Board, length: Length) -> Keyed:
    """One paragraph; that nothing is missing is said too."""
    leads = lead_rows(board)
    said = [
        sentence(_missing(board, length)),
        sentence(_partly([row for row in leads if row.indicator.headline])),
        sentence(_open(leads)),
        sentence(_aimless(leads)),
    ]
    if not any(said):
        return [("gaps", sentence(say(_("All figures due are reported and approved"))))]
    return [("gaps", text_of(said))]


def _missing(board: Board, length: Length) -> Runs:
    """东区街道组团—六枝特区8月、9月（3项指标）: months that some figure of theirs lacks."""
    months: dict[str, set[int]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for row in single_rows(board):
        if not row.missing or row.reading:
            continue
        place = "own" if row.kind == "own" else row.pairing.slug
        names[place] = _("City level") if row.kind == "own" else pairing_name(row.pairing)
        counts[place] += 1
        months[place] |= {int(month[-2:]) for month in row.missing}
    if not names:
        return ()
    said = [
        say(
            ngettext(
                "%(name)s %(months)s (%(count)s indicator)",
                "%(name)s %(months)s (%(count)s indicators)",
                counts[place],
            ),
            name=names[place],
            months=months_text(months[place]),
            count=counts[place],
        )
        for place in list(names)[: length.gaps]
    ]
    rest = len(names) - length.gaps
    if rest > 0:
        text = ngettext("%(count)s more reporting unit", "%(count)s more reporting units", rest)
        said.append(say(text, count=rest))
    return say(_("Figures not reported: %(list)s"), list=statements(said))


def _partly(rows: Sequence[Row]) -> Runs:
    """帮助农村劳动力就业已报27/36个月: headline numbers that are not judged for it."""
    partly = [row for row in rows if row.state == "partial" and not row.reading]
    if not partly:
        return ()
    said = [
        say(
            _("%(name)s %(covered)s of %(due)s months"),
            name=head_name(row.indicator),
            covered=figure(row, "covered"),
            due=figure(row, "due"),
        )
        for row in partly
    ]
    text = _("Reported in part and therefore not judged: %(list)s")
    return say(text, list=listed(said))


def _aimless(leads: Sequence[Row]) -> Runs:
    """That nothing can be judged, where nobody recorded a target."""
    known = [row for row in leads if row.ytd is not None]
    if not known or any(row.target is not None for row in known):
        return ()
    text = ngettext(
        "The %(count)s indicator with a number has no target of the year",
        "None of the %(count)s indicators with a number has a target of the year",
        len(known),
    )
    return say(text, count=len(known))


def _open(leads: Sequence[Row]) -> Runs:
    """How many numbers stand on unapproved reports, are being corrected, or have no target."""
    known = [row for row in leads if row.ytd is not None]
    counts = [
        (_("%(count)s include figures not yet approved"), [r for r in known if r.pending]),
        (_("%(count)s are being corrected"), [r for r in known if r.correcting]),
    ]
    aimless = [row for row in known if row.target is None]
    if len(aimless) < len(known):
        counts.append((_("%(count)s have no target of the year"), aimless))
    said = [say(text, count=len(rows)) for text, rows in counts if rows]
    if not said:
        return ()
    text = ngettext(
        "Of %(known)s indicator with a number %(list)s",
        "Of %(known)s indicators with a number %(list)s",
        len(known),
    )
    return say(text, known=len(known), list=listed(said))
