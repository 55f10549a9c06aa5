"""Shapes of what people fill in about practices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.files import accepts
from kopir.base.given import DayField, ManyField
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.interactions.forms import Where
from kopir.interactions.forms.fields import PostChoice, long_text
from kopir.practices.models import Adoption, Block, Card, Way
from kopir.practices.queries import adoptions_of, blocks_in_force, ways_in_force
from kopir.practices.words import AskKind, CardKind, EvidenceKind, Repeated, TakesPartAs
from kopir.regulation.models import Norm
from kopir.regulation.queries import norms_visible_to

OWN = [(code, OWN_NAMES[code]) for code in LANGUAGES]


class Day(forms.DateInput):
    input_type = "date"


def day(label: Any, hint: Any = "", *, required: bool = True) -> DayField:
    return DayField(label=label, help_text=hint, required=required, widget=Day(format="%Y-%m-%d"))


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language of the text"), choices=OWN, initial=get_language)


class New(Where):
    """What and where; the rest is written afterwards, page by page."""

    kind = forms.ChoiceField(
        label=_("What do you tell of?"),
        choices=[
            (CardKind.WORKED, _("Something that worked")),
            (CardKind.FAILED, _("Something that was tried and did not work: it saves others the same road")),
        ],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What was done, in a few words."))
    language = language_field()
    field_order = ("kind", "title", "language", "place", "choice", "sector")


class Text(forms.Form):
    """The words of a card in one language; drafts are kept whatever is still empty."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    problem = long_text(_("The problem"), _("What was so, and for whom it was bad."), required=False)
    people = long_text(_("People"), _("Whom it concerned, in groups, never by name."), required=False, rows=2)
    context = long_text(_("Circumstances"), _("The place, what had been tried, what helped."), required=False, rows=4)
    steps = long_text(_("What was done, step by step"), _("One step a line."), required=False, rows=8)
    results = long_text(_("What came of it"), _("With numbers where there are any."), required=False)
    failed = long_text(_("What did not work"), _("Where you would go another way now."), required=False, rows=4)
    because = long_text(_("Why it did not work"), required=False, rows=4)
    conditions = long_text(
        _("What is needed to repeat it"),
        _("Without which of these it will not work."),
        required=False,
        rows=4,
    )
    law = long_text(_("Legal ground"), _("Acts and documents on which it stood."), required=False, rows=2)

    def __init__(self, *args: Any, kind: str = CardKind.WORKED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["because" if kind == CardKind.WORKED else "failed"]


class About(Where):
    """Facts of a card. The place and the sector may be changed, the level of evidence may not: it is computed."""

    way = forms.ModelChoiceField(Way.objects.none(), label=_("Way of interaction"), required=False, empty_label=_("not named"))
    cost_tenge = forms.IntegerField(
        label=_("Cost, tenge"),
        required=False,
        min_value=0,
        max_value=10**13,
        help_text=_("All of it together, about."),
    )
    months = forms.IntegerField(label=_("How many months it took"), required=False, min_value=0, max_value=600)
    people_reached = forms.IntegerField(label=_("How many people it reached"), required=False, min_value=0, max_value=25_000_000)
    field_order = ("place", "choice", "sector", "way", "cost_tenge", "months", "people_reached")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "way", [way.pk for way in ways_in_force()], Way)


def offer(form: forms.Form, name: str, keys: Sequence[int], model: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = model.objects.filter(pk__in=keys)


class PartForm(PostChoice):
    """A participant: a post, or an organisation by its name."""

    takes_part_as = forms.ChoiceField(label=_("Takes part as"), choices=TakesPartAs.choices)
    organisation = forms.CharField(
        label=_("Organisation"), required=False, max_length=200, help_text=_("Begin to type its name.")
    )
    found = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("takes_part_as", "organisation", "found", "find", "picked", "to")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("found") or data.get("organisation"):
            for name in ("to", "find"):
                self.errors.pop(name, None)
        return data


class Blocks(forms.Form):
    blocks = ManyField(Block.objects.none(), label=_("Building blocks"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "blocks", [block.pk for block in blocks_in_force()], Block)


class GroundForm(forms.Form):
    norm = forms.ModelChoiceField(Norm.objects.none(), label=_("Document"), empty_label=None)
    address = forms.CharField(
        label=_("Point of the document"), max_length=60, help_text=_("As it is numbered there, for example 3.2.")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["norm"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = norms_visible_to(by)


class BlockForm(forms.Form):
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300, required=False)
    text_kk = long_text(_("Text in Kazakh"), required=False, rows=4, limit=4000)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    text_ru = long_text(_("Text in Russian"), required=False, rows=4, limit=4000)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    text_en = long_text(_("Text in English"), required=False, rows=4, limit=4000)


class Proof(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=EvidenceKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What it shows"), max_length=500, help_text=_("One sentence, with the number."))
    language = language_field()
    dated_on = day(_("Date of it"))
    expires_on = day(
        _("Until when it may be relied on"),
        _("After that day it no longer counts. Empty: for ever."),
        required=False,
    )
    number = forms.CharField(label=_("Number of the document"), max_length=100, required=False)
    url = forms.URLField(label=_("Address of a page"), required=False, assume_scheme="https")
    upload = forms.FileField(label=_("File"), required=False, widget=forms.ClearableFileInput(attrs={"accept": accepts()}))


class Other(forms.Form):
    """Which organisation confirms: one of those that took part, or another by its name."""

    choice = forms.ChoiceField(label=_("Who confirms"), required=False, widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=_("Another organisation"),
        required=False,
        max_length=200,
        help_text=_("Begin to type its name."),
    )
    found = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        if card.author_id is not None:
            field.choices = [("owner", str(card.owner))]
            del self.fields["organisation"]
        else:
            rows = [one.organisation for one in card.participants.all() if one.organisation is not None]
            field.choices = [(row.ref, str(row)) for row in dict.fromkeys(rows)]
        if len(field.choices) == 1:  # type: ignore[arg-type]
            field.initial = field.choices[0][0]  # type: ignore[index]
        if not field.choices:
            field.widget = forms.HiddenInput()


class Opinion(forms.Form):
    agrees = forms.ChoiceField(
        label=_("Is it so, and could others repeat it by this card?"),
        choices=[("yes", _("Yes, I agree")), ("no", _("Not yet, something is to be changed"))],
        widget=forms.RadioSelect,
    )
    words = long_text(_("Remark"), _("Needed when something is to be changed."), required=False, rows=4, limit=4000)


class ReviewDay(forms.Form):
    review_on = day(_("When is it to be looked through again?"), _("Empty: in a year."), required=False)


class Why(forms.Form):
    reason = long_text(_("Why"), _("Everybody can read it."), rows=3, limit=2000)


class Renewal(ReviewDay):
    reason = long_text(_("What you saw"), _("Needed when the card was contested."), required=False, rows=3, limit=2000)


class Adopt(Where):
    """The sector is the card's own."""

    started_on = day(_("When did it begin, or will it?"))
    learned_from = forms.ModelChoiceField(
        Adoption.objects.none(),
        label=_("Whose experience do you take?"),
        required=False,
        empty_label=_("the pioneer's"),
    )
    changed = long_text(_("What do you do otherwise?"), _("Empty: as on the card."), required=False, rows=3, limit=4000)
    because = long_text(_("Why otherwise?"), required=False, rows=3, limit=4000)
    language = language_field()
    in_group = forms.BooleanField(
        label=_("Tell me of the results of others who adopt it, and of the pioneer's answers"),
        required=False,
        initial=True,
    )
    field_order = (
        "place",
        "choice",
        "started_on",
        "learned_from",
        "changed",
        "because",
        "language",
        "in_group",
    )

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["sector"]
        field = self.fields["learned_from"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Adoption.objects.filter(card=card).select_related("post", "organisation", "territory")
        names = {row.pk: f"{row.who}, {row.territory}" for row in adoptions_of(card)}
        field.choices = [("", field.empty_label), *names.items()]


class Result(forms.Form):
    repeated = forms.ChoiceField(label=_("Did the effect repeat?"), choices=Repeated.choices, widget=forms.RadioSelect)
    result = long_text(_("What do you see?"), _("With numbers where there are any."), required=False, rows=4, limit=4000)


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=AskKind.choices, widget=forms.RadioSelect, initial=AskKind.QUESTION)
    text = long_text(_("Your words"), _("Everybody can read them, so that it is asked once."), rows=4, limit=4000)
    wished_on = day(_("Day of the visit you wish"), required=False)
    language = language_field()


class AnswerForm(forms.Form):
    answer = long_text(pgettext_lazy("to a question", "Answer"), rows=5, limit=4000)


class ProposalForm(forms.Form):
    accepts = forms.ChoiceField(
        label=_("Does it suit you?"),
        choices=[("yes", _("Yes, we adopt it")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    words = long_text(_("Why not"), _("Needed when it does not suit."), required=False, rows=3, limit=2000)


class Ways(forms.Form):
    ways = ManyField(
        Way.objects.none(), label=_("Which ways of interaction did you use?"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ways", [way.pk for way in ways_in_force()], Way)
