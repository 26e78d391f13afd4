"""The form with which a blank is uploaded: what was typed stays when the file is refused."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.meetings.office_forms.originals import ENDINGS, Original, read_original
from cooperation.spreadsheets.uploads import FileRefused
from cooperation.typed.problems import Problem
from cooperation.typed.words import fault_of, one_line


class Words(forms.CharField):
    """One line of words that every database keeps."""

    def clean(self, value):
        words = one_line(super().clean(value) or "")
        if fault := fault_of(words, self.max_words):
            raise ValidationError(str(Problem(fault.code, self.label, fault.reason, fault.advice,
                                              params=fault.params).message))  # fmt: skip
        return words

    def __init__(self, *, max_words: int, **options):
        self.max_words = max_words
        super().__init__(**options)
        # Longer texts are told apart with their length, not cut by the browser.
        self.widget.attrs.pop("maxlength", None)


class UploadForm(forms.Form):
    """Name, department and the file; `status` is the answer's where the file was refused."""

    name = Words(label=_("Name of the form"), max_words=200)
    department = Words(label=_("Department that sent it"), max_words=200, required=False)
    file = forms.FileField(label=_("Blank file"), allow_empty_file=True)

    status = 422
    original: Original | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{one}" for one in ENDINGS)
        self.fields["name"].error_messages["required"] = _("Give the form a name.")
        self.fields["file"].error_messages["required"] = _("No file was chosen.")

    def clean_file(self):
        """The file, judged by its content."""
        upload = self.cleaned_data["file"]
        try:
            self.original = read_original(upload)
        except FileRefused as refused:
            self.status = refused.status
            raise ValidationError(refused.problem(upload.name or "").sentence) from None
        return upload
