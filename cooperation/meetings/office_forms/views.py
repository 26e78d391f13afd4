"""Pages of the departments' forms: the shelf, a form with its mapping, filling it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.access import account_required, can_seal
from cooperation.meetings.office_forms import files
from cooperation.meetings.office_forms.forms import UploadForm
from cooperation.meetings.office_forms.mapping import save_mapping, typed_lines
from cooperation.meetings.office_forms.page import FormPage
from cooperation.meetings.office_forms.record import recorded
from cooperation.meetings.office_forms.shelf import add_form, retire_form
from cooperation.models import OfficeForm
from cooperation.period import programme_of
from cooperation.spreadsheets.uploads import LARGEST_FILE


@account_required
@require_GET
def form_list(request):
    """The forms in use, and those that were."""
    programme = programme_of(request)
    seen = OfficeForm.objects.visible_to(request.user).filter(programme=programme)
    shelf = list(seen.for_list())
    context = {
        "programme": programme,
        "forms": [form for form in shelf if form.retired_at is None],
        "retired": [form for form in shelf if form.retired_at is not None],
        "keeps": can_seal(request.user, programme),
    }
    return render(request, "meetings/office_forms/list.html", context)


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_add(request):
    """Upload a blank; `replaces` names the edition before it."""
    programme = programme_of(request)
    _refuse_others(request, programme)
    old = _replaced(request, programme)
    start = {"name": old.name, "department": old.department} if old else {}
    form = UploadForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and form.original:
            words = {key: form.cleaned_data[key] for key in ("name", "department")}
            kept, taken = add_form(programme, form.original, by=request.user, replaces=old, **words)
            _say_added(request, old, taken)
            return redirect("office-form-detail", kept.pk)
    context = {"programme": programme, "form": form, "old": old, "most": LARGEST_FILE // 2**20}
    status = form.status if form.errors else 200
    return render(request, "meetings/office_forms/add.html", context, status=status)


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_detail(request, pk: int):
    """The form as its sheet, with the mapping; the secretary changes it."""
    page = FormPage.of(request, pk)
    lines, status = page.lines, 200
    if request.method == "POST":
        _refuse_others(request, page.form.programme)
        lines = typed_lines(lines, request.POST, page.names)
        version = request.POST.get("version", "")
        outcome = save_mapping(page.form, lines, version, request.user, page.names)
        if outcome.status == 302:
            n = outcome.saved
            text = ngettext("%(n)d cell is mapped.", "%(n)d cells are mapped.", n) % {"n": n}
            messages.success(request, text)
            return redirect("office-form-fill", page.form.pk)
        status = outcome.status
    context = page.mapping_context(lines) | {"stale": status == 409}
    return render(request, "meetings/office_forms/detail.html", context, status=status)


@account_required
@require_GET
def form_fill(request, pk: int):
    """What goes into the form for a period, and what we do not hold."""
    page = FormPage.of(request, pk)
    context = page.context(filled=page.filled, sheets=page.sheets(page.given))
    return render(request, "meetings/office_forms/fill.html", context)


@account_required
@require_POST
def form_file(request, pk: int):
    """The filled form, the list, or both as an archive; kept in the list of exports."""
    page = FormPage.of(request, pk)
    what = request.POST.get("what", files.FORM)
    if what not in (files.FORM, files.LIST, files.BOTH):
        raise Http404(what[:20])
    period = page.period
    name, kind, content = files.download(page.form, page.filled, period.year, period.through, what)
    recorded(page, what, name, content)
    return _attachment(name, kind, content)


@account_required
@require_GET
def form_blank(request, pk: int):
    """Their file as it came."""
    form = FormPage.of(request, pk).form
    return _attachment(form.file_name, files.TYPES[form.kind], bytes(form.content))


@account_required
@require_POST
def form_retire(request, pk: int):
    """Take a form off the shelf, or put it back."""
    form = FormPage.of(request, pk).form
    _refuse_others(request, form.programme)
    retire_form(form, by=request.user, back=form.retired_at is not None)
    return redirect("office-form-detail", form.pk)


def _refuse_others(request, programme) -> None:
    if not can_seal(request.user, programme):
        raise PermissionDenied(_("The forms of departments are kept by the secretary."))


def _replaced(request, programme) -> OfficeForm | None:
    """The edition that is replaced, by the address."""
    text = request.GET.get("replaces", "")
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    found = programme.office_forms.filter(pk=number).first()
    if found is None:
        raise Http404(text[:20])
    return found


def _say_added(request, old, taken: int) -> None:
    messages.success(request, _("The form is on the shelf. Look through what is proposed."))
    if old:
        text = ngettext(
            "%(n)d cell takes over the figure of the edition before it.",
            "%(n)d cells take over the figures of the edition before it.",
            taken,
        )
        messages.info(request, text % {"n": taken})


def _attachment(name: str, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
