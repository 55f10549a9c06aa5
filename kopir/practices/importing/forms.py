"""What is asked when a file of practices is handed in, and which column goes to which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kopir.base.errors import Refused
from kopir.base.files import accepts
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.interactions.forms import Where
from kopir.practices.acts.importing import About, demand_mapping
from kopir.practices.forms import About as Facts
from kopir.practices.forms import Text, day
from kopir.practices.importing.fields import FIELDS
from kopir.practices.importing.reading import TEXTS
from kopir.practices.queries.importing import Column


class File(Where):
    """The place and the sector hold for practices that do not name their own."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel: a practice a row. Word or Markdown: a practice under a heading. Up to 50,000 practices."),
        widget=forms.ClearableFileInput(attrs={"accept": accepts("csv", "xlsx", "docx", also=(*TEXTS, "json", "tsv"))}),
    )
    source = forms.CharField(
        label=_("Where are these practices from?"),
        max_length=300,
        help_text=_("The name of the collection or report; it stands on every card."),
    )
    dated_on = day(_("Of which day is it?"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("as the words of each practice show")), *((code, OWN_NAMES[code]) for code in LANGUAGES)],
        required=False,
    )
    is_trial = forms.BooleanField(
        label=_("This is a trial: I want to be able to remove all of it again"), required=False, initial=True
    )
    field_order = ("file", "source", "dated_on", "language", "place", "choice", "sector", "is_trial")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sector = self.fields["sector"]
        sector.required = False
        sector.label = _("About what, where a practice does not say it?")
        self.fields["place"].label = _("Which place, where a practice does not say it?")

    def clean_dated_on(self) -> Any:
        found = self.cleaned_data["dated_on"]
        if found > timezone.localdate():
            raise ValidationError(_now("The date lies ahead."))
        return found

    def about(self) -> About:
        names = ("source", "dated_on", "territory", "sector", "language", "is_trial")
        return About(**{name: self.cleaned_data[name] for name in names})


def field_labels() -> dict[str, str]:
    """What each field of a card is called on the pages where it is written."""
    written = {**Text.base_fields, **Facts.base_fields}
    names = {"place": _now("Place"), "sector": _now("Sector")}
    return {name: names.get(name) or str(written[name].label) for name in FIELDS}


class Columns(forms.Form):
    """One choice a column, named by its place: headings may be anything."""

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _now("— do not take —")), *field_labels().items()]
        for number, column in enumerate(columns):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=column.heading, choices=choices, required=False, initial=column.field
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data["mapping"] = demand_mapping(self.chosen(data))
        except Refused as refusal:
            self.add_error(None, f"{refusal.reason} {refusal.next_step}".strip())
        return data

    def chosen(self, data: Mapping[str, Any]) -> dict[str, str]:
        named = ((column.heading, data.get(f"c{number}")) for number, column in enumerate(self.columns))
        return {heading: field for heading, field in named if field}
