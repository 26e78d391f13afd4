"""The pages that the lists of all ledgers have alike, and who may open them."""

from cooperation.sectors import all_sectors

# As in tests/test_access_matrix.py: anonymous, public, official, clerk, other clerk, reviewer,
# secretary, administrator, and the secretary of another programme. The view is the official's.
ASKED = {
    "names": "302 302 200 200 200 200 200 200 404",
    "settings": "302 302 405 405 405 405 405 405 405",
    "views": "302 302 200 200 200 200 200 200 404",
    "view": "302 302 200 404 404 404 404 404 404",
    "view-change": "302 302 200 404 404 404 404 404 404",
}
# Everybody has an own setting of a list; a view without a name is refused.
SENT = {
    "settings": "302 302 302 302 302 302 302 302 302",
    "views": "302 302 422 422 422 422 422 422 404",
    "view-change": "302 302 422 404 404 404 404 404 404",
}
LEDGERS = [(sector.slug, ledger.name) for sector in all_sectors() for ledger in sector.ledgers]
LIST_PAGES = {f"{sector}:{name}-{page}" for sector, name in LEDGERS for page in ASKED}
