"""One page, one report: what the buttons of the monthly form do."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperation import access
from cooperation.models import Basis, MonthlyReport, Review, Submission, User
from cooperation.reporting import actions
from cooperation.reporting.entry.sheet import Sheet, sheet_of
from cooperation.reporting.entry.typed import Typed, corrections, read_form
from cooperation.reporting.problems import (
    CellChange,
    NotPossible,
    Problem,
    RecordRefused,
    StaleVersion,
)
from cooperation.reporting.record import OPEN

State = MonthlyReport.State

# What a page needs of a report: the names of its pairing and of its programme.
REPORTS = MonthlyReport.objects.select_related(
    "pairing__programme__east",
    "pairing__programme__west",
    "pairing__east_place",
    "pairing__west_place",
)


class Desk:
    """A report on somebody's desk: what it holds and what this person may do with it."""

    def __init__(self, report: MonthlyReport, user: User):
        self.report = report
        self.user = user
        self.enters = access.can_enter(user, report)
        self.reviews = access.can_review(user, report)

    @cached_property
    def submissions(self) -> list[Submission]:
        """All submissions with their reviews, the newest first."""
        rows = self.report.submissions.select_related("by").prefetch_related(
            Prefetch("reviews", Review.objects.select_related("by"))
        )
        return list(rows.order_by("-number"))

    @property
    def newest(self) -> Submission | None:
        """The newest submission."""
        return self.submissions[0] if self.submissions else None

    @property
    def editable(self) -> bool:
        """Whether this person can type now."""
        return self.enters and self.report.state in OPEN

    @property
    def correcting(self) -> bool:
        """Whether what was approved still shows while a correction is under way."""
        return self.report.state in OPEN and any(
            review.decision == Review.Decision.APPROVED
            for submission in self.submissions
            for review in submission.reviews.all()
        )

    @property
    def may_withdraw(self) -> bool:
        """Until somebody has reviewed it."""
        return self.enters and self.report.state == State.SUBMITTED

    @property
    def may_review(self) -> bool:
        """Not by whoever submitted it."""
        return (
            self.reviews
            and self.report.state == State.SUBMITTED
            and self.newest is not None
            and self.newest.by_id != self.user.pk
        )

    @property
    def own_submission(self) -> bool:
        """A reviewer who submitted it has to leave it to another one."""
        return self.reviews and self.report.state == State.SUBMITTED and not self.may_review

    @property
    def may_reopen(self) -> bool:
        """Approved reports are locked until then."""
        return (self.enters or self.reviews) and self.report.state == State.APPROVED

    def held(self) -> dict[str, tuple]:
        """What the cells hold: working values for those who work on them, else what was
        handed in last (another office's draft is not shown)."""
        if self.report.state in OPEN and (self.enters or self.reviews):
            cells = self.report.draft_cells.all()
        elif self.newest:
            cells = self.newest.figures.all()
        else:
            return {}
        return {
            cell.indicator.code: (cell.basis, cell.value, cell.note)
            for cell in cells.select_related("indicator")
        }

    def sheet(self) -> Sheet:
        """The form with what the cells hold."""
        return sheet_of(self.report, self.held(), editable=self.editable)


@dataclass
class Outcome:
    """What came of a button: done (look at the report anew), or a page to show again."""

    desk: Desk
    status: int = 302
    sheet: Sheet | None = None
    problems: list[Problem] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    stale: bool = False
    saved: bool = False
    typed_reason: str = ""


def act(request: HttpRequest, desk: Desk) -> Outcome:
    """Do what the pressed button says."""
    action = request.POST.get("action", "save")
    deeds = {
        "withdraw": _withdraw,
        "approve": _approve,
        "return": _return,
        "reopen": _reopen,
    }
    if action not in deeds:
        return _fill_in(request, desk, action)
    try:
        deeds[action](request, desk)
    except RecordRefused as refused:
        reason = request.POST.get("reason", "")[:1000]
        return Outcome(desk, 422, desk.sheet(), refused.problems, typed_reason=reason)
    except (StaleVersion, NotPossible):
        return _stale(desk, {})
    return Outcome(desk)


def _version(request: HttpRequest) -> int:
    """The version the page was made from; a missing or forged one fits no report."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _fill_in(request: HttpRequest, desk: Desk, action: str) -> Outcome:
    """Save, submit or switch the basis: everything that carries typed cells."""
    if not desk.enters:
        raise PermissionDenied(_("This report is not assigned to you."))
    sheet = desk.sheet()
    cells = read_form(request.POST, [line.indicator for line in sheet.lines])
    if desk.report.version != _version(request) or desk.report.state not in OPEN:
        return _stale(desk, cells)
    if action in ("switch-month", "switch-ytd"):
        return _switch(request, desk, cells, sheet, action.removeprefix("switch-"))
    saved = False
    problems = [p for cell in cells.values() for p in cell.problems(desk.report)]
    if not problems:
        try:
            report = _save(request, desk, cells)
            saved = True
            if action == "submit":
                actions.submit(report, by=desk.user, version=report.version)
        except RecordRefused as refused:
            problems = refused.problems
        except (StaleVersion, NotPossible):
            return _stale(desk, cells)
        else:
            _tell(request, cells, action)
            return Outcome(desk)
    if saved:
        # The page must carry the version that saving made.
        desk = Desk(_again(desk.report), desk.user)
        sheet = desk.sheet()
    sheet.put_typed(cells)
    return Outcome(desk, 422, sheet, sheet.put_problems(problems), saved=saved)


def _save(request, desk: Desk, cells: dict[str, Typed]) -> MonthlyReport:
    typed = {code: cell.cell for code, cell in cells.items() if cell.touched}
    return actions.save_cells(desk.report, typed, by=desk.user, version=_version(request))


def _tell(request, cells: dict[str, Typed], action: str) -> None:
    if action == "submit":
        messages.success(request, _("Submitted. It shows at once, not yet approved."))
    else:
        messages.success(request, _("Draft saved."))
    corrected = corrections(cells.values())
    if corrected:
        messages.info(request, corrected)


def _switch(request, desk: Desk, cells, sheet: Sheet, basis: str) -> Outcome:
    """Show the typed figures on the other basis; nothing is saved yet."""
    sheet.put_typed(cells)
    for line in sheet.lines:
        typed = cells.get(line.code)
        if typed and typed.reading.problem:
            line.value = None
    stuck = sheet.switch(Basis.YTD if basis == "ytd" else Basis.MONTH)
    messages.info(request, _("Converted, not saved yet."))
    if stuck:
        messages.warning(
            request,
            _("These cells stay as they are, because earlier months are missing: %(cells)s")
            % {"cells": ", ".join(line.indicator.name for line in stuck)},
        )
    return Outcome(desk, 200, sheet)


def _stale(desk: Desk, cells: dict[str, Typed]) -> Outcome:
    """Say what changed meanwhile; what this person typed stays on the screen."""
    mine = {cell.indicator.code for cell in cells.values() if cell.touched}
    desk = Desk(_again(desk.report), desk.user)
    sheet = desk.sheet()
    last = desk.report.draft_cells.select_related("updated_by").order_by("updated_at").last()
    changes = []
    for line in sheet.lines:
        typed = cells.get(line.code)
        if typed is None or typed.was == line.was:
            continue
        theirs = (line.basis, line.value)
        yours = (typed.basis, typed.reading.value) if line.code in mine else theirs
        by, at = (last.updated_by, last.updated_at) if last else (None, None)
        one = line.indicator
        changes.append(CellChange(one.name, theirs, yours, by, at, one.decimals))
    if desk.editable:
        sheet.put_typed(cells, touched_only=True)
    return Outcome(desk, 409, sheet, changes=changes, stale=True)


def _again(report: MonthlyReport) -> MonthlyReport:
    """The report as it is by now."""
    return REPORTS.get(pk=report.pk)


def _looked_at(request, desk: Desk) -> Submission:
    """The submission this person saw; another one has come since if it is not the newest."""
    text = request.POST.get("submission", "")
    for submission in desk.submissions:
        if str(submission.pk) == text:
            return submission
    raise StaleVersion(desk.report)


def _withdraw(request, desk: Desk) -> None:
    actions.withdraw(_looked_at(request, desk), by=desk.user)
    messages.success(request, _("Withdrawn. It can be changed and submitted again."))


def _approve(request, desk: Desk) -> None:
    submission = _looked_at(request, desk)
    twice = desk.report.state == State.APPROVED
    actions.approve(submission, by=desk.user)
    messages.success(request, _("Approved already.") if twice else _("Approved and locked."))


def _return(request, desk: Desk) -> None:
    reason = request.POST.get("reason", "")
    actions.return_(_looked_at(request, desk), by=desk.user, reason=reason)
    messages.success(request, _("Returned with the reason."))


def _reopen(request, desk: Desk) -> None:
    actions.reopen(
        desk.report,
        by=desk.user,
        version=_version(request),
        reason_kind=request.POST.get("reason_kind", ""),
        reason=request.POST.get("reason", ""),
    )
    messages.success(
        request,
        _("Reopened. The approved figures show on until the correction is submitted."),
    )
