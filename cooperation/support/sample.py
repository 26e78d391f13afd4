"""The ledgers of 保障 in a sample programme: rows that add up to most of what is declared."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from decimal import Decimal

from cooperation.models import AidFund, AidPayment, AidProject, Donation, Pairing, Posting
from cooperation.sampling.context import SampleContext, day_in, shares
from cooperation.support.sample_projects import aid_of
from cooperation.support.slips import Slips

Role, Direction, Kind = Posting.Role, Posting.Direction, Donation.Kind
# Role, who sends, where they serve, for how many months.
SPECIALISTS = (
    (Role.TEACHER, "教育局", "第一中学", 12),
    (Role.TEACHER, "教育局", "职业技术学校", 12),
    (Role.DOCTOR, "卫生健康局", "人民医院", 6),
    (Role.TECHNICIAN, "农业农村局", "农业技术推广站", 6),
    (Role.OTHER, "文化广电旅游局", "文化馆", 6),
)
DONORS = ("商会", "慈善会", "青年企业家协会", "工商联", "红十字会")
GOODS = ("校服和书包", "医疗设备", "电脑和课桌", "冬衣和棉被", "图书")
RECIPIENTS = ("教育局", "人民医院", "红十字会", "慈善总会")


def sample_rows(context: SampleContext) -> None:
    """Projects with their funds and payments, people sent, donations."""
    slips = Slips(context)
    projects, funds, payments = aid_of(context, slips)
    context.write(AidProject, projects)
    context.write(AidFund, funds)
    context.write(AidPayment, payments)
    context.write(Posting, _postings(context))
    context.write(Donation, _donations(context, slips))


def east(pairing: Pairing) -> str:
    """What bodies of the eastern end are called after."""
    return f"样例：{pairing.east_place.short_zh or pairing.east_place.name_zh}"


def west(pairing: Pairing) -> str:
    """What bodies of the western end are called after."""
    return f"样例：{pairing.west_place.short_zh or pairing.west_place.name_zh}"


def _postings(context: SampleContext) -> Iterator[Posting]:
    for pairing, month, people in context.monthly("support.cadres"):
        draw = context.draw("cadres", pairing.slug, month)
        yield _posting(pairing, month, people, draw, (Role.CADRE, "组织部", "人民政府", 24))
    for pairing, month, people in context.monthly("support.specialists"):
        draw = context.draw("specialists", pairing.slug, month)
        for part in shares(people, draw.randint(1, 3), draw):
            yield _posting(pairing, month, part, draw, draw.choice(SPECIALISTS))
        if draw.random() < 0.4:
            yield _guest(pairing, month, draw)


def _posting(
    pairing: Pairing,
    month: datetime.date,
    people: Decimal,
    draw: random.Random,
    team: tuple[str, str, str, int],
) -> Posting:
    role, sender, host, months = team
    since = day_in(month, draw)
    return Posting(
        pairing=pairing,
        role=role,
        direction=Direction.TO_WEST,
        people=int(people),
        since=since,
        until=since + datetime.timedelta(days=30 * months),
        sent_by=f"{east(pairing)}{sender}",
        serves_at=f"{west(pairing)}{host}",
        place=pairing.west_place,
    )


def _guest(pairing: Pairing, month: datetime.date, draw: random.Random) -> Posting:
    """The way back: a few from the west learn in the east. No figure counts them."""
    role, host, sender, _months = draw.choice(SPECIALISTS)
    since = day_in(month, draw)
    return Posting(
        pairing=pairing,
        role=draw.choice((Role.CADRE, role)),
        direction=Direction.TO_EAST,
        people=draw.randint(1, 4),
        since=since,
        until=since + datetime.timedelta(days=draw.choice((30, 90, 180))),
        sent_by=f"{west(pairing)}{sender}",
        serves_at=f"{east(pairing)}{host}",
        place=pairing.east_place,
    )


def _donations(context: SampleContext, slips: Slips) -> Iterator[Donation]:
    for kind in Kind.values:
        code = f"support.donations_{kind}"
        for pairing, month, amount in context.monthly(code):
            draw = context.draw(kind, pairing.slug, month)
            parts = shares(amount, draw.randint(1, 3), draw, "0.01")
            rows = [_donation(pairing, month, kind, part, draw) for part in parts]
            yield from slips.one_missing(code, pairing.slug, month, rows)


def _donation(
    pairing: Pairing, month: datetime.date, kind: str, amount: Decimal, draw: random.Random
) -> Donation:
    exact = draw.random() > 0.05
    return Donation(
        pairing=pairing,
        date=day_in(month, draw) if exact else month,
        precision="day" if exact else "month",
        donor=f"{east(pairing)}{draw.choice(DONORS)}",
        kind=kind,
        amount=amount,
        goods=f"样例：{draw.choice(GOODS)}" if kind == Kind.GOODS else "",
        recipient=f"{west(pairing)}{draw.choice(RECIPIENTS)}",
        place=pairing.west_place,
    )
