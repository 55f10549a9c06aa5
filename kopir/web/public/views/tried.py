"""Was this tried? A page of its own: a matter in one's own words, and what is like it in any of the three languages."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kopir.search.tried import tried as look
from kopir.territories.queries import label_all
from kopir.web.public import reading, trying
from kopir.web.ui.widgets import Suggest

LONGEST = 2000


class Told(forms.Form):
    """`territory` is set by the suggestions; without a place the whole country is looked at."""

    text = forms.CharField(
        label=_("What is the matter?"),
        help_text=_("In your own words, in Kazakh, Russian or English: what is wrong, for whom, what you would do."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    place = forms.CharField(
        label=_("Where?"),
        required=False,
        max_length=100,
        widget=Suggest("public:suggest_places", target="id_territory"),
    )
    territory = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)


@require_safe
def tried(request: HttpRequest) -> HttpResponse:
    actor, text = request.actor, request.GET.get("text", "").strip()[:LONGEST]  # type: ignore[attr-defined]
    place = reading.place(request, "territory")
    label = label_all([place])[0].label if place else ""
    form = Told(initial={"text": text, "place": label, "territory": place.pk if place else ""})
    found = look(actor, text, territory=place) if text else None
    return render(request, "public/tried.html", {"form": form, "text": text, **trying.context(actor, found)})
