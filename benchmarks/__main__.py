"""`python -m benchmarks [--scale city|province] [--database sqlite|postgresql] [--quick]`.

Without --scale both sizes are measured. DATABASE_URL names an empty database that is filled
and may be thrown away; without it a temporary SQLite file is used, or with
`--database postgresql` a throw-away cluster.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Read the options, prepare the environment, and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", choices=["city", "province"], action="append")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--runs", type=int, default=25, help="requests per page")
    parser.add_argument(
        "--purchases", type=int, default=100_000, help="more rows for the long ledger"
    )
    parser.add_argument(
        "--nation", action="store_true", help="only the list of ten million purchases (15 min)"
    )
    parser.add_argument(
        "--export-rows", type=int, default=1_000_000, help="rows of the ledger's file"
    )
    parser.add_argument(
        "--only", choices=["boards", "browser", "exports", "packs"], help="measure nothing else"
    )
    parser.add_argument("--quick", action="store_true", help="few runs, few rows: does it work?")
    parser.add_argument("--profile", metavar="CASE", help="print where one page spends its time")
    options = parser.parse_args()
    if options.quick:
        options.runs, options.purchases, options.export_rows = 5, 3_000, 5_000
    if options.database == "postgresql" and not os.environ.get("DATABASE_URL"):
        script = str(ROOT / "scripts" / "with_postgresql.py")
        return subprocess.run(
            [script, sys.executable, "-m", "benchmarks", *sys.argv[1:]], cwd=ROOT, check=False
        ).returncode
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")
        for name in ("DEBUG", "PUBLIC_DASHBOARD"):
            os.environ.pop(name, None)

        import django

        django.setup()

        from benchmarks.run import run

        return run(options)


if __name__ == "__main__":
    sys.exit(main())
