"""The ledgers' own pages of the workplace, asked by everybody."""

import pytest

from tests.ledgers.workplace import LEDGER_NEEDS, ledger_addresses, ledger_pages
from tests.test_access_matrix import (  # noqa: F401
    WHO,
    browser,
    model_rights,
    module_rows,
    rows,
)


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_ledger_pages_of_the_workplace(client, people, rows, settings, who):  # noqa: F811
    expected, found = {}, {}
    browser(who, client, people, settings)
    addresses = ledger_addresses(rows)
    for name, (model, kind) in ledger_pages().items():
        rights = model_rights().get((model._meta.label_lower, who), "")
        needed = LEDGER_NEEDS[kind]
        expected[name] = 405 if needed is None else 200 if needed in rights else 403
        if who in {"anonymous", "public"}:
            expected[name] = 302
        elif who == "official":
            expected[name] = 403
        found[name] = client.get(addresses[name]).status_code
    assert found == expected
