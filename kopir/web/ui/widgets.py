"""Form widgets that the pages draw in a way of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _


class Suggest(forms.TextInput):
    """A plain input that offers suggestions from the named address where there is JavaScript.

    target: id of a hidden input that gets the value chosen; without it, the words themselves are the value.
    """

    def __init__(self, url_name: str, *, target: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url_name = url_name
        self.target = target

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs |= {"data-suggest-url": reverse(self.url_name), "autocomplete": "off"}
        attrs |= {"data-suggest-none": _("Nothing found"), "data-suggest-count": _("Suggestions:")}
        return attrs | ({"data-suggest-target": self.target} if self.target else {})
