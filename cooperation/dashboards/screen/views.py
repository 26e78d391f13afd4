"""The slide show and the page on which its slides are chosen."""

from __future__ import annotations

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.screen.choice import PACES, choice_of, offers
from cooperation.dashboards.screen.slides import Show


@reader_required
def screen(request):
    """Which slides; with `play` in the address the slides themselves."""
    frame = Frame.of(request)
    show = Show(frame)
    offered = offers(frame, [row.indicator for row in show.shown], show.pairings)
    chosen = choice_of(request, offered)
    context = frame.context(offered=offered, chosen=chosen, paces=PACES)
    if not chosen.playing:
        return render(request, "dashboards/screen/choose.html", context)
    context["slides"] = list(show.slides(chosen.keys))
    context["charts"] = any(slide.template == "charts" for slide in context["slides"])
    context["back"] = request.GET.copy()
    context["back"].pop("play")
    return render(request, "dashboards/screen/show.html", context)
