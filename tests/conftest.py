"""Rules for every test: which database, no network, quick password hashing."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

pytest_plugins = ["tests.fixtures"]


# How fast examples are made and tried tells of the machine's load, not of the code.
hypothesis.settings.register_profile(
    "shared machine",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("shared machine")


def pytest_configure(config):
    """A slow hash protects stolen passwords; in tests it only costs time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# What a test asks for if it meets the database.
DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "django_db_blocker"})


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """A test that never meets a database need not run on both: said before tests are chosen.

    The fourth sector's come first: its product is set up once, and at the end of a run, when the
    workers share what is left, one of them would wait for the other.
    """
    for item in items:
        if not DATABASE & set(item.fixturenames) and not item.get_closest_marker("django_db"):
            item.add_marker("one_database")
    yield
    items.sort(key=lambda item: item.path.name != "test_fourth_sector.py")


def pytest_report_header(config):
    """Name the database at the top of the run."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[1]}"


@pytest.fixture(autouse=True)
def _clean_process():
    """Nothing kept in the process leaks from one test into the next."""
    cache.clear()
    yield
    translation.activate(settings.LANGUAGE_CODE)
