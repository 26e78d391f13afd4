"""Restated figures against a naive double on random programmes, and worked cases."""

import datetime
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET
from cooperation.meetings.restated import restated
from cooperation.meetings.restated.presented import earlier_of, end_of_day
from cooperation.models import (
    Indicator,
    Meeting,
    Pack,
    PublishedReading,
    Review,
    Submission,
    Target,
    User,
)
from cooperation.scoreboard import scoreboard
from tests.alternative_implementations import NaiveBoard, percent, year_to_date
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

ZERO = Decimal(0)
DAY = datetime.date(2024, 5, 2)


# --- the naive double -----------------------------------------------------------------------


def naive_kind(old, new):
    return LATE if old is None else TAKEN_BACK if new is None else CORRECTED


def naive_months(old, new, pairing, indicator, period, board_year):
    """{(year, month): (kind, old value, new value)} of what was presented."""
    before, after = old.figures(pairing, indicator), new.figures(pairing, indicator)
    found = {}
    for key in sorted({*before, *after}):
        if key[0] not in (board_year - 1, board_year) or key > period:
            continue
        if not indicator.applies(pairing, key[0]):
            continue
        was, is_ = before.get(key), after.get(key)
        if (was and was[:2]) != (is_ and is_[:2]):
            found[key] = (naive_kind(was, is_), was and was[1], is_ and is_[1])
    for year in {key[0] for key in found}:
        through = period[1] if year == period[0] else 12
        sources = [one.single(pairing, indicator, year, through)["source"] for one in (old, new)]
        if sources == ["published", "reported"] and (indicator.kind == "flow" or year == period[0]):
            found = {k: v for k, v in found.items() if k[0] != year or v[0] != LATE}
    return found


def naive_steps(old, new, pairing, indicator, period, months):
    """{(year, month): units}: the figures exchanged one by one."""
    mixed = {key: one[:2] for key, one in old.figures(pairing, indicator).items()}
    after = {key: one[:2] for key, one in new.figures(pairing, indicator).items()}

    def reached():
        if indicator.kind == "flow":
            return year_to_date(mixed, *period)
        counts = sorted(key for key, one in mixed.items() if key <= period and one[0] == "at")
        return mixed[counts[-1]][1] if counts else None

    steps = {}
    for key in sorted(months):
        before = reached() or ZERO
        mixed.pop(key, None)
        if key in after:
            mixed[key] = after[key]
        steps[key] = (reached() or ZERO) - before
    return steps


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_restated_agrees_with_the_naive_double(seed):
    programme = world.random_world(seed)
    Indicator.objects.update(headline=True)
    rng = random.Random(seed)
    for _ in range(2):
        through = rng.randint(1, 12)
        period = rng.choice([(2024, max(through - 1, 1)), (2024, through), (2023, 12), (2023, 7)])
        day = datetime.date(*period, 28) + datetime.timedelta(days=rng.randint(0, 60))
        board = scoreboard(programme, 2024, through, since=rng.choice([True, False]))
        told = restated(board, end_of_day(day), presented=period)
        slow = NaiveBoard(programme, *period, as_of=day), NaiveBoard(programme, 2024, through)
        # The facts of later months are looked at only up to the period.
        judge(told, *slow, period)
        for pairing in board.pairings:
            one = scoreboard(programme, 2024, through, pairings=[pairing])
            judge_sums(restated(one, end_of_day(day), presented=period))


def judge(told, old, new, period):
    for code, indicator in new.indicators.items():
        if not any(one.code == code for one in told.board.indicators):
            continue
        lines = [one for one in told.lines if one.indicator.code == code]
        whole = old.total(indicator, *period), new.total(indicator, *period)
        readings = [old.readings, new.readings]
        published = any(
            number["source"] == "published"
            and read(old.city, indicator, True, basis_of(indicator), *period)
            for number, read in zip(whole, readings, strict=True)
        )
        for pairing in new.parts:
            judge_months(lines, old, new, pairing, indicator, period, told, published)
    judge_sums(told)
    for effect in told.effects:
        indicator = new.indicators[effect.indicator.code]
        now = new.total(indicator, 2024, new.through)["ytd"]
        then = old.total(indicator, *period)["ytd"]
        if indicator.kind == "flow" and period[0] != 2024:
            then = None if now is None else ZERO
            again = ZERO
        else:
            again = new.total(indicator, *period)["ytd"] or ZERO
        assert (effect.bridge.then.value, effect.bridge.now.value) == (then, now)
        added = sum((one.units for one in effect.amounts if one.kind == NEW), ZERO)
        assert added == (now or ZERO) - again, (effect.indicator.code, period)
        goes_on = indicator.kind == "stock" or period[0] == 2024
        target = old.target(old.city, indicator) if goes_on else new.target(new.city, indicator)
        assert effect.bridge.then.target == target
        assert effect.bridge.now.target == new.target(new.city, indicator)
        if effect.bridge.points is not None:
            base = effect.bridge.then.target if then is not None else effect.bridge.now.target
            before = percent(then or ZERO, base)
            assert effect.bridge.points == percent(now, effect.bridge.now.target) - before


def basis_of(indicator):
    return "at" if indicator.kind == "stock" else "ytd"


def judge_months(lines, old, new, pairing, indicator, period, told, published):
    expected = naive_months(old, new, pairing, indicator, period, 2024)
    own = [one for one in lines if one.pairing == pairing and one.month]
    found = {(one.year, one.month.month): (one.kind, one.old, one.new) for one in own}
    assert found == expected, (pairing.slug, indicator.code, period)
    steps = naive_steps(old, new, pairing, indicator, period, expected)
    goes_on = indicator.kind == "stock" or period[0] == 2024
    stood = old.single(pairing, indicator, *period)["source"] == "published"
    if published or stood or not goes_on:
        steps = dict.fromkeys(steps, ZERO)
    assert {(one.year, one.month.month): one.units for one in own} == steps
    targets = [one for one in lines if one.pairing == pairing and one.kind == TARGET]
    values = old.target(pairing, indicator), new.target(pairing, indicator)
    changed = period[0] == 2024 and values[0] != values[1]
    assert [(one.old, one.new) for one in targets] == ([values] if changed else [])


def judge_sums(told):
    """Lines, new months and the target are the whole way, in units and in printed hundredths."""
    for effect in told.effects:
        lines = [
            one
            for one in told.lines
            if one.indicator.code == effect.indicator.code
            and (effect.pairing is None or one.pairing == effect.pairing)
        ]
        end, start = effect.bridge.now, effect.bridge.then
        added = [one for one in effect.amounts if one.kind == NEW]
        units = sum((one.units for one in (*lines, *added)), ZERO)
        assert units == (end.value or ZERO) - (start.value or ZERO)
        assert sum((one.units for one in effect.amounts), ZERO) == units
        if effect.bridge.points is None:
            assert {one.points for one in lines} <= {None}
            continue
        whole = end.completion - (start.completion or ZERO)
        assert sum((one.points or ZERO for one in effect.amounts), ZERO) == whole
        ends = [*lines, *added]
        points = sum((one.points for one in ends), ZERO)
        if not any(one.kind == TARGET for one in lines):
            # The target of a new year is nobody's restatement, but a stock feels it.
            points += sum((o.points for o in effect.amounts if o.kind == TARGET), ZERO)
        assert points == whole


# --- worked cases ---------------------------------------------------------------------------


@pytest.fixture
def place():
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    groups = [world.pairing(programme, f"g{n}", parent=city, position=n) for n in (1, 2, 3)]
    return programme, city, groups, world.indicator("flow", headline=True)


def give(pairing, indicator, month, value, basis="month", at=None, year=2024):
    first = datetime.date(year, month, 1)
    at = world.moment(at) if at else world.moment(datetime.date(year, month, 28))
    return world.submit(pairing, first, {indicator: (basis, value)}, at=at)


def aim(pairing, indicator, value, day, **fields):
    Target.objects.create(
        pairing=pairing, indicator=indicator, year=day.year, value=value, in_force_from=day,
        recorded_at=world.moment(day), **fields,
    )  # fmt: skip


AFTER = datetime.date(2024, 5, 20)


def told(programme, through=4, year=2024, presented=(2024, 4), pairings=None):
    board = scoreboard(programme, year, through, pairings=pairings)
    return restated(board, end_of_day(DAY), presented=presented)


def brief(restatement):
    return [
        (
            one.kind,
            one.pairing.slug if one.pairing else None,
            (one.year, one.month.month if one.month else None),
            one.old,
            one.new,
            one.units,
            one.points,
        )
        for one in restatement.lines
    ]


def test_nothing_is_restated(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 100)
    give(groups[0], flow, 5, 20, at=AFTER)
    found = told(programme, through=5)
    assert found.nothing
    assert found.compared == 1
    assert [(one.kind, one.units, one.points) for one in found.effects[0].amounts] == [
        (NEW, 20, Decimal("5.00"))
    ]
    assert found.new_months == (datetime.date(2024, 5, 1),)


def test_every_kind_adds_up(place):
    programme, city, groups, flow = place
    aim(city, flow, 300, datetime.date(2024, 1, 2))
    give(groups[0], flow, 3, 100)
    withdrawn = give(groups[1], flow, 3, 30)
    give(groups[0], flow, 3, 110, at=AFTER)
    give(groups[2], flow, 2, 7, at=AFTER)
    Review.objects.create(submission=withdrawn, decision="withdrawn", at=world.moment(AFTER))
    give(groups[2], flow, 5, 50, at=AFTER)
    aim(city, flow, 400, datetime.date(2024, 5, 3))
    found = told(programme, through=5)
    assert brief(found) == [
        (TARGET, "city", (2024, None), 300, 400, 0, Decimal("-13.92")),
        (CORRECTED, "g1", (2024, 3), 100, 110, 10, Decimal("3.33")),
        (TAKEN_BACK, "g2", (2024, 3), 30, None, -30, Decimal("-10.00")),
        (LATE, "g3", (2024, 2), None, 7, 7, Decimal("2.33")),
    ]
    effect = found.effects[0]
    assert (effect.bridge.then.value, effect.bridge.now.value) == (130, 167)
    assert (effect.bridge.then.completion, effect.bridge.now.completion) == (
        Decimal("43.33"), Decimal("41.75"),
    )  # fmt: skip
    judge_sums(found)
    assert found.lines[0].place == "全市"


def test_a_late_month_that_a_year_to_date_contained_moves_nothing(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 100, basis="ytd")
    give(groups[0], flow, 2, 40, basis="ytd", at=AFTER)
    give(groups[1], flow, 2, 10, basis="ytd")
    give(groups[1], flow, 4, 20, basis="ytd")
    give(groups[1], flow, 2, 12, basis="ytd", at=AFTER)
    give(groups[1], flow, 4, 22, basis="ytd", at=AFTER)
    assert [one[1:3] + one[5:6] for one in brief(told(programme))] == [
        ("g1", (2024, 2), 0),
        ("g2", (2024, 2), 0),
        ("g2", (2024, 4), 2),
    ]


def test_another_basis_is_another_value(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 3, 10)
    give(groups[0], flow, 4, 30, basis="ytd")
    give(groups[0], flow, 4, 30, basis="month", at=AFTER)
    (line,) = told(programme).lines
    assert (line.old, line.new, line.basis_old, line.basis_new) == (30, 30, "ytd", "month")
    assert line.units == 10


def test_last_years_correction_moves_nothing_this_year(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 12, 100, year=2023)
    give(groups[0], flow, 4, 10)
    give(groups[0], flow, 12, 90, year=2023, at=AFTER)
    give(groups[0], flow, 12, 90, year=2022, at=AFTER)
    assert brief(told(programme)) == [(CORRECTED, "g1", (2023, 12), 100, 90, 0, Decimal("0"))]


def test_december_presented_last_year(place):
    """The year to date began after the meeting: all of it is new."""
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 12, 100, year=2023)
    give(groups[0], flow, 12, 90, year=2023, at=AFTER)
    give(groups[0], flow, 1, 40)
    found = told(programme, presented=(2023, 12))
    assert brief(found) == [(CORRECTED, "g1", (2023, 12), 100, 90, 0, Decimal("0"))]
    assert found.effects[0].from_zero
    assert [(one.kind, one.units) for one in found.effects[0].amounts] == [(NEW, 40)]
    assert len(found.new_months) == 4


def test_a_stocks_count_of_last_year_that_still_stands(place):
    programme, _city, groups, _flow = place
    stock = world.indicator("stock", kind="stock", headline=True)
    give(groups[0], stock, 11, 5, basis="at", year=2023)
    give(groups[0], stock, 11, 6, basis="at", year=2023, at=AFTER)
    give(groups[1], stock, 10, 5, basis="at", year=2021)
    give(groups[1], stock, 10, 9, basis="at", year=2021, at=AFTER)
    found = told(programme)
    assert [one[:6] for one in brief(found)] == [
        (CORRECTED, "g1", (2023, 11), 5, 6, 1),
        (CORRECTED, "g2", (2022, None), 5, 9, 4),
    ]
    judge_sums(found)


def test_reports_in_place_of_a_published_number(place):
    programme, city, groups, flow = place
    aim(city, flow, 1000, datetime.date(2024, 1, 2))
    PublishedReading.objects.create(
        pairing=groups[0], indicator=flow, value=500, basis="ytd",
        cutoff=datetime.date(2024, 3, 31),
    )  # fmt: skip
    for month in (1, 2, 3, 4, 5):
        give(groups[0], flow, month, 120, at=AFTER)
    found = told(programme, through=5)
    assert brief(found) == [(PRESS, "g1", (2024, None), 500, 480, -20, Decimal("-2.00"))]
    assert (found.lines[0].basis_old, found.lines[0].basis_new) == ("published", "reported")
    assert [(one.kind, one.units) for one in found.effects[0].amounts] == [
        (PRESS, -20), (NEW, 120),
    ]  # fmt: skip


def test_a_published_total_is_the_citys_own_line(place):
    programme, city, groups, flow = place
    aim(city, flow, 1000, datetime.date(2024, 1, 2))
    for one in (city, *groups):
        give(one, flow, 4, 10)
    give(groups[0], flow, 4, 11, at=AFTER)
    PublishedReading.objects.create(
        pairing=city, whole=True, indicator=flow, value=90, basis="ytd",
        cutoff=datetime.date(2024, 4, 30), published_on=AFTER,
    )  # fmt: skip
    found = told(programme)
    assert brief(found) == [
        (PRESS, None, (2024, None), 40, 90, 50, Decimal("5.00")),
        (CORRECTED, "g1", (2024, 4), 10, 11, 0, Decimal("0")),
    ]
    judge_sums(found)


def test_a_target_that_was_withdrawn(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    aim(city, flow, None, datetime.date(2024, 4, 1))
    board = scoreboard(programme, 2024, 4)
    (line,) = restated(board, world.moment(datetime.date(2024, 3, 1)), (2024, 4)).lines[:1]
    assert (line.kind, line.old, line.new, line.points) == (TARGET, 400, None, None)


def test_a_pairing_that_ended(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 1, 10)
    give(groups[0], flow, 1, 12, at=AFTER)
    groups[0].until = datetime.date(2024, 2, 10)
    groups[0].save()
    found = told(programme)
    assert [one[:6] for one in brief(found)] == [(CORRECTED, "g1", (2024, 1), 10, 12, 2)]
    groups[0].until = datetime.date(2023, 12, 31)
    groups[0].save()
    assert [one[5] for one in brief(told(programme))] == [2]
    judge_sums(told(programme))


def test_one_pairing_alone(place):
    programme, _city, groups, flow = place
    aim(groups[0], flow, 50, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    give(groups[1], flow, 4, 10)
    for one in groups[:2]:
        give(one, flow, 4, 15, at=AFTER)
    found = told(programme, pairings=[groups[0].slug])
    assert brief(found) == [(CORRECTED, "g1", (2024, 4), 10, 15, 5, Decimal("10.00"))]


# --- who and why ----------------------------------------------------------------------------


def test_who_and_why(place):
    programme, _city, groups, flow = place
    clerk = User.objects.create_user("c", display_name="填报员甲", office="六盘水市人社局")
    reviewer = User.objects.create_user("r", display_name="审核员乙")
    first = give(groups[0], flow, 4, 10)
    Review.objects.create(
        submission=first, decision="reopened", at=world.moment(AFTER), reason="漏报一户"
    )
    second = world.submit(groups[0], datetime.date(2024, 4, 1), {flow: ("month", 12)},
                          at=world.moment(AFTER, 14))  # fmt: skip
    update(second, by_id=clerk.pk, reason_kind="typing_error")
    Review.objects.create(
        submission=second, decision="approved", at=world.moment(AFTER, 15), by=reviewer
    )
    (line,) = told(programme).lines
    assert (line.reason, line.reason_kind) == ("漏报一户", "typing_error")
    assert (line.by, line.office, line.side) == ("填报员甲", "六盘水市人社局", "west")
    assert (line.at, line.approved_by) == (world.moment(AFTER, 14), "审核员乙")
    assert (line.submission_then_id, line.submission_now_id) == (first.pk, second.pk)


def update(submission, **fields):
    """Submissions are append-only: the test writes past the triggers' table by a new row."""
    for name, value in fields.items():
        setattr(submission, name, value)
    Submission.objects.filter(pk=submission.pk).update(**fields)


def test_who_took_it_back(place):
    programme, _city, groups, flow = place
    reviewer = User.objects.create_user("r", display_name="审核员乙")
    kept = give(groups[0], flow, 4, 10)
    worse = give(groups[0], flow, 4, 99, at=DAY)
    Review.objects.create(
        submission=worse, decision="returned", at=world.moment(AFTER), reason="与台账不符",
        by=reviewer,
    )  # fmt: skip
    (line,) = told(programme).lines
    assert (line.kind, line.old, line.new) == (CORRECTED, 99, 10)
    assert (line.reason, line.reason_kind, line.by) == ("与台账不符", "returned", "审核员乙")
    assert (line.submission_then_id, line.submission_now_id) == (worse.pk, kept.pk)
    assert line.office == "g1区"


def test_a_targets_document(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    board = scoreboard(programme, 2024, 4)
    aim(city, flow, 500, datetime.date(2024, 4, 3), reason="协议补充", document_no="2号")
    board = scoreboard(programme, 2024, 4)
    (line,) = restated(board, world.moment(datetime.date(2024, 4, 2)), (2024, 4)).lines[:1]
    assert (line.kind, line.reason, line.origin.document_no) == (TARGET, "协议补充", "2号")


# --- since when -----------------------------------------------------------------------------


def meeting(programme, on, through, **fields):
    return Meeting.objects.create(
        programme=programme, title_zh="联席会议", on=on, year=on.year, through=through, **fields
    )


def seal(one, moment, through, number=1):
    return Pack.objects.create(
        meeting=one, number=number, code=f"P{one.pk}{number}", year=one.year, through=through,
        pairing=one.pairing, moment=moment, sealed_at=moment, manifest_sha256="0" * 64,
    )  # fmt: skip


def test_the_last_meetings_newest_pack_says_since_when(place):
    programme, _city, groups, flow = place
    before = meeting(programme, datetime.date(2024, 4, 10), 3)
    now = meeting(programme, datetime.date(2024, 6, 10), 5)
    meeting(programme, datetime.date(2024, 5, 30), 4, pairing=groups[0])
    assert earlier_of(before) is None
    assert earlier_of(now).moment == end_of_day(before.on)
    first = seal(before, world.moment(datetime.date(2024, 4, 9)), 3)
    second = seal(before, world.moment(datetime.date(2024, 4, 12)), 2, number=2)
    assert earlier_of(now).pack == second
    assert earlier_of(now).period == (2024, 2)
    assert earlier_of(now, until=second.sealed_at).pack == first
    # What was presented is told by the pack's moment alone.
    give(groups[0], flow, 3, 10, at=datetime.date(2024, 4, 1))
    board = scoreboard(programme, 2024, 5)
    assert restated(board, second.moment).period == (2024, 2)
    assert restated(board, first.moment).period == (2024, 3)
    assert restated(board, end_of_day(before.on)).period == (2024, 3)
    assert restated(board, end_of_day(datetime.date(2024, 4, 2))).period == (2024, 3)
    assert restated(board, end_of_day(datetime.date(2023, 4, 2))).period == (2023, 12)


def test_a_board_of_an_earlier_moment_knows_no_later_correction(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 10)
    give(groups[0], flow, 4, 12, at=AFTER)
    early = scoreboard(programme, 2024, 4, moment=world.moment(AFTER, 1))
    assert restated(early, end_of_day(DAY), (2024, 4)).nothing


@pytest.mark.parametrize("pairings", [2, 12])
def test_statements_do_not_grow(pairings):
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    flow = world.indicator("flow", headline=True)
    aim(city, flow, 300, datetime.date(2024, 1, 2))
    for number in range(pairings):
        group = world.pairing(programme, f"g{number}", parent=city, position=number)
        for month in (1, 2, 3, 4):
            give(group, flow, month, 10)
            give(group, flow, month, 12, at=AFTER)
    aim(city, flow, 400, datetime.date(2024, 4, 3))
    board = scoreboard(programme, 2024, 4)
    with CaptureQueriesContext(connection) as asked:
        found = restated(board, end_of_day(datetime.date(2024, 4, 29)))
        assert len(found.lines) == pairings * 4
        assert [line.place for line in found.lines]
    # Presented: 4. Board of then: 5. Figures' origins: 4.
    assert len(asked) == 13
