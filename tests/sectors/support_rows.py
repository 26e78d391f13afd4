"""Rows of the ledgers of 保障 with everything that is not the point of a test filled in."""

import datetime
from decimal import Decimal

from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting

D = datetime.date


def project(world, pairing=None, **fields):
    values = {
        "name_zh": "某村道路",
        "name_en": "Some road",
        "kind": "village",
        "budget": Decimal(100),
        "approved_on": D(2022, 3, 1),
        "status": "under_way",
        **fields,
    }
    return AidProject.objects.create(pairing=pairing or world.one, **values)


def fund(world, pairing=None, **fields):
    values = {"date": D(2022, 4, 1), "origin": "city", "amount": "50", **fields}
    return AidFund.objects.create(pairing=pairing or world.one, **values)


def payment(world, pairing=None, **fields):
    if "project" not in fields:
        fields["project"] = project(world, pairing)
    values = {"date": D(2022, 5, 1), "amount": Decimal(10), **fields}
    return AidPayment.objects.create(pairing=pairing or world.one, **values)


def posting(world, pairing=None, **fields):
    values = {"role": "teacher", "direction": "east_to_west", "people": 3,
              "since": D(2022, 9, 1), **fields}  # fmt: skip
    return Posting.objects.create(pairing=pairing or world.one, **values)


def donation(world, pairing=None, **fields):
    values = {"date": D(2022, 6, 1), "donor": "某商会", "kind": "cash", "amount": "8.14", **fields}
    return Donation.objects.create(pairing=pairing or world.one, **values)


MAKE = {
    "project": project, "fund": fund, "payment": payment, "posting": posting,
    "donation": donation,
}  # fmt: skip
