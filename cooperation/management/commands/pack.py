"""`manage.py pack`: preview, seal, verify and take out the pack of a joint meeting."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from cooperation.access import can_seal
from cooperation.meetings.packs.builds import carry_out
from cooperation.meetings.packs.kinds import Missing
from cooperation.meetings.packs.ledgers import UnknownLedger
from cooperation.meetings.packs.preview import preview_files
from cooperation.meetings.packs.process import signs_of_life
from cooperation.meetings.packs.seal import LANGUAGES, Order, Refused, newest_pack, seal
from cooperation.meetings.packs.verification import verify
from cooperation.meetings.packs.writers import moment_now
from cooperation.models import Meeting, Pack, User

# A pack can wait, readers of the site cannot.
_BEHIND_READERS = 10


def _languages(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


class Command(BaseCommand):
    """One deed at a time, chosen by its option."""

    # They ran when the site was started, and take as long as a file of the pack.
    requires_system_checks = ()
    help = "Preview, seal, verify or extract the pack of a joint meeting."

    def add_arguments(self, parser):
        """What to do, with which meeting or pack."""
        parser.add_argument("--meeting", type=int, metavar="ID", help="the meeting's number")
        parser.add_argument("--preview-dir", type=Path, metavar="DIR", help="write unsealed files")
        parser.add_argument("--seal", action="store_true", help="seal a pack as known now")
        parser.add_argument("--by", metavar="USERNAME", help="who seals: a secretary")
        parser.add_argument("--reason", default="", help="why it supersedes the last pack")
        parser.add_argument("--ledgers", type=_languages, default=[], help="sector.ledger,…")
        parser.add_argument("--languages", type=_languages, default=list(LANGUAGES))
        parser.add_argument("--verify", metavar="CODE", help="check checksums, rebuild data files")
        parser.add_argument("--extract", nargs=2, metavar=("CODE", "DIR"), help="write its files")
        parser.add_argument("--build", type=int, metavar="ID", help="carry out a build asked for")
        parser.add_argument("--speak", choices=dict(settings.LANGUAGES), help="its steps' language")

    def handle(self, **options):
        """The deed that was chosen."""
        if options["build"]:
            with override(options["speak"] or settings.LANGUAGE_CODE):
                return self._build(options["build"])
        if options["verify"]:
            return self._verify(_pack(options["verify"]))
        if options["extract"]:
            code, folder = options["extract"]
            return self._extract(_pack(code), Path(folder))
        if not options["meeting"]:
            raise CommandError("Name a meeting (--meeting ID), or a pack (--verify, --extract).")
        meeting = _meeting(options["meeting"])
        if options["seal"]:
            return self._seal(meeting, options)
        if options["preview_dir"]:
            return self._preview(meeting, options)
        raise CommandError("Say what to do with it: --preview-dir DIR, or --seal --by USERNAME.")

    def _build(self, pk: int) -> None:
        os.nice(_BEHIND_READERS)
        with signs_of_life(pk):
            pack = carry_out(pk)
        if pack is None:
            raise CommandError("The pack was not sealed; the row of its building says why.")
        self.stdout.write(f"{pack.code} sealed.")

    def _seal(self, meeting: Meeting, options) -> None:
        user = User.objects.filter(username=options["by"] or "").first()
        if user is None or not can_seal(user, meeting.programme):
            raise CommandError("--by must name an account that is a secretary of the programme.")
        order = Order(
            meeting,
            user,
            moment_now(),
            options["languages"],
            options["ledgers"],
            newest_pack(meeting),
            options["reason"],
        )
        try:
            pack = seal(order, step=self._step)
        except (Refused, UnknownLedger) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{pack.code} sealed: {pack.files.count()} files.")

    def _step(self, words: str) -> None:
        self.stderr.write(words)

    def _preview(self, meeting: Meeting, options) -> None:
        for language in options["languages"]:
            if language not in LANGUAGES:
                raise CommandError(f"Languages are {', '.join(LANGUAGES)}.")
            for one in preview_files(meeting, language, timezone.now()):
                if isinstance(one, Missing):
                    self.stderr.write(f"{one.kind}: {one.reason}")
                    continue
                self._write(options["preview_dir"], one.name, one.content)

    def _verify(self, pack: Pack) -> None:
        found = verify(pack)
        for one in found.files:
            self.stdout.write(f"{one.result:8} {one.name}")
            for change in one.changes:
                words = f"{change.name} {change.field}: {change.sealed} -> {change.now}"
                self.stdout.write(f"{'':8} {words}")
        if found.as_sealed and not found.good:
            raise CommandError(f"{pack.code}: all whole, not everything is built again the same.")
        if not found.good:
            raise CommandError(f"{pack.code}: not everything is as it was sealed.")
        self.stdout.write(f"{pack.code}: all whole, {found.rebuilt} built again byte for byte.")

    def _extract(self, pack: Pack, folder: Path) -> None:
        for file in pack.files.order_by("pk").iterator(chunk_size=1):
            self._write(folder, file.name, bytes(file.content))

    def _write(self, folder: Path, name: str, content: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.stdout.write(f"{path}: {len(content)} bytes")


def _meeting(pk: int) -> Meeting:
    found = Meeting.objects.select_related("programme", "pairing").filter(pk=pk).first()
    if found is None:
        raise CommandError(f"There is no meeting {pk}.")
    return found


def _pack(code: str) -> Pack:
    found = Pack.objects.select_related("meeting__programme", "pairing").filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no pack {code}.")
    return found
