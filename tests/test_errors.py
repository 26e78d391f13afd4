"""Error pages: in the reader's language, with a way on, without details, asking no database."""

from html import escape

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import include, path


def refuse(request):
    raise PermissionDenied("a reason for people")


def break_down(request):
    raise RuntimeError("secret detail of the server")


def nonsense(request):
    raise SuspiciousOperation("secret detail of the check")


def missing(request):
    raise Http404("secret detail of the row")


def accept(request):
    return HttpResponse("ok")


def away(request):
    raise OperationalError("secret detail of the database")


urlpatterns = [
    path("refuse/", refuse),
    path("break/", break_down),
    path("away/", away),
    path("nonsense/", nonsense),
    path("missing/", missing),
    path("accept/", accept),
    path("", include("cooperation.urls")),
]
handler400 = "cooperation.errors.bad_request"
handler403 = "cooperation.errors.permission_denied"
handler404 = "cooperation.errors.not_found"
handler500 = "cooperation.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser():
    """A browser that gets the 500 page instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/refuse/", 403),
        ("/break/", 500),
        ("/nonsense/", 400),
        ("/missing/", 404),
        ("/no/such/page/", 404),
        ("/static/../settings.py", 404),
        ("/.git/config", 404),
        ("/pairings/%00/", 404),
        ("/activities/999999999999999999999999/", 404),
        ("/activities/-1/", 404),
    ],
)
def test_error_page_is_ours_in_both_languages(db, browser, people, address, status, language):
    browser.force_login(people.official)
    browser.cookies["django_language"] = language
    response = browser.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in html
    assert str(status) in html
    assert 'href="/"' in html
    assert "secret" not in html
    assert "Traceback" not in html


def test_reason_of_a_refusal_is_shown(db, browser):
    assert "a reason for people" in browser.get("/refuse/").content.decode()


@pytest.mark.parametrize("address", ["/refuse/", "/break/", "/nonsense/", "/missing/"])
def test_error_pages_ask_the_database_nothing(browser, address):
    """Without the db mark any query fails the test (and a broken database breaks no page)."""
    assert browser.get(address).status_code in {400, 403, 404, 500}


def test_a_foreign_host_is_a_bad_request(db, client):
    """Refused before anybody asked who it is; scanners must not fill the log with faults."""
    client.raise_request_exception = False
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "400" in response.content.decode()


def test_form_without_its_token_says_what_to_do(db):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/accept/", {"value": "12"})
    assert response.status_code == 403
    assert "已过期" in response.content.decode()


def test_token_of_somebody_else_is_refused(db, people):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/")
    response = browser.post(
        "/accounts/login/",
        {"username": "official", "password": "x", "csrfmiddlewaretoken": "a" * 64},
    )
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("method", "body", "content_type"),
    [
        ("post", b"\xff\xfe\x00garbage", "multipart/form-data; boundary=x"),
        ("post", b"{}", "application/json"),
        ("post", b"--x\r\nbroken", "multipart/form-data"),
    ],
)
def test_broken_bodies_are_never_an_error_of_ours(db, browser, method, body, content_type):
    response = browser.generic(method.upper(), "/accounts/login/", body, content_type)
    assert response.status_code in {200, 400}


def test_field_flood_is_a_bad_request(db, browser):
    data = {f"f{number}": "1" for number in range(5001)}
    assert browser.post("/accounts/login/", data).status_code == 400


@pytest.fixture
def cells():
    return {"v-labor.jobs": "１２", "n-labor.jobs": '"><b>粗</b>\n=1+1', "month": ["1", "2"]}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_database_that_is_away_keeps_what_was_typed(browser, cells, language):
    """Nothing of the page asks the database; what was typed can be sent again from it."""
    browser.cookies["django_language"] = language
    response = browser.post("/away/?programme=a&year=2024", cells)
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert ("已保留在本页" if language == "zh-hans" else "kept on this page") in html
    assert 'action="/away/?programme=a&amp;year=2024"' in html
    for name, values in cells.items():
        for value in values if isinstance(values, list) else [values]:
            assert f'name="{name}" value="{escape(value)}"' in html
    assert "secret" not in html
    assert "<b>粗" not in html


@pytest.mark.parametrize(
    "data",
    [{"password": "Very-secret-1"}, {"old_password": "Very-secret-1", "x": "1"},
     {"x": "1", "file": SimpleUploadedFile("a.csv", b"Very-secret-1")}],
)  # fmt: skip
def test_passwords_and_files_are_not_put_into_the_page(browser, data):
    response = browser.post("/away/", data)
    html = response.content.decode()
    assert response.status_code == 503
    assert "浏览器返回" in html
    assert "Very-secret" not in html
    assert "<form" not in html


def test_a_page_that_cannot_be_read_says_so(browser):
    response = browser.get("/away/")
    assert response.status_code == 503
    assert "暂时无法读取" in response.content.decode()


def test_a_script_that_saves_is_told_in_its_own_form(browser):
    response = browser.post("/away/", b"{}", content_type="application/json")
    assert response.status_code == 503
    assert "已保留" in response.json()["trouble"]
