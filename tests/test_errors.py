"""Error pages: in the reader's language, with a way on, without details, asking no database."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
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


urlpatterns = [
    path("refuse/", refuse),
    path("break/", break_down),
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
