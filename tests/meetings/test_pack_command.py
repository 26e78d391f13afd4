"""`manage.py pack`, and the process that builds in the background."""

import datetime
import io
import os
import subprocess
import sys
from contextlib import nullcontext

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from cooperation.management.commands import pack as command
from cooperation.meetings.packs import builds, preview, process, seal, verification
from cooperation.models import Meeting, Pack, PackBuild, PackFile, Role
from tests.meetings.doubles import KINDS
from tests.reporting.world import MARCH, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, doubles, monkeypatch):
    real, files = seal.seal, preview.preview_files
    monkeypatch.setattr(command, "seal", lambda order, **more: real(order, kinds=KINDS, **more))
    monkeypatch.setattr(command, "verify", lambda pack: verification.verify(pack, KINDS))
    monkeypatch.setattr(command, "preview_files", lambda *args: files(*args, KINDS))
    world = World()
    world.person("secretary", Role.SECRETARY)
    world.person("official", Role.OFFICIAL)
    world.approved(MARCH)
    world.meeting = Meeting.objects.create(
        programme=world.programme,
        title_zh="第三次联席会议",
        on=datetime.date(2024, 4, 20),
        year=2024,
        through=4,
    )
    return world


def run(*arguments):
    out = io.StringIO()
    call_command("pack", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_from_preview_to_files(world, tmp_path):
    meeting = ["--meeting", world.meeting.pk]
    run(*meeting, "--preview-dir", tmp_path / "draft", "--languages", "en")
    assert [path.name for path in (tmp_path / "draft").iterdir()] == ["English"]
    assert not Pack.objects.exists()
    run(*meeting, "--seal", "--by", "secretary", "--ledgers", "labor.batches")
    pack = Pack.objects.get()
    run("--extract", pack.code, tmp_path / "sealed")
    found = {
        path.relative_to(tmp_path / "sealed").as_posix(): path.read_bytes()
        for path in (tmp_path / "sealed").rglob("*")
        if path.is_file()
    }
    assert found == {file.name: bytes(file.content) for file in pack.files.all()}
    assert "6 built again byte for byte" in run("--verify", pack.code)


def test_a_pack_that_differs_is_said_loudly(world, monkeypatch):
    run("--meeting", world.meeting.pk, "--seal", "--by", "secretary")
    pack = Pack.objects.get()
    monkeypatch.setattr(command, "verify", lambda pack: verification.verify(pack, KINDS[1:]))
    with pytest.raises(CommandError, match="not everything"):
        run("--verify", pack.code)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name a meeting"),
        (["--meeting", 999999], "no meeting 999999"),
        (["--meeting", "own"], "Say what to do"),
        (["--meeting", "own", "--seal"], "--by must name"),
        (["--meeting", "own", "--seal", "--by", "official"], "--by must name"),
        (["--meeting", "own", "--seal", "--by", "nobody"], "--by must name"),
        (["--meeting", "own", "--seal", "--by", "secretary", "--languages", "fr"], "语言"),
        (["--meeting", "own", "--seal", "--by", "secretary", "--ledgers", "no.such"], "no.such"),
        (["--meeting", "own", "--preview-dir", "/nowhere", "--languages", "fr"], "Languages are"),
        (["--verify", "NONE"], "no pack NONE"),
        (["--extract", "NONE", "/nowhere"], "no pack NONE"),
    ],
)
def test_what_cannot_be_done_is_said(world, arguments, words):
    given = [world.meeting.pk if one == "own" else one for one in arguments]
    with pytest.raises(CommandError, match=words):
        run(*given)
    assert not Pack.objects.exists()


def test_a_build_has_a_process_of_its_own(monkeypatch):
    """Apart from the site's, so that stopping the site does not stop it."""
    started = []

    class Process:
        def __init__(self, arguments, **options):
            started.append((arguments, options))

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Process)
    process.spawn(7, "en")
    [(arguments, options)] = started
    assert arguments[0] == sys.executable
    assert arguments[2:] == ["pack", "--build", "7", "--speak", "en"]
    assert options["start_new_session"]
    assert options["cwd"] == settings.BASE_DIR


def test_the_process_stands_back_and_says_how_it_ended(world, monkeypatch):
    niceness = []
    monkeypatch.setattr(os, "nice", niceness.append)
    monkeypatch.setattr(command, "signs_of_life", lambda pk: nullcontext())
    build = PackBuild.objects.create(meeting=world.meeting, moment=timezone.now())
    monkeypatch.setattr(builds, "seal", lambda order, **more: seal.seal(order, kinds=KINDS, **more))
    assert "sealed" in run("--build", build.pk)
    assert niceness == [10]
    with pytest.raises(CommandError, match="not sealed"):
        run("--build", build.pk)  # done: nobody waits for it
    assert Pack.objects.count() == 1


@pytest.mark.parametrize(
    ("speak", "words"),
    [((), "汇集数据"), (("--speak", "en"), "Collecting the figures")],
)
def test_the_process_tells_its_steps_to_whoever_asked(world, monkeypatch, speak, words):
    monkeypatch.setattr(os, "nice", lambda more: None)
    monkeypatch.setattr(command, "signs_of_life", lambda pk: nullcontext())
    build = PackBuild.objects.create(meeting=world.meeting, moment=timezone.now())
    told = []

    def sealed(order, *, step, **more):
        def telling(words):
            told.append(words)
            step(words)

        return seal.seal(order, kinds=KINDS, step=telling, **more)

    monkeypatch.setattr(builds, "seal", sealed)
    run("--build", build.pk, *speak)
    assert told[0] == words
    # What stays is the same whoever asked.
    [name] = PackFile.objects.filter(kind="zip").values_list("name", flat=True)
    assert "会议材料" in name
