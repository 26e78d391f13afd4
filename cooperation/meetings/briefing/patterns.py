"""Sentence patterns: a translated text with named places, filled with runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import pgettext

from cooperation.formatting import chinese
from cooperation.meetings.text import Run

Runs = tuple[Run, ...]
_PLACE = re.compile(r"%\((\w+)\)s")


def say(pattern: str, **parts: str | int | Run | Iterable[Run]) -> Runs:
    """The pattern with each place filled: "%(name)s %(value)s" → runs in their order."""
    runs: list[Run] = []
    for number, piece in enumerate(_PLACE.split(pattern)):
        if number % 2 == 0:
            runs.append(Run(piece.replace("%%", "%")))
        else:
            runs.extend(_runs(parts[piece]))
    return drawn_together(runs)


def _runs(part: str | int | Run | Iterable[Run]) -> Iterable[Run]:
    if isinstance(part, Run):
        return (part,)
    return (Run(str(part)),) if isinstance(part, str | int) else part


def drawn_together(runs: Iterable[Run]) -> Runs:
    """Neighbours that are plain words become one run; empty ones go."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and run.figure is None and found[-1].figure is None and run.tone == found[-1].tone:
            found[-1] = Run(found[-1].text + run.text, None, run.tone)
        else:
            found.append(run)
    return tuple(found)


def joined(items: Sequence[Runs], between: str) -> Runs:
    """Items with a mark between them."""
    runs: list[Run] = []
    for number, item in enumerate(items):
        runs.extend((Run(between), *item) if number else item)
    return drawn_together(runs)


def clauses(items: Iterable[Runs]) -> Runs:
    """Clauses of one statement: a，b，c; empty ones left out."""
    return joined([one for one in items if one], pgettext("within a sentence", ", "))


def listed(items: Sequence[Runs]) -> Runs:
    """Things of one kind: a、b、c."""
    return joined(items, pgettext("between things of one kind", ", "))


def statements(items: Sequence[Runs]) -> Runs:
    """Statements of one sentence: a；b."""
    return joined(items, pgettext("between statements", "; "))


def sentence(*parts: Runs) -> Runs:
    """With a full stop; nothing stays nothing."""
    runs = [run for part in parts for run in part]
    if not runs:
        return ()
    return drawn_together([*runs, Run(pgettext("end of a sentence", "."))])


def text_of(items: Iterable[Runs]) -> Runs:
    """Sentences one after the other."""
    return joined([one for one in items if one], "" if chinese() else " ")


def bracketed(items: Sequence[Runs]) -> Runs:
    """（a，b）; nothing for nothing."""
    return say(pgettext("in brackets", " (%(text)s)"), text=clauses(items)) if items else ()
