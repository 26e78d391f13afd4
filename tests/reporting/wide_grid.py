"""The wide form in a person's browser, for its tests."""

from django.urls import reverse

from cooperation.models import DraftCell

CODE = "labor.jobs"


class Grid:
    """The page in a person's browser."""

    def __init__(self, client, world, user, **query):
        self.client, self.world, self.user = client, world, user
        client.force_login(user)
        query = {"programme": world.programme.code, "year": 2024, "indicator": CODE, **query}
        pairs = "&".join(f"{key}={value}" for key, value in query.items() if value is not None)
        self.code = query["indicator"]
        self.url = f"{reverse('admin:monthly-wide')}?{pairs}"

    def get(self):
        answer = self.client.get(self.url)
        self.sheet = answer.context["sheet"] if answer.context else None
        return answer

    def key(self, pairing, month, code=""):
        return f"{pairing.pk}-{month}-{self.world.indicators[code or self.code].pk}"

    def send(self, cells, action="save", months=(), **more):
        """Post changed cells: (pairing, month[, code]) → text, as the page's script does."""
        held = self.sheet.cells
        data = {"action": action, "month": months, "versions": self.sheet.versions, **more}
        for (pairing, month, *code), text in cells.items():
            key = self.key(pairing, month, *code)
            data |= {f"c-{key}": text, f"w-{key}": held[key].was if key in held else ""}
        return self.client.post(self.url, data)


def values(code=CODE):
    """What is kept of an indicator: (pairing, month) → basis, value."""
    rows = DraftCell.objects.filter(indicator__code=code)
    return {
        (c.report.pairing.slug, c.report.month.month): (c.basis, c.value)
        for c in rows.select_related("report__pairing")
    }
