"""How the pages of the workplace read: titles, columns, choices, order of the front page.

Rights are in `staff.py`; nothing here lets anybody see or do more.
"""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cooperation.formatting import number
from cooperation.sectors import all_sectors

# The core's rows on the front page, by what somebody comes for; others stand with the last.
GROUPS = (
    (
        "support",
        _("Support"),
        ("AidProject", "AidFund", "AidPayment", "Posting", "Donation"),
    ),
    ("daily", _("Reports and figures"), ("MonthlyReport", "Target", "PublishedReading")),
    ("events", _("Activities and sources"), ("Meeting", "Activity", "Source")),
    ("master", _("Programme and catalogue"), ("Programme", "Pairing", "Place", "Indicator")),
    ("people", _("Accounts and change log"), ("User", "ChangeLog")),
)
# Properties of models have no label of their own.
PROPERTIES = {"name": _("name"), "title": _("title"), "unit": _("unit")}
# Words of the stock pages that our catalogue says in the house's own way.
STOCK_WORDS = (
    _("Filter"),
    _("History"),
    _("Add %s"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
)


def plain(value: Decimal | int | None) -> str:
    """A stored figure with the decimals it needs and no more."""
    if value is None:
        return number(None)
    exponent = int(Decimal(value).normalize().as_tuple().exponent)
    return number(value, max(0, -exponent))


def as_typed(value):
    """A stored figure as somebody types it: 7860.89, not 7860.8900."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def figure_column(field):
    """The column of a decimal field; the stock one prints all four decimals it stores."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def shown(obj):
        return plain(getattr(obj, field.name))

    return shown


def property_column(name, label):
    """The column of a model's property."""

    @admin.display(description=label)
    def shown(obj):
        return getattr(obj, name)

    return shown


class DayInput(forms.DateInput):
    """The browser's own calendar: in the reader's language, fit for a phone."""

    input_type = "date"

    def __init__(self, attrs=None, format="%Y-%m-%d"):
        super().__init__(attrs, format)


class PlainWidgets:
    """Form fields without the stock pencil and eye, and with notes of a few lines."""

    formfield_overrides = {
        models.DateField: {"widget": DayInput},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            target = self.admin_site._registry.get(db_field.remote_field.model)
            widget.can_add_related &= getattr(target, "added_in_place", False)
            widget.can_change_related = widget.can_view_related = False
            widget.can_delete_related = False
        if isinstance(widget, AdminTextareaWidget):
            widget.attrs["rows"] = 4
        if isinstance(field, forms.DecimalField):
            field.prepare_value = as_typed
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Choices say what their own admin calls them."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        target = self.admin_site._registry.get(db_field.remote_field.model)
        if field is not None and target is not None:
            field.label_from_instance = target.title_of
        return field


class VisibleFilter(admin.RelatedFieldListFilter):
    """A filter that names only what the reader may see."""

    def field_choices(self, field, request, model_admin):
        rows = field.remote_field.model._default_manager.visible_to(request.user)
        return [(row.pk, str(row)) for row in rows]


class NamedProgramme:
    """Rows of a sample stand beside real ones: every list and form says whose a row is."""

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        names = {field.name for field in model._meta.concrete_fields}
        self.programme_path = next(
            (path for path in ("pairing__programme", "programme") if path.split("__")[0] in names),
            "",
        )

    def programme_of(self, obj):
        """The programme that a row belongs to; None if it belongs to all of them."""
        for name in filter(None, self.programme_path.split("__")):
            obj = getattr(obj, name, None)
        return obj if self.programme_path else None

    @admin.display(description=_("programme"))
    def programme_shown(self, obj):
        """Its name; that of a sample says so."""
        programme = self.programme_of(obj)
        return programme.name if programme else None

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        named = not self.programme_path or "programme" in columns
        return columns if named else [*columns, "programme_shown"]

    def get_list_filter(self, request):
        filters = list(super().get_list_filter(request))
        has_one = not self.programme_path or any("programme" in str(one) for one in filters)
        return filters if has_one else [(self.programme_path, VisibleFilter), *filters]

    def get_list_select_related(self, request):
        related = super().get_list_select_related(request)
        return [*(related or ()), self.programme_path] if self.programme_path else related

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["programme"] = self.programme_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


class PlainPages(NamedProgramme, PlainWidgets):
    """Lists and forms with a title that says what they show."""

    empty_value_display = "—"
    # Whether other forms offer to add such a row beside the field that asks for it.
    added_in_place = False
    show_facets = admin.ShowFacets.NEVER

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self._columns = {}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DecimalField):
                self._add_column(field.name, f"{field.name}_figure", figure_column(field))
        for name, label in PROPERTIES.items():
            if isinstance(getattr(model, name, None), property):
                self._add_column(name, f"{name}_shown", property_column(name, label))

    def _add_column(self, name, shown_as, column):
        self._columns[name] = shown_as
        setattr(self, shown_as, column)

    def title_of(self, obj) -> str:
        """What a row is called in titles and choices."""
        return str(obj)

    def get_list_display(self, request):
        return [self._columns.get(name, name) for name in super().get_list_display(request)]

    def get_fieldsets(self, request, obj=None):
        """Who only reads gets figures as they are printed everywhere else."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": self._read(options)}) for name, options in fieldsets]

    def _read(self, options):
        def column(name):
            if isinstance(name, list | tuple):
                return tuple(column(part) for part in name)
            return self._columns.get(name, name)

        return [column(name) for name in options["fields"]]

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            title, subtitle = self.title_of(obj), capfirst(self.opts.verbose_name)
            context |= {"title": title, "subtitle": subtitle}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def delete_view(self, request, object_id, extra_context=None):
        extra = {"title": _("Delete"), "subtitle": None, **(extra_context or {})}
        return super().delete_view(request, object_id, extra)


class NamedChoices(AutocompleteJsonView):
    """Suggestions under the names that their admin gives them."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": self.model_admin.title_of(obj)}


def front_page(apps: list[dict]) -> list[dict]:
    """The sectors in their order, then the core's rows by what somebody comes for."""
    order = [sector.slug for sector in all_sectors()]
    sectors = [app for app in apps if app["app_label"] in order]
    sectors.sort(key=lambda app: order.index(app["app_label"]))
    core = [model for app in apps if app["app_label"] not in order for model in app["models"]]
    return sectors + _groups(core)


def _groups(rows: list[dict]) -> list[dict]:
    place = {name: key for key, _label, names in GROUPS for name in names}
    position = {name: n for n, name in enumerate(place)}
    rows = sorted(rows, key=lambda row: position.get(row["object_name"], len(position)))
    found = []
    for key, label, _names in GROUPS:
        inside = [row for row in rows if place.get(row["object_name"], GROUPS[-1][0]) == key]
        if inside:
            found.append({"app_label": key, "name": label, "app_url": "", "models": inside})
    return found
