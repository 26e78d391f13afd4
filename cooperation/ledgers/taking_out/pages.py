"""The pages of the workplace on which rows leave a ledger and come back.

Each takes the ledger's admin, which knows who may do what.
"""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation import formatting
from cooperation.ledgers.taking_out.actions import NotPutBack, put_back, take_out
from cooperation.ledgers.taking_out.rows import described, taken_out_rows
from cooperation.typed.words import fault_of, one_line

ROWS_PER_PAGE = 50
LONGEST = 300


class Reason(forms.Form):
    """Why a row leaves."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken out"),
        max_length=LONGEST,
        widget=forms.TextInput({"maxlength": LONGEST, "size": 60}),
    )

    def clean_reason(self) -> str:
        """One line that names nobody."""
        words = one_line(self.cleaned_data["reason"])
        if fault := fault_of(words, LONGEST):
            advice = fault.advice % fault.params
            raise ValidationError(f"{fault.reason % fault.params}. {advice}.")
        return words


def address(admin, kind: str, *arguments) -> str:
    """The address of one of an admin's pages."""
    opts = admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{kind}", args=arguments)


def taking_out_urls(admin) -> list:
    """The list of the rows that left, and the way back."""
    opts, wrap = admin.opts, admin.admin_site.admin_view
    stem = f"{opts.app_label}_{opts.model_name}"

    @require_GET
    def rows(request):
        return taken_out_page(admin, request)

    @require_POST
    def back(request, pk):
        return put_back_page(admin, request, pk)

    return [
        path("taken-out/", wrap(rows), name=f"{stem}_taken_out"),
        path("<int:pk>/put-back/", wrap(back), name=f"{stem}_put_back"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def take_out_page(request, *, admin, object_id: str):
    """Ask for the reason, then take the row out and offer to undo it."""
    row = admin.get_object(request, unquote(object_id))
    if not admin.has_delete_permission(request, row):
        raise PermissionDenied
    if row is None:
        raise Http404
    form = Reason(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if take_out(row, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, _undo_message(admin, request, row))
        return redirect(address(admin, "changelist"))
    context = _context(admin, request, _("Take out"), row) | {"form": form, "object": row}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/take_out.html", context, status=status)


def taken_out_page(admin, request):
    """What was taken out, by whom, when and why."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    paginator = Paginator(taken_out_rows(admin.model, request.user), ROWS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = [
        replace(
            one,
            may_put_back=admin.has_delete_permission(request, one.row),
            title=_dated(admin.title_of(one.row), one.row),
        )
        for one in described(page.object_list)
    ]
    title = _("Taken out: %(rows)s") % {"rows": capfirst(admin.opts.verbose_name_plural)}
    context = _context(admin, request, title) | {"rows": rows, "page": page}
    return TemplateResponse(request, "admin/taken_out.html", context)


def _dated(title: str, row) -> str:
    """Rows of one name are told apart by their day."""
    value = getattr(row, row.dated_by)
    day = formatting.day(value, getattr(row, "precision", "day"))
    return title if value is None or title.startswith(day) else f"{day} · {title}"


def put_back_page(admin, request, pk: int):
    """Undo: the row stands in its ledger again, or a sentence says why it cannot."""
    row = get_object_or_404(admin.model.everything.visible_to(request.user), pk=pk)
    if not admin.has_delete_permission(request, row):
        raise PermissionDenied
    try:
        if put_back(row, by=request.user):
            words = _("“%(row)s” stands in the ledger again.")
            messages.success(request, words % {"row": admin.title_of(row)})
    except NotPutBack as refused:
        messages.error(request, str(refused))
        return redirect(address(admin, "taken_out"))
    return redirect(address(admin, "changelist"))


def _undo_message(admin, request, row) -> str:
    return render_to_string(
        "admin/_undo.html",
        {
            "row": admin.title_of(row),
            "url": address(admin, "put_back", row.pk),
            "csrf_token": get_token(request),
        },
    )


def _context(admin, request, title: str, row=None) -> dict:
    return {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": title,
        "subtitle": admin.title_of(row) if row is not None else None,
        "programme": admin.programme_of(row) if row is not None else None,
        "admin_urls": {
            "list": address(admin, "changelist"),
            "taken_out": address(admin, "taken_out"),
        },
    }
