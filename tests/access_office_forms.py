"""The departments' forms, for the table of all addresses."""

from cooperation.models import OfficeForm
from tests.meetings.office_forms.blanks import by_county

PAGES = {
    "office-form-list": "302 302 200 200 200 200 200 200 200",
    "office-form-add": "302 302 403 403 403 403 200 403 200",
    "office-form-detail": "302 302 200 200 200 200 200 200 404",
    "office-form-fill": "302 302 200 200 200 200 200 200 404",
    "office-form-blank": "302 302 200 200 200 200 200 200 404",
    # A download is a deed: it is written down.
    "office-form-file": "302 302 405 405 405 405 405 405 405",
    "office-form-retire": "302 302 405 405 405 405 405 405 405",
}
# The stranger is the secretary of another programme.
SENT = {
    "office-form-add": "302 302 403 403 403 403 422 403 422",
    "office-form-detail": "302 302 403 403 403 403 409 403 404",
    "office-form-file": "302 302 200 200 200 200 200 200 404",
    "office-form-retire": "302 302 403 403 403 403 302 403 404",
}
OF_A_FORM = [name for name in PAGES if name not in ("office-form-list", "office-form-add")]


def one(programme) -> OfficeForm:
    """A form of a programme, not mapped yet."""
    content, _expected = by_county()
    return OfficeForm.objects.create(
        programme=programme,
        name="分县区情况表",
        kind="xlsx",
        file_name="分县区.xlsx",
        sha256="0",
        content=content,
    )


def arguments(ground) -> dict:
    """For the addresses of one form of the first programme."""
    form = one(ground.programme)
    return {name: [form.pk] for name in OF_A_FORM}
