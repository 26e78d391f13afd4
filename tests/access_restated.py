"""The page of what changed since the last meeting, for the table of all addresses."""

import datetime

from cooperation.models import Meeting

PAGES = {"meeting-restated": "302 302 200 200 200 200 200 200 404"}


def arguments(ground):
    """A meeting of the first programme."""
    meeting, _made = Meeting.objects.get_or_create(
        programme=ground.programme,
        on=datetime.date(2025, 10, 10),
        year=2025,
        through=9,
        defaults={"title_zh": "联席会议"},
    )
    return {"meeting-restated": [meeting.pk]}
