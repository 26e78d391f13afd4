"""The audit list of exports and the look-up of printed codes, for the table of all addresses."""

from cooperation.exports import record_export

CODE = "ABCDE"
OPEN = "302 302 200 200 200 200 200 200 200"
PAGES = {
    "export-list": OPEN,
    "export-check": OPEN,
    "figure-form": OPEN,
    # A file of another programme looks as if it were not there.
    "figure-code": "302 302 200 200 200 200 200 200 404",
}
# A check without a file and without a checksum says what is missing.
SENT = {"export-check": "302 302 422 422 422 422 422 422 422"}


def write_export(ground):
    """A file with codes, of the first programme."""
    record_export(
        kind="report-docx", name="a.docx", by=None, programme=ground.programme,
        year=2025, through=9, data=b"", code=CODE,
    )  # fmt: skip


ARGUMENTS = {"figure-code": [CODE]}
