"""The printed files of a period, for the table of all addresses."""

PAGES = {
    "report-xlsx": "302 302 200 200 200 200 200 200 200",
    "report-docx": "302 302 200 200 200 200 200 200 200",
    "report-pdf": "302 302 200 200 200 200 200 200 200",
    "report-html": "302 302 200 200 200 200 200 200 200",
}
