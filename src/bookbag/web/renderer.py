"""How a form looks: `{{ form }}` gives an error summary linked to fields, then each field as govuk-frontend draws it.

A form stays a plain `forms.Form`; a widget's own `class` (a width, say) is kept beside the class added here.
"""

from django import forms
from django.forms import BaseForm, Field
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

# The first that fits a widget says which template draws the field, and the class of the control in it.
KINDS: list[tuple[type[Widget], str, str]] = [
    (forms.CheckboxSelectMultiple, "forms/choices.html", "govuk-checkboxes"),
    (forms.RadioSelect, "forms/choices.html", "govuk-radios"),
    (forms.CheckboxInput, "forms/checkbox.html", "govuk-checkboxes"),
    (forms.Select, "forms/field.html", "govuk-select"),
    (forms.FileInput, "forms/field.html", "bb-file"),
    (forms.Textarea, "forms/field.html", "govuk-textarea"),
    (forms.Widget, "forms/field.html", "govuk-input"),
]


class GovukField(BoundField):
    """A field of a form in use, which knows its template, its classes and where an error about it leads."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages["required"] == Field.default_error_messages["required"]:
            field.error_messages["required"] = self.missing()

    def missing(self) -> str:
        """Say what is wanted of somebody who left the field empty, by the name that they see."""
        label = str(self.label)
        wanted = "choose an answer" if isinstance(self.field, forms.ChoiceField) else "fill this in"
        return f"{label} {wanted.capitalize()}." if label.endswith("?") else f"{label}: {wanted}."

    @property
    def kind(self) -> tuple[str, str]:
        """The template that draws the field, and the class of its component."""
        return next((template, name) for widget, template, name in KINDS if isinstance(self.field.widget, widget))

    @property
    def template_name(self) -> str:
        """The template that draws the field."""
        return self.kind[0]

    @property
    def component(self) -> str:
        """The govuk-frontend component's class, which its parts' classes begin with."""
        return self.kind[1]

    @property
    def anchor(self) -> str:
        """The id that an error's link leads to: the control, or the first of several choices."""
        return self.id_for_label or f"{self.auto_id}_0"

    def build_widget_attrs(self, attrs: dict[str, str | bool], widget: Widget | None = None) -> dict[str, str | bool]:
        """Add the component's classes. `required` goes: errors come from us, in words, and not from the browser."""
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        choice = self.component in {"govuk-radios", "govuk-checkboxes"}
        names = [
            f"{self.component}__input" if choice else self.component,
            (widget or self.field.widget).attrs.get("class"),
        ]
        if self.errors and not choice:
            names.append(f"{self.component}--error")
        return {**built, "class": " ".join(name for name in names if name)}


class GovukRenderer(TemplatesSetting):
    """The project's FORM_RENDERER."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukField
