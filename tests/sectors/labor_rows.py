"""Rows of labor's ledgers with everything that is not the point of a test filled in."""

from __future__ import annotations

import datetime

from django.http import QueryDict
from django.utils import timezone

from cooperation.ledgers.pages import ledger_page
from cooperation.models import Place
from cooperation.sectors import get_sector
from labor.models import (
    Employer,
    JobFair,
    Training,
    TransferReceipt,
    Workshop,
    WorkshopCount,
    WorkshopStatus,
)

D = datetime.date


def township(code, name_zh=None):
    """A township, as real as the test needs."""
    return Place.objects.get_or_create(
        code=code, defaults={"level": "township", "name_zh": name_zh or f"镇{code}"}
    )[0]


def employer(name_zh, **fields):
    return Employer.objects.create(name_zh=name_zh, **fields)


def receipt(batch, one, people=None):
    return TransferReceipt.objects.create(batch=batch, employer=one, people=people)


def training(world, pairing=None, **fields):
    values = {"start": D(2022, 3, 1), "topic_zh": "焊工", "people": 40, **fields}
    return Training.objects.create(pairing=pairing or world.one, **values)


def job_fair(world, pairing=None, **fields):
    values = {"date": D(2022, 3, 1), "title_zh": "春风行动", **fields}
    return JobFair.objects.create(pairing=pairing or world.one, **values)


def workshop(world, pairing=None, **fields):
    values = {"name_zh": "甲车间", "opened": D(2022, 1, 10), **fields}
    return Workshop.objects.create(pairing=pairing or world.one, **values)


def status(row, since, state, reason="订单不足"):
    return WorkshopStatus.objects.create(workshop=row, since=since, status=state, reason=reason)


def count(row, date, people, lifted=None):
    return WorkshopCount.objects.create(workshop=row, date=date, people=people, lifted=lifted)


def taken_out(row):
    """The row, no longer in the ledger."""
    row.deleted_at = timezone.now()
    row.save()
    return row


def fill(world, number):
    """So many rows of each ledger, each with what can hang below it."""
    for n in range(number):
        place = township(f"t{n}", f"镇{n}")
        works = employer(f"厂{n}", township=place, location="east_city")
        batch = world.batch(people=10, origin=place, code=f"b{n}")
        receipt(batch, works, 5)
        training(world, code=f"t{n}", organiser="局")
        job_fair(world, place=place, employers=3, posts=9, intentions=2)
        row = workshop(world, name_zh=f"车间{n}", township=place)
        status(row, D(2022, 2, 1), "paused")
        count(row, D(2022, 2, 1), 5)
    world.batch(world.two)
    training(world, world.two, people=None)
    job_fair(world, world.two)
    workshop(world, world.two)
    employer("空厂")


def listed(name, programme, user, **query):
    """The page of a ledger that an address asks for."""
    ledger = next(one for one in get_sector("labor").ledgers if one.name == name)
    params = QueryDict(mutable=True)
    params.update(query)
    page = ledger_page(ledger, programme, user, params)
    assert not page.filter.form.errors, page.filter.form.errors
    return page


def total(page, column):
    """What a column of the filtered list adds up to."""
    return page.totals[column].value
