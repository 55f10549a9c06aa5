"""What is filled in to resolve a finding. `About` holds what the choices are made of; it is gathered once for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from kopir.interactions.forms.fields import long_text, post_words
from kopir.posts.forms import day_field
from kopir.posts.models import Post
from kopir.posts.words import Rank
from kopir.regulation.models import Duty, DutyStep
from kopir.regulation.words import LinkState
from kopir.sectors.models import Sector

if TYPE_CHECKING:
    from kopir.base.errors import Words

FEW = 8
"""So many posts are shown as radio buttons; more as a list to choose from."""


@dataclass(frozen=True)
class About:
    posts: Sequence[Post] = ()
    duties: Sequence[Duty] = ()
    steps: Sequence[DutyStep] = ()
    sectors: Sequence[Sector] = ()
    ranks: Sequence[Rank] = ()


def _basis() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Order or decision"),
        max_length=300,
        help_text=gettext_lazy("Its number and date, e.g. № 45, 12.03.2026."),
    )


def _named(rows: Sequence[Any]) -> list[tuple[int, str]]:
    return [(row.pk, row.name(get_language() or "kk").text) for row in rows]


class Resolving(forms.Form):
    """Fields of rows give the rows themselves in `cleaned_data`."""

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, dict[int, Any]] = {}
        self.build(about)

    def build(self, about: About) -> None:
        """Choices; most forms have posts."""
        if "post" in self.fields:
            self._offer_posts(about.posts)

    def _offer_posts(self, posts: Sequence[Post]) -> None:
        self._offer("post", posts, [(post.pk, post_words(post)) for post in posts])
        if len(posts) <= FEW:
            self.fields["post"].widget = forms.RadioSelect(choices=self.fields["post"].choices)  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Sequence[Any], choices: list[tuple[int, str]]) -> None:
        self.rows[name] = {row.pk: row for row in rows}
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _offer_many(self, name: str, rows: Sequence[Any]) -> None:
        """All are chosen to begin with; one alone is not asked about."""
        self._offer(name, rows, _named(rows))
        self.fields[name].initial = [row.pk for row in rows]
        if len(rows) == 1:
            self.fields[name].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, rows in self.rows.items():
            given = data.get(name)
            if isinstance(given, list):
                data[name] = [rows[pk] for pk in given]
            elif given is not None:
                data[name] = rows[given]
        return data


def _one(label: Words) -> forms.TypedChoiceField:
    missing = {"required": gettext_lazy("Choose one.")}
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, error_messages=missing)


def _many(label: Words) -> forms.TypedMultipleChoiceField:
    missing = {"required": gettext_lazy("Choose at least one.")}
    return forms.TypedMultipleChoiceField(label=label, coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=missing)


class GrantForm(Resolving):
    legal_basis = _basis()
    starts_on = day_field(gettext_lazy("From which day"), required=False, help_text=gettext_lazy("Empty: from today."))


class RankForm(Resolving):
    rank = forms.TypedChoiceField(label=gettext_lazy("New rank"), coerce=int)

    def build(self, about: About) -> None:
        self.fields["rank"].choices = [(rank.value, rank.label) for rank in about.ranks]  # type: ignore[attr-defined]


class StepForm(Resolving):
    step = _one(gettext_lazy("Which step"))
    post = _one(gettext_lazy("To which post"))
    legal_basis = _basis()
    starts_on = day_field(gettext_lazy("From which day"), required=False, help_text=gettext_lazy("Empty: from today."))

    def build(self, about: About) -> None:
        super().build(about)
        self._offer("step", about.steps, _named(about.steps))
        self.fields["step"].widget = forms.RadioSelect(choices=self.fields["step"].choices)  # type: ignore[attr-defined]
        if about.steps:
            self.fields["step"].initial = about.steps[0].pk


class _OfDuties(Resolving):
    duties = _many(gettext_lazy("Duties"))

    def build(self, about: About) -> None:
        super().build(about)
        self._offer_many("duties", about.duties)


class DelegateForm(_OfDuties):
    post = _one(gettext_lazy("Which post does it meanwhile"))
    ends_on = day_field(gettext_lazy("Until which day, that day included"))
    starts_on = day_field(gettext_lazy("From which day"), required=False, help_text=gettext_lazy("Empty: from today."))
    legal_basis = _basis()
    field_order = ("duties", "post", "starts_on", "ends_on", "legal_basis")


class OwnerForm(_OfDuties):
    post = _one(gettext_lazy("Which post owns them"))
    legal_basis = _basis()
    starts_on = day_field(gettext_lazy("From which day"), required=False, help_text=gettext_lazy("Empty: from today."))
    field_order = ("duties", "post", "legal_basis", "starts_on")


class MandateForm(Resolving):
    post = _one(gettext_lazy("Which post answers"))
    sectors = _many(gettext_lazy("In which sectors"))

    def build(self, about: About) -> None:
        super().build(about)
        self._offer_many("sectors", about.sectors)


class LinkForm(Resolving):
    judgement = forms.ChoiceField(
        label=gettext_lazy("Is it the same work?"),
        choices=[(LinkState.SAME, LinkState.SAME.label), (LinkState.DIFFERENT, LinkState.DIFFERENT.label)],
        widget=forms.RadioSelect,
    )


class SendUpForm(Resolving):
    reason = long_text(gettext_lazy("Why it cannot be done"), rows=4, limit=1000)


class AcceptForm(Resolving):
    until = day_field(
        gettext_lazy("Until which day"), help_text=gettext_lazy("After it the contradiction is open again by itself.")
    )
    reason = long_text(gettext_lazy("Why it is lived with"), rows=3, limit=1000)


class AnswerForm(Resolving):
    answer = long_text(gettext_lazy("Your answer: what is to be done"), rows=4, limit=1000)


class AskForm(Resolving):
    post = _one(pgettext_lazy("asking", "Whom"))
    reason = long_text(gettext_lazy("Why it is needed"), rows=4, limit=1000)


class TermForm(AskForm):
    days = forms.IntegerField(label=gettext_lazy("Term that would do, in working days"), min_value=1, max_value=365)
    field_order = ("days", "post", "reason")


class TakeBackForm(Resolving):
    reason = long_text(gettext_lazy("Why it is taken back"), rows=3, limit=1000)


class ReplyForm(forms.Form):
    """`duties`: of the post, as pairs of code and words."""

    duty = forms.ChoiceField(label=gettext_lazy("About which figure"), required=False)
    text = long_text(
        gettext_lazy("Your reply"),
        gettext_lazy("It stands beside the figure for everybody. No personal data, please."), rows=5, limit=1000,
    )  # fmt: skip

    def __init__(self, *args: Any, duties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", _("all duties of the post")), *duties]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not text:
            raise ValidationError(_("Write the reply."))
        return text
