"""What the secretary wrote in place of a paragraph, with the links that its numbers keep.

A number that stands as it was generated keeps its figure; one that was typed or changed is
marked and leads nowhere. Numbers are matched one to one in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from cooperation.formatting import MINUS, THIN_SPACE
from cooperation.meetings.briefing.patterns import Runs, drawn_together
from cooperation.meetings.text import Paragraph, Run, plain_text
from cooperation.models import BriefingEdit

_GROUPED = rf"[0-9０-９]+(?:[{THIN_SPACE},，][0-9０-９]{{3}}(?![0-9０-９]))*"
_NUMBER = re.compile(rf"[{MINUS}-]?{_GROUPED}(?:[.．][0-9０-９]+)?[%％‰]?")
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def paragraph_of(key: str, generated: Runs, edits: Mapping[str, BriefingEdit]) -> Paragraph:
    """The paragraph as generated, or as somebody wrote it."""
    text, edit = plain_text(generated), edits.get(key)
    if edit is None or not edit.text:
        return Paragraph(key, generated, text)
    runs = edited_runs(edit.text, generated)
    return Paragraph(key, runs, text, edited=True, stale=edit.generated != text)


def edited_runs(text: str, generated: Runs) -> Runs:
    """The typed words; numbers linked as far as they are those of the generated sentence."""
    known = numbers_of(generated)
    pieces = [(found.start(), found.end()) for found in _NUMBER.finditer(text)]
    typed = [_plain(text[start:end]) for start, end in pieces]
    kept = _matched(typed, [word for word, _run in known])
    runs: list[Run] = []
    reached = 0
    for number, (start, end) in enumerate(pieces):
        runs.append(Run(text[reached:start]))
        word = text[start:end]
        runs.append(_number(word, known[kept[number]][1] if number in kept else None))
        reached = end
    return drawn_together([*runs, Run(text[reached:])])


def _number(word: str, origin: Run | None) -> Run:
    if origin is None:
        return Run(word, None, "edited")
    return Run(word, origin.figure, origin.tone if origin.figure else "")


def numbers_of(runs: Runs) -> list[tuple[str, Run]]:
    """Every number of the text with the run that it stands in, dates and counts too."""
    found = []
    for run in runs:
        found += [(_plain(one.group()), run) for one in _NUMBER.finditer(run.text)]
    return found


def _plain(word: str) -> str:
    """12,345 and １２３４５ are the number that 12345 is."""
    word = word.translate(_DIGITS).replace("-", MINUS)
    return re.sub(rf"[{THIN_SPACE},，]", "", word)


def _matched(typed: Sequence[str], known: Sequence[str]) -> dict[int, int]:
    """From places in the typed numbers to places in the generated ones, in order."""
    matcher = SequenceMatcher(None, typed, known, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
