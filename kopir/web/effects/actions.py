"""Every act on a card as one row: its address, its rule, what is asked, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.actors import Actor
from kopir.base.permits import Rule
from kopir.effects import acts, rules
from kopir.effects.forms import cards as shapes
from kopir.effects.forms import evidence as pieces
from kopir.effects.models import Effect
from kopir.effects.queries import cards as queries
from kopir.effects.queries.evidence import own_pieces, use_for
from kopir.interactions.forms import Nothing

if TYPE_CHECKING:
    from kopir.base.errors import Words

Do = Callable[[Any, Actor, dict[str, Any]], object]
FINDERS: dict[str, Callable[[Actor, int], Any]] = {"step": queries.step_for, "use": use_for}


@dataclass(frozen=True, slots=True)
class Action:
    """`on`: what it is about; `is_first`: stands as a button; `needs`: what the form is made for beside its data."""

    name: str
    rule: Rule
    label: Words
    title: Words
    about: Words
    done: Words
    do: Do
    form: type[forms.Form] = Nothing
    on: str = "card"
    is_first: bool = False
    needs: str = ""
    kind: str = ""

    def subject(self, by: Actor, effect: Effect, pk: int | None) -> Any:
        """The row the act is about, if the actor may know of it and it belongs to the card."""
        if self.on == "card":
            return effect
        found = FINDERS[self.on](by, pk or 0)
        return found if found.effect_id == effect.pk else FINDERS[self.on](by, 0)

    def made_for(self, by: Actor, effect: Effect) -> dict[str, Any]:
        made = {"effect": lambda: effect, "pieces": lambda: own_pieces(by, effect)}
        return {self.needs: made[self.needs]()} if self.needs else {}


def _on_card() -> Iterator[Action]:
    yield Action(
        "publish", rules.may_publish, pgettext_lazy("verb", "Publish"), _("Publish the card?"),
        _("From now on everybody reads it. Need, people, chain and targets stay as they are; what changed is written later."),
        _("Published. The other party is told."), lambda card, by, data: acts.publish(card, by=by), is_first=True,
    )  # fmt: skip
    yield Action(
        "confirm", rules.may_confirm, _("Say whether it is so"), _("Is the effect so?"),
        _("Your word stands on the card in public, beside that of the other party. You may say another one later."),
        _("Your word stands on the card."), lambda card, by, data: acts.confirm(card, by=by, **data), shapes.Word, is_first=True,
    )  # fmt: skip
    yield Action(
        "piece", rules.may_give_piece, _("Attach evidence"), _("What shows it?"),
        _("The other party judges whether it shows what you say."), _("Attached."),
        lambda card, by, data: acts.give_piece(card, by=by, **data), pieces.PieceForm, needs="effect",
    )  # fmt: skip
    yield Action(
        "again", rules.may_give_piece, _("Use evidence of another card"), _("Which evidence serves here too?"),
        _("A piece is kept once and may serve several cards; each of them says so."), _("It serves here too."),
        lambda card, by, data: acts.use_piece(data["piece"], card, by=by), pieces.Again, needs="pieces",
    )  # fmt: skip
    yield Action(
        "withdraw", rules.may_withdraw, _("Withdraw the card"), _("Why is it withdrawn?"),
        _("The address stays and says why."), _("Withdrawn."), lambda card, by, data: acts.withdraw(card, by=by, **data),
        shapes.Why, kind="warning",
    )  # fmt: skip
    yield Action(
        "discard", rules.may_discard, _("Throw the draft away"), _("Throw the draft away?"),
        _("Its words are gone then. The journal keeps only that there was a draft."), _("The draft is gone."),
        lambda card, by, data: acts.discard(card, by=by), kind="warning",
    )  # fmt: skip


def _on_rows() -> Iterator[Action]:
    yield Action(
        "test", rules.may_test_assumption, _("Say whether the assumption holds"), _("Does the assumption hold?"), "",
        _("Thank you. The other party is told."), lambda row, by, data: acts.test_assumption(row, by=by, **data), shapes.TestForm,
        on="step",
    )  # fmt: skip
    yield Action(
        "judge", rules.may_judge_piece, _("Judge the evidence"), _("Does it show it?"),
        _("Nobody judges what is their own: what one party gives, the other judges, in public."), _("Judged."),
        lambda row, by, data: acts.judge_piece(row, by=by, **data), pieces.Judgement, on="use",
    )  # fmt: skip
    yield Action(
        "take-back", rules.may_take_back_piece, _("Take the evidence back"), _("Take the evidence back?"),
        _("It goes from this card only; the story keeps that it was there."), _("Taken back."),
        lambda row, by, data: acts.take_back_piece(row, by=by), on="use", kind="warning",
    )  # fmt: skip


ACTIONS = {action.name: action for action in (*_on_card(), *_on_rows())}


@dataclass(frozen=True, slots=True)
class Possible:
    action: Action
    url: str


def possible(by: Actor, effect: Effect) -> list[Possible]:
    """What the actor may do on the page of the card now; acts on rows stand beside their rows."""
    if not (by.is_official or by.is_member or by.oversees):
        return []
    rows = [one for one in ACTIONS.values() if one.on == "card" and one.rule(by, effect)]
    return [Possible(one, url_of(effect, one.name)) for one in rows]


def url_of(effect: Effect, name: str, pk: int | None = None) -> str:
    if pk is None:
        return reverse("public:effect_act", args=[effect.ref, name])
    return reverse("public:effect_act_on", args=[effect.ref, name, pk])
