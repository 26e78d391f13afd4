"""Pages travel compressed, files that are streamed do not."""

import gzip

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cooperation.compression import CompressedPages

ROWS = b"row after row\n" * 100


def answer(response, **headers):
    request = RequestFactory(headers=headers).get("/")
    return CompressedPages(lambda request: response)(request)


def test_a_page_is_compressed_for_those_who_can_read_it():
    sent = answer(HttpResponse(ROWS), **{"Accept-Encoding": "gzip, br"})
    assert sent["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.content) == ROWS
    assert len(sent.content) < len(ROWS) / 2
    plain = answer(HttpResponse(ROWS))
    assert plain.content == ROWS
    assert "Accept-Encoding" in plain["Vary"]


def test_a_stream_stays_as_it_is():
    sent = answer(StreamingHttpResponse([ROWS]), **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in sent
    assert b"".join(sent) == ROWS


def test_the_overview_travels_light(client, ground, people):
    client.force_login(people.official)
    whole = client.get("/?programme=own")
    sent = client.get("/?programme=own", headers={"Accept-Encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip"
    assert len(sent.content) < len(whole.content) / 2
    mark = sent["ETag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": mark}
    assert client.get("/?programme=own", headers=headers).status_code == 304
