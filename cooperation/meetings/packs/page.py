"""What the pages of a pack show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation import formatting
from cooperation.access import can_seal
from cooperation.meetings.packs.archive import zip_bytes
from cooperation.meetings.packs.builds import (
    State,
    failed_words,
    is_silent,
    running,
    silent_words,
)
from cooperation.meetings.packs.differences import differences
from cooperation.meetings.packs.forms import SealForm
from cooperation.meetings.packs.kinds import FILES, Made, folder
from cooperation.meetings.packs.preview import is_large, preview, preview_files
from cooperation.meetings.packs.rights import may_take
from cooperation.meetings.packs.seal import scope_of
from cooperation.meetings.packs.verification import verify
from cooperation.models import Language, Meeting, Pack, PackBuild, User
from cooperation.spreadsheets.workbooks import safe_name


def preview_context(meeting: Meeting, form: SealForm) -> dict[str, Any]:
    """What would be sealed now."""
    moment = timezone.now()
    shown = preview(meeting, moment)
    return {
        "programme": meeting.programme,
        "meeting": meeting,
        "form": form,
        "newest": form.newest,
        "building": running(meeting),
        "moment": moment,
        "period_name": formatting.period_name(meeting.year, meeting.through),
        "scope": scope_of(meeting),
        "shown": shown,
        "languages": Language.choices,
        "kinds": FILES,
    }


def draft_file(meeting: Meeting, language: str, slug: str) -> Made:
    """One kind as a draft; several files as one ZIP. Http404 for what there is none of."""
    kinds = [kind for kind in FILES if kind.slug == slug]
    moment = timezone.now()
    made = [one for one in preview_files(meeting, language, moment, kinds) if isinstance(one, Made)]
    if not made:
        raise Http404(slug)
    if len(made) == 1:
        return _named(made[0], made[0].name.removeprefix(folder(language)))
    names = {one.name.removeprefix(folder(language)): one.content for one in made}
    with override(language):
        name = safe_name([_("Preview"), meeting.title], "zip")
    return Made(name, "zip", language, False, zip_bytes(names, moment))


def _named(made: Made, name: str) -> Made:
    return Made(name, made.kind, made.language, made.data, made.content)


def build_context(build: PackBuild, user: User) -> dict[str, Any]:
    """How far a build is; a silent one has failed, whatever its row still says."""
    silent = is_silent(build)
    failed = silent or build.state == State.FAILED
    may_seal = can_seal(user, build.meeting.programme)
    return {
        "programme": build.meeting.programme,
        "meeting": build.meeting,
        "build": build,
        "failed": failed,
        "error": failed_words(),
        # Why, and what to do about it, is for whoever can do it.
        "advice": (silent_words() if silent else build.error) if may_seal else "",
        "going_on": not failed and build.state != State.DONE,
        "may_seal": may_seal,
    }


def pack_context(pack: Pack, user: User, asked: Mapping[str, str]) -> dict[str, Any]:
    """A sealed pack. asked: `check` builds its data files again, `compare` compares with today."""
    files = list(pack.files.defer("content").order_by("pk"))
    with_ledgers = any(file.kind == "ledger" for file in files)
    may_seal = can_seal(user, pack.meeting.programme)
    # Of a large programme both take long: they are done when whoever may seal asks for them.
    large = is_large(pack.meeting.programme, pack.pairing)
    may_ask = may_seal or not large
    compare = may_ask and ("compare" in asked or not large)
    return {
        "programme": pack.meeting.programme,
        "pack": pack,
        "meeting": pack.meeting,
        "period_name": formatting.period_name(pack.year, pack.through),
        "scope": scope_of(pack),
        "superseded_by": getattr(pack, "superseded_by", None),
        "groups": _groups(pack, user, files, with_ledgers=with_ledgers),
        "checked": verify(pack) if may_ask and "check" in asked else None,
        "differences": differences(pack) if compare else None,
        "may_seal": may_seal,
        "may_ask": may_ask,
    }


def _groups(pack: Pack, user: User, files, *, with_ledgers: bool) -> list[dict[str, Any]]:
    """The files of the whole pack first, then by language."""
    names = {"": _("Whole pack"), **dict(Language.choices)}
    groups = []
    for language, label in names.items():
        found = [
            {
                "file": file,
                "name": file.name.rpartition("/")[2],
                "open": may_take(user, file, pack, with_ledgers=with_ledgers),
            }
            for file in files
            if file.language == language
        ]
        if found:
            groups.append({"label": label, "files": found})
    return groups
