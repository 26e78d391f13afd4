"""What a person finds at a list: the own setting and the views that may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from cooperation.models import SavedView
from cooperation.prepared import Prepared

if TYPE_CHECKING:
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger

USUAL_SIZE = 50


@dataclass(frozen=True)
class Kept:
    """A person's setting of a list, if there is one, and the views that the person may open."""

    own: SavedView | None
    views: tuple[SavedView, ...]

    @property
    def columns(self) -> str:
        """The columns as this person keeps them; "" = the ledger's own choice."""
        return self.own.columns if self.own else ""

    @property
    def size(self) -> int:
        """Rows per page as this person keeps them."""
        return (self.own and self.own.size) or USUAL_SIZE

    def view(self, pk: int) -> SavedView:
        """A view by its key; not found for whoever may not see it."""
        for view in self.views:
            if view.pk == pk:
                return view
        raise Http404(pk)

    def of(self, programme: Programme) -> list[SavedView]:
        """The views of one programme."""
        return [view for view in self.views if view.programme_id == programme.pk]

    def opening(self, programme: Programme) -> SavedView | None:
        """The view with which the list opens; one that is not shared any more does not count."""
        wanted = self.own.opens_with_id if self.own else None
        return next((view for view in self.of(programme) if view.pk == wanted), None)


def ledger_key(sector: str, ledger: Ledger) -> str:
    """By what settings and views name a ledger: labor.batch."""
    return f"{sector}.{ledger.name}"


def kept_by(user: User, key: str) -> Kept:
    """The person's setting of a ledger and the views of it: one statement."""
    found = _seen_by(user, key)
    own = next((view for view in found if not view.name and view.owner_id == user.pk), None)
    return Kept(own, tuple(view for view in found if view.name))


@Prepared
def _seen_by(reader, key: str) -> QuerySet[SavedView]:
    return SavedView.objects.visible_to(reader).filter(ledger=key).for_list()


def keep(user: User, key: str, **values) -> SavedView:
    """Change the person's setting of a list: `columns`, `size`, `opens_with`."""
    found, _made = SavedView.objects.update_or_create(
        owner=user, ledger=key, name="", defaults=values
    )
    return found
