"""What hangs below a row on its own page.

A row of another pairing is not named there: its reader may not be allowed to see it. The list
of projects, filtered, shows whatever the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.sectors import Below
from industry.models import Park, Project, PromotionEvent


def of_project(project: Project) -> list[Below]:
    """How the project came along, and the money that came in place for it."""
    stages = tuple(_stages(project))
    paid = project.payments.order_by("paid_on", "pk")
    payments = tuple(
        (
            formatting.day(payment.paid_on),
            formatting.number(payment.amount, 2),
            payment.note or formatting.UNKNOWN,
        )
        for payment in paid
    )
    return [
        Below(_("Stages"), (_("Stage"), _("Reached on"), _("Days")), stages, numbers=(2,)),
        Below(
            _("Money in place"),
            (_("In place on"), _("Amount (10k yuan)"), _("Note")),
            payments,
            numbers=(1,),
        ),
    ]


def _stages(project: Project) -> Iterator[tuple[str, str, str]]:
    """Each stage with its day and how long it lasted; the present one is still open."""
    days = project.days
    for (stage, since), following in zip(days, [*days[1:], None], strict=True):
        lasted = None if following is None else (following[1] - since).days
        yield str(stage.label), formatting.day(since), formatting.number(lasted)


def of_park(park: Park) -> list[Below]:
    """Who is or was in the park, and the projects there."""
    residents = park.residents.select_related("enterprise").order_by("since", "pk")
    rows = tuple(
        (
            resident.enterprise.name,
            str(resident.enterprise.get_cluster_display()),
            formatting.day(resident.since),
            formatting.day(resident.until) if resident.until else formatting.UNKNOWN,
        )
        for resident in residents
    )
    headers = (_("Enterprise"), _("Industrial cluster"), _("In the park since"), _("Left on"))
    return [Below(_("Resident enterprises"), headers, rows), _projects(park)]


def of_event(event: PromotionEvent) -> list[Below]:
    """The projects that came of the event."""
    return [_projects(event)]


def _projects(above: Park | PromotionEvent) -> Below:
    found = above.projects.filter(pairing=above.pairing_id).select_related("enterprise")
    rows = tuple(
        (
            project.enterprise.name,
            str(project.get_stage_display()),
            formatting.day(project.signed_on) if project.signed_on else formatting.UNKNOWN,
            formatting.number(project.contract_amount, 2),
        )
        for project in found
    )
    headers = (_("Enterprise"), _("Stage"), _("Signed on"), _("Contract (10k yuan)"))
    return Below(_("Projects of this pairing"), headers, rows, numbers=(3,))
