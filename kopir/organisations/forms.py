"""What people enter about an organisation. `values()` is what `acts.edit` takes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kopir.base.errors import Refused
from kopir.base.given import ManyField, PercentField
from kopir.base.idents import check_bin
from kopir.organisations.acts.records import Share
from kopir.organisations.models import Organisation
from kopir.organisations.words import FundingSource, LegalForm, Status
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import label_all, meant

MOST_PLACES = 50


class PlacesField(forms.CharField):
    """Names of places, one a line; gives a list of territories."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Territories are shown by their labels, which are found again as they are."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(suggestion.label for suggestion in label_all(value))

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(_now("Name the region or district instead of so many places."))
        return list({place.pk: place for place in map(one_place, lines)}.values())


def one_place(text: str) -> Territory:
    """Raises ValidationError when there is no such place, or several."""
    found = meant(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_now("There is no place “%(place)s”.") % {"place": text.strip()})
    labels = "; ".join(suggestion.label for suggestion in label_all(found[:5]))
    raise forms.ValidationError(
        _now("“%(place)s” may mean several places. Name the district too: %(labels)s.")
        % {"place": text.strip(), "labels": labels}
    )


class SectorsField(ManyField):
    """The spheres in force, in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Sector.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class OwnDetails(forms.Form):
    """What a member changes of the own organisation."""

    sectors = SectorsField(label=_("Spheres of work"), required=False)
    serves = PlacesField(
        label=_("Places served"),
        required=False,
        help_text=_("One a line: a region, a district, a city or a village."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    about_kk = forms.CharField(
        label=_("About the organisation, in Kazakh"), required=False, max_length=5000, widget=forms.Textarea
    )
    about_ru = forms.CharField(
        label=_("About the organisation, in Russian"), required=False, max_length=5000, widget=forms.Textarea
    )
    about_en = forms.CharField(
        label=_("About the organisation, in English"), required=False, max_length=5000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        if organisation is not None:
            kwargs["initial"] = {**self._stored(organisation), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        sectors = self.fields["sectors"]
        assert isinstance(sectors, ManyField)
        sectors.queryset = sectors_in_force()

    def _stored(self, organisation: Organisation) -> dict[str, Any]:
        stored = {name: getattr(organisation, name) for name in self.base_fields if hasattr(organisation, name)}
        if organisation.pk:
            stored |= {"sectors": organisation.sectors.all(), "serves": list(organisation.serves.all())}
        return stored

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OrganisationDetails(OwnDetails):
    """What an administrator enters: also what usually comes from the register."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=500, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=500, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=500, required=False)
    bin = forms.CharField(
        label=_("BIN"),
        max_length=20,
        required=False,
        help_text=_("Twelve digits. Leave it empty when there is none."),
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), required=False, choices=[("", "—"), *LegalForm.choices])
    status = forms.ChoiceField(label=_("Status of the organisation"), choices=Status.choices, initial=Status.ACTIVE)
    territory = forms.CharField(label=_("Seat"), max_length=200, required=False, help_text=_("A city, a district or a village."))
    address = forms.CharField(label=_("Address"), max_length=500, required=False)

    field_order = ["name_kk", "name_ru", "name_en", "bin", "legal_form", "status", "territory", "address"]

    def _stored(self, organisation: Organisation) -> dict[str, Any]:
        seat = organisation.territory
        return super()._stored(organisation) | {"territory": label_all([seat])[0].label if seat else ""}

    def clean_bin(self) -> str:
        text: str = self.cleaned_data["bin"]
        try:
            return check_bin(text).value if text.strip() else ""
        except Refused as fault:
            raise forms.ValidationError(str(fault.reason)) from None

    def clean_territory(self) -> Territory | None:
        text: str = self.cleaned_data["territory"]
        return one_place(text) if text.strip() else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("name_kk", "name_ru", "name_en")):
            self.add_error("name_kk", _now("An organisation needs a name in at least one language."))
        return cleaned

    def unsaved(self, kind: str) -> Organisation:
        """For `acts.create`: the organisation these values describe."""
        values = self.values()
        row = Organisation(kind=kind)
        row.set_names(values.pop("name_kk"), values.pop("name_ru"), values.pop("name_en"))
        for name in values.keys() - {"sectors", "serves"}:
            setattr(row, name, values[name])
        return row


class FundingForm(forms.Form):
    """Where the money of one year came from, in per cent; what is unknown stays empty."""

    year = forms.IntegerField(label=_("Year"), min_value=1991, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for source in FundingSource:
            self.fields[source.value] = PercentField(label=source.label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if sum((cleaned.get(source.value) or Decimal() for source in FundingSource), Decimal()) > 100:
            raise forms.ValidationError(_now("Together the parts are more than 100 per cent."))
        return cleaned

    def shares(self) -> list[Share]:
        year, given = self.cleaned_data["year"], self.cleaned_data
        return [Share(year, source, given[source.value]) for source in FundingSource if given[source.value] is not None]


def initial_funding(shares: Iterable[Any]) -> dict[str, Any]:
    """Stored rows of one year as the form shows them."""
    rows = list(shares)
    return {row.source: row.percent for row in rows} | ({"year": rows[0].year} if rows else {})
