"""`record_many`: the only writer of submissions and figures, for every channel.

In one transaction: scope → report open → values checked → written. Everything that is
wrong is said at once and nothing is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.bulk import insert
from cooperation.models import (
    ConfirmedCheck,
    DraftCell,
    DraftConfirmation,
    Figure,
    MonthlyReport,
    Pairing,
    Programme,
    Review,
    Side,
    Submission,
    User,
)
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import (
    candidate_of,
    check_begun,
    check_handed_in,
    check_month_form,
    check_report,
    confirmed_value,
)
from cooperation.reporting.history import History, ReportKey
from cooperation.reporting.problems import Problem, RecordRefused, Where
from cooperation.scoreboard.years import refresh

Channel = Submission.Channel
State = MonthlyReport.State

# These bring data of earlier days with them; for all others "now" is now.
MAY_BACKDATE = frozenset({Channel.SEED, Channel.SAMPLE})
OPEN = frozenset({State.DRAFT, State.RETURNED})
BATCH = 1000

STATE_AFTER = {
    Review.Decision.APPROVED: State.APPROVED,
    Review.Decision.RETURNED: State.RETURNED,
    Review.Decision.WITHDRAWN: State.DRAFT,
    Review.Decision.REOPENED: State.DRAFT,
}


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One submission of one report.

    figures: indicator code → (basis, value or None = not given, note).
    at, by: when and by whom, if not now and by the caller (seeds and samples only).
    reviews: (decision, at, by, reason) in the order they were made (seeds and samples only).
    confirmed: (indicator code or "" for the report, check) → reason for what is held.
    kept: the same from before, each with the value that it was given for.
    Several entries for one report are its submissions in order.
    """

    pairing: Pairing
    sector: str
    side: str
    month: datetime.date
    figures: Mapping[str, tuple[str, Decimal | None, str]]
    at: datetime.datetime | None = None
    by: User | None = None
    reason_kind: str = ""
    reason: str = ""
    reviews: Sequence[tuple[str, datetime.datetime, User | None, str]] = ()
    confirmed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kept: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def key(self) -> ReportKey:
        """The report it belongs to."""
        return self.pairing.pk, self.sector, self.side, self.month

    @property
    def state(self) -> str:
        """The report's state after it."""
        return STATE_AFTER[self.reviews[-1][0]] if self.reviews else State.SUBMITTED


@dataclass(slots=True)
class RecordResult:
    """What was written."""

    submissions: int = 0
    figures: int = 0
    reviews: int = 0
    reports: set[int] = field(default_factory=set)
    last: Submission | None = None


def record_many(
    entries: Iterable[RecordEntry],
    *,
    by: User | None = None,
    channel: str,
    progress: Callable[[int, int], None] | None = None,
) -> RecordResult:
    """Write submissions with their figures; raise RecordRefused and write nothing instead.

    progress(done, total) is called as entries are written.
    """
    entries = list(entries)
    _refuse_misuse(entries, by, channel)
    if not entries:
        return RecordResult()
    unreadable = [problem for entry in entries for problem in check_month_form(_place(entry))]
    if unreadable:
        raise RecordRefused(unreadable)
    with transaction.atomic():
        catalogue = Catalogue(entry.sector for entry in entries)
        reports = _locked_reports(entries)
        history = History.load(reports) if channel in MAY_BACKDATE else History.for_checks(reports)
        numbers = {key: history.reports[key].number for key in reports}
        held: list[list[Problem]] = []
        problems = [
            *_check_scope(entries, by, channel, reports),
            *_check_entries(entries, channel, reports, history, catalogue, held),
        ]
        if problems:
            raise RecordRefused(problems)
        result = _write(entries, by, channel, reports, numbers, catalogue, held, progress)
        released(
            {entry.pairing.programme_id for entry in entries},
            ((entry.pairing.pk, entry.month) for entry in entries),
        )
    return result


def released(programmes: set[int], months: Iterable[tuple[int, datetime.date]]) -> None:
    """Say that released figures changed, and keep the years of the pairings' months anew."""
    Programme.objects.filter(pk__in=programmes).raise_data_version()
    refresh(programmes, {(pairing, month.year) for pairing, month in months})


def record(entry: RecordEntry, *, by: User | None = None, channel: str) -> RecordResult:
    """The one-report case of `record_many`."""
    return record_many([entry], by=by, channel=channel)


def _refuse_misuse(entries: Sequence[RecordEntry], by: User | None, channel: str) -> None:
    """Calls that no input can cause: errors of the program, not of the person."""
    if channel not in Channel.values:
        raise ValueError(f"{channel!r} is not a channel.")
    if any(entry.side not in Side.values for entry in entries):
        raise ValueError("A report belongs to one side: east or west.")
    if channel in MAY_BACKDATE:
        return
    if by is None:
        raise ValueError("A submission names who made it.")
    if any(entry.at or entry.by or entry.reviews for entry in entries):
        raise ValueError(f"The channel {channel!r} cannot backdate or review.")


def _locked_reports(entries: Sequence[RecordEntry]) -> dict[ReportKey, MonthlyReport]:
    """The reports of the entries, made where missing, locked until the transaction ends."""
    wanted = {entry.key: entry for entry in entries}
    where = {
        "pairing__in": {key[0] for key in wanted},
        "sector__in": {key[1] for key in wanted},
        "side__in": {key[2] for key in wanted},
        "month__in": {key[3] for key in wanted},
    }

    def found() -> dict[ReportKey, MonthlyReport]:
        rows = MonthlyReport.objects.select_for_update().filter(**where).order_by("pk")
        by_key = {(r.pairing_id, r.sector, r.side, r.month): r for r in rows}
        return {key: by_key[key] for key in wanted if key in by_key}

    reports = found()
    missing = [
        MonthlyReport(pairing_id=pairing, sector=sector, side=side, month=month)
        for pairing, sector, side, month in wanted
        if (pairing, sector, side, month) not in reports
    ]
    if missing:
        # Somebody else may make the same one in this moment; then theirs is taken.
        MonthlyReport.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
        reports = found()
    for key, report in reports.items():
        report.pairing = wanted[key].pairing
    return reports


def _check_scope(entries, by, channel, reports) -> Iterator[Problem]:
    """A clerk hands in the reports assigned to them."""
    if channel in MAY_BACKDATE:
        return
    for entry in entries:
        if not access.can_enter(by, reports[entry.key]):
            yield Problem(
                "W12",
                _place(entry),
                _("this report is not assigned to you"),
                _("Ask the administrator if it should be"),
            )


def _check_entries(entries, channel, reports, history, catalogue, held) -> Iterator[Problem]:
    """Each report is open, its times are in order, and its values pass the checks.

    `held` gets, entry by entry, what was held and is confirmed.
    """
    state = {key: report.state for key, report in reports.items()}
    now = timezone.now()
    newest: dict[ReportKey, datetime.datetime] = {}
    for entry in entries:
        held.append([])
        if state[entry.key] not in OPEN:
            yield _closed(entry, state[entry.key])
            continue
        yield from _check_times(entry, newest, now)
        by_people = channel not in MAY_BACKDATE
        candidate = candidate_of(_place(entry), entry.figures, history, catalogue, soft=by_people)
        if by_people:
            refused, held[-1] = check_handed_in(candidate, catalogue, entry.confirmed, entry.kept)
            yield from refused
        else:
            yield from check_report(candidate, catalogue)
        shown = history.reports[entry.key]
        shown.submit(candidate.by_indicator(catalogue))
        for decision, *_rest in entry.reviews:
            shown.decide(decision)
        state[entry.key] = entry.state


def _closed(entry: RecordEntry, state: str) -> Problem:
    approved = state == State.APPROVED
    return Problem(
        "L17",
        _place(entry),
        _("this report is approved and locked")
        if approved
        else _("this report is submitted already"),
        _("Reopen it with a reason to correct it")
        if approved
        else _("Withdraw it to change it, as long as nobody reviewed it"),
    )


def _check_times(entry, newest, now) -> Iterator[Problem]:
    """A history runs forwards and ends now; no month is reported before it begins."""
    at = entry.at or now
    times = [newest.get(entry.key, at), at, *(review[1] for review in entry.reviews)]
    newest[entry.key] = times[-1]
    if times != sorted(times) or times[-1] > now:
        yield Problem(
            "R03",
            _place(entry),
            _("submission and reviews are not in the order of time"),
            _("Give each a time that is not before the one before it, nor in the future"),
            value=at.isoformat(),
        )
    else:
        yield from check_begun(_place(entry), timezone.localdate(at))


def _write(entries, by, channel, reports, numbers, catalogue, held, progress) -> RecordResult:
    result = RecordResult(reports={report.pk for report in reports.values()})
    now = timezone.now()
    for start in range(0, len(entries), BATCH):
        part = entries[start : start + BATCH]
        submissions = []
        for entry in part:
            report = reports[entry.key]
            numbers[entry.key] += 1
            submissions.append(
                Submission(
                    report=report,
                    number=numbers[entry.key],
                    at=entry.at or now,
                    by=entry.by or by,
                    channel=channel,
                    reason_kind=entry.reason_kind,
                    reason=entry.reason,
                )
            )
        insert(Submission, submissions)
        figures = insert(Figure, _figures(part, submissions, catalogue))
        confirmed = list(_confirmed(held[start : start + BATCH], submissions, catalogue))
        ConfirmedCheck.objects.bulk_create(confirmed, batch_size=BATCH)
        reviews = insert(Review, _reviews(part, submissions))
        result.submissions += len(submissions)
        result.figures += len(figures)
        result.reviews += len(reviews)
        result.last = submissions[-1]
        if progress:
            progress(start + len(part), len(entries))
    _settle(entries, reports, catalogue)
    return result


def _figures(entries, submissions, catalogue) -> Iterator[Figure]:
    for entry, submission in zip(entries, submissions, strict=True):
        for code, (basis, value, note) in entry.figures.items():
            yield Figure(
                submission=submission,
                indicator=catalogue.get(code),
                basis=basis,
                value=value,
                note=note,
            )


def _confirmed(held, submissions, catalogue) -> Iterator[ConfirmedCheck]:
    for problems, submission in zip(held, submissions, strict=True):
        for problem in problems:
            yield ConfirmedCheck(
                submission=submission,
                indicator=catalogue.get(problem.place.indicator),
                code=problem.code,
                value=confirmed_value(problem),
                params=problem.params,
                reason=problem.given,
            )


def _reviews(entries, submissions) -> Iterator[Review]:
    for entry, submission in zip(entries, submissions, strict=True):
        for decision, at, by, reason in entry.reviews:
            yield Review(submission=submission, decision=decision, at=at, by=by, reason=reason)


def _settle(entries, reports, catalogue) -> None:
    """Bring states, versions and working values up to each report's last entry."""
    last = {entry.key: entry for entry in entries}
    by_state: dict[tuple[str, str], list[int]] = {}
    drafts = []
    for key, entry in last.items():
        report = reports[key]
        reopened = entry.reviews and entry.reviews[-1][0] == Review.Decision.REOPENED
        report.state = entry.state
        report.correction_reason = entry.reviews[-1][3] if reopened else ""
        report.correction_kind = "other" if reopened else ""
        by_state.setdefault((report.state, report.correction_reason), []).append(report.pk)
        if report.state in OPEN:
            drafts += draft_cells(report, entry.figures, catalogue, report.version + 1)
    for (state, reason), pks in by_state.items():
        for start in range(0, len(pks), BATCH):
            rows = MonthlyReport.objects.filter(pk__in=pks[start : start + BATCH])
            DraftCell.objects.filter(report__in=pks[start : start + BATCH]).delete()
            DraftConfirmation.objects.filter(report__in=pks[start : start + BATCH]).delete()
            rows.update(
                state=state,
                correction_reason=reason,
                correction_kind="other" if reason else "",
                version=F("version") + 1,
            )
    DraftCell.objects.bulk_create(drafts, batch_size=BATCH)


def draft_cells(report, figures, catalogue, version) -> list[DraftCell]:
    """Working values for an open report, taken from the figures of a submission."""
    return [
        DraftCell(
            report=report,
            indicator=catalogue.get(code),
            basis=basis,
            value=value,
            note=note,
            version=version,
        )
        for code, (basis, value, note) in figures.items()
    ]


def _place(entry: RecordEntry) -> Where:
    return Where(entry.pairing, entry.sector, entry.side, entry.month)
