"""What the secretary says when sealing: languages, ledgers, and why where a pack is superseded."""

from __future__ import annotations

import json
from hashlib import sha256

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.meetings.packs.ledgers import offered_ledgers
from cooperation.meetings.packs.seal import LONGEST_REASON
from cooperation.models import BriefingEdit, Language, Meeting, Pack


class SealForm(forms.Form):
    """seen: the state that the preview showed, see `state_of`; "" where nobody looked at one."""

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
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data=None, *, meeting: Meeting, newest: Pack | None) -> None:
        self.meeting, self.newest = meeting, newest
        super().__init__(data, initial={"seen": state_of(meeting)})
        if newest is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            words = gettext_lazy("Say why this pack supersedes the last one.")
            self.fields["reason"].error_messages["required"] = words

    def clean_languages(self) -> list[str]:
        """Each once, however often it was sent."""
        return list(dict.fromkeys(self.cleaned_data["languages"]))

    def clean_ledgers(self) -> list[str]:
        """Each once, however often it was sent."""
        return list(dict.fromkeys(self.cleaned_data["ledgers"]))

    def clean_seen(self) -> str:
        """Figures, meeting and briefing are still those that were looked at."""
        if self.cleaned_data["seen"] not in ("", state_of(self.meeting)):
            # What is sent again is what is shown now.
            self.data = self.data.copy()
            self.data["seen"] = state_of(self.meeting)
            raise forms.ValidationError(
                _(
                    "Figures, the meeting or its briefing have changed since you opened this "
                    "preview. Look again, then seal."
                )
            )
        return self.cleaned_data["seen"]


def state_of(meeting: Meeting) -> str:
    """A checksum that changes with every figure released, with every edit of the meeting's own
    fields and lines, and with every edit of its briefing."""
    edits = BriefingEdit.objects.filter(meeting=meeting)
    lines = (meeting.agenda, meeting.decisions, meeting.items)
    carried = (meeting.items_carried(), meeting.items_settled())
    state = [
        meeting.programme.data_version,
        list(Meeting.objects.filter(pk=meeting.pk).values_list()),
        *(list(one.order_by("pk").values_list()) for one in lines),
        *([item.pk for item in one] for one in carried),
        edits.aggregate(newest=Max("pk"))["newest"],
    ]
    return sha256(json.dumps(state, cls=DjangoJSONEncoder).encode()).hexdigest()
