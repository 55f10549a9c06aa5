"""Shapes of what people fill in about indicators and measurements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kopir.base.files import accepts
from kopir.base.tongue import LANGUAGES
from kopir.effects.acts.indicators import Told
from kopir.effects.acts.measuring import Aim, Given, PartOf
from kopir.effects.adding import POOLS, USUAL, Rules
from kopir.effects.models import Goal, Indicator, Measure, Measurement
from kopir.effects.sheets import Wrong
from kopir.effects.values import number, period, period_code, period_name, whole_number
from kopir.effects.words import (
    GROUPS,
    Better,
    ComparedWith,
    Counted,
    Dimension,
    Group,
    Kind,
    OverPlaces,
    OverTime,
)
from kopir.interactions.forms.fields import long_text
from kopir.practices.forms import day
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory

NAMES = {"kk": _("Name in Kazakh"), "ru": _("Name in Russian"), "en": _("Name in English")}
UNITS = {"kk": _("Unit in Kazakh"), "ru": _("Unit in Russian"), "en": _("Unit in English")}
METHODS = {
    "kk": _("How it is measured, in Kazakh"),
    "ru": _("How it is measured, in Russian"),
    "en": _("How it is measured, in English"),
}


class NumberField(forms.CharField):
    """`1 234,5` and `1234.5`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return number(text or "", "value")
        except Wrong as wrong:
            raise forms.ValidationError(wrong.reason) from None


class WholeField(forms.CharField):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return whole_number(text or "", "value")
        except Wrong as wrong:
            raise forms.ValidationError(wrong.reason) from None


# ---- An indicator --------------------------------------------------------------------------------------------------


class IndicatorForm(forms.Form):
    """Everything that is said of an indicator; the two rules of adding up are usual for the kind unless chosen."""

    name_kk = forms.CharField(label=NAMES["kk"], required=False, max_length=1000)
    name_ru = forms.CharField(label=NAMES["ru"], required=False, max_length=1000)
    name_en = forms.CharField(label=NAMES["en"], required=False, max_length=1000)
    kind = forms.ChoiceField(label=_("What is counted?"), choices=Kind.choices, widget=forms.RadioSelect)
    counted = forms.ChoiceField(
        label=_("What does the value of a period hold?"), choices=Counted.choices, widget=forms.RadioSelect
    )
    better = forms.ChoiceField(label=_("Which way is better?"), choices=Better.choices, widget=forms.RadioSelect)
    unit_kk = forms.CharField(label=UNITS["kk"], required=False, max_length=100)
    unit_ru = forms.CharField(label=UNITS["ru"], required=False, max_length=100)
    unit_en = forms.CharField(label=UNITS["en"], required=False, max_length=100)
    method_kk = long_text(METHODS["kk"], _("Of a share: what is the part, and what the whole."), required=False, rows=3)
    method_ru = long_text(METHODS["ru"], required=False, rows=3)
    method_en = long_text(METHODS["en"], required=False, rows=3)
    sector = forms.ModelChoiceField(None, label=_("Sector"), required=False, empty_label=_("of all sectors"))  # type: ignore[var-annotated]
    goal = forms.ModelChoiceField(None, label=_("Item of the plan"), required=False, empty_label=_("none"))  # type: ignore[var-annotated]
    source = forms.CharField(label=_("Where the values come from"), required=False, max_length=300)
    over_time = forms.ChoiceField(
        label=_("How do values of several periods become one?"), required=False,
        choices=[("", _("as is usual")), *OverTime.choices],
    )  # fmt: skip
    over_places = forms.ChoiceField(
        label=_("How do values of several places become one?"), required=False,
        choices=[("", _("as is usual")), *OverPlaces.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, goals: Sequence[Goal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = sectors_in_force()  # type: ignore[attr-defined]
        self.fields["goal"].queryset = Goal.objects.filter(pk__in=[goal.pk for goal in goals])  # type: ignore[attr-defined]
        if not goals:
            del self.fields["goal"]

    @staticmethod
    def initial_of(row: Indicator) -> dict[str, Any]:
        texts = [f"{name}_{code}" for name in ("name", "unit", "method") for code in LANGUAGES]
        names = [*texts, "kind", "counted", "better", "over_time", "over_places", "source", "sector", "goal"]
        return {name: getattr(row, name) for name in names}

    def told(self) -> Told:
        data = self.cleaned_data
        usual = USUAL[data["kind"], data["counted"]]
        rules = Rules(data["kind"], data["counted"], data["over_time"] or usual[0], data["over_places"] or usual[1])
        texts = {name: {code: data[f"{name}_{code}"] for code in LANGUAGES} for name in ("name", "unit", "method")}
        return Told(
            texts["name"], rules, Better(data["better"]), texts["unit"], texts["method"], data["sector"], data.get("goal"),
            data["source"],
        )  # fmt: skip


class GoalForm(forms.Form):
    """An item of a body's plan."""

    name_kk = forms.CharField(label=NAMES["kk"], required=False, max_length=1000)
    name_ru = forms.CharField(label=NAMES["ru"], required=False, max_length=1000)
    name_en = forms.CharField(label=NAMES["en"], required=False, max_length=1000)
    source = forms.CharField(label=_("Plan"), max_length=300, help_text=_("Its name, date and the number of the item."))
    url = forms.URLField(label=_("Where it stands on the web"), required=False, assume_scheme="https")


# ---- What a card is measured by ------------------------------------------------------------------------------------


class AimForm(forms.Form):
    """Where it begins and where it should come to."""

    baseline = NumberField(label=_("Value before the work"), required=False, help_text=_("Leave it empty if nobody knows it."))
    baseline_whole = NumberField(
        label=_("Of how many was that taken?"), required=False,
        help_text=_("With this number Köpir can say how sure a change is."),
    )  # fmt: skip
    baseline_on = day(_("Of which day?"), required=False)
    baseline_source = forms.CharField(label=_("How is it known?"), required=False, max_length=300)
    target = NumberField(label=_("Value you work for"), required=False)
    target_on = day(_("By which day?"), required=False)
    method = long_text(_("How will it be measured?"), _("Who counts, when, by what list or questions."), required=False, rows=3)
    source = forms.CharField(label=_("Where the values come from"), required=False, max_length=300)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.kind not in POOLS:
            del self.fields["baseline_whole"]

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        return {name: _plain(getattr(measure, name)) for name in Aim.__slots__}

    def aim(self) -> Aim:
        return Aim(**self.cleaned_data)


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class CompareForm(forms.Form):
    """A measure of the card, and with what it is compared."""

    measure = forms.ModelChoiceField(None, label=_("Indicator"), empty_label=None, widget=forms.RadioSelect)  # type: ignore[var-annotated]
    compared_with = forms.ChoiceField(label=_("Compare with"), choices=ComparedWith.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measure"]
        field.queryset = Measure.objects.filter(pk__in=[one.pk for one in measures]).select_related("indicator")
        field.label_from_instance = lambda one: str(one.indicator)
        if len(measures) == 1:
            field.initial = measures[0]

    def clean_compared_with(self) -> ComparedWith:
        return ComparedWith(self.cleaned_data["compared_with"])


# ---- A measurement -------------------------------------------------------------------------------------------------


def last_periods() -> list[tuple[str, str]]:
    """Quarters, months and years that have ended, the newest first."""
    today = timezone.localdate()
    months = list(_months_before(today.replace(day=1)))
    codes = [f"{since.year}-Q{since.month // 3}" for since in months if since.month % 3 == 0][:5]
    codes += [f"{since:%Y-%m}" for since in months[:6]]
    codes += [str(today.year - back) for back in (1, 2, 3)]
    return [(code, period_name(*period(code))) for code in codes]


def _months_before(first: date) -> Iterator[date]:
    for _number in range(18):
        first = (first - timedelta(days=1)).replace(day=1)
        yield first


OTHER = "other"
"""Instead of a period: its days are given."""


class MeasurementForm(forms.Form):
    """Works without JavaScript, and on a device without a line: nothing has to be looked up while it is filled in. `key` is made
    with the page, so that what is sent twice arrives once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    territory = forms.ChoiceField(label=_("Where?"))
    period = forms.ChoiceField(label=_("When?"))
    since = day(_("First day"), required=False)
    until = day(_("Last day"), required=False)
    value = NumberField(label=_("Value"), required=False)
    part = NumberField(label=_("Part"), required=False)
    whole = NumberField(label=_("Whole"), required=False)
    overlap_low = WholeField(label=_("How many of them were surely counted before?"), required=False)
    overlap_high = WholeField(
        label=_("And how many at most?"), required=False,
        help_text=_(
            "People are counted once. Whoever came in an earlier period or to another place of this work is counted there. Leave"
            " both empty if nobody knows: then a range is shown."
        ),
    )  # fmt: skip
    source = forms.CharField(
        label=_("How is it known?"), required=False, max_length=300, help_text=_("A list, an act, a survey.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What a reader should know. No names, no personal numbers."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, measure: Measure, places: Sequence[Territory], row: Measurement | None = None, **kwargs: Any
    ) -> None:
        self.measure, self.places = measure, {place.code: place for place in places}
        kwargs.setdefault("initial", _measured(row) if row else {"key": uuid4(), "territory": measure.effect.territory_id})
        kwargs["initial"].setdefault("period", last_periods()[0][0])
        super().__init__(*args, **kwargs)
        self._choices(row)
        self._of_kind(measure.indicator.kind)

    def _choices(self, row: Measurement | None) -> None:
        periods = last_periods()
        if row is not None and period_code(row.starts_on, row.ends_on) not in dict(periods):
            periods.insert(0, (period_code(row.starts_on, row.ends_on), period_name(row.starts_on, row.ends_on)))
        self._choose("period", [*periods, (OTHER, _("other days, given below"))])
        self._choose("territory", [(code, str(place)) for code, place in self.places.items()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _of_kind(self, kind: str) -> None:
        """Only what is asked of this kind; groups come after the value."""
        gone = ["value"] if kind in POOLS else ["part", "whole"]
        gone += [] if kind == Kind.PEOPLE else ["overlap_low", "overlap_high"]
        for name in gone:
            del self.fields[name]
        if kind == Kind.YES_NO:
            yes_no = [("1", _("yes")), ("0", _("no"))]
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Is it so?"), choices=yes_no, coerce=Decimal, empty_value=None, widget=forms.RadioSelect, required=False
            )
            return
        self._say_kind(kind)
        if kind not in POOLS:
            self.fields["value"].required = True
        for group in Group:
            self.fields[f"part_{group}"] = NumberField(label=str(group.label).capitalize(), required=False)
            if kind in POOLS:
                self.fields[f"whole_{group}"] = NumberField(label=_now("of how many"), required=False)

    def _say_kind(self, kind: str) -> None:
        unit = self.measure.indicator.unit.text
        if kind in POOLS:
            self.fields["part"].label = _now("Part: how many of them") if kind == Kind.SHARE else _now("Sum of all values")
            self.fields["whole"].label = _now("Whole: of how many")
            self.fields["part"].help_text = self.measure.indicator.method.text
        else:
            of_unit = _now("Value, %(unit)s") % {"unit": unit} if unit else _now("Value")
            self.fields["value"].label = _now("How many people?") if kind == Kind.PEOPLE else of_unit
            self.fields["value"].help_text = self.measure.indicator.method.text

    @property
    def main(self) -> list[forms.BoundField]:
        """What stands first: not the groups, not other days, not source and note."""
        aside = ("key", "since", "until", "source", "note")
        return [one for one in self if not one.name.startswith(("part_", "whole_")) and one.name not in aside]

    @property
    def other_days(self) -> bool:
        """Their fields stand open once they are chosen, or wrong."""
        return bool({"since", "until"} & set(self.errors)) or self["period"].value() == OTHER

    @property
    def groups(self) -> list[tuple[Dimension, list[forms.BoundField]]]:
        found = []
        for dimension, groups in GROUPS.items():
            names = [f"{name}_{group}" for group in groups for name in ("part", "whole")]
            found.append((dimension, [self[name] for name in names if name in self.fields]))
        return [(dimension, bounds) for dimension, bounds in found if bounds]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("period") not in (None, OTHER):
            data["days"] = period(data["period"])
        elif data.get("since") and data.get("until"):
            data["days"] = (data["since"], data["until"])
            if data["until"] < data["since"]:
                self.add_error("until", _("The period ends before it begins."))
        elif "period" not in self.errors:
            self.add_error("since", _("Choose a period, or give its first and last day."))
        return data

    def given(self) -> Given:
        data = self.cleaned_data
        value, part, whole = (data.get(name) for name in ("value", "part", "whole"))
        low, high = data.get("overlap_low"), data.get("overlap_high")
        parts = tuple(
            PartOf(group, data[f"part_{group}"], data.get(f"whole_{group}"))
            for group in Group
            if data.get(f"part_{group}") is not None
        )
        since, until = data["days"]
        place = self.places[data["territory"]]
        return Given(place, since, until, value, part, whole, low, high, data["note"], data["source"], parts)

    @property
    def given_key(self) -> UUID | None:
        return self.cleaned_data.get("key")


def _measured(row: Measurement) -> dict[str, Any]:
    names = ("value", "part", "whole", "overlap_low", "overlap_high", "source", "note")
    found = {name: _plain(getattr(row, name)) for name in names}
    found |= {"territory": row.territory_id, "period": period_code(row.starts_on, row.ends_on)}
    for one in row.breakdowns.all():
        found |= {f"part_{one.group}": _plain(one.value), f"whole_{one.group}": _plain(one.whole)}
    return found


class Why(forms.Form):
    reason = long_text(_("Why?"), rows=3)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Filled-in sheet"),
        help_text=_("As .xlsx, .csv or .json."),
        widget=forms.ClearableFileInput(attrs={"accept": accepts("xlsx", "csv", "txt", also=("json", "tsv"))}),
    )
    submit = forms.BooleanField(label=_("Submit what is good at once"), required=False)


__all__ = ["AimForm", "CompareForm", "GoalForm", "IndicatorForm", "MeasurementForm", "SheetForm", "Why", "last_periods"]
