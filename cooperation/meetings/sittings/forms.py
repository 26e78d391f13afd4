"""The workplace's forms of a meeting and of its lines, with what is refused and why."""

from __future__ import annotations

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.formatting import day, month_label
from cooperation.meetings.sittings.outcomes import done_fault
from cooperation.meetings.sittings.words import kept_line, refuse_faults
from cooperation.models import Meeting, Programme
from cooperation.staff import ReasonForm

# Nobody plans further ahead; a year typed wrong would be the next meeting for ever.
YEARS_AHEAD = 2


class Texts:
    """Every text of the form is kept as typed, unless it holds what cannot be kept."""

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            text = cleaned.get(name)
            if not isinstance(field, forms.CharField) or not text:
                continue
            try:
                if isinstance(field.widget, forms.Textarea):
                    refuse_faults(text, field.max_length)
                else:
                    cleaned[name] = kept_line(text, field.max_length)
            except forms.ValidationError as fault:
                self.add_error(name, fault)
        return cleaned


class MeetingForm(Texts, ReasonForm):
    """A meeting: whose, when, where, and which month it presents."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("The meeting presents January of this year to the cut-off month."),
    )
    through = forms.TypedChoiceField(label=gettext_lazy("Cut-off month"), coerce=int)

    class Meta:
        model = Meeting
        exclude = ()
        help_texts = {
            "title_zh": gettext_lazy("As it stands on the invitation."),
            "hosts_zh": gettext_lazy("Offices, not persons."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not there for whoever only reads.
        if "through" in self.fields:
            months = [(n, month_label(n)) for n in range(1, 13)]
            self.fields["through"].choices = [("", "—"), *months]

    def clean(self):
        cleaned = super().clean()
        programme = cleaned.get("programme") or getattr(self.instance, "programme", None)
        if isinstance(programme, Programme):
            self._check_parts(cleaned, programme)
            self._check_days(cleaned, programme)
        return cleaned

    def _check_parts(self, cleaned, programme: Programme) -> None:
        """Pairing and activity belong to the meeting's programme."""
        for name in ("pairing", "activity"):
            part = cleaned.get(name)
            if part is not None and part.programme_id != programme.pk:
                self.add_error(
                    name,
                    _("This belongs to another programme. Choose one of %(programme)s.")
                    % {"programme": programme.name},
                )

    def _check_days(self, cleaned, programme: Programme) -> None:
        """The cut-off month lies in the programme and had begun when the meeting sits."""
        on, year, through = (cleaned.get(name) for name in ("on", "year", "through"))
        span = {"first": day(programme.since, "month"), "last": day(programme.until, "month")}
        if year and through:
            month = datetime.date(year, through, 1)
            if not programme.since.replace(day=1) <= month <= programme.until:
                self.add_error(
                    "through",
                    _("The programme runs from %(first)s to %(last)s. Choose one of its months.")
                    % span,
                )
            elif on and month > on:
                self.add_error(
                    "through",
                    _("On %(day)s, when it meets, this month has not begun. Choose an earlier one.")
                    % {"day": day(on)},
                )
        if on and on < programme.since:
            self.add_error(
                "on", _("The programme began on %(day)s.") % {"day": day(programme.since)}
            )
        elif on and on.year > max(programme.until.year, timezone.localdate().year) + YEARS_AHEAD:
            self.add_error("on", _("This day lies too far ahead. Check the year."))


class LineForm(Texts, forms.ModelForm):
    """A line of the agenda or of the decisions. Without a number it is the next one."""

    position = forms.IntegerField(
        label=gettext_lazy("No."), required=False, min_value=1, max_value=999
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.initial.get("position"):
            self.initial["position"] = None
        # A month's report has a due day, too; there it is called otherwise.
        if "due" in self.fields:
            self.fields["due"].label = _("To be done by")

    def clean_position(self):
        return self.cleaned_data["position"] or 0


class NumberedLines(forms.BaseInlineFormSet):
    """Lines without a number come after the last one that has one, in the order of the form."""

    def clean(self):
        super().clean()
        kept = list(self.kept())
        last = max((form.cleaned_data.get("position") or 0 for form in kept), default=0)
        for form in kept:
            if not form.cleaned_data.get("position"):
                last += 1
                form.cleaned_data["position"] = form.instance.position = last

    def kept(self):
        """The forms whose lines there will be."""
        for form in self.forms:
            filled = form.instance.pk or form.has_changed()
            if filled and form.is_valid() and form not in self.deleted_forms:
                yield form


class ItemLines(NumberedLines):
    """What offices have to do: not before the meeting that gives it out, as it is written now."""

    def clean(self):
        super().clean()
        given_out, today = self.instance.on, timezone.localdate()
        for form in self.kept() if isinstance(given_out, datetime.date) else ():
            due, done_on = form.cleaned_data.get("due"), form.cleaned_data.get("done_on")
            if due and due < given_out:
                fault = _("The item is given out on %(day)s; it cannot be due before.")
                form.add_error("due", fault % {"day": day(given_out)})
            if done_on and (fault := done_fault(done_on, given_out, today)):
                form.add_error("done_on", fault)
            elif done_on and not form.cleaned_data.get("outcome"):
                form.add_error("outcome", _("Say in a few words what came of it."))
