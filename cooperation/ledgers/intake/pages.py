"""The page of the workplace where a file comes in: chosen, looked at, then written."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.ledgers.declared import ledger_of
from cooperation.ledgers.intake.envelope import opened, seal
from cooperation.ledgers.intake.plan import Office, Plan
from cooperation.ledgers.intake.reading import plan_of, read_file
from cooperation.ledgers.intake.references import pairings_open_to
from cooperation.ledgers.intake.template import template_file, template_name
from cooperation.ledgers.intake.writing import NotWritten, write_file
from cooperation.ledgers.taking_out.pages import Reason, address
from cooperation.period import programme_of, programmes_for
from cooperation.spreadsheets.uploads import LARGEST_FILE, MOST_ROWS, FileRefused
from cooperation.spreadsheets.workbooks import FORMATS
from cooperation.typed.problems import Problem


@dataclass
class Outcome:
    """What the page shows. fault: why nothing came of what was sent, as a code for the page."""

    plan: Plan | None = None
    sealed: str = ""
    problem: Problem | None = None
    fault: str = ""
    status: int = 200
    reason: Reason | None = None
    written: Plan | None = None


def intake_urls(admin) -> list:
    """Where files come in, and the table to fill in."""
    opts, wrap = admin.opts, admin.admin_site.admin_view
    stem = f"{opts.app_label}_{opts.model_name}"

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request):
        return intake_page(admin, request)

    @require_GET
    def template(request, fmt):
        return template_page(admin, request, fmt)

    return [
        path("from-file/", wrap(page), name=f"{stem}_intake"),
        path("from-file/template.<slug:fmt>", wrap(template), name=f"{stem}_template"),
    ]


def intake_page(admin, request):
    """Choose a file, see what it would do, write it."""
    office = _office(admin, request)
    outcome = Outcome()
    if request.method == "POST":
        outcome = confirmed(request, office) if "sealed" in request.POST else sent(request, office)
    if outcome.written:
        messages.success(request, _said(outcome.written))
        return redirect(address(admin, "changelist"))
    context = _context(admin, request, office) | {"outcome": outcome, "plan": outcome.plan}
    return TemplateResponse(request, "admin/intake.html", context, status=outcome.status)


def template_page(admin, request, fmt: str):
    """The empty table, in the language of the page."""
    office = _office(admin, request)
    if fmt not in FORMATS:
        raise Http404(fmt)
    response = HttpResponse(template_file(office, fmt), content_type=FORMATS[fmt])
    name = template_name(office, fmt)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def sent(request, office: Office) -> Outcome:
    """The preview of a file, or everything that is wrong with it."""
    upload = request.FILES.get("file")
    if upload is None:
        return Outcome(fault="no-file", status=422)
    try:
        table = read_file(upload, office)
    except FileRefused as refused:
        return Outcome(problem=refused.problem(upload.name or ""), status=refused.status)
    plan = plan_of(table, office)
    if plan.problems:
        return Outcome(plan, status=422)
    return Outcome(plan, seal(table, office, plan.version), reason=Reason())


def confirmed(request, office: Office) -> Outcome:
    """Write what the preview showed, if it still is what would happen."""
    envelope = opened(request.POST["sealed"], office)
    if envelope is None:
        return Outcome(fault="too-old", status=409)
    table, form = envelope.table, Reason(request.POST)
    if not form.is_valid():
        return Outcome(plan_of(table, office), request.POST["sealed"], status=422, reason=form)
    reason = form.cleaned_data["reason"]
    try:
        return Outcome(written=write_file(table, office, version=envelope.version, reason=reason))
    except NotWritten as stale:
        plan = stale.plan
        return Outcome(plan, seal(table, office, plan.version), None, "changed", 409, form)


def _office(admin, request) -> Office:
    """Who sends a file for which ledger; 403 for whoever enters no rows there."""
    found = ledger_of(admin.model)
    if found is None:
        raise Http404
    if not admin.has_add_permission(request):
        raise PermissionDenied
    programme = programme_of(request)
    pairings = pairings_open_to(request.user, programme, found[0])
    if not pairings:
        raise PermissionDenied(_("You enter no rows of this ledger in this programme."))
    return Office(*found, programme, request.user, pairings)


def _said(plan: Plan) -> str:
    added, changed = len(plan.added), len(plan.changed)
    words = [
        ngettext("%(n)d row was added", "%(n)d rows were added", added) % {"n": added},
        ngettext("%(n)d row was changed", "%(n)d rows were changed", changed) % {"n": changed},
    ]
    return _("%(name)s: %(added)s, %(changed)s.") % {
        "name": plan.name, "added": words[0], "changed": words[1],
    }  # fmt: skip


def _context(admin, request, office: Office) -> dict:
    here = address(admin, "intake")
    query = f"?programme={office.programme.code}"
    stem = f"admin:{admin.opts.app_label}_{admin.opts.model_name}_template"
    return {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("%(rows)s from a file") % {"rows": capfirst(admin.opts.verbose_name_plural)},
        "programme": office.programme,
        "programmes": programmes_for(request),
        "here": here,
        "query": query,
        "templates": [(fmt.upper(), reverse(stem, args=[fmt]) + query) for fmt in ("xlsx", "csv")],
        "pairings": office.pairings,
        "most": LARGEST_FILE // 2**20,
        "most_rows": MOST_ROWS,
    }
