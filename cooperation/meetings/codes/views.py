"""The form for a typed code, a file's page, and the page of one printed number."""

from __future__ import annotations

from django.shortcuts import redirect, render

from cooperation.access import account_required
from cooperation.meetings.codes.figures import Gone, figure_of
from cooperation.meetings.codes.files import PrintedFile, UnknownCode
from cooperation.meetings.codes.sentences import advice_for, gone_sentence, unknown_sentence
from cooperation.meetings.codes.spelling import Mistyped, looks_like_file, parse, plain
from cooperation.meetings.codes.typed import address_of
from cooperation.meetings.text import COLUMNS
from cooperation.period import refuse_nul


@account_required
def figure_form(request):
    """Where a code is typed; a code in the query leads to its page."""
    refuse_nul(request)
    text = request.GET.get("code", "").strip()
    if address := address_of(text, request.GET.get("file", "")):
        return redirect(address)
    return render(request, "meetings/code_form.html", {"text": ""})


@account_required
def figure_code(request, text: str):
    """The number behind a code, or the file where only the file's code is given."""
    try:
        if looks_like_file(text):
            file = PrintedFile.of(plain(text), request.user)
            return render(request, "meetings/code_file.html", _about(file))
        coded = parse(text)
        file = PrintedFile.of(coded.export, request.user)
        figure = figure_of(coded, file, request.user)
    except Mistyped as mistyped:
        return _refused(request, text, advice_for(mistyped))
    except UnknownCode as unknown:
        return _refused(request, text, unknown_sentence(str(unknown)))
    except Gone as gone:
        return _refused(request, text, [gone_sentence()], _about(gone.file))
    context = _about(file) | {"figure": figure, "row": figure.then_row, "columns": COLUMNS}
    return render(request, "meetings/figure.html", context)


def _about(file: PrintedFile) -> dict:
    return {"file": file, "programme": file.programme}


def _refused(request, text: str, sentences: list[str], context: dict | None = None):
    """The form again, with what was typed and what to look at."""
    context = (context or {}) | {"text": text[:60], "sentences": sentences}
    return render(request, "meetings/code_form.html", context, status=404)
