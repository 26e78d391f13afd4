"""Forms of the login and of the change of a password."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from cooperation.accounts.passwords import MAX_LENGTH
from cooperation.accounts.throttle import normal_name


def _password_field(label, autocomplete, **kwargs):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, **kwargs)


class LoginForm(AuthenticationForm):
    """User name in any case; a password too long to be one is refused unhashed."""

    error_messages = {
        "invalid_login": _("The user name or the password is not right."),
        "inactive": _("The user name or the password is not right."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"] = _password_field(
            _("Password"),
            "current-password",
            max_length=MAX_LENGTH,
            error_messages={"max_length": self.error_messages["invalid_login"]},
        )
        # The browser would cut a pasted text silently.
        self.fields["password"].widget.attrs.pop("maxlength", None)

    def clean_username(self):
        return normal_name(self.cleaned_data["username"])


class OwnPasswordForm(PasswordChangeForm):
    """The old password and the new one twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].max_length = MAX_LENGTH
            self.fields[name] = _password_field(
                self.fields[name].label,
                "new-password",
                max_length=MAX_LENGTH,
                help_text=self.fields[name].help_text,
                error_messages={
                    "max_length": _("At most %(limit_value)d characters (now %(show_value)d).")
                },
            )
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_old_password(self):
        """Checking takes a slow hash: not worth it where the new one is refused anyway."""
        if len(self.data.get(self.add_prefix("new_password1"), "")) > MAX_LENGTH:
            return self.cleaned_data["old_password"]
        if len(self.cleaned_data["old_password"]) > MAX_LENGTH:
            raise forms.ValidationError(
                self.error_messages["password_incorrect"], code="password_incorrect"
            )
        return super().clean_old_password()
