"""Promotion events of a sample programme: those its activities speak of."""

from __future__ import annotations

import datetime
from collections import defaultdict

from cooperation.models import Activity, Pairing
from cooperation.sampling.context import SampleContext, day_in
from industry.models import PromotionEvent

CODE = "industry.promotions"


def sample_events(context: SampleContext) -> dict[int, list[PromotionEvent]]:
    """By pairing in the order of their days, as many as are declared; where the month has an
    activity for one, it is that activity."""
    activities = defaultdict(list)
    for activity in Activity.objects.filter(
        programme=context.programme, kind=Activity.Kind.PROMOTION
    ).order_by("start", "pk"):
        activities[activity.pairing_id, activity.start.replace(day=1)].append(activity)
    events: dict[int, list[PromotionEvent]] = defaultdict(list)
    for pairing, month, count in context.monthly(CODE):
        draw = context.draw("events", pairing.slug, month)
        known = activities[pairing.pk, month]
        for number in range(int(count)):
            activity = known[number] if number < len(known) else None
            event = _event(pairing, month, activity, draw)
            event.attending = None if draw.random() < 0.1 else draw.randint(12, 80)
            events[pairing.pk].append(event)
    for found in events.values():
        found.sort(key=lambda event: event.date)
    return events


def _event(pairing: Pairing, month: datetime.date, activity, draw) -> PromotionEvent:
    if activity is None:
        west = pairing.west_place
        return PromotionEvent(
            pairing=pairing,
            date=day_in(month, draw),
            title_zh=f"样例：{west.name_zh}招商推介会",
            title_en=f"Sample: investment promotion of {west.name_en}",
        )
    return PromotionEvent(
        pairing=pairing,
        date=activity.start,
        title_zh=activity.title_zh,
        title_en=activity.title_en,
        place_zh=activity.place_zh,
        place_en=activity.place_en,
        activity=activity,
    )
