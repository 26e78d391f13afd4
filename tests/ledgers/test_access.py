"""The pages around every list, asked by everybody."""

import pytest
from django.urls import reverse

from cooperation.ledgers.choosing import ChoosingFilter
from cooperation.models import SavedView
from cooperation.sectors import get_sector
from tests.ledgers.pages import ASKED, LEDGERS, SENT
from tests.test_access_matrix import WHO, browser

pytestmark = pytest.mark.slow


def addresses(ground, people):
    """Ledger and page → address, in the first programme."""
    found = {}
    for sector, name in LEDGERS:
        view = SavedView.objects.create(
            owner=people.official,
            programme=ground.programme,
            ledger=f"{sector}.{name}",
            name="常用",
        )
        for page in ASKED:
            arguments = [view.pk] if page in {"view", "view-change"} else []
            if page == "names":
                arguments = [by_name(sector, name)]
            address = reverse(f"{sector}:{name}-{page}", args=arguments)
            found[sector, name, page] = f"{address}?programme=own"
    return found


def by_name(sector, name):
    """A filter of the ledger whose names may be asked for."""
    ledger = next(one for one in get_sector(sector).ledgers if one.name == name)
    filters = ledger.filterset.base_filters
    return next(name for name, one in filters.items() if isinstance(one, ChoosingFilter))


def expected(table, who):
    return {
        (sector, name, page): int(line.split()[WHO.index(who)])
        for sector, name in LEDGERS
        for page, line in table.items()
    }


@pytest.mark.parametrize("who", WHO)
def test_pages_of_every_list(client, ground, people, settings, who):
    pages = addresses(ground, people)
    browser(who, client, people, settings)
    asked = {key: client.get(address).status_code for key, address in pages.items()}
    assert asked == expected(ASKED, who)


@pytest.mark.parametrize("who", WHO)
def test_what_is_sent_to_every_list(client, ground, people, settings, who):
    pages = addresses(ground, people)
    browser(who, client, people, settings)
    found = expected(SENT, who)
    sent = {key: client.post(pages[key], {}).status_code for key in found}
    assert sent == found
