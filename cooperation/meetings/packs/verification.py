"""Building a pack's data files again from the database, and comparing them byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cooperation.meetings.packs.kinds import FILES, FileKind, Made, files_of
from cooperation.meetings.packs.manifest import MANIFEST, checksum
from cooperation.meetings.packs.material import Boards, material_of
from cooperation.models import Pack

EQUAL, DIFFERS, GONE, INTACT, DAMAGED = "equal", "differs", "gone", "intact", "damaged"


@dataclass(frozen=True)
class Checked:
    """One file: for data files whether it is built again the same, for all whether it is whole.

    result: equal, differs or gone (the database no longer makes it) of a data file that is
    whole; intact of any other; damaged where its bytes do not have the checksum.
    """

    name: str
    result: str

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.result in (EQUAL, INTACT)


@dataclass(frozen=True)
class Verification:
    """What was found of a pack's files."""

    files: tuple[Checked, ...]

    @property
    def good(self) -> bool:
        """Whether all files are whole and all data files come out the same."""
        return all(one.good for one in self.files)

    @property
    def rebuilt(self) -> int:
        """How many data files came out the same."""
        return sum(one.result == EQUAL for one in self.files)


def verify(pack: Pack, kinds: Sequence[FileKind] = FILES) -> Verification:
    """Check every stored file against its checksum, and rebuild the data files."""
    data = {made.name: checksum(made.content) for made in _rebuilt(pack, kinds)}
    found = []
    # One at a time: a pack may be larger than what a process should hold.
    for file in pack.files.order_by("pk").iterator(chunk_size=1):
        now = checksum(bytes(file.content))
        whole = now == file.sha256
        if file.name == MANIFEST:
            whole = whole and now == pack.manifest_sha256
        found.append(Checked(file.name, _result(file, whole, data.get(file.name))))
    return Verification(tuple(found))


def _result(file, whole: bool, rebuilt: str | None) -> str:
    if not whole:
        return DAMAGED
    if not file.data:
        return INTACT
    if rebuilt is None:
        return GONE
    return EQUAL if rebuilt == file.sha256 else DIFFERS


def _rebuilt(pack: Pack, kinds: Sequence[FileKind]) -> Iterator[Made]:
    """The data files as the database makes them of the pack's moment."""
    data = [kind for kind in kinds if kind.data]
    languages = pack.files.filter(data=True).order_by().values_list("language", flat=True)
    meeting, boards = pack.meeting, Boards()

    def material():
        return material_of(
            meeting.programme,
            pack.year,
            pack.through,
            pairing=pack.pairing,
            meeting=meeting,
            moment=pack.moment,
            code=pack.code,
            boards=boards,
        )

    for language in sorted(set(languages)):
        for one in files_of(material, language, data, lambda words: None):
            if isinstance(one, Made):
                yield one
