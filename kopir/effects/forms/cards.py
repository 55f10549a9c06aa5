"""Shapes of what people fill in on a card: one question a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.given import CountField
from kopir.effects.acts.writing import LATER
from kopir.effects.models import Effect, Goal, Indicator
from kopir.effects.words import Agreed, ChainLevel, Tested
from kopir.interactions.forms import Where
from kopir.interactions.forms.fields import long_text
from kopir.organisations.words import FundingSource
from kopir.practices.forms import day, language_field


class New(Where):
    """What and where; the rest is written afterwards, page by page. An official names the organisation of the other side."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The change you work for, in a few words."))
    organisation = forms.CharField(
        label=_("With which organisation?"), required=False, max_length=200,
        help_text=_("The other party: it confirms the effect and judges the evidence. Begin to type its name."),
    )  # fmt: skip
    found = forms.CharField(required=False, widget=forms.HiddenInput)  # type: ignore[assignment]
    language = language_field()
    field_order = ("title", "language", "place", "choice", "organisation", "found", "sector")

    def __init__(self, *args: Any, for_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_member:
            del self.fields["organisation"], self.fields["found"]


class Sides(New):
    """Place, sector and the other party of a card that is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"], self.fields["language"]


# ---- One question a page -------------------------------------------------------------------------------------------


class Step(forms.Form):
    """`WORDS`: names of texts in the language of the page; `FACTS`: names of facts of the card. What was published as the plan
    is shown and cannot be typed over."""

    WORDS: Sequence[str] = ()
    FACTS: Sequence[str] = ()

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if effect.is_public:
            for name, field in self.fields.items():
                field.disabled = name not in LATER and self.initial.get(name) not in ("", None)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.WORDS if name in self.cleaned_data}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}


class Need(Step):
    WORDS = ("title", "need", "need_source")

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    need = long_text(_("What was so, and for whom was it bad?"), _("With a number where there is one."), required=False)
    need_source = forms.CharField(
        label=_("How is that known?"), max_length=500, required=False,
        help_text=_("A document, statistics, a survey, a visit: where, and of which day."),
    )  # fmt: skip


class People(Step):
    WORDS, FACTS = ("people",), ("people_planned",)

    people = long_text(_("Whom does it concern?"), _("In groups, never by name."), required=False, rows=3)
    people_planned = CountField(label=_("For how many people is it meant?"), required=False, min_value=0, max_value=25_000_000)


class Done(Step):
    WORDS, FACTS = ("did",), ("starts_on", "ends_on")

    did = long_text(_("What was done, or will be?"), required=False)
    starts_on = day(_("When did the work begin?"), required=False)
    ends_on = day(
        _("When does it end?"),
        _("Ninety days and a year after that day both sides are asked whether the effect holds."),
        required=False,
    )


class Changed(Step):
    WORDS = ("changed", "gained", "otherwise")

    changed = long_text(
        _("What changed for people?"),
        _("In a sentence or two, with the number. The other party confirms or contests these words."),
        required=False, rows=4,
    )  # fmt: skip
    gained = long_text(
        _("What did the state body gain by it?"), _("Which of its tasks was done or made easier."), required=False, rows=3
    )
    otherwise = long_text(
        _("What would have had to be done otherwise?"),
        _("If nobody had done this: who would have had to do what, and at what cost."), required=False, rows=3,
    )  # fmt: skip


class NotYet(Step):
    """“Not measurable yet” is a lawful answer, with its reason and a day."""

    WORDS, FACTS = ("no_measure_because",), ("no_measure_until",)

    no_measure_because = long_text(
        _("Why can it not be measured yet?"), _("Leave it empty when it is measured."), required=False, rows=3
    )
    no_measure_until = day(_("When will it be?"), required=False)

    def clean_no_measure_until(self) -> Any:
        value = self.cleaned_data["no_measure_until"]
        if value and value <= timezone.localdate() and value != self.initial.get("no_measure_until"):
            raise forms.ValidationError(_("The day must lie ahead."))
        return value


STEPS: dict[str, tuple[type[Step], Any]] = {
    "need": (Need, _("The need")),
    "people": (People, _("The people")),
    "done": (Done, _("What is done")),
    "changed": (Changed, _("What changed")),
    "not-yet": (NotYet, _("Not measurable yet")),
}
"""In the order in which they are asked."""


# ---- Chain, money, gain --------------------------------------------------------------------------------------------


class ChainStepForm(forms.Form):
    level = forms.TypedChoiceField(label=_("What is it?"), coerce=int, choices=ChainLevel.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=pgettext_lazy("chain", "In a sentence"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    assumption = forms.CharField(
        label=_("On what does the next step rest?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What must be true so that one leads to the other, for example: “parents let their children come”."),
    )  # fmt: skip
    test_on = day(_("When will that be tested?"), required=False)
    language = language_field()


class MoneyForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=1991, max_value=2100, initial=lambda: timezone.localdate().year)
    source = forms.ChoiceField(label=_("From which source?"), choices=FundingSource.choices)
    tenge = CountField(label=_("How much, whole tenge?"), min_value=0, max_value=10**13)


class GainForm(forms.Form):
    """`item` offers what was found by `find`."""

    find = forms.CharField(
        label=_("A goal or an indicator"), required=False, max_length=100,
        help_text=_("Its code or a word of its name: a goal of sustainable development, or an item of the body's own plan."),
    )  # fmt: skip
    item = forms.ChoiceField(label=_("Which of these?"), required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What was gained, in a sentence"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    url = forms.URLField(label=_("Address of the plan or document"), required=False, assume_scheme="https")
    language = language_field()

    def __init__(self, *args: Any, found: Iterable[Goal | Indicator] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"{row._meta.model_name}:{row.pk}": row for row in found}
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none of these")), *((key, f"{row.code} {row}") for key, row in self.rows.items())]
        if self.rows:
            field.widget = forms.RadioSelect(choices=field.choices)

    def gain(self) -> dict[str, Any]:
        """As `name_gain` takes it."""
        row = self.rows.get(self.cleaned_data["item"])
        return {
            "goal": row if isinstance(row, Goal) else None,
            "indicator": row if isinstance(row, Indicator) else None,
            **{name: self.cleaned_data[name] for name in ("words", "url", "language")},
        }


# ---- Answers of the sides ------------------------------------------------------------------------------------------


class Word(forms.Form):
    agreed = forms.ChoiceField(
        label=_("Is it so, what the card says of the change for people?"),
        choices=[
            (Agreed.CONFIRMED, _("Yes, it is so")),
            (Agreed.PARTLY, _("In part")),
            (Agreed.CONTESTED, _("No, it is not so")),
        ],
        widget=forms.RadioSelect,
    )
    words = long_text(_("In your words"), _("Needed unless it is wholly so."), required=False, rows=4, limit=4000)
    language = language_field()


class TestForm(forms.Form):
    __test__ = False

    tested = forms.ChoiceField(
        label=_("Does the assumption hold?"), choices=[one for one in Tested.choices if one[0] != Tested.OPEN],
        widget=forms.RadioSelect,
    )  # fmt: skip
    finding = long_text(_("What did you find, and from what?"), rows=3, limit=500)


class Why(forms.Form):
    reason = long_text(_("Why?"), _("Everybody can read it."), rows=3, limit=2000)


__all__ = [
    "STEPS",
    "ChainStepForm",
    "GainForm",
    "MoneyForm",
    "New",
    "Sides",
    "Step",
    "TestForm",
    "Why",
    "Word",
]
