"""The briefing's pages, for the table of all addresses."""

import datetime

from cooperation.models import Meeting

PAGES = {
    "briefing-edit": "302 302 200 200 200 200 200 200 404",
    "briefing-text": "302 302 200 200 200 200 200 200 404",
}


def arguments(ground):
    """The keys of a meeting of the first programme."""
    meeting, _made = Meeting.objects.get_or_create(
        programme=ground.programme,
        title_zh="汇报稿的联席会议",
        defaults={"on": datetime.date(2021, 12, 28), "year": 2021, "through": 12},
    )
    return {name: [meeting.pk] for name in PAGES}
