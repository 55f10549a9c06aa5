"""Input shapes of documents: taking in a text, and what is said about a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.files import accepts
from kopir.base.tongue import LANGUAGES
from kopir.organisations.models import Organisation
from kopir.posts.forms import ByRef, day_field
from kopir.regulation.models import Norm
from kopir.regulation.reading.files import TEXTS
from kopir.regulation.words import NormKind

_ADDRESS = _("Its address, or the last part of it.")


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 6}))


def _file(label: Any, hint: Any = "") -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": accepts("docx", also=TEXTS)})
    return forms.FileField(label=label, required=False, help_text=hint, widget=widget)


class TakeIn(forms.Form):
    """Files or pasted texts, one a language. What the head of a file says need not be said again."""

    file_kk = _file(_("File in Kazakh"), _("DOCX or Markdown."))
    file_ru = _file(_("File in Russian"))
    file_en = _file(_("File in English"))
    text_kk = _text(_("Or the text in Kazakh"))
    text_ru = _text(_("Or the text in Russian"))
    starts_on = day_field(_("In force from"), required=False, help_text=_("Empty: the day that the file names."))
    source = forms.CharField(label=_("Where the text was taken from"), required=False, max_length=500)


class TakeInNew(TakeIn):
    """Also what a document needs that Köpir does not know yet."""

    ref = forms.SlugField(
        label=_("Address of the document"),
        required=False,
        max_length=80,
        help_text=_("Small Latin letters, digits and hyphens; it stays for ever. Empty: the one that the file names."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of document"), required=False, choices=[("", _("as the file says")), *NormKind.choices]
    )
    title_kk = forms.CharField(label=_("Title in Kazakh"), required=False, max_length=500)
    title_ru = forms.CharField(label=_("Title in Russian"), required=False, max_length=500)
    scope = ByRef(Organisation, label=_("Body whose functions these are"), required=False, help_text=_ADDRESS)
    field_order = ["file_kk", "file_ru", "file_en", "text_kk", "text_ru", "ref", "kind", "title_kk", "title_ru", "scope"]


class EditNorm(forms.Form):
    title_kk = forms.CharField(label=_("Title in Kazakh"), required=False, max_length=500)
    title_ru = forms.CharField(label=_("Title in Russian"), required=False, max_length=500)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=500)
    kind = forms.ChoiceField(label=_("Kind of document"), choices=NormKind)
    number = forms.CharField(label=_("Number"), required=False, max_length=60)
    adopted_on = day_field(_("Adopted"), required=False)
    issuer_kk = forms.CharField(label=_("Adopted by, in Kazakh"), required=False, max_length=300)
    issuer_ru = forms.CharField(label=_("Adopted by, in Russian"), required=False, max_length=300)
    issuer_en = forms.CharField(label=_("Adopted by, in English"), required=False, max_length=300)
    scope = ByRef(Organisation, label=_("Body whose functions these are"), required=False, help_text=_ADDRESS)
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    is_draft = forms.BooleanField(label=_("A draft, not the official text"), required=False)

    @staticmethod
    def values(norm: Norm) -> dict[str, Any]:
        titles = {f"title_{language}": getattr(norm, f"name_{language}") for language in LANGUAGES}
        return titles | {name: getattr(norm, name) for name in EditNorm.base_fields if not name.startswith("title_")}

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        titles = {language: given[f"title_{language}"] for language in LANGUAGES}
        return {"titles": titles} | {name: value for name, value in given.items() if not name.startswith("title_")}
