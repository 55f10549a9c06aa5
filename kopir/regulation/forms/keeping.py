"""Input shapes of duties as law: entering, amending, ending, what proves them, and the judgement of functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.organisations.words import Tier
from kopir.posts.forms import day_field
from kopir.posts.models import Power
from kopir.posts.queries import powers_in_force
from kopir.posts.words import PostKind, Rank
from kopir.regulation.acts import StepSpec
from kopir.regulation.models import Duty, Norm
from kopir.regulation.reading.shapes import ADDRESS
from kopir.regulation.rrules import checked
from kopir.regulation.words import Event, EvidenceKind, Mapping, ToWhom, Trigger

NONE = [("", "—")]


def _line(label: Any, limit: int = 500, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=limit, help_text=hint)


def _address(label: Any, hint: Any = "") -> forms.RegexField:
    return forms.RegexField(ADDRESS, label=label, max_length=60, help_text=hint)


class AmendDuty(forms.Form):
    """All that is said of a duty, from a day on."""

    starts_on = day_field(
        gettext_lazy("In force from"),
        help_text=gettext_lazy("The older wording ends on the day before. The day of the wording itself: a correction."),
    )
    address = _address(gettext_lazy("Address of the provision"), gettext_lazy("As it stands beside the text: 5 or 3.2."))
    name_kk = _line(gettext_lazy("In official words, in Kazakh"))
    name_ru = _line(gettext_lazy("In official words, in Russian"))
    name_en = _line(gettext_lazy("In official words, in English"))
    plain_kk = _line(gettext_lazy("In plain words, in Kazakh"), hint=gettext_lazy("What it means for whoever comes."))
    plain_ru = _line(gettext_lazy("In plain words, in Russian"))
    plain_en = _line(gettext_lazy("In plain words, in English"))
    post_kind = forms.ChoiceField(label=gettext_lazy("Kind of post"), choices=PostKind, initial=PostKind.AUTHORISED)
    tiers = forms.MultipleChoiceField(
        label=gettext_lazy("Bodies of which level"), required=False, choices=Tier.choices, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: of every level."),
    )  # fmt: skip
    to_whom = forms.ChoiceField(label=gettext_lazy("For whom"), choices=ToWhom)
    trigger = forms.ChoiceField(label=gettext_lazy("What makes it due"), choices=Trigger, widget=forms.RadioSelect)
    rrule = _line(
        gettext_lazy("Rule of the calendar"), 200,
        gettext_lazy("For what comes round, as: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25 (every quarter, by day 25)"),
    )  # fmt: skip
    event = forms.ChoiceField(label=gettext_lazy("Event"), required=False, choices=[*NONE, *Event.choices])
    term_days = forms.IntegerField(
        label=gettext_lazy("Working days"), required=False, min_value=1, max_value=1000,
        help_text=gettext_lazy("After the event, or for the work before the day."),
    )  # fmt: skip
    powers = forms.MultipleChoiceField(label=gettext_lazy("Powers it needs"), required=False, widget=forms.CheckboxSelectMultiple)
    minimum_rank = forms.ChoiceField(label=gettext_lazy("Lowest rank"), required=False)
    evidence = forms.ChoiceField(label=gettext_lazy("What proves it"), choices=EvidenceKind)
    evidence_days = forms.IntegerField(
        label=gettext_lazy("A proof holds for so many days"), required=False, min_value=1, max_value=10000,
        help_text=gettext_lazy("Empty: for good."),
    )  # fmt: skip
    consequence_kk = _line(gettext_lazy("If it is not done, in Kazakh"))
    consequence_ru = _line(gettext_lazy("If it is not done, in Russian"))
    consequence_en = _line(gettext_lazy("If it is not done, in English"))
    steps = forms.CharField(
        label=gettext_lazy("Steps"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line: working days | in Kazakh | in Russian | in English | code of the power it needs."),
    )  # fmt: skip
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=1000, initial=0)
    is_draft = forms.BooleanField(label=gettext_lazy("A draft, not the official text"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known_powers = {power.code: power for power in powers_in_force()}
        self._offer("powers", [(code, str(power)) for code, power in self.known_powers.items()])
        self._offer("minimum_rank", [*NONE, *((str(value), label) for value, label in Rank.choices)])

    def _offer(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @staticmethod
    def values(duty: Duty) -> dict[str, Any]:
        """All but the day, which must be chosen: on its own day the wording would be corrected, not amended."""
        given = {name: getattr(duty, name) for name in AmendDuty.base_fields if name not in ("starts_on", "powers", "steps")}
        steps = [_written(step) for step in duty.steps.select_related("power")]
        return given | {"powers": [power.code for power in duty.powers.all()], "steps": "\n".join(steps)}

    def clean_rrule(self) -> str:
        """What is wrong with the rule is said beside it; of another trigger it does not matter."""
        rule: str = self.cleaned_data["rrule"]
        if self.data.get("trigger") != Trigger.PERIOD:
            return ""
        try:
            return checked(rule)
        except Refused as refusal:
            raise ValidationError(f"{refusal.reason} {refusal.next_step}".strip()) from None

    def clean_minimum_rank(self) -> int | None:
        return int(self.cleaned_data["minimum_rank"]) if self.cleaned_data["minimum_rank"] else None

    def clean_steps(self) -> list[StepSpec]:
        rows = [row.strip() for row in self.cleaned_data["steps"].splitlines() if row.strip()]
        return [self._step(row) for row in rows]

    def _step(self, row: str) -> StepSpec:
        parts = [part.strip() for part in row.split("|")] + [""] * 4
        days, kk, ru, en, code = parts[:5]
        if not 0 < (number_of(days) or 0) < 1000 or not (kk or ru):
            raise ValidationError(_("This line is not understood: %(line)s"), params={"line": row[:100]})
        if code and code not in self.known_powers:
            raise ValidationError(_("There is no power with the code %(code)s."), params={"code": code[:40]})
        return StepSpec({"kk": kk, "ru": ru, "en": en}, int(days), self.known_powers.get(code))

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        chosen: list[Power] = [self.known_powers[code] for code in given.pop("powers")]
        return given | {"powers": chosen}


def _written(step: Any) -> str:
    power = step.power.code if step.power else ""
    return " | ".join([str(step.days), step.name_kk, step.name_ru, step.name_en, power]).rstrip(" |")


class EnterDuty(AmendDuty):
    norm = forms.ChoiceField(label=gettext_lazy("Document"))
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60,
        help_text=gettext_lazy("Small Latin letters, digits and hyphens. It cannot be changed later."),
    )  # fmt: skip
    field_order = ["code", "norm"]

    def __init__(self, *arguments: Any, norms: Iterable[Norm], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.norms = {norm.ref: norm for norm in norms}
        self._offer("norm", [(ref, str(norm)) for ref, norm in self.norms.items()])

    def duty(self) -> tuple[Duty, dict[str, Any]]:
        """The duty, not saved, and what `enter` wants besides."""
        given = self.arguments()
        powers, steps = given.pop("powers"), given.pop("steps")
        given["norm"] = self.norms[given["norm"]]
        return Duty(**given), {"powers": powers, "steps": steps}


class EndDuty(forms.Form):
    ends_on = day_field(gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class MapAct(forms.Form):
    act = forms.ChoiceField(label=gettext_lazy("Act"))
    mapping = forms.ChoiceField(label=gettext_lazy("How far it proves"), choices=Mapping, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, acts: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(acts)


class LinkByHand(forms.Form):
    """A duty and a function of a department that nobody proposed."""

    duty = forms.ChoiceField(label=gettext_lazy("Duty"))
    norm = forms.ChoiceField(label=gettext_lazy("Functions of"))
    address = _address(gettext_lazy("Address of the function"))

    def __init__(self, *arguments: Any, duties: Iterable[Duty], norms: Iterable[Norm], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.norms = {norm.ref: norm for norm in norms}
        for name, choices in (
            ("duty", [(duty.code, str(duty)) for duty in duties]),
            ("norm", [(ref, str(norm.scope or norm)) for ref, norm in self.norms.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
