"""Input shapes that only administration has; the others come from the apps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kopir.base.files import accepts
from kopir.base.permits import PERMISSIONS
from kopir.interactions.acts.procedures import TERMS
from kopir.interactions.forms import TemplateForm
from kopir.interactions.models import Procedure, ProcedureStep
from kopir.interactions.words import StepLetter, StepRole
from kopir.organisations.forms import OrganisationDetails
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.words import BodyKind, Kind, Tier
from kopir.people.words import Office
from kopir.posts.forms import ByRef, EditPower, day_field
from kopir.posts.models import TierRule
from kopir.posts.words import Rank
from kopir.web.public.templatetags.regulation import act_words

if TYPE_CHECKING:
    from kopir.base.errors import Words

EMPTY_STEPS = 3  # lines for further steps under the known ones


def long_words(label: Words, hint: Words = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Find(forms.Form):
    text = forms.CharField(label=gettext_lazy("Words of the name"), required=False, max_length=200)


class Reason(forms.Form):
    reason = long_words(gettext_lazy("Why"), gettext_lazy("The decision or the fact, with its number and date."))


class ReasonOrNone(forms.Form):
    reason = long_words(gettext_lazy("Why"), required=False)


# ---- Posts and what the law says of them -----------------------------------------------------------------


class AddPower(EditPower):
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Small Latin letters, digits and hyphens. It cannot be changed later."),
    )
    field_order: ClassVar[tuple[str, ...]] = ("code",)


class EditTierRule(forms.Form):
    minimum_rank = forms.TypedChoiceField(label=gettext_lazy("Lowest rank"), choices=Rank, coerce=lambda value: Rank(int(value)))
    words_kk = forms.CharField(label=gettext_lazy("In words, in Kazakh"), max_length=200)
    words_ru = forms.CharField(label=gettext_lazy("In words, in Russian"), max_length=200)
    words_en = forms.CharField(label=gettext_lazy("In words, in English"), max_length=200)
    source = forms.CharField(label=gettext_lazy("Source"), help_text=gettext_lazy("The act and its article."), max_length=300)
    source_date = day_field(gettext_lazy("Date of the source"), required=False)

    @staticmethod
    def values(rule: TierRule) -> dict[str, Any]:
        return {name: getattr(rule, name) for name in EditTierRule.base_fields}

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = {code: given[f"words_{code}"] for code in ("kk", "ru", "en")}
        return {"words": words} | {name: given[name] for name in ("minimum_rank", "source", "source_date")}


# ---- Organisations ---------------------------------------------------------------------------------------


class BodyDetails(OrganisationDetails):
    """A state body: also what it is and on which level it works."""

    body_kind = forms.ChoiceField(label=gettext_lazy("Kind of body"), choices=BodyKind)
    tier = forms.ChoiceField(label=gettext_lazy("Level"), choices=Tier)
    field_order = ["name_kk", "name_ru", "name_en", "body_kind", "tier", "bin"]


def details_form(kind: str) -> type[OrganisationDetails]:
    return BodyDetails if kind == Kind.STATE_BODY else OrganisationDetails


class Subordinate(forms.Form):
    higher = ByRef(
        Organisation,
        label=gettext_lazy("Body above"),
        help_text=gettext_lazy("Its address, or the last part of it."),
    )
    starts_on = day_field(gettext_lazy("First day"))
    source = forms.CharField(label=gettext_lazy("Source"), help_text=gettext_lazy("The act and its article."), max_length=300)


class Succeed(forms.Form):
    after = ByRef(
        Organisation,
        label=gettext_lazy("Successor"),
        help_text=gettext_lazy("Its address, or the last part of it."),
    )
    on = day_field(gettext_lazy("First day of the successor"))
    source = forms.CharField(label=gettext_lazy("Source"), help_text=gettext_lazy("The act and its article."), max_length=300)


class MergeWith(forms.Form):
    """Two rows that nobody proposed."""

    other = ByRef(
        Organisation,
        label=gettext_lazy("The other one, which goes into this one"),
        help_text=gettext_lazy("Its address, or the last part of it."),
    )
    reason = long_words(gettext_lazy("Why they are the same"))


class Merge(forms.Form):
    """Which of the two stays; its address remains, the other one leads to it."""

    kept = forms.TypedChoiceField(label=gettext_lazy("Which one stays"), coerce=int, widget=forms.RadioSelect)
    reason = long_words(gettext_lazy("Why they are the same"))

    def __init__(self, *arguments: Any, pair: SamePair, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.pair = pair
        field = self.fields["kept"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(one.pk, f"{one} ({one.ref})") for one in (pair.first, pair.second)]

    @property
    def stays(self) -> Organisation:
        pair: SamePair = self.pair
        return pair.first if self.cleaned_data["kept"] == pair.first_id else pair.second


# ---- Registers -------------------------------------------------------------------------------------------


class Upload(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=[
            ("organisations", gettext_lazy("non-governmental organisations")),
            ("territories", gettext_lazy("territories (the KATO classifier)")),
            ("indicators", gettext_lazy("goals and indicators of a library")),
            ("readings", gettext_lazy("values of indicators by place and period")),
        ],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table as .xlsx, .csv or .json, up to 5,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": accepts("xlsx", "csv", "txt", also=("json", "tsv"))}),
    )
    source = forms.CharField(
        label=gettext_lazy("What the register is called"),
        help_text=gettext_lazy("It is kept beside every value that comes from it."),
        max_length=200,
    )
    on = day_field(gettext_lazy("Day of the register"))
    partial = forms.BooleanField(
        label=gettext_lazy("Only a part of the classifier: no territory ends"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].initial = timezone.localdate


# ---- Procedures and typical answers ----------------------------------------------------------------------

TERM_LABELS = {
    "term_days": gettext_lazy("Term of the matter"),
    "hand_off_days": gettext_lazy("To accept a hand-over"),
    "opinion_days": gettext_lazy("For an opinion"),
    "word_days": gettext_lazy("For the author's word"),
    "objection_days": gettext_lazy("To object to the chosen post"),
    "reopen_days": gettext_lazy("To reopen after closing"),
}
STEP_FIELDS = ("name_kk", "name_ru", "name_en", "role", "letter", "days", "proof")


class NewProcedure(forms.Form):
    """A further version: terms in working days, and steps in lines. A line without a Kazakh name is no step."""

    source = forms.CharField(label=gettext_lazy("Source"), help_text=gettext_lazy("The act and its article."), max_length=300)
    starts_on = day_field(gettext_lazy("In force from"))
    is_draft = forms.BooleanField(label=gettext_lazy("Not checked against the text in force"), required=False)

    def __init__(self, *arguments: Any, last: Procedure | None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["starts_on"].initial = timezone.localdate
        for name in TERMS:
            first = getattr(last, name) if last else None
            self.fields[name] = forms.IntegerField(label=TERM_LABELS[name], min_value=0, max_value=400, initial=first)
        known = list(last.steps.all()) if last else []
        self.lines = len(known) + EMPTY_STEPS
        for number in range(self.lines):
            self._add_line(number, known[number] if number < len(known) else None)

    def _add_line(self, number: int, step: ProcedureStep | None) -> None:
        for name, field in _step_fields().items():
            field.required = False
            field.initial = getattr(step, name) if step else field.initial
            self.fields[f"step{number}_{name}"] = field

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("source", "starts_on", "is_draft", *TERMS)]

    @property
    def step_lines(self) -> list[list[Any]]:
        return [[self[f"step{number}_{name}"] for name in STEP_FIELDS] for number in range(self.lines)]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for number in range(self.lines):
            if not given.get(f"step{number}_name_kk"):
                continue
            for name in STEP_FIELDS:
                if given.get(f"step{number}_{name}") in (None, ""):
                    self.add_error(f"step{number}_{name}", _("A step needs this too."))
        if not self.errors and not self.steps():
            raise ValidationError(_("A procedure needs at least one step."))
        return given

    def steps(self) -> list[dict[str, Any]]:
        return list(self._steps())

    def _steps(self) -> Iterator[dict[str, Any]]:
        for number in range(self.lines):
            if self.cleaned_data.get(f"step{number}_name_kk"):
                yield {name: self.cleaned_data[f"step{number}_{name}"] for name in STEP_FIELDS}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("source", "starts_on", "is_draft", *TERMS)}


def _step_fields() -> dict[str, forms.Field]:
    acts = ((name, act_words(name)) for name in PERMISSIONS if name.startswith("interactions."))
    proofs = sorted(acts, key=lambda choice: choice[1])
    return {
        "name_kk": forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=200),
        "name_ru": forms.CharField(label=gettext_lazy("Name in Russian"), max_length=200),
        "name_en": forms.CharField(label=gettext_lazy("Name in English"), max_length=200),
        "role": forms.ChoiceField(label=gettext_lazy("Who"), choices=_or_none(StepRole.choices)),
        "letter": forms.ChoiceField(label=gettext_lazy("Letter"), choices=_or_none(StepLetter.choices)),
        "days": forms.IntegerField(label=gettext_lazy("Working days"), min_value=0, max_value=400, initial=0),
        "proof": forms.ChoiceField(label=gettext_lazy("Proved by the act"), choices=_or_none(proofs)),
    }


def _or_none(choices: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", "—"), *choices]


class GeneralTemplate(TemplateForm):
    """A typical answer of all posts."""

    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200, required=False)
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=999, initial=0)
    field_order: ClassVar[tuple[str, ...]] = ("name_kk", "name_ru", "name_en", "order")


# ---- People, the calendar --------------------------------------------------------------------------------


class FindPerson(forms.Form):
    text = forms.CharField(label=gettext_lazy("E-mail or name, or a part of it"), required=False, max_length=200)
    office = forms.ChoiceField(
        label=gettext_lazy("Office"),
        required=False,
        choices=[("", gettext_lazy("with any office or none")), *Office.choices[1:]],
    )


class Year(forms.Form):
    year = forms.IntegerField(label=pgettext_lazy("calendar", "Year"), min_value=1991, max_value=2200)
