"""Projects that named an enterprise and a park in words, moved to rows of their own."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

D = datetime.date
BEFORE = [("industry", "0002_rows_are_taken_out")]
AFTER = [("industry", "0005_rules_of_stages")]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def before():
    """The tables as they were; afterwards as they are now."""
    yield migrate(BEFORE)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("industry")
    migrate(newest)


def pairing_of(apps, code, sample):
    place, _ = apps.get_model("cooperation", "Place").objects.get_or_create(
        code="E", defaults={"level": "city", "name_zh": "东市"}
    )
    programme = apps.get_model("cooperation", "Programme").objects.create(
        code=code, name_zh=code, east=place, west=place, since=D(2021, 1, 1),
        until=D(2025, 12, 31), sample=sample,
    )  # fmt: skip
    return apps.get_model("cooperation", "Pairing").objects.create(
        programme=programme, slug="city", kind="city", east_place=place, west_place=place,
        since=D(2021, 1, 1),
    )  # fmt: skip


def test_names_become_rows_and_stages_get_their_days(before):
    pairing, made_up = pairing_of(before, "real", False), pairing_of(before, "sample", True)
    Place = before.get_model("cooperation", "Place")
    towns = [Place.objects.create(code=c, level="township", name_zh=f"{c}镇") for c in "甲乙"]
    Project, Payment = (before.get_model("industry", name) for name in ("Project", "Payment"))

    def old(number, on=pairing, **fields):
        values = {"kind": "new_landing", "stage": "signed", "enterprise_zh": "某厂", **fields}
        return Project.objects.create(pairing=on, code=str(number), **values)

    first = old(1, signed_on=D(2021, 5, 1), origin=towns[0], park="某园", enterprise_en="Works")
    old(2, origin=towns[1], park="某园", note="旧注", started_on=D(2021, 6, 1), stage="production")
    old(3, made_up, stage="talks")
    old(4, stage="ended", end_reason="市场变化", signed_on=D(2021, 5, 1))
    old(
        5,
        enterprise_zh="别厂",
        signed_on=D(2021, 5, 1),
        production_on=D(2021, 4, 1),
        stage="production",
    )
    old(6, enterprise_zh="别厂", stage="production")
    Payment.objects.create(project=first, paid_on=D(2021, 7, 1), amount=5)

    after = migrate(AFTER)
    Project, Enterprise = (after.get_model("industry", n) for n in ("Project", "Enterprise"))
    found = {p.code: p for p in Project.objects.select_related("enterprise", "park")}
    assert set(Enterprise.objects.values_list("name_zh", "sample", "name_en")) == {
        ("某厂", False, "Works"), ("某厂", True, ""), ("别厂", False, ""),
    }  # fmt: skip
    assert found["1"].enterprise_id == found["2"].enterprise_id == found["4"].enterprise_id
    assert found["1"].enterprise.origin_id == towns[0].pk
    assert found["1"].park_id == found["2"].park_id
    assert (found["1"].park.name_zh, found["1"].park.opened_on) == ("某园", None)
    assert found["3"].park is None
    stages = {code: p.stage for code, p in found.items()}
    assert stages == {
        "1": "signed", "2": "started", "3": "talks", "4": "ended", "5": "signed", "6": "talks",
    }  # fmt: skip
    assert found["2"].note.split("\n") == ["旧注", "原记来源镇街：乙镇", "原记阶段：投产"]
    assert found["3"].talks_on == found["3"].created_at.date()
    assert found["4"].ended_on == found["4"].created_at.date()
    assert found["5"].production_on is None
    assert "2021-04-01" in found["5"].note
    payment = after.get_model("industry", "Payment").objects.get()
    assert payment.pairing_id == pairing.pk

    back = migrate(BEFORE).get_model("industry", "Project").objects.get(code="1")
    assert (back.enterprise_zh, back.enterprise_en, back.park) == ("某厂", "Works", "某园")
    assert back.origin_id == towns[0].pk
