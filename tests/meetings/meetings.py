"""Meetings as the tests of their pages write them."""

import datetime

from django.urls import reverse

from cooperation.models import Meeting, OpenItem

JAN, JUL, NOV = (datetime.date(2025, month, 20) for month in (1, 7, 11))


def meeting(ground, on, *, year=2025, through=None, pairing=None, **more):
    """A meeting of a programme on a day, presenting the month before unless told."""
    through = through or max(on.month - 1, 1)
    more.setdefault("title_zh", f"{on:%Y-%m-%d}联席会议")
    return Meeting.objects.create(
        programme=ground.programme, pairing=pairing, on=on, year=year, through=through, **more
    )


def item(of, text="补报缺报月份", **more):
    """Something that a meeting gave out."""
    more.setdefault("responsible", "六盘水市协作办公室")
    return OpenItem.objects.create(meeting=of, text_zh=text, **more)


def texts(items):
    """What some items say, in their order."""
    return [one.text_zh for one in items]


def page(client, of):
    """The page of a meeting, as its reader gets it."""
    return client.get(reverse("meeting-detail", args=[of.pk])).content.decode()
