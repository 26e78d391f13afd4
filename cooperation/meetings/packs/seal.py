"""Sealing a pack: all files of a moment, their manifest and a ZIP, written once and for good."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.exports import new_code, record_export
from cooperation.meetings.packs.archive import zip_bytes
from cooperation.meetings.packs.kinds import FILES, FileKind, Made, Missing, files_of
from cooperation.meetings.packs.ledgers import ledger_files
from cooperation.meetings.packs.manifest import MANIFEST, checksum, manifest_bytes
from cooperation.meetings.packs.material import Boards, material_of, since_meeting
from cooperation.meetings.packs.writers import StillWriting, wait_for_writers
from cooperation.models import Language, Meeting, Pack, PackFile, Programme, User
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import safe_name
from cooperation.typed.words import fault_of, one_line

LONGEST_REASON = Pack._meta.get_field("reason").max_length
LANGUAGES = tuple(Language.values)

# Told the words of a step as it begins.
Step = Callable[[str], None]


class Refused(Exception):
    """The pack is not sealed; the text says why and what to do."""


@dataclass(frozen=True)
class Order:
    """What is to be sealed. moment: what was recorded before it is known.

    languages, ledgers: each once, as it is chosen; ledgers are keys of `offered_ledgers`.
    supersedes, reason: where the meeting has a pack already.
    """

    meeting: Meeting
    user: User | None
    moment: datetime.datetime
    languages: Sequence[str] = LANGUAGES
    ledgers: Sequence[str] = ()
    supersedes: Pack | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        # Twice the same file cannot be kept under one name.
        object.__setattr__(self, "languages", once(self.languages))
        object.__setattr__(self, "ledgers", once(self.ledgers))


@dataclass
class Contents:
    """The files of a pack as they are made, and the kinds that could not be."""

    files: list[Made] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def add(self, one: Made | Missing) -> None:
        """Take one in."""
        if isinstance(one, Made):
            self.files.append(one)
        else:
            self.missing.append(one)


def once(choices: Iterable[str]) -> tuple[str, ...]:
    """Each choice once, in the order chosen."""
    return tuple(dict.fromkeys(choices))


def newest_pack(meeting: Meeting) -> Pack | None:
    """The pack that counts: the one no other supersedes."""
    return Pack.objects.filter(meeting=meeting, superseded_by__isnull=True).newest_first().first()


def check(order: Order) -> None:
    """Raise Refused where the order cannot be carried out."""
    newest = newest_pack(order.meeting)
    if newest != order.supersedes:
        raise Refused(
            _("The meeting has a newer pack meanwhile. Open it, then seal one that supersedes it.")
        )
    if newest is not None and not order.reason.strip():
        raise Refused(_("Say why this pack supersedes the last one."))
    fault = fault_of(one_line(order.reason), LONGEST_REASON)
    if fault is not None:
        words = _("The reason cannot be kept: %(reason)s. %(advice)s.")
        raise Refused(words % {"reason": fault.reason % fault.params, "advice": fault.advice})
    if not order.languages or not set(order.languages) <= set(LANGUAGES):
        raise Refused(_("Choose at least one language."))


def steps(order: Order, kinds: Sequence[FileKind] = FILES) -> int:
    """How many steps the sealing has."""
    return len(order.languages) * (1 + len(kinds) + bool(order.ledgers)) + 1


def seal(
    order: Order,
    *,
    kinds: Sequence[FileKind] = FILES,
    step: Step = lambda words: None,
    then: Callable[[Pack], None] = lambda pack: None,
) -> Pack:
    """Make every file and write the pack in one transaction; Refused with a sentence.

    step: told what is being done. then: called with the pack before the transaction ends; what
    it raises takes the pack back.
    """
    check(order)
    try:
        wait_for_writers()
    except StillWriting as error:
        words = _("Somebody is saving figures just now. Ask again in a minute.")
        raise Refused(words) from error
    meeting, code, boards = order.meeting, new_code(), Boards()
    if not has_figures(meeting, order.moment, boards):
        raise Refused(_("There is no figure of this period yet, so there is nothing to seal."))
    contents = _contents(order, code, kinds, step, boards)
    step(_("Checksums and ZIP"))
    with transaction.atomic():
        Programme.objects.filter(pk=meeting.programme_id).one_writer()
        check(order)
        # Names and entries that stay for good do not hang on the language of whoever asked.
        with override(settings.LANGUAGE_CODE):
            pack = _write(order, code, contents)
        then(pack)
    return pack


def has_figures(meeting: Meeting, moment: datetime.datetime, boards: Boards) -> bool:
    """Whether anything is known of the meeting's period."""
    scope = meeting.programme, meeting.year, meeting.through, meeting.pairing
    return any(row.ytd is not None for row in boards.at(*scope, moment).rows)


def _contents(
    order: Order, code: str, kinds: Sequence[FileKind], step: Step, boards: Boards
) -> Contents:
    contents, meeting = Contents(), order.meeting

    def material():
        return material_of(
            meeting.programme,
            meeting.year,
            meeting.through,
            pairing=meeting.pairing,
            meeting=meeting,
            moment=order.moment,
            code=code,
            boards=boards,
        )

    for language in order.languages:
        for one in files_of(material, language, kinds, step):
            contents.add(one)
        if order.ledgers:
            step(_("Ledgers"))
            for made in ledger_files(order.ledgers, meeting, order.user, language):
                contents.add(made)
    return contents


def _write(order: Order, code: str, contents: Contents) -> Pack:
    """The rows of the pack and its files, and the entry in the audit list."""
    meeting = order.meeting
    last = Pack.objects.filter(meeting=meeting).order_by("-number").first()
    before = meeting.previous()
    pack = Pack(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        code=code,
        pairing=meeting.pairing,
        year=meeting.year,
        through=meeting.through,
        moment=order.moment,
        sealed_at=timezone.now(),
        sealed_by=order.user,
        supersedes=order.supersedes,
        reason=one_line(order.reason),
        compared=before,
        since=since_meeting(before, order.moment),
    )
    manifest = manifest_bytes(pack, contents.files, contents.missing)
    pack.manifest_sha256 = checksum(manifest)
    pack.save(force_insert=True)
    members = {made.name: made.content for made in contents.files} | {MANIFEST: manifest}
    whole = zip_bytes(members, pack.moment)
    files = [*contents.files, Made(MANIFEST, "manifest", "", False, manifest)]
    files.append(Made(zip_name(pack), "zip", "", False, whole))
    for made in files:
        PackFile.objects.create(
            pack=pack,
            name=made.name,
            kind=made.kind,
            language=made.language,
            data=made.data,
            sha256=checksum(made.content),
            size=len(made.content),
            content=made.content,
        )
    _record(pack, whole)
    return pack


def zip_name(pack: Pack) -> str:
    """联席会议材料_K7P2Q.zip: short, as it is sent on by messengers."""
    mark = [SAMPLE_MARK] if pack.meeting.programme.sample else []
    return safe_name([*mark, _("Pack"), pack.code], "zip")


def _record(pack: Pack, whole: bytes) -> None:
    """The sealing is an event of the audit list, under the pack's own code."""
    meeting = pack.meeting
    record_export(
        kind="pack",
        name=zip_name(pack),
        by=pack.sealed_by,
        programme=meeting.programme,
        year=pack.year,
        through=pack.through,
        pairing=pack.pairing,
        scope=scope_of(pack),
        data=whole,
        moment=pack.moment,
        purpose=meeting.title,
        code=pack.code,
    )


def scope_of(one: Meeting | Pack) -> str:
    """Whose figures: the whole city, or the pairing's name; a pack's as it was sealed."""
    return one.pairing.name if one.pairing else _("Whole city")
