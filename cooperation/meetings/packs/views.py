"""The pages of a pack: preview, sealing and how far it is, the sealed pack, its files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cooperation.access import account_required, can_seal
from cooperation.exports import download
from cooperation.meetings.packs import page
from cooperation.meetings.packs.builds import ask
from cooperation.meetings.packs.forms import SealForm
from cooperation.meetings.packs.kinds import CONTENT_TYPES
from cooperation.meetings.packs.rights import holds_ledgers, may_take
from cooperation.meetings.packs.seal import LANGUAGES, Refused, newest_pack, scope_of
from cooperation.models import Meeting, Pack, PackBuild


@account_required
@require_safe
def pack_preview(request, pk: int):
    """What would be sealed now, what is lacking, and the form that seals it."""
    meeting = _own_meeting(request, pk)
    form = SealForm(meeting=meeting, newest=newest_pack(meeting))
    return render(request, "meetings/packs/preview.html", page.preview_context(meeting, form))


@account_required
@require_safe
def pack_preview_file(request, pk: int, language: str, kind: str):
    """One kind of file as a draft: without codes, not sealed, not kept."""
    meeting = _own_meeting(request, pk)
    if language not in LANGUAGES:
        raise Http404(language)
    draft = page.draft_file(meeting, language, kind)
    return download(
        request,
        draft.content,
        CONTENT_TYPES[draft.kind],
        name=draft.name,
        kind="pack-preview",
        programme=meeting.programme,
        year=meeting.year,
        through=meeting.through,
        pairing=meeting.pairing,
        scope=scope_of(meeting),
    )


@account_required
@require_POST
def pack_seal(request, pk: int):
    """Begin the building of a pack and show how far it is."""
    meeting = _own_meeting(request, pk)
    form = SealForm(request.POST, meeting=meeting, newest=newest_pack(meeting))
    if form.is_valid():
        chosen = {name: form.cleaned_data.get(name, "") for name in ("languages", "reason")}
        try:
            build = ask(meeting, request.user, ledgers=form.cleaned_data["ledgers"], **chosen)
            return redirect("pack-build", build.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = page.preview_context(meeting, form)
    return render(request, "meetings/packs/preview.html", context, status=422)


@account_required
@require_safe
def pack_build(request, pk: int):
    """How far a pack is; the part that changes comes alone when it is asked for by itself."""
    builds = PackBuild.objects.visible_to(request.user)
    build = get_object_or_404(
        builds.select_related("meeting__programme", "pack", "requested_by"), pk=pk
    )
    part = request.htmx and not request.htmx.history_restore_request
    name = "meetings/packs/_build.html" if part else "meetings/packs/build.html"
    response = render(request, name, page.build_context(build, request.user))
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "private, no-store"
    return response


@account_required
@require_safe
def pack_detail(request, code: str):
    """A sealed pack: facts, files, whether it is built again the same, what differs today."""
    pack = _pack(request, code)
    return render(
        request, "meetings/packs/detail.html", page.pack_context(pack, request.user, request.GET)
    )


@account_required
@require_safe
def pack_file(request, code: str, pk: int):
    """The bytes of one file as they were sealed."""
    pack = _pack(request, code)
    file = get_object_or_404(pack.files, pk=pk)
    if not may_take(request.user, file, pack, with_ledgers=holds_ledgers(pack)):
        raise PermissionDenied(_("It holds rows of ledgers that are not open to this account."))
    response = download(
        request,
        bytes(file.content),
        CONTENT_TYPES.get(file.kind, "application/octet-stream"),
        name=file.name.rpartition("/")[2],
        kind="pack-file",
        programme=pack.meeting.programme,
        year=pack.year,
        through=pack.through,
        pairing=pack.pairing,
        scope=scope_of(pack),
        moment=pack.moment,
    )
    response["ETag"] = f'"{file.sha256}"'
    return response


def _own_meeting(request, pk: int) -> Meeting:
    """A meeting whose pack the reader prepares: 404 where it is not seen, 403 where not theirs."""
    meetings = Meeting.objects.visible_to(request.user).newest_first()
    meeting = get_object_or_404(meetings, pk=pk)
    if not can_seal(request.user, meeting.programme):
        raise PermissionDenied(_("The secretary of the joint meeting prepares the pack."))
    return meeting


def _pack(request, code: str) -> Pack:
    packs = Pack.objects.visible_to(request.user).select_related(
        "meeting__programme",
        "sealed_by",
        "supersedes",
        "superseded_by",
        "pairing__east_place",
        "pairing__west_place",
    )
    return get_object_or_404(packs, code=code)
