"""The environment of every test run, set before Django reads its settings.

Only DATABASE_URL is taken from outside: it decides between SQLite and PostgreSQL.
"""

import os
from pathlib import Path

os.environ["DJANGO_ENV"] = "test"
for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_DASHBOARD", "DEMO_PASSWORD"):
    os.environ.pop(name, None)
# An empty value means none given; Django would take it for a database without a name.
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = "sqlite://:memory:"

# WhiteNoise warns where its folder is missing; an empty one is enough, the tests serve no files.
_static = Path(__file__).resolve().parent.parent / "var" / "test-static"
_static.mkdir(parents=True, exist_ok=True)
os.environ["STATIC_ROOT"] = str(_static)
