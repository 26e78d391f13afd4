"""What is read often and changes seldom, kept while a programme's data version stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from django.core.cache import cache

if TYPE_CHECKING:
    from cooperation.models import Programme

T = TypeVar("T")

# For rows that something else than the workplace wrote: a restored backup, a shell.
SECONDS = 600
# So many things are kept as they are in a process, those of a nation 0.5 MB each.
AS_THEY_ARE = 50
_things: dict[str, Any] = {}


def kept_under_version(
    programme: Programme,
    name: str,
    make: Callable[[], T],
    *,
    seconds: Callable[[T], int] = lambda made: SECONDS,
) -> T:
    """What `make` answered when it was last asked under this name and data version.

    programme: read in this request, so that every process sees a raised version at once; a long
    task goes on with what its programme was when it began.
    name: tells apart what is kept of one programme; it must hold all that the answer depends on
    beside released data, also what its readers may see where that differs (a form's board holds
    what nobody approved yet: no public page may ask for it). None is not kept.
    seconds: for how long at most, told by the answer.
    """
    key = f"{name}:{programme.pk}:{programme.data_version}"
    kept: T | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, seconds(kept))
    return kept


def kept_as_it_is(programme: Programme, name: str, make: Callable[[], T]) -> T:
    """The same for what nobody changes once it is made: all that ask are given the very thing.

    The cache keeps bytes: to make five hundred names of them again takes longer than a page needs
    for the fifty that it shows. There stands a mark instead, and each process has its own thing
    by that mark; a new mark stands for what must be made anew.
    """
    mark = kept_under_version(programme, f"{name}-as-it-is", lambda: uuid4().hex)
    thing: T | None = _things.get(mark)
    if thing is None:
        thing = make()
        while len(_things) >= AS_THEY_ARE:
            oldest, *_newer = list(_things)
            _things.pop(oldest, None)
        _things[mark] = thing
    return thing
