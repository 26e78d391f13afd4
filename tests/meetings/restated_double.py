"""A naive double of restated figures, and what must hold of all of them."""

from decimal import Decimal

from cooperation.bridge import CORRECTED, LATE, NEW, TAKEN_BACK, TARGET
from tests.alternative_implementations import percent, year_to_date

ZERO = Decimal(0)


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
        points = sum((one.points for one in (*lines, *added)), ZERO)
        if not any(one.kind == TARGET for one in lines):
            # The target of a new year is nobody's restatement, but a stock feels it.
            points += sum((o.points for o in effect.amounts if o.kind == TARGET), ZERO)
        assert points == whole
