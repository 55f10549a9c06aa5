"""A post's own typical answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.interactions.forms.fields import long_text


class TemplateForm(forms.Form):
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200)
    text_kk = long_text(_("Text in Kazakh"), rows=6, limit=8000)
    text_ru = long_text(_("Text in Russian"), rows=6, limit=8000)
