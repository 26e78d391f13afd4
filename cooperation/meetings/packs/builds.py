"""Building a pack in the background: asking for it, telling how far it is, and its end."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.meetings.packs.process import spawn
from cooperation.meetings.packs.seal import (
    LANGUAGES,
    Order,
    Refused,
    check,
    newest_pack,
    once,
    seal,
    steps,
)
from cooperation.meetings.packs.writers import moment_now
from cooperation.models import Meeting, Pack, PackBuild, Programme, User

_log = logging.getLogger(__name__)

# Without a sign of life for so long a build is taken for dead.
SILENCE = datetime.timedelta(minutes=2)
State = PackBuild.State
OPEN = (State.WAITING, State.RUNNING)


class TakenOver(Exception):
    """The build was given up meanwhile, so what it made is not kept."""


def ask(
    meeting: Meeting,
    user: User,
    *,
    languages: Sequence[str] = LANGUAGES,
    ledgers: Sequence[str] = (),
    reason: str = "",
) -> PackBuild:
    """Ask for a pack of a meeting as known now, and begin it; Refused with a sentence.

    Where one is being built already, that one is given back: two would seal the same.
    """
    moment, languages, ledgers = moment_now(), once(languages), once(ledgers)
    with transaction.atomic():
        Programme.objects.filter(pk=meeting.programme_id).one_writer()
        build = running(meeting)
        if build is not None:
            return build
        give_up_silent(meeting)
        newest = newest_pack(meeting)
        check(Order(meeting, user, moment, languages, ledgers, newest, reason))
        build = PackBuild.objects.create(
            meeting=meeting,
            moment=moment,
            languages=",".join(languages),
            ledgers=",".join(ledgers),
            supersedes=newest,
            reason=reason,
            requested_by=user,
            seen_at=moment,
        )
    begin(build)
    return build


def begin(build: PackBuild) -> None:
    """In a process of its own, or (tests) here and now; in the words of whoever asks."""
    language = get_language() or settings.LANGUAGE_CODE
    if settings.PACK_BUILDER == "inline":
        carry_out(build.pk)
    else:
        # The process must find the row.
        transaction.on_commit(lambda: spawn(build.pk, language))


def running(meeting: Meeting) -> PackBuild | None:
    """The build that is under way and gives signs of life."""
    alive = timezone.now() - SILENCE
    return PackBuild.objects.filter(meeting=meeting, state__in=OPEN, seen_at__gte=alive).first()


def give_up_silent(meeting: Meeting) -> None:
    """Mark builds that died without a word as failed."""
    PackBuild.objects.filter(
        meeting=meeting, state__in=OPEN, seen_at__lt=timezone.now() - SILENCE
    ).update(state=State.FAILED, error=silent_words())


def is_silent(build: PackBuild) -> bool:
    """Whether it should have given a sign of life long ago."""
    seen = build.seen_at or build.requested_at
    return build.state in OPEN and timezone.now() - seen > SILENCE


def silent_words() -> str:
    """What is said of a build that died without a word."""
    return _("The building stopped without a word. Nothing was sealed; ask for it again.")


def failed_words() -> str:
    """What every reader is told of a build that failed."""
    return _("The building failed. Nothing was sealed.")


def advice_words(pk: int) -> str:
    """What whoever may seal is told beside it, where the product cannot say what is wrong."""
    words = _(
        "Ask for it again. If it fails again, name building %(number)d to the administrator: the "
        "server's log has the details."
    )
    return words % {"number": pk}


def carry_out(pk: int) -> Pack | None:
    """Build and seal; None where it failed, which the row then says. Never raises."""
    build = PackBuild.objects.select_related(
        "meeting__programme", "requested_by", "supersedes"
    ).get(pk=pk)
    if not _alive(build).update(state=State.RUNNING, seen_at=timezone.now()):
        return None
    try:
        return _sealed(build)
    except (Refused, TakenOver) as refused:
        fail(build, str(refused))
    except Exception:
        # Whatever it was: a path or a row's content in its words is for the log alone.
        _log.exception("Building %d of a pack failed.", pk)
        fail(build, advice_words(pk))
    return None


def _sealed(build: PackBuild) -> Pack:
    order = Order(
        build.meeting,
        build.requested_by,
        build.moment,
        tuple(filter(None, build.languages.split(","))),
        tuple(filter(None, build.ledgers.split(","))),
        build.supersedes,
        build.reason,
    )
    total, done = steps(order), 0

    def step(words: str) -> None:
        nonlocal done
        done += 1
        tell = {"step": words[:100], "done": done, "total": total, "seen_at": timezone.now()}
        if not _alive(build).update(**tell):
            raise TakenOver(silent_words())

    def finish(pack: Pack) -> None:
        done = {"state": State.DONE, "pack": pack, "step": "", "done": total, "total": total}
        if not _alive(build).update(**done, seen_at=timezone.now()):
            raise TakenOver(silent_words())

    return seal(order, step=step, then=finish)


def fail(build: PackBuild, words: str) -> None:
    """Say that it failed and what to do; what is done or was given up stays."""
    _alive(build).update(state=State.FAILED, error=words[:300], seen_at=timezone.now())


def sign_of_life(pk: int) -> bool:
    """Write that the build goes on; False where nobody waits for it any more.

    A database that is busy just now is asked again the next time.
    """
    open_ones = PackBuild.objects.filter(pk=pk, state__in=OPEN)
    try:
        return bool(open_ones.update(seen_at=timezone.now()))
    except OperationalError:
        _log.warning("Building %d of a pack could not give its sign of life.", pk)
        return True


def _alive(build: PackBuild):
    return PackBuild.objects.filter(pk=build.pk, state__in=OPEN)
