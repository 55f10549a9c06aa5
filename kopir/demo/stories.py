"""What happens to one matter of the demonstration. Each story is told through the acts; between its steps days pass
(see moment.py), and a story whose next step lies in the future stops where it is: that is how matters get their states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.demo.cast import GLUBOKOE, REGION, ULAN, Cast
from kopir.demo.content import Writing, phrases
from kopir.demo.memory import look_around
from kopir.demo.moment import Story
from kopir.interactions import acts
from kopir.interactions.models import HandOff, Matter, MatterKind, Part
from kopir.interactions.words import OutcomeKind, RestrictedBecause, Visibility, Word
from kopir.posts.models import Post

NEIGHBOUR = {ULAN: GLUBOKOE, GLUBOKOE: ULAN}


@dataclass
class Telling:
    """One matter with its author and place; its methods are the acts with what is said in them."""

    cast: Cast
    chance: Random
    writing: Writing
    author: Actor
    place: str
    restricted: bool = False
    matter: Matter = None  # type: ignore[assignment]

    def say(self, occasion: str) -> str:
        return self.chance.choice(phrases()[occasion][self.writing.language])

    @property
    def by(self) -> Actor:
        """Who answers for the matter now."""
        self.matter.refresh_from_db()
        assert self.matter.accountable is not None
        return self.cast.speaker(self.matter.accountable)

    def draft(self) -> None:
        place = self.cast.places[self.place]
        values = {
            **self.writing.about(place),
            "kind": MatterKind.objects.get(code=self.writing.kind),
            "territory": place,
            "sector": self.cast.sectors[self.writing.of["sector"]],
        }
        if self.restricted:
            values |= {"visibility": Visibility.RESTRICTED, "restricted_because": RestrictedBecause.WISH}
        self.matter = acts.start_draft(by=self.author, values=values)
        Matter.objects.filter(pk=self.matter.pk).update(is_demonstration=True)

    def send(self) -> Story:
        self.draft()
        yield 0
        look_around(self.matter, self.author)
        acts.submit(self.matter, by=self.author)

    def write(self) -> Story:
        """The post asks or tells, the author answers."""
        acts.write(self.matter, by=self.by, text=self.say("message"))
        yield 1
        acts.mark_read(self.matter, by=self.author)
        acts.write(self.matter, by=self.author, text=self.say("reply"))
        yield 0
        acts.mark_read(self.matter, by=self.by)

    def other_post(self) -> Post:
        """A post that a matter of this one may be offered to: the neighbour, or the region's management of the sector."""
        mine = self.matter.accountable
        assert mine is not None
        code = NEIGHBOUR.get(mine.territory_id, "vko-internal" if mine.territory_id.startswith("63") else REGION)
        return self.cast.posts[code if self.cast.posts[code].pk != mine.pk else "vko-social"]

    def adviser(self) -> Post:
        """Whose opinion is asked: the neighbour's, the region's management of the sector, else the region's post."""
        if self.place == GLUBOKOE and self.matter.accountable_id == self.cast.posts[GLUBOKOE].pk:
            return self.cast.posts[ULAN]
        sector = self.writing.of["sector"]
        for code in (
            "vko-nature",
            "vko-education",
            "vko-health",
            "vko-social",
            "vko-culture",
            "vko-internal",
        ):
            post = self.cast.posts[code]
            if post.pk != self.matter.accountable_id and post.mandates.filter(sector__code=sector).exists():
                return post
        return self.cast.posts["vko-internal" if self.matter.accountable_id != self.cast.posts["vko-internal"].pk else REGION]

    def hand_over(self, to: Post | None = None) -> HandOff:
        return acts.hand_over(self.matter, by=self.by, to=to or self.other_post(), reason=self.say("handover"))

    def raise_up(self) -> HandOff:
        by = self.by
        held = set(self.matter.accountable.powers.values_list("code", flat=True))  # type: ignore[union-attr]
        missing = next(code for code in ("change_budget_topics", "conclude_agreements", "approve_plans") if code not in held)
        return acts.raise_up(self.matter, by=by, power=self.cast.powers[missing], reason=self.say("raise"))

    def accept(self, offered: HandOff) -> None:
        acts.accept(offered, by=self.cast.speaker(offered.to_post))

    def ask_opinion(self) -> Part:
        return acts.ask_opinion(self.matter, by=self.by, of=self.adviser(), question=self.say("opinion_ask"))

    def give_opinion(self, part: Part) -> None:
        acts.give_opinion(part, by=self.cast.speaker(part.post), text=self.say("opinion"))

    def answer(self, kind: OutcomeKind = OutcomeKind.SOLVED) -> None:
        words = self.writing.words
        statement, evidence = {
            OutcomeKind.SOLVED: (words["done"], words["proof"]),
            OutcomeKind.PARTLY: (self.say("partly"), self.say("partly_proof")),
            OutcomeKind.NOT_IN_POWER: (self.say("not_in_power"), ""),
            OutcomeKind.REFUSED: (self.say("refused"), ""),
        }[kind]
        acts.answer(self.matter, by=self.by, kind=kind, statement=statement, evidence=evidence)

    def word(self, word: Word) -> None:
        occasion = {Word.CONFIRMED: "confirm", Word.PARTLY: "half", Word.CONTESTED: "contest"}[word]
        for author in [self.author, *self._joined()]:
            acts.give_word(self.matter, by=author, word=word, text=self.say(occasion))

    def _joined(self) -> list[Actor]:
        rows = self.matter.joined_matters.values_list("author_id", flat=True)
        return [self.cast.leaders[pk] for pk in rows]

    def silence(self) -> Story:
        """Nobody speaks until the term for it has passed."""
        assert self.matter.procedure is not None
        yield self.matter.procedure.word_days + 1
        acts.fall_silent(self.matter)


# ---- Before and outside ----------------------------------------------------------------------------------------


def only_draft(t: Telling) -> Story:
    t.draft()
    yield 1


def appeal(t: Telling) -> Story:
    """The author says it is a legal appeal; the number of the state's system comes the next day."""
    t.draft()
    yield 0
    acts.take_to_state_system(t.matter, by=t.author)
    yield 1
    acts.take_to_state_system(
        t.matter,
        by=t.author,
        number=f"ЖТ-{timezone.localdate().year}-{t.chance.randint(1_000_000, 9_999_999):08d}",
    )


# ---- Being worked on ---------------------------------------------------------------------------------------------


def fresh(t: Telling) -> Story:
    yield from t.send()


def working(t: Telling) -> Story:
    yield from t.send()
    yield 1
    yield from t.write()
    yield 1
    acts.write_note(t.matter, by=t.by, text=t.say("note"))


def assigned(t: Telling) -> Story:
    """Another post does the work, and is done with it."""
    yield from t.send()
    yield 1
    part = acts.assign(t.matter, by=t.by, to=t.adviser(), task=t.say("task"))
    yield 5
    acts.finish_part(part, by=t.cast.speaker(part.post), answer=t.say("task_done"))


def assigned_now(t: Telling) -> Story:
    yield from t.send()
    yield 1
    acts.assign(t.matter, by=t.by, to=t.adviser(), task=t.say("task"))


def paused(t: Telling) -> Story:
    yield from t.send()
    yield 3
    acts.write(t.matter, by=t.by, text=t.say("message"))
    acts.pause(t.matter, by=t.by, reason=t.say("pause"))


def resumed(t: Telling) -> Story:
    """The author answers, so the term runs again; later it is extended."""
    yield from paused(t)
    yield 4
    acts.write(t.matter, by=t.author, text=t.say("answer_pause"))
    yield 6
    acts.extend(t.matter, by=t.by, days=5, reason=t.say("extend"))
    yield 7
    t.answer()
    yield 3
    t.word(Word.CONFIRMED)


def consulted(t: Telling) -> Story:
    yield from t.send()
    yield 2
    t.ask_opinion()


def handed_over(t: Telling) -> Story:
    yield from t.send()
    yield 2
    t.hand_over()


def not_taken(t: Telling) -> Story:
    """Offered, and refused with a reason."""
    yield from t.send()
    yield 2
    offered = t.hand_over()
    yield 1
    acts.refuse(offered, by=t.cast.speaker(offered.to_post), reason=t.say("refuse"))


def lapsed(t: Telling) -> Story:
    yield from t.send()
    yield 2
    offered = t.hand_over()
    yield 4
    acts.lapse(offered)


def raised(t: Telling) -> Story:
    yield from t.send()
    yield 3
    t.raise_up()


def raised_taken(t: Telling) -> Story:
    yield from t.send()
    yield 3
    offered = t.raise_up()
    yield 1
    t.accept(offered)


def returned(t: Telling) -> Story:
    """Raised for a missing power, decided above, given back."""
    yield from raised_taken(t)
    yield 4
    acts.return_down(t.matter, by=t.by, decision=t.say("decide"))


def objected(t: Telling) -> Story:
    yield from t.send()
    yield 1
    acts.object_to_route(t.matter, by=t.author, text=t.say("objection"))


def objection_kept(t: Telling) -> Story:
    yield from objected(t)
    yield 2
    mine = t.matter.accountable
    assert mine is not None and mine.superior is not None
    acts.settle_objection(t.matter, by=t.cast.speaker(mine.superior), to=mine, answer=t.say("keep"))


def objection_moved(t: Telling) -> Story:
    yield from objected(t)
    yield 2
    mine = t.matter.accountable
    assert mine is not None and mine.superior is not None
    above = mine.superior
    acts.settle_objection(t.matter, by=t.cast.speaker(above), to=above, answer=t.say("move"))


# ---- Answered ------------------------------------------------------------------------------------------------------


def answered(t: Telling) -> Story:
    yield from t.send()
    yield 2
    yield from t.write()
    yield 5
    t.answer(t.chance.choice([OutcomeKind.SOLVED, OutcomeKind.SOLVED, OutcomeKind.PARTLY]))


def contested(t: Telling) -> Story:
    """The author does not agree; the post above has it now."""
    yield from t.send()
    yield 6
    t.answer(t.chance.choice([OutcomeKind.SOLVED, OutcomeKind.REFUSED]))
    yield 2
    t.word(Word.CONTESTED)


# ---- Closed --------------------------------------------------------------------------------------------------------


def solved(t: Telling) -> Story:
    yield from t.send()
    yield 2
    yield from t.write()
    yield t.chance.randint(3, 8)
    t.answer()
    yield t.chance.randint(1, 5)
    t.word(Word.CONFIRMED)


def half_solved(t: Telling) -> Story:
    yield from t.send()
    yield t.chance.randint(6, 11)
    t.answer(OutcomeKind.PARTLY)
    yield 3
    t.word(Word.PARTLY)


def claimed_solved(t: Telling) -> Story:
    """The post says solved, the author says: only in part."""
    yield from t.send()
    yield 9
    t.answer()
    yield 4
    t.word(Word.PARTLY)


def silent(t: Telling) -> Story:
    yield from t.send()
    yield 8
    t.answer(t.chance.choice([OutcomeKind.SOLVED, OutcomeKind.PARTLY]))
    yield from t.silence()


def not_in_power(t: Telling) -> Story:
    yield from t.send()
    yield 4
    t.answer(OutcomeKind.NOT_IN_POWER)
    yield 2
    t.word(Word.CONFIRMED)


def refused(t: Telling) -> Story:
    yield from t.send()
    yield 7
    t.answer(OutcomeKind.REFUSED)
    yield 3
    t.word(Word.PARTLY)


def contested_twice(t: Telling) -> Story:
    """Contested below and above: it closes as contested."""
    yield from contested(t)
    yield 8
    t.answer(OutcomeKind.REFUSED)
    yield 3
    t.word(Word.CONTESTED)


def contested_then_solved(t: Telling) -> Story:
    yield from contested(t)
    yield 7
    t.answer()
    yield 2
    t.word(Word.CONFIRMED)


def unanswered(t: Telling) -> Story:
    yield from t.send()
    yield 25
    acts.close_unanswered(t.matter, by=t.author, text=t.say("unanswered"))


def withdrawn(t: Telling) -> Story:
    yield from t.send()
    yield 5
    acts.withdraw(t.matter, by=t.author, reason=t.say("withdraw"))


def handed_and_solved(t: Telling) -> Story:
    yield from t.send()
    yield 2
    offered = t.hand_over()
    yield 1
    t.accept(offered)
    yield 6
    t.answer()
    yield 3
    t.word(Word.CONFIRMED)


def raised_and_solved(t: Telling) -> Story:
    yield from returned(t)
    yield 4
    t.answer()
    yield 2
    t.word(Word.CONFIRMED)


def advised_and_solved(t: Telling) -> Story:
    yield from t.send()
    yield 2
    part = t.ask_opinion()
    yield 3
    t.give_opinion(part)
    yield 3
    t.answer()
    yield 4
    t.word(Word.CONFIRMED)


def waived_and_solved(t: Telling) -> Story:
    """An opinion that never came is waived with a reason."""
    yield from t.send()
    yield 1
    part = t.ask_opinion()
    yield 7
    acts.waive_opinion(part, by=t.by, reason=t.say("waive"))
    yield 1
    t.answer()
    yield from t.silence()


def reopened(t: Telling) -> Story:
    yield from solved(t)
    yield 8
    acts.reopen(t.matter, by=t.author, reason=t.say("reopen"))


def reopened_and_solved(t: Telling) -> Story:
    yield from reopened(t)
    yield 9
    t.answer()
    yield 2
    t.word(Word.CONFIRMED)


# How often each story is told, and how many working days ago it begins (from, to). The first ones are told in Ulan district.
Teller = Callable[[Telling], Story]
PLAN: list[tuple[Teller, int, int, int]] = [
    (fresh, 8, 0, 4),
    (working, 9, 5, 10),
    (assigned_now, 3, 3, 7),
    (paused, 5, 5, 12),
    (consulted, 5, 3, 9),
    (handed_over, 5, 2, 4),
    (raised, 3, 3, 5),
    (raised_taken, 3, 6, 10),
    (returned, 3, 9, 13),
    (not_taken, 3, 4, 10),
    (lapsed, 2, 8, 12),
    (fresh, 7, 22, 38),  # nobody answered: the term has passed
    (objected, 1, 1, 2),
    (objection_kept, 2, 6, 10),
    (objection_moved, 2, 6, 10),
    (answered, 8, 10, 17),
    (contested, 5, 10, 18),
    (reopened, 3, 30, 40),
    (assigned, 2, 8, 12),
    (solved, 18, 25, 105),
    (half_solved, 6, 25, 100),
    (claimed_solved, 2, 30, 90),
    (silent, 6, 30, 100),
    (not_in_power, 3, 20, 90),
    (refused, 2, 30, 90),
    (contested_twice, 2, 50, 90),
    (contested_then_solved, 3, 45, 95),
    (unanswered, 3, 40, 95),
    (withdrawn, 3, 15, 80),
    (handed_and_solved, 5, 30, 100),
    (raised_and_solved, 4, 35, 100),
    (advised_and_solved, 3, 30, 100),
    (waived_and_solved, 2, 40, 90),
    (resumed, 3, 40, 90),
    (reopened_and_solved, 2, 60, 100),
    (only_draft, 5, 1, 15),
    (appeal, 3, 5, 60),
]

UPWARDS = {raised, raised_taken, returned, raised_and_solved, objected, objection_kept, objection_moved}
RUNNING = [teller for teller, _times, first, _last in PLAN if first <= 10]


def joins(t: Telling, other: Telling) -> Story:
    """A second organisation joins a matter of the first with its own words."""
    if other.matter is not None and other.matter.is_running:
        values = {"text": t.say("joining"), "title": other.matter.title, "language": t.writing.language}
        t.matter = acts.start_draft(by=t.author, values=values)
        Matter.objects.filter(pk=t.matter.pk).update(is_demonstration=True)
        yield 0
        other.matter.refresh_from_db()
        if other.matter.is_running:
            acts.join(t.matter, by=t.author, target=other.matter)
    yield 1
