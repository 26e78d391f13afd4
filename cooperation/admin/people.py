"""Accounts and their assignments. Whoever leaves is deactivated, never deleted."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from cooperation import access
from cooperation.accounts.passwords import give_one_time_password
from cooperation.accounts.throttle import normal_name, unlock
from cooperation.changes import Change, write
from cooperation.models import Assignment, User
from cooperation.staff import ReasonForm, ScopedAdmin, ScopedInline

ADMINISTER = frozenset({access.ADMINISTER})

HELP = {
    "username": _("At most 150 letters, digits and @ . + - _"),
    "is_active": _("Whoever leaves is deactivated, never deleted."),
}


class AssignmentForm(forms.ModelForm):
    """A role and where it applies; each role is offered with what it permits."""

    role = forms.ChoiceField(
        label=_("role"),
        choices=lambda: [(role, f"{r.name}: {r.sentence}") for role, r in access.ROLES.items()],
    )

    def clean(self):
        data = super().clean()
        pairing, programme = data.get("pairing"), data.get("programme")
        if pairing and programme and pairing.programme_id != programme.pk:
            self.add_error("pairing", _("This pairing belongs to another programme."))
        return data


class AssignmentInline(ScopedInline):
    """What the account may do, one row for each combination."""

    model = Assignment
    form = AssignmentForm
    fields = ["role", "programme", "pairing", "side", "sector"]


class AccountForm(ReasonForm):
    """An account as its administrator sees it."""

    def clean_username(self):
        return normal_name(self.cleaned_data["username"])


@admin.register(User)
class AccountAdmin(ScopedAdmin):
    """Accounts: for administrators of the installation only."""

    form = AccountForm
    add_with = change_with = ADMINISTER
    installation_wide = True
    affects_figures = False
    inlines = [AssignmentInline]
    list_display = ["username", "display_name", "office", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "assignments__role"]
    search_fields = ["username", "display_name", "office"]
    ordering = ["username"]
    fields = ["username", "display_name", "office", "is_active", "change_reason"]
    change_form_template = "admin/account_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("assignments")

    def has_view_permission(self, request, obj=None):
        return access.can_administer(request.user)

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["username", "last_login", "password_changed_at"]

    def get_fields(self, request, obj=None):
        extra = [] if obj is None else ["last_login", "password_changed_at"]
        return [*self.fields, *extra]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Nobody locks themselves out."""
        kwargs["help_texts"] = HELP | ({"username": ""} if obj else {})
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and obj.pk == request.user.pk and "is_active" in form.base_fields:
            form.base_fields["is_active"].disabled = True
        return form

    @admin.display(description=_("roles"))
    def roles(self, obj):
        """The account's roles, each once."""
        names = dict.fromkeys(str(g.get_role_display()) for g in obj.assignments.all())
        return "、".join(names) or "—"

    # --- one-time passwords -----------------------------------------------------------------

    def get_urls(self):
        name = "cooperation_user_reset_password"
        view = self.admin_site.admin_view(never_cache(self.reset_password))
        return [path("<int:pk>/reset-password/", view, name=name), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        """A new account starts with a password that nobody has seen, until the answer shows it."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """The only page that ever shows the password; no cache keeps it."""
        response = self._show_password(request, obj)
        add_never_cache_headers(response)
        return response

    def reset_password(self, request, pk):
        """Ask, then show a one-time password once; the account's sessions end."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        account = get_object_or_404(self.get_queryset(request), pk=pk)
        if account.pk == request.user.pk:
            return redirect("password_change")
        if request.method != "POST":
            context = self._context(request, account, _("Reset the password"))
            return TemplateResponse(request, "admin/reset_password.html", context)
        write(request.user, account, "change", Change(after="password: reset"))
        return self._show_password(request, account)

    def _show_password(self, request, account):
        password = give_one_time_password(account)
        unlock(account.username)
        context = self._context(request, account, _("One-time password"))
        context |= {"password": password, "edit_url": self._edit_url(account)}
        return TemplateResponse(request, "admin/one_time_password.html", context)

    def _context(self, request, account, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "account": account,
            "opts": self.opts,
            "edit_url": self._edit_url(account),
        }

    @staticmethod
    def _edit_url(account):
        return reverse("admin:cooperation_user_change", args=[account.pk])
