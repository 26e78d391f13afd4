"""The indicators: all of them for the city; one of them has a room of its own, `indicator`."""

from __future__ import annotations

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards import matrix
from cooperation.dashboards.detail import figure_table, known_rows
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.states import legend
from cooperation.freshness import revalidated


@reader_required
@revalidated()
def indicator_list(request):
    """Every indicator of the year: the whole city, or by pairing where they fit side by side."""
    frame = Frame.of(request)
    # Since the pairing began is a column of the indicator's own page: it reads every year.
    board = frame.board(since=False)
    context = {"board": board, "legend": legend(board.rows)}
    if request.GET.get("view") != "pairings" or len(board.pairings) > matrix.WIDEST:
        context["table"] = figure_table(frame, board, known_rows(board.totals()), since=False)
    else:
        caption = matrix.caption_words()
        context["matrix"] = matrix.by_indicator(
            board,
            board.pairings,
            caption,
            indicator_url=frame.indicator_url,
            pairing_url=frame.pairing_url,
            figure=frame.figure,
        )
    context["fits"] = len(board.pairings) <= matrix.WIDEST
    return render(request, "dashboards/indicator_list.html", frame.context(**context))
