"""An open item is done, or is opened again: one line of outcome or reason, kept in the log.

Nothing is copied from meeting to meeting, so marking an item changes it on every page.
"""

from __future__ import annotations

import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cooperation.changes import Change, as_text, write
from cooperation.formatting import day
from cooperation.meetings.sittings.words import kept_line
from cooperation.models import OpenItem, Programme, User


class _ItemForm(forms.Form):
    """A form about one item; `act` names the deed in what is sent."""

    act = ""

    def __init__(self, *args, item: OpenItem, today: datetime.date, **kwargs):
        kwargs.setdefault("auto_id", f"item-{item.pk}-%s")
        super().__init__(*args, **kwargs)
        self.item, self.today = item, today


class DoneForm(_ItemForm):
    """When it was done and what came of it."""

    act = "done"
    done_text = _("The item is marked as done.")
    stale_text = _("Somebody else has marked this item as done; nothing was changed.")

    done_on = forms.DateField(
        label=_("Done on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=OpenItem._meta.get_field("outcome").max_length,
        error_messages={"required": _("Say in a few words what came of it.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("done_on", self.today)

    def clean_done_on(self):
        done_on = self.cleaned_data["done_on"]
        if fault := done_fault(done_on, self.item.meeting.on, self.today):
            raise forms.ValidationError(fault)
        return done_on

    def clean_outcome(self):
        return kept_line(self.cleaned_data["outcome"], 300)

    def save(self, user: User) -> bool:
        """Mark it done; False where it already was."""
        return settle(
            self.item.pk,
            user=user,
            done_on=self.cleaned_data["done_on"],
            outcome=self.cleaned_data["outcome"],
        )


class ReopenForm(_ItemForm):
    """Why it is not done after all."""

    act = "reopen"
    done_text = _("The item is open again.")
    stale_text = _("This item was open already; nothing was changed.")

    reason = forms.CharField(
        label=_("Why it is opened again"),
        max_length=300,
        error_messages={"required": _("Say in a few words why it is not done after all.")},
    )

    def clean_reason(self):
        return kept_line(self.cleaned_data["reason"], 300)

    def save(self, user: User) -> bool:
        """Open it again; False where it already was."""
        return reopen(self.item.pk, user=user, reason=self.cleaned_data["reason"])


FORMS = {form.act: form for form in (DoneForm, ReopenForm)}


def done_fault(done_on: datetime.date, given_out: datetime.date, today: datetime.date):
    """Why an item given out on a day cannot have been done on another; None where it can."""
    if done_on > today:
        return _("This day lies ahead. Give the day on which it was done.")
    if done_on < given_out:
        return _("The item was given out on %(day)s; it cannot be done before.") % {
            "day": day(given_out)
        }
    return None


@transaction.atomic
def settle(pk: int, *, user: User, done_on: datetime.date, outcome: str) -> bool:
    """Mark an item done, with its line in the meeting's log; False where it already was."""
    item = OpenItem.objects.select_for_update().get(pk=pk)
    if item.done_on is not None:
        return False
    _change(item, user, {"done_on": done_on, "outcome": outcome})
    return True


@transaction.atomic
def reopen(pk: int, *, user: User, reason: str) -> bool:
    """Take back that an item is done; False where it was not. Its outcome stays in the log."""
    item = OpenItem.objects.select_for_update().get(pk=pk)
    if item.done_on is None:
        return False
    _change(item, user, {"done_on": None, "outcome": ""}, reason)
    return True


def _change(item: OpenItem, user: User, values: dict, reason: str = "") -> None:
    """Write some fields of an item; pages kept from before are not shown any more."""
    name = f"{OpenItem._meta.model_name} {item.pk}"
    before = {f"{name} {field}": getattr(item, field) for field in values}
    for field, value in values.items():
        setattr(item, field, value)
    item.save(update_fields=list(values))
    after = {f"{name} {field}": value for field, value in values.items()}
    write(user, item.meeting, "change", Change(as_text(before), as_text(after), reason))
    Programme.objects.filter(pk=item.meeting.programme_id).raise_data_version()
