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
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.interactions.forms import HandOver, Nothing
from kopir.organisations.queries import organisations_visible_to
from kopir.practices import acts, queries, rules
from kopir.practices import forms as shapes
from kopir.practices.models import Card
from kopir.practices.words import CardState, ReviewSide

if TYPE_CHECKING:
    from kopir.base.errors import Words

Do = Callable[[Any, Actor, dict[str, Any]], object]


class Peer(HandOver):
    """A post by its name or place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


@dataclass(frozen=True, slots=True)
class Action:
    """`on`: what it is about; `is_first`: stands as a button; `needs_card`: the form is made for this card."""

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
    needs_card: bool = False
    kind: str = ""

    def subject(self, by: Actor, card: Card, pk: int | None) -> Any:
        """The row the act is about, if the actor may know of it and it belongs to the card."""
        if self.on == "card":
            return card
        finders = {
            "review": queries.review_for, "ask": queries.ask_for, "adoption": queries.adoption_for,
            "proposal": queries.proposal_for,
        }  # fmt: skip
        found: Any = finders[self.on](by, pk or 0)
        return found if found.card_id == card.pk else finders[self.on](by, 0)


def organisation_of(by: Actor, data: dict[str, Any]) -> Any:
    """The organisation chosen in a form: by its reference from a suggestion, else by its whole name."""
    rows = organisations_visible_to(by)
    text = (data.get("organisation") or "").strip()
    found = rows.filter(ref=data.get("found") or data.get("choice") or "").first()
    if found is None and text:
        named = list(rows.filter(name_kk=text)[:2]) or list(rows.filter(name_ru=text)[:2]) or list(rows.filter(name_en=text)[:2])
        found = named[0] if len(named) == 1 else None
    if found is None:
        raise Refused("no_organisation", _("Choose an organisation of the register."), field="organisation")
    return found


def _ask_other(card: Card, by: Actor, data: dict[str, Any]) -> object:
    of = card.owner if card.author_id is not None else organisation_of(by, data)
    return acts.ask_review(card, by=by, side=ReviewSide.OTHER, of=of)


def _adopt(card: Card, by: Actor, data: dict[str, Any]) -> object:
    names = ("territory", "started_on", "learned_from", "changed", "because", "language", "in_group")
    return acts.adopt(card, by=by, **{name: data[name] for name in names})


def _writing() -> Iterator[Action]:
    yield Action(
        "ask-peer", rules.may_ask_review, _("Ask a peer to review"), _("Which post is to review it?"),
        _("A post of another territory reads the card with a stranger's eyes: is it clear, can it be repeated?"),
        _("Asked. You are told when the answer is there."),
        lambda card, by, data: acts.ask_review(card, by=by, side=ReviewSide.PEER, of=data["to"]), Peer, is_first=True,
    )  # fmt: skip
    yield Action(
        "ask-other", rules.may_ask_review, _("Ask the other side to confirm"), _("Who confirms from the other side?"),
        _("What a post writes, an organisation confirms; what an organisation writes, the post that owns the card confirms."),
        _("Asked. You are told when the answer is there."), _ask_other, shapes.Other, is_first=True, needs_card=True,
    )  # fmt: skip
    yield Action(
        "publish", rules.may_publish, pgettext_lazy("verb", "Publish"), _("Publish the card?"),
        _("From now on everybody reads it. It is not edited any more: a new card may replace it."), _("Published."),
        lambda card, by, data: acts.publish(card, by=by, **data), shapes.ReviewDay, is_first=True,
    )  # fmt: skip
    yield Action(
        "discard", rules.may_discard, _("Throw the draft away"), _("Throw the draft away?"),
        _("Its words are gone then. The journal keeps only that there was a draft."), _("The draft is gone."),
        lambda card, by, data: acts.discard(card, by=by), kind="warning",
    )  # fmt: skip
    yield Action(
        "proof", rules.may_give_evidence, _("Attach evidence"), _("What shows it?"),
        _("The level of evidence is computed from what is attached; nobody types it."), _("Attached."),
        lambda card, by, data: acts.give_evidence(card, by=by, **data), shapes.Proof,
    )  # fmt: skip


def _living() -> Iterator[Action]:
    yield Action(
        "adopt", rules.may_adopt, _("Adopt this practice"), _("Where will you adopt it?"),
        _("The pioneer is told. After three months you are asked whether the effect repeated; “no” is as valuable as “yes”."),
        _("Declared. You stand in the tree of adoptions."), _adopt, shapes.Adopt, is_first=True, needs_card=True,
    )  # fmt: skip
    yield Action(
        "ask", rules.may_ask_pioneer, _("Ask the pioneer or invite to a visit"), _("What do you want to know?"), "",
        _("Sent. You are told of the answer."), lambda card, by, data: acts.ask_pioneer(card, by=by, **data), shapes.AskForm,
    )  # fmt: skip
    yield Action(
        "used", rules.may_say_used, _("I used it"), _("Did you use it?"),
        _("One voice a post or an organisation; it stands as a number on the card."), _("Thank you, it is counted."),
        lambda card, by, data: acts.say_used(card, by=by),
    )  # fmt: skip
    yield Action(
        "contest", rules.may_contest, _("Contest the card"), _("What is not so?"),
        _("The card stays readable with a mark until its owner renews or withdraws it."), _("Your doubt stands in public."),
        lambda card, by, data: acts.contest(card, by=by, **data), shapes.Why,
    )  # fmt: skip
    yield Action(
        "renew", rules.may_renew, _("Look through it and renew"), _("Does it still hold?"), "", _("Renewed."),
        lambda card, by, data: acts.renew(card, by=by, **data), shapes.Renewal,
    )  # fmt: skip
    yield Action(
        "replace", rules.may_renew, _("Write a new version"), _("Write a card that replaces this one?"),
        _("A copy is made. When it is reviewed and published, this card is withdrawn and leads to it."),
        _("This is the copy: change it."), lambda card, by, data: acts.draft_replacing(card, by=by),
    )  # fmt: skip
    yield Action(
        "withdraw", rules.may_withdraw, _("Withdraw the card"), _("Why is it withdrawn?"),
        _("The address stays and says why."), _("Withdrawn."), lambda card, by, data: acts.withdraw(card, by=by, **data),
        shapes.Why, kind="warning",
    )  # fmt: skip


def _on_rows() -> Iterator[Action]:
    yield Action(
        "review", rules.may_review, pgettext_lazy("verb", "Review"), _("What do you say to this card?"), "",
        _("Thank you. The writers are told."),
        lambda row, by, data: acts.review(row, by=by, agrees=data["agrees"] == "yes", words=data["words"]),
        shapes.Opinion, on="review", is_first=True,
    )  # fmt: skip
    yield Action(
        "answer", rules.may_answer_ask, pgettext_lazy("verb", "Answer the question"), _("Your answer"), "", _("Answered."),
        lambda row, by, data: acts.answer_ask(row, by=by, **data), shapes.AnswerForm, on="ask",
    )  # fmt: skip
    yield Action(
        "result", rules.may_report_result, _("Say whether the effect repeated"), _("Did the effect repeat?"),
        _("Attach evidence too: a “yes” with something to show counts for the level of evidence."), _("Thank you."),
        lambda row, by, data: acts.report_result(row, by=by, **data), shapes.Result, on="adoption", is_first=True,
    )  # fmt: skip
    yield Action(
        "adoption-proof", rules.may_give_evidence, _("Attach evidence of your result"), _("What shows it?"), "", _("Attached."),
        lambda row, by, data: acts.give_evidence(row, by=by, **data), shapes.Proof, on="adoption",
    )  # fmt: skip
    yield Action(
        "group", rules.may_join_group, _("Join or leave the group of adopters"), _("The group of adopters"),
        _("Those in the group are told of each other's results and of the pioneer's answers."), _("Changed."),
        lambda row, by, data: acts.join_group(row, by=by, joins=not row.in_group), on="adoption",
    )  # fmt: skip
    yield Action(
        "proposal", rules.may_answer_proposal, _("Answer the proposal"), _("Would this practice help you?"),
        _("Köpir proposes it because the words of an open matter of yours are those of the card's problem."), _("Answered."),
        lambda row, by, data: acts.answer_proposal(row, by=by, accepts=data["accepts"] == "yes", words=data["words"]),
        shapes.ProposalForm, on="proposal",
    )  # fmt: skip


ACTIONS = {action.name: action for action in (*_writing(), *_living(), *_on_rows())}


@dataclass(frozen=True, slots=True)
class Possible:
    action: Action
    url: str


def possible(by: Actor, card: Card) -> list[Possible]:
    """What the actor may do on the page of the card now; acts on rows stand beside their rows."""
    if not (by.is_official or by.is_member or by.oversees):
        return []
    return list(_possible(by, card))


def _possible(by: Actor, card: Card) -> Iterator[Possible]:
    asked = {row.side for row in card.reviews.all() if row.state in ("asked", "agreed")}
    sides = {"ask-peer": ReviewSide.PEER, "ask-other": ReviewSide.OTHER}
    for action in ACTIONS.values():
        if action.on == "card" and action.rule(by, card) and sides.get(action.name) not in asked:
            yield Possible(action, url_of(card, action.name))
    for row in card.reviews.all():
        if row.state == "asked" and card.state == CardState.DRAFT and rules.may_review(by, row):
            yield Possible(ACTIONS["review"], url_of(card, "review", row.pk))
    for adoption in card.adoptions.select_related("card"):
        for name in ("result", "adoption-proof", "group"):
            if ACTIONS[name].rule(by, adoption):
                yield Possible(ACTIONS[name], url_of(card, name, adoption.pk))


def url_of(card: Card, name: str, pk: int | None = None) -> str:
    if pk is None:
        return reverse("public:practice_act", args=[card.ref, name])
    return reverse("public:practice_act_on", args=[card.ref, name, pk])
