import pytest
from django.db import DatabaseError, connection


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
