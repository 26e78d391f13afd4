"""What an append-only table must never hold: numbers of people, and every visit of a machine."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from cooperation.exports import filters_of, record_export, stream_download
from cooperation.exports.masking import masked
from cooperation.models import Export


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("q=张三 13812345678", "q=张三 …"),
        ("q=138-1234-5678", "q=…"),
        ("q=138 1234 5678", "q=…"),
        ("q=１３８１２３４５６７８", "q=…"),
        ("q=138\u200b12345678", "q=…"),
        ("q=11010119900307011X", "q=…"),
        ("q=110101199003070118;", "q=…;"),
        ("/copy/?page=/?x=%31%33%38%31%32%33%34%35%36%37%38", "/copy/?page=/?x=…"),
        ("q=12345678901234567890123", "q=…"),
        ("q=1234567890", "q=1234567890"),
        ("since=2025-01-01&until=2025-12-31", "since=2025-01-01&until=2025-12-31"),
        ("since=2025-01-01; until=2025-12-31", "since=2025-01-01; until=2025-12-31"),
        ("q=％20＝1", "q=％20＝1"),
        ("", ""),
    ],
)
def test_numbers_of_people_are_left_out(text, kept):
    assert masked(text) == kept


def test_filters_are_masked():
    request = RequestFactory().get("/", {"q": "13812345678", "13912345678": "x", "year": "2025"})
    assert filters_of(request) == "q=…; …=x; year=2025"


@pytest.mark.django_db
def test_nothing_gets_around_the_mask():
    event = record_export(
        kind="copy", name="a", by=None, data=b"", scope="/?q=13812345678", filters="q=13812345678"
    )
    event.refresh_from_db()
    assert (event.scope, event.filters) == ("/?q=…", "q=…")


@pytest.mark.django_db
def test_a_public_page_is_no_export(client, people, ground, settings):
    """Addresses that anybody may open leave no trace; the same ones with an account do."""
    settings.PUBLIC_DASHBOARD = True
    path = reverse("copy") + "?page=/"
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert not Export.objects.exists()
    client.force_login(people.clerk)
    assert client.get(path).status_code == 200
    assert Export.objects.get().by == people.clerk


@pytest.mark.django_db
def test_a_public_stream_is_no_export(people):
    request = RequestFactory().get("/")
    for person, count in ((AnonymousUser(), 0), (people.clerk, 1)):
        request.user = person
        answer = stream_download(request, iter([b"a", b"b"]), "text/csv", name="a.csv", kind="x")
        assert answer.getvalue() == b"ab"
        assert Export.objects.count() == count
