"""What a bound form field needs to be drawn: its kind, its attributes, its choices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kopir.web.ui import dates
from kopir.web.ui.renderer import own_tongue

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.SelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.DateInput, "date"),
)
_CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "date": "govuk-input govuk-input--width-10",
    "text": "govuk-input",
}
MANY = 8  # a longer list of checkboxes gets its own scrolling box


def kind(bound: BoundField) -> str:
    """Order matters: a file input is an input, a multiple select is a select."""
    return next((name for widget, name in _KINDS if isinstance(bound.field.widget, widget)), "text")


def described_by(bound: BoundField) -> str:
    parts = [
        (bound.help_text, "hint"),
        (bound.errors, "error"),
        (kind(bound) == "textarea" and limit(bound), "count"),
    ]
    return " ".join(f"{bound.auto_id}_{name}" for present, name in parts if present)


def limit(bound: BoundField) -> int | None:
    return getattr(bound.field, "max_length", None)


def attributes(bound: BoundField, width: int | None = None) -> dict[str, Any]:
    """A textarea keeps no maxlength: one may type past the limit and is told, nothing is cut off."""
    what = kind(bound)
    own = bound.field.widget.attrs.get("class", "")
    classes = [_CLASSES.get(what, ""), own, f"govuk-input--width-{width}" if width else ""]
    wrong = {"aria-invalid": "true"} if bound.errors else {}
    if wrong and classes[0]:
        classes.append(f"{classes[0].split()[0]}--error")
    said = {"class": " ".join(filter(None, classes)), "aria-describedby": described_by(bound) or False}
    return said | wrong | _extra(what, bound)


def _extra(what: str, bound: BoundField) -> dict[str, Any]:
    if what == "textarea":
        return {"maxlength": False, "rows": bound.field.widget.attrs.get("rows") or 6}
    if isinstance(bound.field.widget, forms.NumberInput):
        return {"inputmode": "numeric" if isinstance(bound.field, forms.IntegerField) else "decimal"}
    return {}


def control(bound: BoundField, width: int | None = None) -> SafeString:
    """The control itself. A date is the browser's own date field, which wants ISO whatever the language."""
    attrs = attributes(bound, width)
    what = kind(bound)
    if what == "file":
        return _file(bound, attrs)
    if what == "date":
        return bound.as_widget(widget=_date_input(bound.field.widget), attrs=attrs)
    return bound.as_widget(attrs=attrs)


def _date_input(widget: forms.Widget) -> forms.DateInput:
    own = forms.DateInput(attrs={k: v for k, v in widget.attrs.items() if k != "class"}, format="%Y-%m-%d")
    own.input_type = "date"
    return own


def _file(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """Without the clearing checkbox Django adds: files are taken away by an act of their own."""
    attrs = bound.build_widget_attrs(attrs) | {"type": "file", "name": bound.html_name, "id": bound.auto_id}
    attrs |= {name: value for name, value in bound.field.widget.attrs.items() if name != "class"}
    return format_html("<input{}>", flatatt({name: value for name, value in attrs.items() if value is not False}))


def options(bound: BoundField) -> list[dict[str, Any]]:
    """Choices as plain data: a `<select multiple>` is drawn as checkboxes, which everybody can use."""
    chosen = {str(value) for value in _values(bound)}
    return [
        {"id": f"{bound.auto_id}_{n}", "value": value, "label": label, "checked": str(value) in chosen} | own_tongue(value, label)
        for n, (value, label) in enumerate(flat_choices(bound.field))
    ]


def flat_choices(field: forms.Field) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    for value, label in getattr(field, "choices", ()):
        pairs += label if isinstance(label, list | tuple) else [(value, label)]
    return pairs


def chosen(form: forms.BaseForm) -> list[str]:
    """The words of what a filter is narrowed to, in the order of its fields; a value that does not narrow has none."""
    if not form.is_valid() and not form.is_bound:
        return []
    given = ((form[name], form.cleaned_data.get(name)) for name in form.fields)
    return [_said(bound, value) for bound, value in given if value and not bound.is_hidden]


def _said(bound: BoundField, value: Any) -> str:
    """A choice by its label, a tick by its question, a day with its question, typed words in quotes."""
    if isinstance(bound.field, forms.BooleanField):
        return str(bound.label)
    if isinstance(value, date):
        return f"{bound.label}: {dates.say_day(value)}"
    labels = {str(key): str(label) for key, label in flat_choices(bound.field)}
    return labels.get(str(value)) or f"«{value}»"


def _values(bound: BoundField) -> list[Any]:
    value = bound.value()
    value = bound.field.prepare_value(value)
    return list(value) if isinstance(value, list | tuple | set) else [value if value is not None else ""]


def first_id(bound: BoundField) -> str:
    """Where a link from the error summary lands."""
    return f"{bound.auto_id}_0" if kind(bound) in ("radios", "checkboxes") else bound.auto_id
