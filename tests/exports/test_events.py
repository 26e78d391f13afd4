"""An export is written down once, with its checksum, whatever became of the file."""

import hashlib

import pytest
from django.core.exceptions import BadRequest
from django.db import DatabaseError, transaction
from django.test import RequestFactory
from django.utils import timezone

from cooperation.exports import (
    ALPHABET,
    CODE_LENGTH,
    events,
    filters_of,
    new_code,
    purpose_of,
    record_export,
    recorded_stream,
)
from cooperation.models import Export

pytestmark = pytest.mark.django_db

EVENT = {"kind": "ledger-csv", "name": "a.csv", "by": None}


class Counting:
    """What counts the rows of a stream."""

    rows, broken = 7, False


def parts(log):
    try:
        yield b"one"
        yield b"two"
    finally:
        log.append("closed")


def test_a_code_has_no_letters_that_look_alike():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set("0O1IL") & set(ALPHABET)
    codes = {new_code() for _one in range(50)}
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set(ALPHABET)


def test_a_taken_code_is_drawn_again(monkeypatch):
    record_export(**EVENT, data=b"", code="AAAAA")
    drawn = iter("AAAAA" + "BBBBB")
    monkeypatch.setattr(events.secrets, "choice", lambda signs: next(drawn))
    assert new_code() == "BBBBB"


def test_no_code_left_is_an_error(monkeypatch):
    record_export(**EVENT, data=b"", code="AAAAA")
    monkeypatch.setattr(events.secrets, "choice", lambda signs: "A")
    with pytest.raises(RuntimeError):
        new_code()


def test_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        record_export(**EVENT, data=b"x")
    with django_assert_num_queries(1):
        record_export(**EVENT, data=b"x", code="AAAAA")


def test_what_is_kept_of_a_file(ground):
    before = timezone.now()
    event = record_export(
        **EVENT, data="数".encode(), programme=ground.programme, rows=3, purpose=" a\n b "
    )
    event.refresh_from_db()
    assert event.sha256 == hashlib.sha256("数".encode()).hexdigest()
    assert (event.size, event.rows, event.complete, event.purpose) == (3, 3, True, "a b")
    assert before <= event.at == event.moment


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"filters": "=cmd|'/c calc'!A0"}, {"filters": "=cmd|'/c calc'!A0"}),
        ({"filters": "x" * 3000}, {"filters": "x" * 2000}),
        ({"scope": "a\0b\ud800c"}, {"scope": "a b c"}),
        ({"name": "表" * 300 + ".xlsx"}, {"name": "表" * 194 + "….xlsx"}),
        ({"name": "a" * 200}, {"name": "a" * 200}),
    ],
)
def test_texts_that_do_not_fit_are_kept_as_far_as_they_do(given, kept):
    event = record_export(**EVENT | given, data=b"")
    event.refresh_from_db()
    assert {name: getattr(event, name) for name in kept} == kept


def test_a_stream_is_written_down_when_it_has_gone(django_assert_num_queries):
    log = []
    stream = recorded_stream(parts(log), counted=Counting(), **EVENT)
    assert next(stream) == b"one"
    assert not Export.objects.exists()
    with django_assert_num_queries(2):
        assert list(stream) == [b"two"]
    event = Export.objects.get()
    assert event.sha256 == hashlib.sha256(b"onetwo").hexdigest()
    assert (event.size, event.rows, event.complete) == (6, 7, True)
    assert log == ["closed"]


def test_a_stream_that_is_cut_off_says_so():
    log = []
    stream = recorded_stream(parts(log), counted=Counting(), **EVENT)
    next(stream)
    stream.close()
    event = Export.objects.get()
    assert event.sha256 == hashlib.sha256(b"one").hexdigest()
    assert (event.size, event.complete) == (3, False)
    assert log == ["closed"]


def test_a_stream_that_breaks_says_so():
    def broken():
        yield b"one"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(recorded_stream(broken(), **EVENT))
    assert Export.objects.get().complete is False


def test_a_stream_whose_rows_could_not_be_read_is_not_complete():
    counted = Counting()
    counted.broken = True
    list(recorded_stream([b"x"], counted=counted, **EVENT))
    assert Export.objects.get().complete is False


def test_a_stream_that_nobody_began_is_no_export():
    recorded_stream([b"x"], **EVENT).close()
    assert not Export.objects.exists()


@pytest.mark.parametrize("with_programme", [True, False])
def test_exports_are_only_added(ground, with_programme):
    programme = ground.programme if with_programme else None
    event = record_export(**EVENT, data=b"", programme=programme)
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.update(name="b")
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()
    assert set(Export.objects.values_list("name", flat=True)) == {"a.csv"}


def test_exports_of_a_sample_may_go(ground):
    type(ground.programme).objects.filter(pk=ground.programme.pk).update(sample=True)
    event = record_export(**EVENT, data=b"", programme=ground.programme)
    event.delete()
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "kept"),
    [("", ""), ("  5月\n联席会议 ", "5月 联席会议"), ("x" * 200, "x" * 200)],
)
def test_purposes_that_are_kept(purpose, kept):
    assert purpose_of(RequestFactory().get("/", {"purpose": purpose})) == kept


@pytest.mark.parametrize("purpose", ["x" * 201, "张三 13812345678", "110101199003070118", "a\x01b"])
def test_purposes_that_are_refused(purpose):
    with pytest.raises(BadRequest) as refused:
        purpose_of(RequestFactory().get("/", {"purpose": purpose}))
    assert str(refused.value)


def test_filters_in_words():
    request = RequestFactory().get(
        "/", {"programme": "p", "purpose": "x", "channel": ["fair", "net"], "q": "=1+1", "y": ""}
    )
    assert filters_of(request) == "channel=fair; channel=net; q==1+1"


def test_who_sees_which_exports(ground, people):
    """The secretary and the administrator those of the programme, others their own."""
    made = {
        who: record_export(**EVENT | {"by": person}, data=b"", programme=ground.programme)
        for who, person in people.all.items()
        if who != "stranger"
    }
    theirs = record_export(**EVENT | {"by": people.stranger}, data=b"", programme=None)
    everything = {event.pk for event in made.values()}
    for who, person in people.all.items():
        seen = set(Export.objects.visible_to(person).values_list("pk", flat=True))
        if who == "administrator":
            assert seen == everything | {theirs.pk}
        elif who == "secretary":
            assert seen == everything
        else:
            assert seen == {made[who].pk if who in made else theirs.pk}
