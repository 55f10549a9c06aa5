"""A select that is drawn by hand reads as Django's own."""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.translation import gettext_lazy as _

from kopir.web.ui.renderer import Renderer

CHOICES = [
    ("", '<any> & "none"'),
    (63, _("region")),
    ("Ulan", [("636200000", "Ұлан'")]),
    ("Altai <b>", [("631", "a"), (None, "b")]),
]


class Choosing(forms.Form):
    where = forms.ChoiceField(choices=CHOICES, required=False)
    must = forms.ChoiceField(choices=CHOICES)
    many = forms.MultipleChoiceField(choices=[("1", "one"), ("2", "two")])


def drawn(renderer: DjangoTemplates, name: str) -> str:
    form = Choosing({"where": "636200000", "must": "63", "many": ["2"]}, renderer=renderer)
    return form[name].as_widget(attrs={"class": "x", "aria-describedby": False, "data-q": '"<'})


def test_one_is_chosen_and_everything_is_escaped() -> None:
    for name in ("where", "must", "many"):
        ours = drawn(Renderer(), name)
        assert parse_html(ours) == parse_html(drawn(DjangoTemplates(), name))
        assert "<any>" not in ours and "<b>" not in ours
