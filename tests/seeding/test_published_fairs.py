"""What is published of fairs and products says no more than its sources."""

import csv

from tests.seeding.conftest import SEEDS


def rows(file):
    with (SEEDS / file).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_published_total_of_the_fair_is_not_called_sales_on_site():
    (fair,) = rows("fairs.csv")
    assert (fair["sales_all"], fair["exactness"], fair["intentions"]) == ("300", "about", "12")
    unknown = ("sales_on_site", "sales_after", "stalls", "enterprises", "products", "organiser")
    assert [fair[name] for name in unknown] == [""] * 6


def test_products_have_a_source_and_no_invented_certificate():
    found = rows("products.csv")
    assert all(row["sources"] for row in found)
    assert {row["certificate"] + row["certificate_number"] for row in found} == {""}
