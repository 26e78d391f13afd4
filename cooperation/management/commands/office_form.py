"""`manage.py office_form`: a department's form filled with the approved figures of a period."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.exports import record_export
from cooperation.meetings.office_forms.files import missing_rows
from cooperation.meetings.office_forms.filling import fill
from cooperation.models import OfficeForm
from cooperation.spreadsheets.cells import csv_text
from cooperation.spreadsheets.uploads import FileRefused


class Command(BaseCommand):
    """Fill a form of a department and write the file; the list of what is not held beside it."""

    help = "Fill a department's form with the approved figures of a period."

    def add_arguments(self, parser):
        """Which form, which period, where to."""
        parser.add_argument("--form", type=int, required=True, help="its number in the address")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--through", type=int, required=True, choices=range(1, 13))
        parser.add_argument("--partial", action="store_true", help="also what is partly covered")
        parser.add_argument("--missing", help="a CSV file for the list of what is not held")
        parser.add_argument("--lang", choices=("zh-hans", "en"), default="zh-hans")
        parser.add_argument("-o", "--output", required=True, help="the filled file")

    def handle(self, **options):
        """Find the form, fill it, write it, write it down."""
        forms = OfficeForm.objects.select_related("programme__east", "programme__west")
        form = forms.filter(pk=options["form"]).first()
        if form is None:
            raise CommandError(f"There is no form {options['form']}.")
        year, through = options["year"], options["through"]
        if year not in form.programme.years:
            years = form.programme.years
            raise CommandError(f"The programme runs from {years[0]} to {years[-1]}.")
        with translation.override(options["lang"]):
            try:
                filled = fill(form, form.programme, year, through, None, partial=options["partial"])
            except FileRefused as refused:
                raise CommandError(str(refused)) from refused
            listed = csv_text(missing_rows(form, filled, year, through))
        Path(options["output"]).write_bytes(filled.content)
        if options["missing"]:
            Path(options["missing"]).write_bytes(listed.encode())
        record_export(
            kind="office-form",
            name=Path(options["output"]).name,
            by=None,
            programme=form.programme,
            year=year,
            through=through,
            scope=form.name,
            filters="partial=1" if options["partial"] else "",
            rows=len(filled.filled),
            data=filled.content,
        )
        self.stderr.write(f"{len(filled.filled)} filled, {len(filled.missing)} not held in full")
