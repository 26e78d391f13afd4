"""The pages of packs, for the table of all addresses: the secretary prepares, all may look.

What is asked for here are a meeting without figures and a pack without files.
"""

import datetime

from django.utils import timezone

from cooperation.models import Meeting, Pack, PackBuild

_READ = "302 302 200 200 200 200 200 200 404"
_DONE = "302 302 403 403 403 403 200 403 404"
PAGES = {
    "pack-preview": _DONE,
    "pack-preview-file": _DONE,
    "pack-seal": "302 302 405 405 405 405 405 405 405",
    "pack-build": _READ,
    "pack-detail": _READ,
    "pack-file": _READ,
}
# Nothing is known of the meeting's month: the secretary is told so.
SENT = {"pack-seal": "302 302 403 403 403 403 422 403 404"}


def arguments(ground):
    """What stands in the addresses: a meeting whose pack is sealed, written the first time."""
    meeting = Meeting.objects.get_or_create(
        programme=ground.programme,
        title_zh="第一次联席会议",
        on=datetime.date(2021, 3, 1),
        year=2021,
        through=1,
    )[0]
    known = {"meeting": meeting, "defaults": {"moment": timezone.now()}}
    pack = Pack.objects.get_or_create(number=1, code="K7P2Q", year=2021, through=1, **known)[0]
    file = pack.files.get_or_create(name="manifest.json", kind="manifest", size=0, content=b"")[0]
    build = PackBuild.objects.get_or_create(state="done", pack=pack, **known)[0]
    return {
        "pack-preview": [meeting.pk],
        "pack-preview-file": [meeting.pk, "en", "data"],
        "pack-seal": [meeting.pk],
        "pack-build": [build.pk],
        "pack-detail": [pack.code],
        "pack-file": [pack.code, file.pk],
    }
