"""A second, slow and obvious implementation of every number. It judges the fast one.

It shares no code with `cooperation.progress` or `cooperation.scoreboard`: months are walked
one by one, facts are read object by object, and each rule is written as the text states it.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from zoneinfo import ZoneInfo

from cooperation.models import (
    Indicator,
    MonthlyReport,
    Pairing,
    PublishedReading,
    Target,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DECIDING = ("approved", "returned", "withdrawn")


# --- arithmetic: figures are {(year, month): (basis, value)} -----------------------------------


def last_day(year, month):
    """The day before the next month's first."""
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def year_to_date(figures, year, through):
    """Walk backwards from the newest cumulative figure."""
    start, total = 0, None
    for month in range(1, through + 1):
        if figures.get((year, month), ("",))[0] == "ytd":
            start, total = month, figures[year, month][1]
    for month in range(start + 1, through + 1):
        if (year, month) in figures:
            total = (total or Decimal(0)) + figures[year, month][1]
    return total


def covered_months(figures, year, through, due):
    """The due months that lie at or before a cumulative figure or have one of their own."""
    result = set()
    for month in due:
        if month > through:
            continue
        later_ytd = [
            m for m in range(month, through + 1) if figures.get((year, m), ("",))[0] == "ytd"
        ]
        if later_ytd or (year, month) in figures:
            result.add(month)
    return result


def month_value(figures, year, month, due):
    """The month's figure, or the difference of two cumulative ones."""
    if (year, month) not in figures:
        return None
    basis, value = figures[year, month]
    if basis != "ytd" or month == 1:
        return value
    earlier = {m for m in due if m < month}
    covered_before = covered_months(figures, year, month - 1, due)
    if covered_before != earlier:
        return None
    return value - (year_to_date(figures, year, month - 1) or 0)


def due_in(year, through, since, until_exclusive):
    """The months on whose first day the pairing exists."""
    return [
        month
        for month in range(1, through + 1)
        if since <= datetime.date(year, month, 1) < until_exclusive
    ]


def ended_by(cutoff, year, months):
    """The months that are over on the cut-off day."""
    return {month for month in months if last_day(year, month) <= cutoff}


def percent(actual, target):
    """Two decimals, half away from zero."""
    if actual is None or target is None:
        return None
    return (actual * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


def pace(actual, target, expected_percent):
    """Rounded once."""
    if actual is None or target is None:
        return None
    return (actual * 100 / target - expected_percent).quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- the scoreboard, object by object --------------------------------------------------------


class NaiveBoard:
    """Every number of a programme for a period, worked out from model instances."""

    def __init__(self, programme, year, through, as_of=None, approved_only=False):
        self.programme, self.year, self.through = programme, year, through
        self.as_of, self.approved_only = as_of, approved_only
        self.limit = (
            datetime.datetime.combine(as_of, datetime.time.max, SHANGHAI) if as_of else None
        )
        self.city = Pairing.objects.filter(programme=programme, kind="city").first()
        self.indicators = {i.code: i for i in Indicator.objects.prefetch_related("not_for")}
        self.reports = MonthlyReport.objects.filter(pairing__programme=programme).prefetch_related(
            "submissions__reviews", "submissions__figures"
        )
        self.parts = [
            p
            for p in Pairing.objects.filter(programme=programme, reports=True)
            if (p.kind == "city" or p.parent_id == self.city.pk)
            and (as_of is None or p.since is None or p.since <= as_of)
        ]

    def known(self, moment):
        return self.limit is None or moment <= self.limit

    @cache  # noqa: B019 - one board per test
    def figures(self, pairing, indicator):
        """{(year, month): (basis, value, approved, correcting)} of what shows."""
        result = {}
        for report in self.reports:
            if (report.pairing_id, report.sector) != (pairing.pk, indicator.sector):
                continue
            submission, approved, correcting = self.shown(report)
            if submission is None or report.month > last_day(self.year, self.through):
                continue
            for figure in submission.figures.all():
                if figure.indicator_id == indicator.pk and figure.value is not None:
                    key = report.month.year, report.month.month
                    result[key] = (figure.basis, figure.value, approved, correcting)
        return result

    @cache  # noqa: B019
    def shown(self, report):
        """The newest approved submission, or a newer one that still awaits its review."""
        best = (None, False, False)
        for submission in sorted(report.submissions.all(), key=lambda s: s.number):
            if not self.known(submission.at):
                continue
            reviews = [r for r in submission.reviews.all() if self.known(r.at)]
            decisions = [r.decision for r in reviews if r.decision in DECIDING]
            if decisions == ["approved"]:
                best = submission, True, any(r.decision == "reopened" for r in reviews)
            elif not decisions and not self.approved_only:
                best = submission, False, False
        return best

    def due(self, pairing, indicator, year, through):
        if not pairing.reports or not indicator.applies(pairing, year):
            return []
        since = max(pairing.since, self.programme.since)
        until = min(
            pairing.until or datetime.date.max,
            self.programme.until + datetime.timedelta(days=1),
        )
        return due_in(year, through, since, until)

    @cache  # noqa: B019
    def all_readings(self, pairing, indicator, whole, basis):
        return list(
            PublishedReading.objects.filter(
                pairing=pairing, indicator=indicator, whole=whole, basis=basis
            )
        )

    def readings(self, pairing, indicator, whole, basis, year, through):
        end = last_day(year, through)
        return [
            r
            for r in self.all_readings(pairing, indicator, whole, basis)
            if r.cutoff <= end
            and (basis == "at" or r.cutoff.year == year)
            and (self.as_of is None or (r.published_on or r.cutoff) <= self.as_of)
        ]

    @cache  # noqa: B019
    def single(self, pairing, indicator, year, through):
        """One pairing's own standing as a dict."""
        due = self.due(pairing, indicator, year, through)
        nothing = {
            "ytd": None,
            "month": None,
            "source": None,
            "cutoff": None,
            "months": set(),
            "due": due,
            "approved": 0,
            "until": None,
            "speaks": False,
            "correcting": False,
        }
        if not indicator.applies(pairing, year):
            return nothing
        shown = self.figures(pairing, indicator)
        if indicator.kind == "stock":
            return self._stock(pairing, indicator, year, through, shown, due, nothing)
        if any(y == year and m <= through for y, m in shown):
            bare = {key: value[:2] for key, value in shown.items()}
            months = covered_months(bare, year, through, due)
            last = max(m for y, m in shown if y == year and m <= through)
            cumulative = [
                m for y, m in shown if y == year and m <= through and shown[y, m][0] == "ytd"
            ]
            mark = max(cumulative, default=0)
            stands_on = {m: shown[year, mark if m <= mark else m] for m in months}
            used = [
                shown[y, m] for y, m in shown if y == year and m <= through and m >= max(mark, 1)
            ]
            return {
                "ytd": year_to_date(bare, year, through),
                "month": month_value(bare, year, through, due),
                "source": "reported",
                "cutoff": None,
                "months": months,
                "due": due,
                "approved": sum(1 for given in stands_on.values() if given[2]),
                "until": last_day(year, last),
                "speaks": last == through,
                "correcting": any(given[3] for given in used),
            }
        found = self.readings(pairing, indicator, False, "ytd", year, through)
        return self._published(found, year, through, due, nothing)

    def _stock(self, pairing, indicator, year, through, shown, due, nothing):
        counts = sorted(k for k in shown if k <= (year, through) and shown[k][0] == "at")
        found = self.readings(pairing, indicator, False, "at", year, through)
        press = max((r.cutoff for r in found), default=None)
        if counts:
            when = counts[-1]
            until = last_day(*when)
            if when[0] == year or press is None or press <= until:
                months = {m for m in due if (year, m) <= when}
                _, value, approved, correcting = shown[when]
                return {
                    "ytd": value,
                    "month": None,
                    "source": "reported",
                    "cutoff": None,
                    "months": months,
                    "due": due,
                    "approved": len(months) if approved else 0,
                    "until": until,
                    "speaks": when == (year, through),
                    "correcting": correcting,
                }
        return self._published(found, year, through, due, nothing)

    def _published(self, found, year, through, due, nothing):
        if not found:
            return nothing
        newest = sorted(found, key=lambda r: r.cutoff)[-1]
        return {
            "ytd": newest.value,
            "month": None,
            "source": "published",
            "cutoff": newest.cutoff,
            "months": ended_by(newest.cutoff, year, due),
            "due": due,
            "approved": None,
            "until": newest.cutoff,
            "speaks": last_day(year, through) <= newest.cutoff,
            "correcting": False,
        }

    @cache  # noqa: B019
    def total(self, indicator, year, through):
        """The city's standing: months are (slug, month) for a sum."""
        nothing = {
            "ytd": None,
            "month": None,
            "source": None,
            "cutoff": None,
            "covered": 0,
            "due": 0,
            "approved": 0,
            "until": None,
            "missing": [],
            "correcting": False,
        }
        if not counted_in(indicator, year):
            return nothing
        owing = [p for p in self.parts if indicator.applies(p, year)]
        owing.sort(key=lambda p: (p.position, p.slug))
        standings = {p.slug: self.single(p, indicator, year, through) for p in owing}
        added = self._added(standings, year)
        basis = "at" if indicator.kind == "stock" else "ytd"
        found = self.readings(self.city, indicator, True, basis, year, through)
        if not found:
            return added
        newest = sorted(found, key=lambda r: r.cutoff)[-1]
        common = self._common(indicator, standings, year)
        if common is not None and newest.cutoff < common:
            return added
        since = max(self.city.since, self.programme.since)
        until = min(
            self.city.until or datetime.date.max,
            self.programme.until + datetime.timedelta(days=1),
        )
        due = due_in(year, through, since, until)
        months = ended_by(newest.cutoff, year, due)
        return nothing | {
            "ytd": newest.value,
            "source": "published",
            "cutoff": newest.cutoff,
            "covered": len(months),
            "due": len(due),
            "approved": None,
            "until": newest.cutoff,
            "missing": [f"{year}-{m:02}" for m in due if m not in months],
        }

    def _added(self, standings, year):
        known = [s for s in standings.values() if s["ytd"] is not None]
        sources = {s["source"] for s in known}
        speaking = [s for s in known if s["speaks"]]
        month = None
        if known and all(s["month"] is not None for s in speaking):
            values = [s["month"] for s in known if s["month"] is not None]
            month = sum(values) if values else None
        source = "mixed" if len(sources) > 1 else next(iter(sources), None)
        return {
            "ytd": sum(s["ytd"] for s in known) if known else None,
            "month": month,
            "source": source,
            "cutoff": min((s["cutoff"] for s in known if s["cutoff"]), default=None),
            "covered": sum(len(s["months"]) for s in standings.values()),
            "due": sum(len(s["due"]) for s in standings.values()),
            "approved": None if source == "published" else sum(s["approved"] or 0 for s in known),
            "until": min((s["until"] for s in known), default=None),
            "missing": [
                f"{slug}:{year}-{m:02}"
                for slug, s in standings.items()
                for m in s["due"]
                if m not in s["months"]
            ],
            "correcting": any(s["correcting"] for s in known),
        }

    def _common(self, indicator, standings, year):
        """The end of the newest month that all who owe it cover."""
        owing = [s for s in standings.values() if s["due"]]
        if not owing or any(s["ytd"] is None for s in owing):
            return None
        if indicator.kind == "stock":
            return min(s["until"] for s in owing)
        months = set().union(*(s["due"] for s in owing))
        for s in owing:
            months -= set(s["due"]) - s["months"]
        return last_day(year, max(months)) if months else None

    def target(self, pairing, indicator):
        end = last_day(self.year, self.through)
        rows = [
            t
            for t in Target.objects.filter(pairing=pairing, indicator=indicator, year=self.year)
            if t.in_force_from <= end and self.known(t.recorded_at)
        ]
        rows.sort(key=lambda t: (t.in_force_from, t.recorded_at, t.pk))
        return rows[-1].value if rows else None

    def since(self, pairing, indicator):
        """(sum of the years, covered, due)."""
        began = [pairing.since] if pairing else [p.since for p in self.parts]
        first = max(min(began, default=self.programme.since), self.programme.since).year
        years = []
        for year in range(first, self.year + 1):
            through = self.through if year == self.year else 12
            if pairing:
                one = self.single(pairing, indicator, year, through)
                years.append((one["ytd"], len(one["months"]), len(one["due"])))
            else:
                one = self.total(indicator, year, through)
                years.append((one["ytd"], one["covered"], one["due"]))
        known = [value for value, _, _ in years if value is not None]
        return sum(known) if known else None, sum(y[1] for y in years), sum(y[2] for y in years)


def counted_in(indicator, year):
    """Whether the indicator exists in a year."""
    first, last = indicator.valid_from_year, indicator.valid_to_year
    return (first is None or first <= year) and (last is None or year <= last)
