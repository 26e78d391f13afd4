"""What is served: every file named by another one is there, and nothing comes from outside."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

STATIC = Path(__file__).resolve().parent.parent / "static"


@pytest.mark.slow
def test_collected_files_are_hashed_and_compressed(tmp_path, settings):
    storage = {"BACKEND": "cooperation.static_files.CollectedFiles"}
    with override_settings(
        STATIC_ROOT=tmp_path, STORAGES=settings.STORAGES | {"staticfiles": storage}
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        addresses = [staticfiles_storage.url("css/base.css") for _time in range(2)]
        with pytest.raises(ValueError, match="nowhere"):
            staticfiles_storage.url("css/nowhere.css")
    assert len(set(addresses)) == 1
    assert re.fullmatch(r"/static/css/base\.[0-9a-f]{12}\.css", addresses[0])
    charts = [path.name for path in tmp_path.glob("vendor/plotly/plotly-basic.min.*")]
    assert sorted(re.sub(r"\.[0-9a-f]{12}\.", ".#.", name) for name in charts) == [
        "plotly-basic.min.#.js",
        "plotly-basic.min.#.js.br",
        "plotly-basic.min.#.js.gz",
    ]
    brotli = next(tmp_path.glob("vendor/plotly/plotly-basic.min.*.br"))
    assert brotli.stat().st_size <= 400 * 1024


def test_own_files_name_no_other_server():
    outside = re.compile(r"""(?:src|href|url|import|fetch)\s*[=(]?\s*["'(]*(?:https?:)?//[\w.]+""")
    own = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    named = {
        path.relative_to(STATIC).as_posix(): outside.findall(path.read_text(encoding="utf-8"))
        for path in own
        if "vendor" not in path.parts
    }
    assert own
    assert {name: found for name, found in named.items() if found} == {}
