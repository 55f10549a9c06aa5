"""Hand-over packs, what stands in them, and promises.

A pack is read by the one who left (J's person), the one who came, whoever holds the post and the post above (D); a dropped
one by nobody. Of what is said inside a matter the post above reads only where it has a part. What is being typed is read by its
writer alone. The one who came is none of the eight.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.handovers import acts
from kopir.handovers.acts.assembling import drop
from kopir.handovers.models import Item, Pack, Promise
from kopir.handovers.queries import questions
from kopir.handovers.words import ItemState, PackState, PromiseState
from kopir.interactions import acts as matters
from kopir.interactions.words import RestrictedBecause, Visibility
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.practices import acts as practices
from tests.effects.world import fresh
from tests.factories import appoint, make_body, make_post, official
from tests.permissions.held.held import Held, said, secret
from tests.permissions.test_routes import Asked
from tests.permissions.whole import Whole

PACK, ITEM, PROMISE = "handovers.Pack", "handovers.Item", "handovers.Promise"
TITLES = "AJNUW"
"""Of a restricted matter of the neighbour's: its parties, and J, who reads the whole pack."""


class Departed:
    """A post below the district's that J's person has left; `came` holds it now."""

    def __init__(self, world: Whole, name: str) -> None:
        self.left_by, self.post = world.joiner, self._post(world, name)
        leaver = Person.objects.get(pk=world.joiner.person_id)
        yesterday = timezone.localdate() - timedelta(days=1)
        appointment = appoint(self.post, leaver, ends_on=yesterday)
        self.came = official(self.post)
        self.open = lambda: acts.open_pack(appointment)

    def _post(self, world: Whole, name: str) -> Post:
        return make_post(make_body(f"{name} бөлімі", world.ulan), f"{name} уәкілі", superior=world.district_post)


class Packs:
    """In every state; the marked words are the leaver's note to the one who comes."""

    def __init__(self, world: Whole) -> None:
        acts.load_reference()
        self.world = world

    def held(self) -> list[Held]:
        return [self._held(state) for state in PackState]

    def _held(self, state: PackState) -> Held:
        departed = Departed(self.world, f"pack {state}")
        practices.draft(
            by=departed.came, kind="worked", title="Алаң", language="kk", sector=self.world.sector, territory=self.world.ulan
        )
        pack = departed.open()
        acts.write_notes(pack, by=departed.left_by, texts={questions()[0].pk: said(PACK, state)})
        self._bring(pack, state, departed)
        found = fresh(pack)
        places = {"pack": found, "offered_pack": found, "item": found.items.all()[0]}
        return Held(found, state, "" if state == PackState.DROPPED else "JD", places)

    def _bring(self, pack: Pack, state: PackState, departed: Departed) -> None:
        if state == PackState.DROPPED:
            drop(pack, reason="")
        if state in (PackState.OFFERED, PackState.TAKEN, PackState.SIGNED):
            acts.offer(pack, by=departed.left_by)
        if state in (PackState.TAKEN, PackState.SIGNED):
            for item in to_decide(pack):
                acts.decide(item, by=departed.came, answer=ItemState.TAKEN)
        if state == PackState.SIGNED:
            acts.sign(fresh(pack), by=departed.came)


def to_decide(pack: Pack) -> list[Item]:
    rows = Item.objects.filter(pack=pack).select_related("pack__post__superior", "pack__leaver").order_by("order")
    return [row for row in rows if not row.is_to_know]


class Items:
    """Of one pack: opinions asked of the post in restricted matters of the neighbour's, in which the post above has no part."""

    def __init__(self, world: Whole) -> None:
        self.world, self.departed = world, Departed(world, "items")

    def held(self) -> list[Held]:
        for state in ItemState:
            self._ask(state)
        pack = self.departed.open()
        acts.offer(pack, by=self.departed.left_by)
        items = {state: self._of(pack, state) for state in ItemState}
        return [one for state, item in items.items() for one in self._bring(item, state)]

    def _ask(self, state: ItemState) -> None:
        by, title = self.world.author, said(ITEM, state, "title")
        given: dict[str, Any] = {"visibility": Visibility.RESTRICTED, "restricted_because": RestrictedBecause.WISH}
        draft = self.world.draft(by=by, territory=self.world.glubokoe, title=title, **given)
        matter = matters.submit(draft, by=by)
        matters.ask_opinion(matter, by=self.world.neighbour, of=self.departed.post, question="Сізде қалай?")

    def _of(self, pack: Pack, state: ItemState) -> Item:
        word = secret(ITEM, state, "title")
        return next(item for item in to_decide(pack) if word in item.title["kk"])

    def _bring(self, item: Item, state: ItemState) -> list[Held]:
        words, came, left_by = said(ITEM, state), self.departed.came, self.departed.left_by
        ways: dict[str, Callable[[], object]] = {
            ItemState.WAITING: lambda: self._type(item, came, state),
            ItemState.TAKEN: lambda: acts.decide(item, by=came, answer=ItemState.TAKEN, words=words),
            ItemState.REFUSED: lambda: acts.decide(item, by=came, answer=ItemState.REFUSED, words=words),
            ItemState.QUESTION: lambda: [
                acts.decide(item, by=came, answer=ItemState.QUESTION, words=words), self._type(item, left_by, state)
            ],
            ItemState.ANSWERED: lambda: [
                acts.decide(item, by=came, answer=ItemState.QUESTION, words="Неге?"), acts.answer(item, by=left_by, words=words)
            ],
        }  # fmt: skip
        ways[state]()
        return self._marks(fresh(item), state)

    def _type(self, item: Item, by: Actor, state: ItemState) -> None:
        acts.keep_draft(item, by=by, values={"words": said(ITEM, state, "typed")})

    def _marks(self, item: Item, state: ItemState) -> list[Held]:
        typed = {ItemState.WAITING: "", ItemState.QUESTION: "J"}
        places = {"pack": item.pack, "offered_pack": item.pack, "item": item}
        found = [Held(item, state, TITLES, places, "title")]
        if state in typed:
            found.append(Held(item, state, typed[state], places, "typed"))
        return found if state == ItemState.WAITING else [*found, Held(item, state, "J", places)]


class Promises:
    """Said by the district in a restricted matter of its own, found for its pack. They are read where they were said: by the
    parties, the post above and oversight."""

    def __init__(self, world: Whole, asked: Asked) -> None:
        self.by, self.pack = world.district, fresh(asked.pack)
        self.matter = world.received(visibility=Visibility.RESTRICTED, restricted_because=RestrictedBecause.WISH)

    def held(self) -> list[Held]:
        for state in PromiseState:
            text = f"{said(PROMISE, state)} алаңның орнын келесі аптада көрсетеміз."
            matters.write(self.matter, by=self.by, text=text)
        acts.assemble(self.pack)
        acts.judge_promise(self._of(PromiseState.CONFIRMED), by=self.by, stands=True)
        acts.judge_promise(self._of(PromiseState.STRUCK), by=self.by, stands=False)
        matter = fresh(self.matter)
        return [Held(self._of(state), state, "ADUW", {"matter": matter, "foreign": matter}) for state in PromiseState]

    def _of(self, state: PromiseState) -> Promise:
        return Promise.objects.get(post=self.pack.post, quote__contains=secret(PROMISE, state))


def held(world: Whole, asked: Asked) -> list[Held]:
    return [*Packs(world).held(), *Items(world).held(), *Promises(world, asked).held()]
