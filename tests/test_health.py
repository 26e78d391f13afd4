import pytest
from django.db import DatabaseError, connection
from django.template import engines

from cooperation.wsgi import warm


@pytest.mark.django_db
def test_healthz_answers_without_login(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_healthz_reports_a_dead_database_without_details(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("password of the server")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


def test_a_server_is_warm_before_its_first_request():
    """Our templates are compiled, without a statement (this test may ask no database)."""
    warm()
    (loader,) = engines["django"].engine.template_loaders
    assert any("overview.html" in key for key in loader.get_template_cache)
