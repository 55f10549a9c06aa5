"""What hangs on a matter and has a state of its own: parts, hand-offs, proposals of synergy. And memberships.

A post that has or had a part in a restricted matter reads it, so N does in every state. A proposal of synergy is read by
whoever may read every matter of it; one of them is restricted here after it was proposed. A request to act for an organisation
is read by its members until it is decided, a membership while it is in force.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.urls import reverse

from kopir.base.actors import Actor, Role
from kopir.interactions import acts
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.words import HandOffState, PartState, RestrictedBecause, Visibility
from kopir.organisations import acts as organisations
from kopir.organisations.models import Membership, Organisation
from kopir.organisations.words import MembershipState
from kopir.synergy import acts as synergy
from kopir.synergy.models import Proposal
from kopir.synergy.proposing import Candidate
from kopir.synergy.words import Kind, Side, State
from kopir.web.public.matter.table import ACTIONS
from tests.effects.world import fresh
from tests.factories import make_person
from tests.permissions.held.held import Held, said
from tests.permissions.whole import Whole

PART, HAND_OFF, PROPOSAL, MEMBERSHIP = (
    "interactions.Part", "interactions.HandOff", "synergy.Proposal", "organisations.Membership",
)  # fmt: skip
RESTRICTED: dict[str, Any] = {"visibility": Visibility.RESTRICTED, "restricted_because": RestrictedBecause.WISH}
INSIDE = "ADNUW"


def _of_matter(row: Part | HandOff, state: str, kind: str) -> Held:
    """In a matter of its own. The first state goes through every route of the matter, the others through its page and table and
    every action that is asked of such a row."""
    matter = fresh(row.matter)
    first = state in (PartState.ACTIVE, HandOffState.OFFERED)
    addresses = [reverse(f"public:{name}", args=[matter.number]) for name in ("matter", "matter_story_csv")]
    names = [name for name, action in ACTIONS.items() if action.on == kind]
    addresses += [reverse("public:matter_act_on", args=[matter.number, name, row.pk]) for name in names]
    return Held(fresh(row), state, INSIDE, {"matter": matter, "foreign": matter} if first else {}, addresses=addresses)


class Parts:
    """Of the neighbour in a restricted matter of the district."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        ways: dict[str, Callable[[Matter, str], Part]] = {
            PartState.ACTIVE: self.asked, PartState.DONE: self.done, PartState.WAIVED: self.waived, PartState.ENDED: self.ended,
        }  # fmt: skip
        return [_of_matter(way(self._matter(state), said(PART, state)), state, "part") for state, way in ways.items()]

    def _matter(self, state: str) -> Matter:
        return self.world.received(title=said(PART, state), **RESTRICTED)

    def asked(self, matter: Matter, words: str) -> Part:
        return acts.ask_opinion(matter, by=self.world.district, of=self.world.neighbour_post, question=words)

    def done(self, matter: Matter, words: str) -> Part:
        return acts.give_opinion(self.asked(matter, words), by=self.world.neighbour, text=words)

    def waived(self, matter: Matter, words: str) -> Part:
        return acts.waive_opinion(self.asked(matter, words), by=self.world.district, reason=words)

    def ended(self, matter: Matter, words: str) -> Part:
        part = acts.inform(matter, by=self.world.district, post=self.world.neighbour_post)
        return acts.stop_informing(part, by=self.world.district)


class HandOffs:
    """Of restricted matters, from the district to the neighbour."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        by = self.world.neighbour
        ways: dict[str, Callable[[HandOff, str], object]] = {
            HandOffState.OFFERED: lambda offer, words: None,
            HandOffState.ACCEPTED: lambda offer, words: acts.accept(offer, by=by),
            HandOffState.REFUSED: lambda offer, words: acts.refuse(offer, by=by, reason=words),
            HandOffState.LAPSED: lambda offer, words: acts.lapse(offer),
            HandOffState.WITHDRAWN: lambda offer, words: acts.take_back(offer, by=self.world.district),
        }
        return [self._held(state, way) for state, way in ways.items()]

    def _held(self, state: str, way: Callable[[HandOff, str], object]) -> Held:
        words, matter = said(HAND_OFF, state), self.world.received(**RESTRICTED)
        offer = acts.hand_over(matter, by=self.world.district, to=self.world.neighbour_post, reason=words)
        way(offer, words)
        return _of_matter(offer, state, "hand_off")


class Proposals:
    """Of two matters of the district, one of which was restricted after they were proposed."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        return [self._held(state) for state in State]

    def _held(self, state: State) -> Held:
        words = said(PROPOSAL, state)
        first = self.world.received(title="Пандус")
        second = acts.submit(self.world.draft(self.world.joiner), by=self.world.joiner)
        why = [dict.fromkeys(("kk", "ru", "en"), words)]
        proposal = synergy.propose(Candidate(Kind.SAME_PEOPLE, [(first, Side.ALIKE), (second, Side.ALIKE)], why))
        acts.restrict(first, by=self.world.author, because=RestrictedBecause.WISH)
        self._bring(proposal, state, words, fresh(first))
        return Held(fresh(proposal), state, "ADUW", {"proposal": fresh(proposal)})

    def _bring(self, proposal: Proposal, state: State, words: str, first: Matter) -> None:
        if state == State.ACCEPTED:
            synergy.accept(proposal.asked.get(), by=self.world.district, reason=words)
        if state == State.DECLINED:
            synergy.decline(proposal.asked.get(), by=self.world.district, reason=words)
        if state == State.LAPSED:
            acts.withdraw(first, by=self.world.author, reason="Өзіміз шештік")
            synergy.lapse_all()


class Memberships:
    """Of somebody else in the author's organisation."""

    readers = {
        MembershipState.REQUESTED: "A", MembershipState.ACTIVE: "A", MembershipState.REFUSED: "", MembershipState.ENDED: "",
    }  # fmt: skip

    def __init__(self, world: Whole) -> None:
        self.author, self.organisation = world.author, Organisation.objects.get(pk=world.author.organisation_id)

    def held(self) -> list[Held]:
        return [self._held(state) for state in MembershipState]

    def _held(self, state: MembershipState) -> Held:
        words, somebody = said(MEMBERSHIP, state), self._somebody()
        row = organisations.request_membership(self.organisation, by=somebody, position=words)
        if state in (MembershipState.ACTIVE, MembershipState.ENDED):
            organisations.confirm_membership(row, by=self.author)
        if state == MembershipState.ENDED:
            organisations.end_membership(row, by=somebody, reason=words)
        if state == MembershipState.REFUSED:
            organisations.refuse_membership(row, by=self.author, reason=words)
        found = Membership.objects.get(pk=row.pk)
        return Held(found, state, self.readers[state], {"request": found})

    def _somebody(self) -> Actor:
        person = make_person("Сұраушы")
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return Actor(Role.PERSON, person.pk, person.name)


def held(world: Whole) -> list[Held]:
    return [one for kind in (Parts, HandOffs, Proposals, Memberships) for one in kind(world).held()]
