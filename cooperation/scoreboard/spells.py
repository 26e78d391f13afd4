"""Since when: the run of months up to the last one in which something has been so.

Pure: no database, no language. A month is its number, 1 to 12; its state is one of the words
of `progress.state_word`, NOT_OWED where the month was not owed, None where it is unknown.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

NOT_OWED = "not_owed"


class Spell(NamedTuple):
    """A run of months that lasts until the last one.

    since: its first month. certain: whether the month before is known to have been otherwise,
    or there is none; else it may have begun earlier.
    """

    since: int
    certain: bool


def spell(states: Sequence[str | None], alike: Container[str]) -> Spell | None:
    """The months from January on, the last one first: how far back all are among `alike`.

    None where the last month itself is not.
    """
    since = len(states) + 1
    while since > 1 and states[since - 2] in alike:
        since -= 1
    if since > len(states):
        return None
    return Spell(since, since == 1 or states[since - 2] is not None)
