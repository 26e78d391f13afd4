"""Enterprises made up for a sample programme: numbered, so that nobody takes them for real."""

from __future__ import annotations

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext
from industry.models import Cluster, Enterprise

TRADES = (
    ("灯饰", "lighting", Cluster.LIGHTING),
    ("五金", "hardware", Cluster.HARDWARE),
    ("家电", "appliances", Cluster.APPLIANCES),
    ("服装", "garments", Cluster.TEXTILES),
    ("铝材", "aluminium", Cluster.ALUMINIUM),
    ("装备", "equipment", Cluster.EQUIPMENT),
    ("花木", "nursery", Cluster.FLOWERS),
    ("食品", "food", Cluster.FARM_PRODUCTS),
    ("文旅", "tourism", Cluster.TOURISM),
)
ORIGINS = ("township", "county")


class Pool:
    """The enterprises of one pairing; `landed` are those with a project of their own here."""

    def __init__(self, context: SampleContext, pairing: Pairing):
        self.east = pairing.east_place
        self.draw = context.draw("enterprises", pairing.slug)
        self.all: list[Enterprise] = []
        self.landed: list[Enterprise] = []

    def new(self) -> Enterprise:
        """One more enterprise from the eastern end."""
        trade_zh, trade_en, cluster = self.draw.choice(TRADES)
        number = len(self.all) + 1
        east = self.east
        self.all.append(
            Enterprise(
                name_zh=f"样例：{east.short_zh or east.name_zh}{trade_zh}企业{number:02}",
                name_en=f"Sample: {trade_en} enterprise {number:02}, {east.name_en}",
                origin=east if east.level in ORIGINS else None,
                cluster=cluster,
                sample=True,
            )
        )
        return self.all[-1]

    def settled(self) -> Enterprise:
        """An enterprise that has landed before, or a new one where none has."""
        return self.draw.choice(self.landed) if self.landed else self.new()
