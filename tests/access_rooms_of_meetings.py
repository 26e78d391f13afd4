"""The addresses of the joint meetings' rooms, put together for the table of all addresses."""

from tests import access_briefing as briefings
from tests import access_exports as exported
from tests import access_meetings as sittings
from tests import access_office_forms as office_forms
from tests import access_packs as packs
from tests import access_restated as restated
from tests import access_workbook as printed

PAGES = {
    **exported.PAGES,
    **sittings.PAGES,
    **restated.PAGES,
    **briefings.PAGES,
    **office_forms.PAGES,
    **packs.PAGES,
    **printed.PAGES,
}
SENT = {**exported.SENT, **sittings.SENT, **packs.SENT, **office_forms.SENT}
MODELS, UNSEEN = sittings.MODELS, sittings.UNSEEN
write_export, one_of_each = exported.write_export, sittings.one_of_each


def arguments(ground, rows):
    """What stands in the addresses."""
    return {
        **exported.ARGUMENTS,
        **sittings.arguments(rows),
        **restated.arguments(ground),
        **briefings.arguments(ground),
        **packs.arguments(ground),
        **office_forms.arguments(ground),
    }
