"""The pages of the joint meetings, for the table of all addresses."""

import datetime

from cooperation.models import Meeting, OpenItem

READ = "302 302 200 200 200 200 200 200 404"
PAGES = {
    "meeting-list": "302 302 200 200 200 200 200 200 200",
    "meeting-detail": READ,
    "meeting-item": "302 302 405 405 405 405 405 405 405",
}
# Only the secretary marks items; without an outcome the form comes back.
SENT = {"meeting-item": "302 302 403 403 403 403 422 403 404"}
MODELS = {"cooperation.meeting": "- - - vacd v vacd"}
UNSEEN = {"cooperation.meeting": {"stranger"}}


def one_of_each(ground):
    """A meeting with an open item."""
    meeting = Meeting.objects.create(
        programme=ground.programme,
        title_zh="联席会议",
        on=datetime.date(2025, 7, 20),
        year=2025,
        through=6,
    )
    OpenItem.objects.create(meeting=meeting, text_zh="补报", responsible="协作办公室")
    return {"cooperation.meeting": meeting}


def arguments(rows):
    """What stands in the addresses."""
    meeting = rows["cooperation.meeting"]
    return {
        "meeting-detail": [meeting.pk],
        "meeting-item": [meeting.pk, meeting.items.get().pk],
    }
