"""Labor's sums the slow and obvious way, over all rows that were not taken out."""

from __future__ import annotations

from cooperation.calendar import last_day, next_month
from labor.models import JobFair, Training, Workshop


def live(model):
    return [row for row in model.everything.all() if row.deleted_at is None]


def months(first, last):
    month = first.replace(day=1)
    while last_day(month) <= last:
        yield month
        month = next_month(month)


def state(workshop, day):
    """What was told of a workshop by the end of a day; None before it opened."""
    if workshop.opened > day:
        return None
    found = "in_production"
    for status in sorted(workshop.statuses.all(), key=lambda one: one.since):
        if status.since <= day:
            found = status.status
    return found


def newest_count(workshop, day, field):
    found = None
    for count in sorted(workshop.counts.all(), key=lambda one: one.date):
        if count.date <= day:
            found = getattr(count, field)
    return found


def flow(model, date, value):
    """(pairing, month) → sum of a value per row."""

    def added(pairings, first, last):
        sums = {}
        for row in live(model):
            day, amount = getattr(row, date), value(row)
            if row.pairing_id in pairings and first <= day <= last and amount is not None:
                key = (row.pairing_id, day.replace(day=1))
                sums[key] = sums.get(key, 0) + amount
        return sums

    return added


def standing(pairings, first, last):
    sums = {}
    for month in months(first, last):
        for row in live(Workshop):
            now = state(row, last_day(month))
            if row.pairing_id in pairings and now is not None:
                key = (row.pairing_id, month)
                sums[key] = sums.get(key, 0) + (now != "deregistered")
    return sums


def heads(field):
    def added(pairings, first, last):
        sums = {}
        for month in months(first, last):
            for pairing in pairings:
                day = last_day(month)
                rows = [
                    row
                    for row in live(Workshop)
                    if row.pairing_id == pairing and state(row, day) is not None
                ]
                producing = [row for row in rows if state(row, day) == "in_production"]
                counts = [newest_count(row, day, field) for row in producing]
                given = [value for value in counts if value is not None]
                if rows and (given or not producing):
                    sums[pairing, month] = sum(given)
        return sums

    return added


NAIVE = {
    "labor.trainings": flow(Training, "start", lambda row: 1),
    "labor.trained": flow(Training, "start", lambda row: row.people),
    "labor.job_fairs": flow(JobFair, "date", lambda row: 1),
    "labor.workshops": standing,
    "labor.workshop_jobs": heads("people"),
    "labor.workshop_jobs_lifted": heads("lifted"),
}
