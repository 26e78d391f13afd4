"""What an address says, without the numbers of people: what is written down stays for ever."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from cooperation.typed.numbers import normal

HIDDEN = "…"
# Telephone and identity numbers, also in groups. Nothing that is chosen on a page is so long.
_LONG = re.compile(r"\d(?:[ -]{0,2}\d){10,}[Xx]?")


def masked(text: str) -> str:
    """The text with every run of eleven digits or more as "…"; any other text as it is.

    Full-width digits, characters without width and the spelling of addresses hide none.
    """
    for seen in (text, normal(text), normal(unquote_plus(text))):
        if _LONG.search(seen):
            return _LONG.sub(HIDDEN, seen)
    return text
