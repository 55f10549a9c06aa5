"""Writing a matter: one question a page. Field names are those of the draft, so a page can be saved half-filled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.given import CountField
from kopir.base.tongue import OWN_NAMES, localised_field
from kopir.interactions.forms.fields import long_text
from kopir.interactions.models import MatterKind
from kopir.interactions.words import RestrictedBecause, Visibility
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.queries import label_all, meant

STEPS = ("what", "where", "nearby", "concerned", "asked", "files", "openness", "check")


class _KindField(forms.ModelChoiceField):
    """With the hint of each kind under its name."""

    def label_from_instance(self, obj: Any) -> Any:
        language = get_language() or "kk"
        name, hint = obj.name(language).text, localised_field(obj, "hint", language).text
        name = name[:1].upper() + name[1:]
        return format_html('{}<br><span class="k-muted">{}</span>', name, hint) if hint else name


class WhatKind(forms.Form):
    kind = _KindField(
        MatterKind.objects.none(),
        label=_("What do you want to write?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ModelChoiceField)
        kinds.queryset = MatterKind.objects.filter(ends_on=None)


class What(forms.Form):
    title = forms.CharField(
        label=_("The matter in one line"),
        max_length=200,
        help_text=_("As you would say it to a neighbour: “A separate waste point in the village of Asubulak”."),
    )
    text = long_text(
        _("What is the matter?"),
        _("What is so now, for whom it is bad or what could be better, what you have tried. In Kazakh, Russian or English."),
        rows=10,
    )


class Where(forms.Form):
    """`place` is a name or its beginning, a code or a suggestion's label; when several are meant by it, `choice` appears."""

    place = forms.CharField(
        label=_("Where?"),
        max_length=300,
        help_text=_("Village, district, city or region. Any spelling: Өскемен, Оскемен, Oskemen."),
    )
    choice = forms.ChoiceField(label=_("Which of these?"), required=False, widget=forms.HiddenInput)
    sector = forms.ModelChoiceField(Sector.objects.none(), label=_("About what?"), empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = self.fields["sector"]
        assert isinstance(sectors, forms.ModelChoiceField)
        sectors.queryset = sectors_in_force()
        self._offer()

    def _offer(self) -> None:
        """Namesakes become a list to choose from, and so do places that begin as typed when none has that whole name."""
        self.found = meant(str(self.data.get(self.add_prefix("place"), ""))) if self.is_bound else []
        if len(self.found) > 1:
            choice = self.fields["choice"]
            assert isinstance(choice, forms.ChoiceField)
            choice.widget = forms.RadioSelect()
            choice.required = True  # else its label says "optional"
            choice.error_messages["required"] = _("This may mean several places: choose one.")
            choice.choices = [(one.code, one.label) for one in label_all(self.found)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        code = self.found[0].code if len(self.found) == 1 else data.get("choice")
        territory = next((one for one in self.found if one.code == code), None)
        if territory is None and data.get("place") and "choice" not in self.errors:
            several = _("This may mean several places: choose one.")
            none = _("No such place was found. Try another spelling, or name the district.")
            self.add_error("choice" if self.found else "place", several if self.found else none)
        return {**data, "territory": territory}


class Concerned(forms.Form):
    for_whom = forms.CharField(
        label=_("For whom is it?"),
        max_length=300,
        required=False,
        help_text=_("For example: children with disabilities and their parents; all who live in the village."),
    )
    people_concerned = CountField(
        label=_("How many people does it concern?"),
        min_value=1,
        max_value=25_000_000,
        required=False,
        help_text=_(
            "About; leave it empty if you do not know. Matters that concern many people stand higher on the official's list."
        ),
    )


class Asked(forms.Form):
    asked = long_text(
        _("What do you ask of the state body?"),
        _("One or two things that can be done and checked."),
        required=False,
        limit=4000,
    )
    offered = long_text(
        _("What do you offer yourselves?"),
        _("Volunteers, experience, premises, money, knowledge of the people."),
        required=False,
        limit=4000,
    )


class Openness(forms.Form):
    legal_question = forms.ChoiceField(
        label=_("Is this a legal appeal?"),
        choices=[
            ("no", _("No, I want to work on it together with the state body")),
            ("yes", _("Yes: a complaint or an application on which the law must decide")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "A complaint against a decision, or an application for a right or a permit, has its own term and protection by law."
            " It is registered in the state's own system, not here."
        ),
    )
    reader = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (Visibility.PUBLIC, _("Everybody: others can join, and see what came of it")),
            (RestrictedBecause.WISH, _("Only the parties: we wish it so")),
            (RestrictedBecause.PERSONAL_DATA, _("Only the parties: it tells of a person's private life")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Number, kind, place and state are always public."),
    )

    def clean(self) -> dict[str, Any]:
        """One answer gives two fields of the draft."""
        data = super().clean() or {}
        reader = data.pop("reader", None)
        if reader == Visibility.PUBLIC:
            data |= {"visibility": Visibility.PUBLIC, "restricted_because": ""}
        elif reader:
            data |= {"visibility": Visibility.RESTRICTED, "restricted_because": reader}
        return data


class Language(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language did you write?"), choices=list(OWN_NAMES.items()), widget=forms.RadioSelect
    )


class AppealNumber(forms.Form):
    number = forms.CharField(
        label=_("Number of the appeal in the state's system"),
        max_length=60,
        required=False,
        help_text=_("You get it after sending there. You can come back and write it down later."),
    )
