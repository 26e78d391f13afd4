"""Login, logout and the change of the own password."""

from django.contrib.auth import views
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from cooperation import access
from cooperation.accounts.forms import LoginForm, OwnPasswordForm


class Login(views.LoginView):
    """The one door, throttled; goes on to local addresses only."""

    form_class = LoginForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self):
        """Those who enter or review go to their workplace, readers to the overview."""
        user = self.request.user
        if access.can_any(user, {access.ENTER, access.REVIEW}):
            return reverse("admin:index")
        return super().get_default_redirect_url()


class Logout(views.LogoutView):
    """By POST only: a link on another page cannot sign anybody out."""


class OwnPassword(views.PasswordChangeView):
    """The change of the own password; it ends the account's other sessions."""

    form_class = OwnPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("password_change_done")

    def form_valid(self, form):
        form.user.must_change_password = False
        form.user.password_changed_at = timezone.now()
        return super().form_valid(form)


class OwnPasswordDone(views.PasswordChangeDoneView):
    """Says that it worked."""

    template_name = "registration/password_change_done.html"
