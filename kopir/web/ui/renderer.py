"""Lists of choices are drawn without a template for each choice: in a filter with every region that was half of a page's time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kopir.base.tongue import OWN_NAMES

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """Writes what Django's own template of a select writes; everything else goes the library's way."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> SafeString:
    inside = mark_safe("".join(_groups(widget["optgroups"])))  # noqa: S308 - escaped part by part
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), inside)


def _groups(groups: Any) -> Iterator[str]:
    for name, choices, _index in groups:
        if name:
            yield format_html('\n  <optgroup label="{}">', name)
        for choice in choices:
            label, value = conditional_escape(choice["label"]), conditional_escape(str(choice["value"]))
            attrs = own_tongue(choice["value"], choice["label"]) | choice["attrs"]
            yield f'\n  <option value="{value}"{_attributes(attrs)}>{label}</option>'
        if name:
            yield "\n  </optgroup>"


def own_tongue(value: object, label: object) -> dict[str, str]:
    """A language that goes by its own name is read out in it."""
    return {"lang": str(value)} if OWN_NAMES.get(str(value)) == label else {}


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    """`True` is a name alone, `False` nothing."""
    parts = (
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
    return mark_safe("".join(parts))  # noqa: S308 - escaped above
