"""What is new since the reader was here last: the section that the overview shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.dashboards.changes.counts import NewCounts, new_counts
from cooperation.dashboards.changes.looks import look
from cooperation.formatting import list_comma, month_name
from cooperation.sectors import sector_label

MONTHS = 3


@dataclass(frozen=True, slots=True)
class SinceLook:
    """The section's words, ready to print.

    moment: when the reader was here before; None on the first visit and for readers without an
    account (`known` tells them apart). lines: (label, text). url: the whole list; meeting_url,
    month_url: why the numbers moved since the last joint meeting, since the month before.
    """

    known: bool
    moment: datetime.datetime | None
    lines: tuple[tuple[str, str], ...]
    url: str
    meeting_url: str
    month_url: str

    @property
    def nothing(self) -> bool:
        """Whether the reader was here and nothing came since."""
        return self.moment is not None and not self.lines


def since_last_look(frame) -> SinceLook | None:
    """For the overview, which is what counts as a look: at most three statements, one of them
    only when a visit begins. None where the page shows an earlier day's knowledge."""
    if frame.period.as_of:
        return None
    user, programme = frame.request.user, frame.programme
    moment = look(user, programme, timezone.now())
    lines = new_lines(new_counts(programme, moment)) if moment else ()
    page = f"{reverse('changes')}?{frame.period.query}"
    return SinceLook(
        user.is_authenticated,
        moment,
        lines,
        f"{page}&since=last-look#new",
        f"{page}&since=last-meeting",
        f"{page}&since=last-month",
    )


def new_lines(new: NewCounts) -> tuple[tuple[str, str], ...]:
    """What is new, a line for each kind that there is."""
    lines = [(_("New monthly reports"), _reports(new))] if new.reports else []
    lines += [
        (label, ngettext("%(count)d item", "%(count)d items", count) % {"count": count})
        for label, count in (
            (_("Corrected reports"), new.corrected),
            (_("Targets set or changed"), new.targets),
            (_("Published figures added"), new.readings),
            (_("New activities"), new.activities),
        )
        if count
    ]
    return tuple(lines)


def _reports(new: NewCounts) -> str:
    """2025年9月 劳务协作 8、产业协作 6; the newest months, the rest as a number."""
    months = [(month, list(group)) for month, group in groupby(new.reports, lambda r: r.month)]
    words = [
        _("%(month)s: %(reports)s")
        % {
            "month": month_name(month.year, month.month),
            "reports": list_comma().join(f"{sector_label(r.sector)} {r.count}" for r in group),
        }
        for month, group in months[:MONTHS]
    ]
    older = sum(r.count for _month, group in months[MONTHS:] for r in group)
    if older:
        words.append(
            ngettext("%(count)d of earlier months", "%(count)d of earlier months", older)
            % {"count": older}
        )
    return pgettext("between statements", "; ").join(words)
