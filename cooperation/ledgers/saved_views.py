"""Saved views of a list: what they keep, who may do what with them, and their form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation import access
from cooperation.ledgers.columns import columns_of
from cooperation.models import SavedView
from cooperation.models.saved_views import PAGE_SIZES

if TYPE_CHECKING:
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger

# More than fit into a menu help nobody to find one.
MOST_VIEWS = 30


@dataclass(frozen=True)
class ListState:
    """What a view keeps of a list: its filters as pairs, order, columns and rows per page."""

    filters: tuple[tuple[str, str], ...]
    sort: str
    columns: tuple[str, ...]
    size: int | None

    @property
    def query(self) -> str:
        """The filters as a query string."""
        query = QueryDict(mutable=True)
        query.update(dict(self.filters))
        return query.urlencode()


def state_of(ledger: Ledger, params: QueryDict) -> ListState:
    """The state that an address or a view's own parameters name, without what is unknown."""
    return ListState(
        tuple((name, params[name]) for name in ledger.filterset.base_filters if params.get(name)),
        params.get("sort", ""),
        columns_of(ledger.table, params.get("columns", "")).shown,
        size_of(params.get("size", "")),
    )


def typed_state(ledger: Ledger, text: str) -> ListState:
    """The state that a form carries as a query string."""
    return state_of(ledger, QueryDict(text))


def size_of(text: str) -> int | None:
    """Rows per page, if it is one of the sizes."""
    return int(text) if text in {str(size) for size in PAGE_SIZES} else None


def view_params(view: SavedView) -> QueryDict:
    """The address of a view's state, as it was saved."""
    params = QueryDict(view.query, mutable=True)
    for name in ("sort", "columns", "size"):
        if value := getattr(view, name):
            params[name] = str(value)
    return params


def is_too_long(view: SavedView) -> bool:
    """Whether the filters or the order are longer than can be kept."""
    return any(
        len(getattr(view, name)) > SavedView._meta.get_field(name).max_length
        for name in ("query", "sort")
    )


def keep_state(view: SavedView, state: ListState) -> None:
    """Put a state into a view that is saved next."""
    view.query, view.sort, view.size = state.query, state.sort, state.size
    view.columns = ",".join(state.columns)
    view.changed_at = timezone.now()


def may_share_with_all(user: User, programme: Programme) -> bool:
    """The secretary and the administrators speak to the whole programme."""
    return access.can_seal(user, programme) or access.can_administer(user, programme)


def share_choices(user: User, programme: Programme) -> list[tuple[str, Any]]:
    """With whom a person may share a view."""
    every = may_share_with_all(user, programme)
    return [
        (value, label)
        for value, label in SavedView.Shared.choices
        if every or value != SavedView.Shared.ALL
    ]


def may_change(user: User, view: SavedView) -> bool:
    """A view is renamed, shared and replaced by whoever keeps it."""
    return view.owner_id == user.pk


def may_delete(user: User, view: SavedView) -> bool:
    """Also administrators take a shared view away; a private one they do not even see."""
    return may_change(user, view) or access.can_administer(user, view.programme)


class ViewForm(forms.ModelForm):
    """Name and readers of a view. `state` is what it keeps; without one it stays as it is."""

    class Meta:
        model = SavedView
        fields = ("name", "shared")

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)

    def __init__(self, data=None, *, instance: SavedView, user: User, state: ListState | None):
        super().__init__(data, instance=instance)
        self.state = state
        choices = share_choices(user, instance.programme)
        if instance.pk and instance.shared not in dict(choices):
            choices.append((instance.shared, instance.get_shared_display()))
        self.fields["shared"].choices = choices

    def clean(self):
        """The name is new among the person's views of this list, and there is room for it."""
        cleaned = super().clean()
        view = self.instance
        if self.state is not None:
            keep_state(view, self.state)
            if is_too_long(view):
                raise ValidationError(_("These filters are too long to be kept."))
        view.name, view.shared = cleaned.get("name", ""), cleaned.get("shared", "")
        if view.name and view.shared:
            view.validate_constraints()
        own = SavedView.objects.named().filter(owner=view.owner, ledger=view.ledger)
        if view.pk is None and own.count() >= MOST_VIEWS:
            raise ValidationError(
                _("You have %(most)d views of this list. Delete one that you do not use.")
                % {"most": MOST_VIEWS}
            )
        return cleaned

    def kept(self) -> SavedView | None:
        """The view, saved; None if the form has problems, also such as came in between."""
        if not self.is_valid():
            return None
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.add_error(None, _("You have a view of this name already."))
            return None
