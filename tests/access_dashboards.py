"""The read pages and the joint meeting's files, for the table of all addresses."""

PAGES = {
    "overview": "302 200 200 200 200 200 200 200 200",
    "pairing-list": "302 200 200 200 200 200 200 200 200",
    "pairing-detail": "302 200 200 200 200 200 200 200 404",
    "pairing-ledgers": "302 302 200 200 200 200 200 200 404",
    "indicator-list": "302 200 200 200 200 200 200 200 200",
    "indicator-detail": "302 200 200 200 200 200 200 200 200",
    "changes": "302 200 200 200 200 200 200 200 200",
    "explanation": "302 200 200 200 200 200 200 200 404",
    "compare": "302 200 200 200 200 200 200 200 200",
    "compare-file": "302 302 200 200 200 200 200 200 200",
    "since-look": "302 200 200 200 200 200 200 200 200",
    "activity-list": "302 200 200 200 200 200 200 200 200",
    "activity-detail": "302 200 200 200 200 200 200 200 404",
    # The overview's copy; the slide show is made of the same figures.
    "copy": "302 200 200 200 200 200 200 200 200",
    "screen": "302 200 200 200 200 200 200 200 200",
    "report-csv": "302 302 200 200 200 200 200 200 200",
    "report-json": "302 302 200 200 200 200 200 200 200",
    "report-list": "302 302 200 200 200 200 200 200 200",
    "report-completeness": "302 302 200 200 200 200 200 200 200",
    "report-completeness-file": "302 302 200 200 200 200 200 200 200",
}
