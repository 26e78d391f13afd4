"""The pages of a pack: who may do what, what is shown, how a build goes on and how it ends."""

import datetime
from copy import deepcopy

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperation.meetings.packs import builds, page, preview
from cooperation.meetings.packs.ledgers import offered_ledgers
from cooperation.meetings.packs.seal import LANGUAGES
from cooperation.meetings.packs.verification import verify
from cooperation.models import BriefingEdit, Export, Meeting, Pack, PackBuild, Role
from tests.meetings.doubles import KINDS
from tests.reporting.world import MARCH, World
from tests.rows import until_module_ends

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MINUTES = datetime.timedelta(minutes=1)


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        world = World()
        world.secretary = world.person("secretary", Role.SECRETARY)
        world.official = world.person("official", Role.OFFICIAL)
        world.approved(MARCH)
        world.indicators["labor.jobs"].headline = True
        world.indicators["labor.jobs"].save()
        world.meeting = Meeting.objects.create(
            programme=world.programme,
            title_zh="第三次联席会议",
            on=datetime.date(2024, 4, 20),
            year=2024,
            through=4,
        )
        yield world


@pytest.fixture
def world(module_world, db, doubles, monkeypatch):
    """All rooms stood in for; every list of kinds is the doubles'."""
    real = builds.seal
    monkeypatch.setattr(builds, "seal", lambda order, **more: real(order, kinds=KINDS, **more))
    monkeypatch.setattr(page, "FILES", KINDS)
    monkeypatch.setattr(page, "verify", lambda pack: verify(pack, KINDS))
    found = deepcopy(module_world)
    found.browser = browser(found.secretary)
    return found


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def seal(world, **data):
    address = reverse("pack-seal", args=[world.meeting.pk])
    return world.browser.post(address, {"languages": LANGUAGES, **data})


def test_preview_shows_figures_notices_and_briefing(world):
    world.submitted(datetime.date(2024, 2, 1))
    response = world.browser.get(reverse("pack-preview", args=[world.meeting.pk]))
    text = response.content.decode()
    assert response.status_code == 200
    for part in ("名labor.jobs", "1份月报待审核", "long"):
        assert part in text, part
    assert not PackBuild.objects.exists()


def test_preview_of_a_large_programme_leaves_the_text_to_the_drafts(world, monkeypatch):
    monkeypatch.setattr(preview, "SHOWN_WHOLE", 1)
    text = world.browser.get(reverse("pack-preview", args=[world.meeting.pk])).content.decode()
    assert "名labor.jobs" in text
    assert "long" not in text
    assert seal(world).status_code == 302
    address = reverse("pack-detail", args=[Pack.objects.get().code])
    assert 'href="?compare=1' in world.browser.get(address).content.decode()
    assert 'href="?compare=1' not in world.browser.get(f"{address}?compare=1").content.decode()


def test_sealing_by_page_ends_at_the_sealed_pack(world):
    response = seal(world, ledgers=["labor.batches"])
    build, pack = PackBuild.objects.get(), Pack.objects.get()
    assert response.headers["Location"] == reverse("pack-build", args=[build.pk])
    assert (build.state, build.pack, build.done) == ("done", pack, build.total)
    progress = world.browser.get(response.headers["Location"]).content.decode()
    assert reverse("pack-detail", args=[pack.code]) in progress
    assert "hx-get" not in progress
    assert pack.files.filter(kind="ledger").count() == 2
    detail = world.browser.get(reverse("pack-detail", args=[pack.code]) + "?check=1")
    assert detail.status_code == 200
    assert pack.manifest_sha256 in detail.content.decode()
    assert "notice late" not in detail.content.decode()


def test_files_come_as_they_were_sealed(world):
    seal(world)
    for file in Pack.objects.get().files.all():
        response = world.browser.get(reverse("pack-file", args=[file.pack.code, file.pk]))
        assert response.content == bytes(file.content)
        assert response["ETag"] == f'"{file.sha256}"'
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("attachment")
        taken = Export.objects.filter(kind="pack-file").newest_first().first()
        assert taken.sha256 == file.sha256
    document = Pack.objects.get().files.get(kind="docx", language="zh-hans")
    response = world.browser.get(reverse("pack-file", args=[document.pack.code, document.pk]))
    assert "filename*=utf-8''%E7%AC%AC%E4%B8%89" in response["Content-Disposition"]


def test_ledgers_stay_with_those_who_see_all_of_them(world):
    seal(world, ledgers=["labor.batches"])
    pack = Pack.objects.get()
    whole, ledger = pack.files.get(kind="zip"), pack.files.filter(kind="ledger").first()
    document = pack.files.filter(kind="docx").first()
    limited = world.person("limited", Role.CLERK, pairing=world.group, sector="labor")

    def statuses(user):
        client = browser(user)
        return [
            client.get(reverse("pack-file", args=[pack.code, file.pk])).status_code
            for file in (whole, ledger, document)
        ]

    assert statuses(world.official) == [200, 200, 200]
    assert statuses(limited) == [403, 403, 200]
    shown = browser(limited).get(reverse("pack-detail", args=[pack.code])).content.decode()
    assert reverse("pack-file", args=[pack.code, whole.pk]) not in shown
    assert reverse("pack-file", args=[pack.code, document.pk]) in shown


def test_a_second_pack_asks_for_the_reason_and_keeps_what_was_typed(world):
    seal(world)
    refused = seal(world, ledgers=["labor.batches"])
    assert refused.status_code == 422
    assert 'value="labor.batches" id="id_ledgers' in refused.content.decode()
    assert refused.content.decode().count("checked") == 3
    assert seal(world, reason="盘州更正八月就业人数").status_code == 302
    first, second = Pack.objects.order_by("number")
    assert second.supersedes == first
    old = world.browser.get(reverse("pack-detail", args=[first.code])).content.decode()
    assert "盘州更正八月就业人数" in old


@pytest.mark.parametrize(
    "data",
    [
        {"languages": []},
        {"languages": ["fr"]},
        {"languages": ["zh-hans", "<script>"]},
        {"ledgers": ["nothing.there"]},
        {"ledgers": ["labor.employers"]},
        {"seen": "9" * 65},
        {"seen": "\0"},
        {"seen": "0"},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(world, data):
    response = seal(world, **data)
    assert response.status_code == 422
    assert "errorlist" in response.content.decode() or 'role="alert"' in response.content.decode()
    assert not PackBuild.objects.exists()


def preview_state(world):
    found = world.browser.get(reverse("pack-preview", args=[world.meeting.pk]))
    return found.context["form"].initial["seen"]


EDITS = {
    "figure": lambda world: world.approved(datetime.date(2024, 1, 1)),
    "scope": lambda world: Meeting.objects.filter(pk=world.meeting.pk).update(through=3),
    "agenda": lambda world: world.meeting.agenda.create(position=1, text_zh="通报"),
    "decision": lambda world: world.meeting.decisions.create(position=1, text_zh="议定"),
    "item": lambda world: world.meeting.items.create(position=1, text_zh="待办", responsible="办"),
    "item in place": lambda world: world.meeting.items.update(text_zh="改"),
    "briefing": lambda world: BriefingEdit.objects.create(
        meeting=world.meeting, language="en", key="overall", text="as we say"
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_changed_since_the_preview_is_looked_at_again(world, edit):
    world.meeting.items.create(position=9, text_zh="事项", responsible="办公室")
    seen = preview_state(world)
    edit(world)
    refused = seal(world, seen=seen)
    assert refused.status_code == 422
    now = preview_state(world)
    assert now != seen
    assert f'name="seen" value="{now}"' in refused.content.decode()
    assert seal(world, seen=now).status_code == 302


def test_doubled_choices_are_one(world):
    key = offered_ledgers()[0][0]
    seal(world, languages=[*LANGUAGES, *LANGUAGES * 9], ledgers=[key, key])
    build = PackBuild.objects.get()
    assert (build.languages, build.ledgers, build.state) == (",".join(LANGUAGES), key, "done")
    assert build.pack.files.filter(kind="ledger").count() == len(LANGUAGES)


def test_a_build_holds_every_choice_there_is():
    """PostgreSQL refuses a text that is longer than its column."""
    assert len(",".join(LANGUAGES)) <= PackBuild._meta.get_field("languages").max_length
    keys = [key for key, _name in offered_ledgers()]
    assert len(",".join(keys)) <= PackBuild._meta.get_field("ledgers").max_length


def test_one_build_at_a_time(world, monkeypatch):
    monkeypatch.setattr(builds, "begin", lambda build: None)
    first = seal(world)
    assert seal(world).headers["Location"] == first.headers["Location"]
    assert PackBuild.objects.count() == 1
    preview = world.browser.get(reverse("pack-preview", args=[world.meeting.pk]))
    assert first.headers["Location"] in preview.content.decode()


def test_progress_is_polled_while_it_goes_on(world, monkeypatch):
    monkeypatch.setattr(builds, "begin", lambda build: None)
    address = seal(world).headers["Location"]
    PackBuild.objects.update(state="running", step="XLSX", done=3, total=9)
    part = world.browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert '<progress class="pack-progress"' in part
    assert 'value="3" max="9"' in part
    assert f'hx-get="{address}"' in part


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_build_speaks_the_language_of_whoever_asks(
    world, monkeypatch, settings, language, django_capture_on_commit_callbacks
):
    started = []
    monkeypatch.setattr(builds, "spawn", lambda *arguments: started.append(arguments))
    settings.PACK_BUILDER = "process"
    world.browser.cookies["django_language"] = language
    with django_capture_on_commit_callbacks(execute=True):
        seal(world)
    assert started == [(PackBuild.objects.get().pk, language)]


def test_a_silent_build_has_failed_and_can_be_asked_for_again(world, monkeypatch):
    monkeypatch.setattr(builds, "begin", lambda build: None)
    address = seal(world).headers["Location"]
    PackBuild.objects.update(seen_at=timezone.now() - 3 * MINUTES)
    text = world.browser.get(address).content.decode()
    assert "hx-get" not in text
    assert reverse("pack-preview", args=[world.meeting.pk]) in text
    assert PackBuild.objects.get().state == "waiting"  # looking changes nothing
    monkeypatch.undo()
    dead = PackBuild.objects.get()
    monkeypatch.setattr(builds, "begin", lambda build: None)
    seal(world)
    dead.refresh_from_db()
    assert dead.state == "failed"
    # What comes too late from the dead one is not kept.
    assert builds.carry_out(dead.pk) is None
    assert not Pack.objects.exists()


def test_a_build_that_was_given_up_in_the_middle_seals_nothing(world, monkeypatch):
    monkeypatch.setattr(builds, "begin", lambda build: None)
    seal(world)
    build, real = PackBuild.objects.get(), builds.seal

    def taken_over(order, **more):
        PackBuild.objects.update(state="failed")
        return real(order, **more)

    monkeypatch.setattr(builds, "seal", taken_over)
    assert builds.carry_out(build.pk) is None
    assert not Pack.objects.exists()


def test_a_failure_is_told_in_a_sentence_and_its_details_to_the_log(world, monkeypatch, caplog):
    def broken(order, **more):
        raise ValueError("no font at /srv/fonts")

    monkeypatch.setattr(builds, "seal", broken)
    address = seal(world).headers["Location"]
    build = PackBuild.objects.get()
    told = world.browser.get(address).content.decode()
    for part in ("ValueError", "/srv/fonts"):
        assert part not in told + build.error
        assert part in caplog.text
    assert builds.failed_words() in told
    assert builds.advice_words(build.pk) in told
    assert build.state == "failed"
    # Whoever only reads is told that it failed, and nothing else, whatever the row says.
    PackBuild.objects.update(error="/srv/fonts")
    told = browser(world.official).get(address).content.decode()
    assert builds.failed_words() in told
    assert "/srv/fonts" not in told


def test_a_busy_database_does_not_end_the_signs_of_life(world, monkeypatch):
    monkeypatch.setattr(builds, "begin", lambda build: None)
    seal(world)
    build = PackBuild.objects.get()

    def locked(*about, **more):
        raise OperationalError("database is locked")

    assert builds.sign_of_life(build.pk)
    with monkeypatch.context() as patched:
        patched.setattr(QuerySet, "update", locked)
        assert builds.sign_of_life(build.pk)
    PackBuild.objects.update(state="failed")
    assert not builds.sign_of_life(build.pk)


@pytest.mark.parametrize(("large", "who", "done"), [
    (True, "official", False), (True, "secretary", True), (False, "official", True),
])  # fmt: skip
def test_what_takes_long_is_for_whoever_may_seal(world, monkeypatch, large, who, done):
    seal(world)
    monkeypatch.setattr(preview, "SHOWN_WHOLE", 1 if large else 99)
    address = reverse("pack-detail", args=[Pack.objects.get().code])
    found = browser(getattr(world, who)).get(address, {"check": "1", "compare": "1"})
    assert found.status_code == 200
    assert (found.context["checked"] is not None) == done
    assert (found.context["differences"] is not None) == done
    assert ('href="?check=1#files"' in found.content.decode()) == done


def test_drafts_have_no_code_and_say_what_they_are(world):
    def file(kind):
        return world.browser.get(
            reverse("pack-preview-file", args=[world.meeting.pk, "zh-hans", kind])
        )

    assert file("docx").content.decode().startswith(" long")
    assert "%E9%A2%84%E8%A7%88_" in file("docx")["Content-Disposition"]
    assert file("data")["Content-Type"] == "application/zip"
    assert file("pdf").status_code == file("nothing").status_code == 404
    assert not Pack.objects.exists()


def test_readers_look_and_secretaries_do(world):
    seal(world)
    pack, build = Pack.objects.get(), PackBuild.objects.get()
    reader = browser(world.official)
    assert reader.get(reverse("pack-detail", args=[pack.code])).status_code == 200
    assert reader.get(reverse("pack-build", args=[build.pk])).status_code == 200
    assert reader.get(reverse("pack-preview", args=[world.meeting.pk])).status_code == 403
    assert reader.post(reverse("pack-seal", args=[world.meeting.pk])).status_code == 403
    assert world.browser.get(reverse("pack-seal", args=[world.meeting.pk])).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/99999999999999999999/pack/",
        "/meetings/0/pack/",
        "/meetings/packs/NOTHING/",
        "/meetings/packs/%00/",
        "/meetings/packs/NOTHING/1/",
        "/meetings/builds/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_not_found(world, address):
    assert world.browser.get(address).status_code == 404


@pytest.mark.parametrize("groups", [2, 12])
def test_a_packs_page_asks_the_same_however_many_pairings(world, django_assert_num_queries, groups):
    for number in range(groups):
        world.pairing(f"more-{number}", "group", world.city)
    seal(world)
    address = reverse("pack-detail", args=[Pack.objects.get().code])
    world.browser.get(address)
    with django_assert_num_queries(QUERIES):
        world.browser.get(address)


QUERIES = 13
