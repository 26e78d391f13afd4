"""The admin site: the staff's workplace. It denies by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django import forms
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.changes import Change, deletion_of, form_change, history, write
from cooperation.ledgers.intake.pages import intake_urls
from cooperation.ledgers.taking_out.pages import take_out_page, taking_out_urls
from cooperation.models import Programme
from cooperation.models.ledger import sector_of
from cooperation.sectors import all_sectors
from cooperation.staff_pages import NamedChoices, PlainPages, PlainWidgets, front_page

# Apps of others that register themselves with the default site; none of it is shown here.
UNINVITED = frozenset({"auth", "axes", "sites"})
EVERY_STAFF = frozenset({access.ENTER, access.REVIEW, access.SEAL, access.ADMINISTER})


class StaffSite(admin.AdminSite):
    """For those whose role works on data. Nothing is registered that is not scoped."""

    site_header = _("Workplace")
    site_title = _("Workplace")
    index_title = _("Workplace")
    enable_nav_sidebar = False
    # Pages beside those of the models: functions that give URL patterns for this site.
    pages: list[Callable[[StaffSite], list]]

    def __init__(self, name: str = "admin"):
        super().__init__(name)
        self.pages = []
        # Deleting in bulk would skip the check of each row.
        self.disable_action("delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take scoped admins only; guests that register themselves are left out."""
        one = isinstance(model_or_iterable, type)
        for model in [model_or_iterable] if one else model_or_iterable:
            if model._meta.app_label in UNINVITED:
                continue
            if admin_class is None or not issubclass(admin_class, ScopedAdmin):
                raise ImproperlyConfigured(f"The admin of {model.__name__} is not a ScopedAdmin.")
            super().register(model, admin_class, **options)

    def get_urls(self):
        """The site's own pages come first; nothing redirects to rows of any model."""
        stock = [u for u in super().get_urls() if getattr(u, "name", "") != "view_on_site"]
        return [url for page in self.pages for url in page(self)] + stock

    def get_app_list(self, request, app_label=None):
        """The front page in the order of the work; an app's own page stays as it is.

        Every page is given the list and only the front page prints it: made when asked for.
        """
        if app_label:
            return super().get_app_list(request, app_label)
        apps = super().get_app_list
        return SimpleLazyObject(lambda: front_page(apps(request)))

    def autocomplete_view(self, request):
        return NamedChoices.as_view(admin_site=self)(request)

    def has_permission(self, request) -> bool:
        """Clerks, reviewers, the secretary and administrators; officials never need it."""
        return access.is_staff(request.user)

    def admin_view(self, view, cacheable=False):
        """Someone signed in without the right gets a 403, not the login page again."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied(_("This part is for those who enter or keep data."))
            return inner(request, *args, **kwargs)

        return guarded

    def login(self, request, extra_context=None):
        """There is one door: the throttled login page."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        """The one way out; stays a POST."""
        return redirect("logout", preserve_request=True)

    def password_change(self, request, extra_context=None):
        """The one page for it."""
        return redirect("password_change")

    def password_change_done(self, request, extra_context=None):
        """The one page for it."""
        return redirect("password_change_done")


class ReasonForm(forms.ModelForm):
    """A row and why it is changed."""

    change_reason = forms.CharField(label=_("Reason of the change"), max_length=300, required=False)


class SectorChoices:
    """Sectors are offered by name; the database keeps their slugs as plain text."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "sector" and not db_field.is_relation:
            sectors = [(sector.slug, sector.label) for sector in all_sectors()]
            return forms.ChoiceField(
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                choices=[("", _("All sectors")), *sectors] if db_field.blank else sectors,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer only what the person may see, and of pairings and programmes only those in
        which the person may write."""
        rows = db_field.remote_field.model._default_manager
        if "queryset" not in kwargs and hasattr(rows, "visible_to"):
            queryset = rows.visible_to(request.user)
            if hasattr(queryset, "with_ends"):
                queryset = queryset.with_ends()
            if db_field.name == "pairing":
                queryset = queryset.select_related("programme").filter(
                    access.pairings_with(request.user, *self.writes, sector=self.sector)
                )
            elif db_field.name == "programme":
                queryset = queryset.filter(access.programmes_with(request.user, *self.writes))
            kwargs["queryset"] = queryset
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ScopedAdmin(SectorChoices, PlainPages, admin.ModelAdmin):
    """Rows that the reader may see; read-only unless permissions are named.

    `*_with` name the permissions of `cooperation.access` that allow an act. Each row is
    checked in its own scope; `installation_wide` rows belong to no programme, and only an
    assignment to all programmes reaches them. Every change is written to the change log.
    """

    view_with: frozenset[str] = frozenset({access.ADMINISTER})
    add_with: frozenset[str] = frozenset()
    change_with: frozenset[str] = frozenset()
    delete_with: frozenset[str] = frozenset()
    installation_wide = False
    # A sector's own admins set it; rows of the core have none, or one of their own.
    sector = ""
    reason_required = False
    affects_figures = True
    # A name that nothing uses yet stands on no page.
    additions_affect_figures = True

    form = ReasonForm
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    object_history_template = "admin/change_history.html"

    # --- who ----------------------------------------------------------------------------

    @property
    def writes(self) -> frozenset[str]:
        """The permissions that allow writing."""
        return self.add_with | self.change_with

    def scope_of(self, obj) -> access.Scope:
        """Where a row lies: by its pairing, else its programme, else the installation."""
        sector = self.sector or getattr(obj, "sector", "")
        side = getattr(obj, "side", "")
        if getattr(obj, "pairing_id", None):
            return access.Scope.of_pairing(obj.pairing, sector, side)
        return access.Scope(getattr(obj, "programme_id", None), None, sector, side)

    def _may(self, request, permissions, obj=None) -> bool:
        if self.installation_wide:
            scope = access.Scope()
        else:
            scope = None if obj is None else self.scope_of(obj)
        return access.can_any(request.user, permissions, scope, self.sector)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        # Which rows are seen is decided by visible_to in get_queryset.
        permissions = self.view_with | self.writes
        return access.can_any(request.user, permissions, sector=self.sector)

    def has_add_permission(self, request) -> bool:
        return self._may(request, self.add_with)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request, self.change_with, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may(request, self.delete_with, obj)

    def get_queryset(self, request):
        """The rows this reader may see."""
        queryset = self.model._default_manager.visible_to(request.user)
        ordering = self.get_ordering(request)
        return queryset.order_by(*ordering) if ordering else queryset

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A row that is not there and one that the reader may not see look the same."""
        raise Http404

    # --- what was changed, and why ---------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """Ask for the reason where a row that exists can be changed."""
        fieldsets = [
            (name, {**options, "fields": [f for f in options["fields"] if f != "change_reason"]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((None, {"fields": ["change_reason"]}))
        return fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "change_reason" in form.base_fields:
            form.base_fields["change_reason"].required = bool(obj) and self.reason_required
        return form

    def construct_change_message(self, request, form, formsets, add=False) -> Change:
        return replace(form_change(form, formsets), moved=self.has_moved(form))

    @staticmethod
    def has_moved(form) -> bool:
        """Whether a form gives its row to another pairing or programme."""
        return not {"pairing", "programme"}.isdisjoint(form.changed_data)

    def log_addition(self, request, obj, message):
        write(request.user, obj, "add", message)
        if self.additions_affect_figures:
            self._raise_data_version(obj)

    def log_change(self, request, obj, message):
        if message:
            write(request.user, obj, "change", message)
            self._raise_data_version(obj, everywhere=message.moved)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            write(request.user, obj, "delete", deletion_of(obj))
            self._raise_data_version(obj)

    def _raise_data_version(self, obj, *, everywhere: bool = False) -> None:
        """Nothing that was kept from before this change may be shown any more.

        everywhere: also where the row was before it moved.
        """
        if not self.affects_figures:
            return
        programme = obj.pk if isinstance(obj, Programme) else self.scope_of(obj).programme
        programme = None if everywhere else programme
        programmes = Programme.objects.filter(pk=programme) if programme else Programme.objects
        programmes.update(data_version=F("data_version") + 1)

    def history_view(self, request, object_id, extra_context=None):
        """The change log of one row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, admin.utils.unquote(object_id))
        if obj is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change log"),
            "subtitle": self.title_of(obj),
            "object": obj,
            "opts": self.opts,
            "changes": history(obj),
        }
        return TemplateResponse(request, self.object_history_template, context)


class LedgerAdmin(ScopedAdmin):
    """Rows of a ledger: clerks write those of their pairings, all other staff read.

    The app is the sector; the core's ledgers belong to its own sector, 保障.
    """

    view_with = EVERY_STAFF
    add_with = change_with = delete_with = frozenset({access.ENTER})
    reason_required = True
    list_select_related = ("pairing__east_place", "pairing__west_place")
    change_list_template = "admin/ledger_list.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.sector = sector_of(model)

    def get_fields(self, request, obj=None):
        """What a row is about comes first; its number and a note last."""
        names, last = super().get_fields(request, obj), ["code", "note"]
        return [name for name in names if name not in last] + last

    def get_urls(self):
        """Rows that left the ledger, and files that come in, have pages of their own."""
        return [*taking_out_urls(self), *intake_urls(self), *super().get_urls()]

    def delete_view(self, request, object_id, extra_context=None):
        """A row is taken out, never erased."""
        return take_out_page(request, admin=self, object_id=object_id)

    def save_model(self, request, obj, form, change):
        # Of both programmes, where a row moves from one to the other.
        pairings = {obj.pairing_id, form.initial.get("pairing")} - {None}
        Programme.objects.filter(pairings__in=pairings).one_writer()
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)


class ScopedInline(SectorChoices, PlainWidgets, admin.TabularInline):
    """Rows below another row: they are changed by whoever may change that row."""

    extra = 0
    sector = ""
    read_only = False
    can_drop = True

    @property
    def _parent(self) -> ScopedAdmin:
        return self.admin_site._registry[self.parent_model]

    @property
    def writes(self) -> frozenset[str]:
        """The permissions that allow writing: those of the row above."""
        return self._parent.writes

    def _may_change(self, request, obj) -> bool:
        above = self._parent
        return not self.read_only and (
            above.has_add_permission(request)
            if obj is None or obj.pk is None
            else above.has_change_permission(request, obj)
        )

    def has_view_permission(self, request, obj=None) -> bool:
        return self._parent.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None) -> bool:
        return self._may_change(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may_change(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.can_drop and self._may_change(request, obj)
