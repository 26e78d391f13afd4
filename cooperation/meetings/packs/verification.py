"""Checking a pack: that it holds what was sealed, and that its data files come out the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from cooperation.meetings.packs.contents import Named, named_files
from cooperation.meetings.packs.differences import COLUMNS
from cooperation.meetings.packs.kinds import FILES, FileKind, Made, files_of
from cooperation.meetings.packs.manifest import MANIFEST, checksum
from cooperation.meetings.packs.material import Boards, data_material
from cooperation.meetings.packs.sealed import Sealed, rows_in
from cooperation.models import Pack, PackFile
from cooperation.scoreboard.rows import FIELDS

EQUAL, INTACT = "equal", "intact"
# Whole as sealed, and the database makes another file of it today.
WORDS, NUMBERS, GONE = "words", "numbers", "gone"
# Not as sealed.
DAMAGED, ALTERED, MISSING, EXTRA = "damaged", "altered", "missing", "extra"
# So many other numbers are named of a file.
MOST = 10
_WORDS = ("row", "pairing", "pairing_name", "indicator", "indicator_name")
_VALUES = tuple(name for name in FIELDS if name not in _WORDS)
_LABELS = COLUMNS | {
    "completion": gettext_lazy("Completion (%)"),
    "pace_diff": gettext_lazy("Against pace (points)"),
    "since_pairing": gettext_lazy("Since pairing"),
    "covered": gettext_lazy("Months covered"),
    "due": gettext_lazy("Months due"),
    "source": gettext_lazy("Source"),
    "unit": gettext_lazy("Unit"),
    "value_date": gettext_lazy("Figures until"),
    "cutoff": gettext_lazy("Cut-off day"),
}


@dataclass(frozen=True)
class Change:
    """A value that comes out another. None: the row or the value is not there.

    name: whose and which indicator, in the file's language. field: one of the data's columns.
    """

    name: str
    field: str
    sealed: Any
    now: Any

    @property
    def label(self) -> Any:
        """The column in words; one that has none by its name."""
        return _LABELS.get(self.field, self.field)


@dataclass(frozen=True)
class Checked:
    """One file.

    result: equal (built again byte for byte) or intact (not built again), which are good. Of a
    data file that is whole: words (the same numbers under other names or words), numbers (other
    numbers), gone (not made any more). Else: damaged (its bytes do not have its checksum),
    altered (its row is not what the manifest or the audit list says), missing (named there and
    not stored), extra (stored and not named). changes, count: of the JSON file the first other
    numbers and how many there are.
    """

    name: str
    result: str
    changes: tuple[Change, ...] = ()
    count: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing is to be said of it."""
        return self.result in (EQUAL, INTACT)

    @property
    def as_sealed(self) -> bool:
        """Whether the stored file is what was sealed."""
        return self.good or self.result in (WORDS, NUMBERS, GONE)

    @property
    def more(self) -> int:
        """How many other numbers are not named."""
        return self.count - len(self.changes)


@dataclass(frozen=True)
class Verification:
    """What was found of a pack's files."""

    files: tuple[Checked, ...]

    @property
    def good(self) -> bool:
        """Whether all is as it was sealed and all data files come out the same."""
        return all(one.good for one in self.files)

    @property
    def as_sealed(self) -> bool:
        """Whether all stored files are what was sealed, whatever the database makes today."""
        return all(one.as_sealed for one in self.files)

    @property
    def rebuilt(self) -> int:
        """How many data files came out the same."""
        return sum(one.result == EQUAL for one in self.files)


def verify(pack: Pack, kinds: Sequence[FileKind] = FILES) -> Verification:
    """Compare the stored files with manifest and audit list, and rebuild the data files."""
    named = named_files(pack)
    found, data = [], []
    # One at a time: a pack may be larger than what a process should hold.
    for file in pack.files.order_by("pk").iterator(chunk_size=1):
        result = _state(file, named)
        if result == INTACT and file.data:
            data.append(file)
        else:
            found.append(Checked(file.name, result))
    stored = {one.name for one in (*found, *data)}
    missing = [name for name in named if name not in stored] if named else []
    if MANIFEST not in stored | set(missing):
        missing.append(MANIFEST)
    found += [Checked(name, MISSING) for name in missing]
    return Verification((*_rebuilt(pack, data, kinds), *found))


def _state(file: PackFile, named: dict[str, Named] | None) -> str:
    """Of one stored file; without its manifest a pack proves nothing."""
    if checksum(bytes(file.content)) != file.sha256 or len(file.content) != file.size:
        return DAMAGED
    if named is None:
        return ALTERED if file.name == MANIFEST else INTACT
    if file.name not in named:
        return EXTRA
    return INTACT if named[file.name].describes(file) else ALTERED


def _rebuilt(pack: Pack, data: list[PackFile], kinds: Sequence[FileKind]) -> Iterator[Checked]:
    """Every data file beside what the database makes of it today."""
    by_language: dict[str, list[PackFile]] = defaultdict(list)
    for file in data:
        by_language[file.language].append(file)
    boards = Boards()
    for language, files in by_language.items():
        of_data = [kind for kind in kinds if kind.data]
        made = files_of(lambda: data_material(pack, boards), language, of_data, lambda words: None)
        now = [one for one in made if isinstance(one, Made)]
        changes = _changes(files, now)
        yield from (_compared(file, now, changes) for file in files)


def _compared(file: PackFile, made: list[Made], changes: list[Change] | None) -> Checked:
    if any(one.name == file.name and checksum(one.content) == file.sha256 for one in made):
        return Checked(file.name, EQUAL)
    if changes is None:
        return Checked(file.name, NUMBERS if made else GONE)
    if not changes:
        return Checked(file.name, WORDS)
    # They are named once: the table and the CSV hold the same numbers.
    named = tuple(changes[:MOST]) if file.kind == "json" else ()
    return Checked(file.name, NUMBERS, named, len(changes) if named else 0)


def _changes(files: Iterable[PackFile], made: Iterable[Made]) -> list[Change] | None:
    """The values that come out others, of the language's JSON; None where there is none."""
    sealed = next((rows_in(bytes(one.content)) for one in files if one.kind == "json"), None)
    now = next((rows_in(one.content) for one in made if one.kind == "json"), None)
    if sealed is None or now is None:
        return None
    return [
        change
        for key in dict.fromkeys([*sealed, *now])
        for change in _of_row(sealed.get(key), now.get(key))
    ]


def _of_row(was: Sealed | None, one: Sealed | None) -> Iterator[Change]:
    """Of a row that is gone or new its year to date alone."""
    before, after = (row.fields if row else {} for row in (was, one))
    known = before or after
    name = " · ".join(known.get(part) or "" for part in ("pairing_name", "indicator_name"))
    for field in _VALUES if was and one else ("ytd",):
        if not (was and one) or before.get(field) != after.get(field):
            yield Change(name, field, before.get(field), after.get(field))
