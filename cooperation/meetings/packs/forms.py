"""What the secretary says when sealing: languages, ledgers, and why where a pack is superseded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.meetings.packs.ledgers import offered_ledgers
from cooperation.meetings.packs.seal import LONGEST_REASON
from cooperation.models import Language, Meeting, Pack


class SealForm(forms.Form):
    """seen: the state of the data that the preview showed; "" where nobody looked at one."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=Language.choices,
        initial=Language.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    ledgers = forms.MultipleChoiceField(
        label=gettext_lazy("Ledgers to put in"),
        required=False,
        choices=offered_ledgers,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it supersedes the last pack"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput({"maxlength": LONGEST_REASON}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data=None, *, meeting: Meeting, newest: Pack | None) -> None:
        self.meeting, self.newest = meeting, newest
        super().__init__(data, initial={"seen": state_of(meeting)})
        if newest is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            words = gettext_lazy("Say why this pack supersedes the last one.")
            self.fields["reason"].error_messages["required"] = words

    def clean_seen(self) -> str:
        """The figures are still those that were looked at."""
        if self.cleaned_data["seen"] not in ("", state_of(self.meeting)):
            # What is sent again is what is shown now.
            self.data = self.data.copy()
            self.data["seen"] = state_of(self.meeting)
            raise forms.ValidationError(
                _("Figures have changed since you opened this preview. Look again, then seal.")
            )
        return self.cleaned_data["seen"]


def state_of(meeting: Meeting) -> str:
    """What changes with every release of a figure."""
    return str(meeting.programme.data_version)
