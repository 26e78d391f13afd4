"""Since when something has been so: against a slow walk over all spans of months."""

from hypothesis import given
from hypothesis import strategies as st

from cooperation.scoreboard.spells import NOT_OWED, Spell, spell

BEHIND = {"watch", "late"}
months = st.lists(st.sampled_from(["ok", "watch", "late", NOT_OWED, None]), min_size=1, max_size=12)


def longest_run(states, alike):
    """The longest span up to the last month that holds nothing else."""
    spans = [n for n in range(1, len(states) + 1) if set(states[-n:]) <= alike]
    if not spans:
        return None
    before = states[: -max(spans)]
    return Spell(len(before) + 1, not before or before[-1] is not None)


@given(months)
def test_a_spell_is_the_longest_run_up_to_now(states):
    assert spell(states, BEHIND) == longest_run(states, BEHIND)
    assert spell(states, {"late"}) == longest_run(states, {"late"})


def test_an_unknown_month_before_leaves_the_beginning_open():
    assert spell(["ok", "late", "late"], BEHIND) == Spell(2, True)
    assert spell([None, "late", "watch"], BEHIND) == Spell(2, False)
    assert spell([NOT_OWED, "late"], BEHIND) == Spell(2, True)
    assert spell(["late"], BEHIND) == Spell(1, True)
    assert spell(["late", "ok"], BEHIND) is None
    assert spell([], BEHIND) is None
