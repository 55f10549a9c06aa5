"""What an organisation says of itself: contacts, work, places, sources of money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.given import ManyField, PercentField
from kopir.organisations import acts
from kopir.organisations.acts.records import Share
from kopir.organisations.forms import one_place
from kopir.organisations.models import FundingShare, Organisation
from kopir.organisations.queries import organisations_visible_to
from kopir.organisations.words import FundingSource
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import label_all
from kopir.web.cabinet.views.acting import for_member
from kopir.web.public.matter.doing import show
from kopir.web.ui.numbers import say_number
from kopir.web.ui.widgets import Suggest

OWN_FIELDS = ("phone", "email", "website", "about_kk", "about_ru", "about_en")


def own(by: Actor) -> Organisation:
    found = organisations_visible_to(by).select_related("territory").filter(pk=by.organisation_id).first()
    if found is None:
        raise Refused("not_found", _("There is no such organisation."), hidden=True)
    return found


def _about(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class OwnData(forms.Form):
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=100, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("Everybody sees it."))
    website = forms.URLField(label=gettext_lazy("Site or page"), required=False, assume_scheme="https")
    about_kk = _about(gettext_lazy("About the organisation, in Kazakh"))
    about_ru = _about(gettext_lazy("About the organisation, in Russian"))
    about_en = _about(gettext_lazy("About the organisation, in English"))
    sectors = ManyField(
        sectors_in_force(),
        label=gettext_lazy("In which sectors you work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    serves = forms.MultipleChoiceField(
        label=gettext_lazy("Where you work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Take the mark away from a place where you no longer work."),
    )
    add_place = forms.CharField(
        label=gettext_lazy("Add a place"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Region, district, city or village."),
    )

    def __init__(self, *args: Any, places: Iterable[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.code: one for one in places}
        field = self.fields["serves"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.code, one.label) for one in label_all(self.places.values())]
        self.fields["add_place"].widget = Suggest("cabinet:places")
        if not self.places:
            del self.fields["serves"]

    def clean_add_place(self) -> Territory | None:
        text = self.cleaned_data["add_place"]
        return one_place(text) if text else None

    def served(self) -> list[Territory]:
        kept = [self.places[code] for code in self.cleaned_data.get("serves", [])]
        added = self.cleaned_data["add_place"]
        return [*kept, added] if added else kept


@require_http_methods(["GET", "POST"])
@for_member
def edit(request: HttpRequest) -> HttpResponse:
    organisation = own(request.actor)  # type: ignore[attr-defined]
    form = OwnData(request.POST or None, places=organisation.serves.order_by("sort_kk"), initial=_initial(organisation))
    if request.method == "POST" and form.is_valid() and _saved(request, organisation, form):
        messages.success(request, _("Saved."))
        return redirect("cabinet:organisation")
    return render(request, "cabinet/organisation.html", {"form": form, "organisation": organisation})


def _initial(organisation: Organisation) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(organisation, name) for name in OWN_FIELDS}
    values["sectors"] = list(organisation.sectors.values_list("pk", flat=True))
    values["serves"] = list(organisation.serves.values_list("pk", flat=True))
    return values


def _saved(request: HttpRequest, organisation: Organisation, form: OwnData) -> bool:
    values = {name: form.cleaned_data[name] for name in OWN_FIELDS}
    try:
        acts.edit(
            organisation,
            by=request.actor,  # type: ignore[attr-defined]
            sectors=form.cleaned_data["sectors"],
            serves=form.served(),
            **values,
        )
    except Refused as refusal:
        show(request, form, refusal)
        return False
    return True


class FundingForm(forms.Form):
    """Percent by source for one year; what is left empty is not a source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for source in FundingSource:
            self.fields[source.value] = PercentField(label=source.label, required=False)

    def shares(self, year: int) -> list[Share]:
        given = {source: self.cleaned_data.get(source.value) for source in FundingSource}
        return [Share(year, source, percent) for source, percent in given.items() if percent]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        total = sum((value or Decimal(0) for value in data.values()), Decimal(0))
        if total > 100:
            said = {"total": say_number(total.normalize() + 0)}
            self.add_error(None, _("Together this is %(total)s per cent: more than a hundred.") % said)
        return data


@require_http_methods(["GET", "POST"])
@for_member
def funding(request: HttpRequest) -> HttpResponse:
    """Sources of money of the last full year."""
    actor, year = request.actor, timezone.localdate().year - 1  # type: ignore[attr-defined]
    organisation = own(actor)
    rows = FundingShare.objects.filter(organisation=organisation, year=year)
    form = FundingForm(request.POST or None, initial={row.source: row.percent for row in rows})
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit(organisation, by=actor, funding=form.shares(year))
            messages.success(request, _("Saved."))
            return redirect("cabinet:organisation")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "cabinet/funding.html", {"form": form, "organisation": organisation, "year": year})
