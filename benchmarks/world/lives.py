"""What befalls one matter from its draft to now, as rows: a chain of events with dates, broken off where today comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from benchmarks.world import texts
from benchmarks.world.bodies import Author
from benchmarks.world.entries import MATTER, Scribe, Subject, Told, Values, moment, told
from benchmarks.world.ground import Ground, Kind, Place, Way
from benchmarks.world.keeping import keep
from benchmarks.world.writing import Row
from kopir.base.actors import SYSTEM, Actor
from kopir.interactions.acts.declaring import answered_in
from kopir.interactions.words import (
    HandOffKind,
    HandOffState,
    Letter,
    MatterState,
    OutcomeKind,
    PartState,
    Side,
    StepRole,
    Visibility,
    Word,
)

HAND_OFF, OUTCOME, AUTHOR_WORD, PART = (f"interactions.{name}" for name in ("handoff", "outcome", "authorword", "part"))
LANGUAGES = ("kk", "ru", "en")
LANGUAGE_SHARES = (52, 42, 6)
MOST_PEOPLE = 2_000_000  # no place has more; the tail of the distribution would go on
OUTCOMES = {OutcomeKind.SOLVED: 46, OutcomeKind.PARTLY: 24, OutcomeKind.NOT_IN_POWER: 12, OutcomeKind.REFUSED: 18}
WORDS = {Word.CONFIRMED: 52, Word.PARTLY: 16, Word.CONTESTED: 8, Word.SILENCE: 24}
HANDED, TAKEN, RESTRICTED, JOINED, DRAFTS, LATE = 0.18, 0.85, 0.1, 0.02, 0.004, 0.06
REASON = {
    "kk": "Бұл бағытта сіздерде дайын бағдарлама бар, қайталамау үшін ұсынып отырмыз.",
    "ru": "По этому направлению у вас есть готовая программа, поэтому предлагаем вопрос вам.",
    "en": "You have a programme for this, so that work is not done twice.",
}
CONTEST = {"kk": "Келіспейміз: жұмыс орнында жоқ.", "ru": "Не согласны: работы на месте нет.", "en": "We do not agree."}


class Later(Exception):
    """This has not happened yet."""


class Target(NamedTuple):
    """A matter that others may join."""

    id: int
    number: str | None
    post: int | None
    author: Actor


class Numbers:
    """The next number of each table."""

    def __init__(self, first: dict[str, int]) -> None:
        self._next = defaultdict(lambda: 1, first)

    def __call__(self, name: str) -> int:
        number = self._next[name]
        self._next[name] = number + 1
        return number


class Batch:
    """Rows by table, entries, documents and their texts."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.told: list[Told] = []


class Lives:
    def __init__(self, ground: Ground, authors: list[Author], numbers: Numbers, seed: int, total: int) -> None:
        self.ground, self.authors, self.numbers, self.total = ground, authors, numbers, total
        self.chance = Random(seed)
        self.scribe = Scribe(self.chance)
        self.now = datetime.combine(ground.today, time(1))  # before anybody's working day
        self.days = [day for day in ground.working if ground.today - timedelta(days=365 * 5) <= day < ground.today]
        self.author_at = self._skewed(len(authors))
        self.targets: dict[tuple[str, int], Target] = {}

    def _skewed(self, number: int) -> list[int]:
        """A few organisations write most."""
        order = list(range(number))
        self.chance.shuffle(order)
        return order

    def author(self) -> Author:
        at = int(len(self.authors) * self.chance.random() ** 3)
        return self.authors[self.author_at[at]]

    def received(self, at: int) -> datetime:
        """More from year to year: the square root makes the second half of the time hold three quarters."""
        day = self.days[int(len(self.days) * ((at + self.chance.random()) / self.total) ** 0.5)]
        return self.office_hour(day)

    def office_hour(self, day: date) -> datetime:
        seconds, micro = self.chance.randint(4 * 3600, 12 * 3600), self.chance.randint(1, 999_999)
        return datetime.combine(day, time()) + timedelta(seconds=seconds, microseconds=micro)

    def batch(self, first: int, size: int) -> Batch:
        batch = Batch()
        for at in range(first, min(first + size, self.total)):
            Life(self, batch, self.received(at)).live()
        return batch


class Life:
    def __init__(self, lives: Lives, batch: Batch, at: datetime) -> None:
        self.of, self.batch, self.ground, self.chance = lives, batch, lives.ground, lives.chance
        self.id = lives.numbers("matter")
        self.author: Author = lives.author()
        self.place: Place = self._place()
        self.sector, self.code, _ = self._sector()
        self.kind: Kind = self.chance.choice(self.ground.kinds)
        self.language = self.chance.choices(LANGUAGES, LANGUAGE_SHARES)[0]
        self.is_open = self.chance.random() >= RESTRICTED
        self.at, self.began, self.state, self.round, self.contests = at, at, MatterState.DRAFT, 1, 0
        self.number: str | None = None
        self.post: int | None = None
        self.joined_into: int | None = None
        self.received = self.clock_from = self.due = self.answered = self.word_due = self.closed = None
        self.first_answered: datetime | None = None
        self.answered_in: int | None = None
        self.came_to: OutcomeKind | None = None
        self.said: Word | None = None
        self.way: Way | None = None
        self.waiting: tuple[Side, int | None, datetime] | None = None
        self._write()

    # ---- What it is ----------------------------------------------------------------------------------

    def _place(self) -> Place:
        """Near its author, or anywhere."""
        return self.author.place if self.chance.random() < 0.6 else self.ground.choose_place(self.chance)

    def _sector(self) -> tuple[int, str, Any]:
        own = [one for one in self.ground.sectors if one[0] in self.author.sectors]
        return self.chance.choice(own if own and self.chance.random() < 0.8 else self.ground.sectors)

    def _write(self) -> None:
        writing = texts.choose(self.chance, self.code, self.language)
        other = self.chance.choice(texts.of_language(self.language))
        where = self.place.names.get(self.language) or self.place.names["kk"]
        self.writing, self.title = writing, [writing.title, where]
        self.sentences = [
            *writing.sentences, self.chance.choice(other.sentences), f"{texts.PLACE[self.language]}: {where}."
        ]  # fmt: skip
        self.people = min(int(self.chance.paretovariate(0.7) * 20), MOST_PEOPLE)

    @property
    def whole_title(self) -> str:
        return f"{self.title[0]} ({self.title[1]})"[:200]

    # ---- What happens --------------------------------------------------------------------------------

    def live(self) -> None:
        self._draft()
        with suppress(Later):
            self._events()
        self._stop_waiting(None)
        self._may_be_joined()
        keep(self)

    def _events(self) -> None:
        if self.chance.random() < DRAFTS:
            return
        target = self.of.targets.get((self.place.district, self.sector))
        if target and self.chance.random() < JOINED and target.author != self.author.by:
            self._join(target)
            return
        self._submit()
        if self.state == MatterState.OPEN:
            self._be_worked_on()

    def _may_be_joined(self) -> None:
        """As it stands in the end: what joins it stands with the same post."""
        if self.state not in (MatterState.DRAFT, MatterState.JOINED):
            key = self.place.district, self.sector
            self.of.targets[key] = Target(self.id, self.number, self.post, self.author.by)

    def _be_worked_on(self) -> None:
        if self.chance.random() < HANDED:
            self._hand_over()
        self._answer()
        if self._word() == Word.CONTESTED:
            self._answer()
            self._word()

    def _pass(self, days: int) -> None:
        """Working days go by; a few hours of the same day when none."""
        at = self.of.office_hour(self.ground.after(self.at.date(), days)) if days else self.at + timedelta(hours=1)
        if at >= self.of.now:
            raise Later
        self.at = at

    def _draft(self) -> None:
        restricted = {
            "title": [None, self.whole_title], "text": [None, self.text()], "asked": [None, self.writing.asked],
            "offered": [None, self.writing.offered], "for_whom": [None, self.writing.for_whom],
            "people_concerned": [None, self.people], "author": [None, self.author.by.organisation_id],
        }  # fmt: skip
        changed = {
            "id": [None, self.id], "kind": [None, self.kind.id], "language": [None, self.language],
            "sector": [None, self.sector], "territory": [None, self.place.code], "state": [None, "draft"],
            "visibility": [None, self.visibility()],
        }  # fmt: skip
        person = {"person": [None, self.author.by.person_id]}
        subject = Subject(MATTER, self.id, f"№ {self.id}")
        self._tell("draft", self.author.by, changed, restricted, personal=person, subject=subject, is_open=False)
        self.at += timedelta(minutes=self.chance.randint(5, 40))

    def _register(self) -> None:
        number = self.of.numbers("registration")
        self.number, self.received = f"{self.at.year}-{number:06d}", self.at
        self.batch.rows["registration"].append((number, self.id, moment(self.at)))

    def _submit(self) -> None:
        way = self.ground.ways.get((self.place.district, self.sector))
        if way is None:
            return
        self._register()
        self.way, self.post, self.state, self.clock_from = way, way.post, MatterState.OPEN, self.at
        self.due = self.ground.after(self.at.date(), self.kind.term)
        changed = {
            "accountable": [None, self.post], "clock_from": [None, told(self.at)], "due_on": [None, str(self.due)],
            "number": [None, self.number], "procedure": [None, self.kind.procedure], "received_at": [None, told(self.at)],
            "route": [[], way.why], "state": ["draft", "open"], "term_days": [None, self.kind.term],
        } | self._share_out()  # fmt: skip
        facts = {"to": self.ground.names[way.post], "due": str(self.due), "why": way.why}
        self._tell("submit", self.author.by, changed, facts=facts)
        self._wait(Side.POST, self.post)

    def _share_out(self) -> Values:
        changed: Values = {}
        for role in self.kind.informed:
            post = self._post_of(role)
            if post is None or post == self.post:
                continue
            number = self.of.numbers("part")
            self.batch.rows["part"].append((number, self.id, post, Letter.INFORMED, self.post, PartState.ACTIVE, moment(self.at)))
            values = {
                "id": number, "matter": self.id, "post": post, "letter": "I", "asked_by": self.post, "state": "active"
            }  # fmt: skip
            changed |= {f"{PART}:{number}.{name}": [None, value] for name, value in values.items()}
        return changed

    def _post_of(self, role: str) -> int | None:
        if role == StepRole.SUPERIOR:
            return self.ground.above.get(self.post or 0)
        return self.ground.coordination if role == StepRole.COORDINATION else None

    def _join(self, target: Target) -> None:
        self._register()
        self.state, self.joined_into, self.post = MatterState.JOINED, target.id, target.post
        changed = {
            "accountable": [None, self.post], "joined_into": [None, target.id], "number": [None, self.number],
            "received_at": [None, told(self.at)], "state": ["draft", "joined"],
        }  # fmt: skip
        self._tell("join", self.author.by, changed, facts={"target": target.number})

    def _hand_over(self) -> None:
        others = self.ground.beside.get(self.post or 0)
        if not others or self.post not in self.ground.speakers:
            return
        self._pass(self.chance.randint(0, 3))
        to, number, sender = self.chance.choice(others), self.of.numbers("hand_off"), self.post
        due, offered = self.ground.after(self.at.date(), self.kind.offer), self.at
        reason = REASON[self.language]
        values = {
            "id": number, "matter": self.id, "kind": "hand_over", "direction": "sideways", "from_post": sender,
            "to_post": to, "state": "offered", "due_on": str(due),
        }  # fmt: skip
        facts = {"to": self.ground.names[to], "sender": self.ground.names[sender or 0], "due": str(due)}
        changed = {f"{HAND_OFF}:{number}.{name}": [None, value] for name, value in values.items()}
        hidden = {f"{HAND_OFF}:{number}.reason": [None, reason]}
        self._tell("hand_over", self._speaker(), changed, hidden, facts=facts, reason=reason)
        self._wait(Side.RECEIVER, to)
        state, decided = HandOffState.OFFERED, None
        try:
            self._pass(self.chance.randint(0, self.kind.offer - 1))
            state, decided = self._decide(number, to), self.at
        finally:
            self.batch.rows["hand_off"].append(
                (number, self.id, HandOffKind.HAND_OVER, "sideways", sender, to, reason, moment(offered), str(due), state,
                 decided and moment(decided))
            )  # fmt: skip

    def _decide(self, number: int, to: int) -> HandOffState:
        taken = self.chance.random() < TAKEN
        state = HandOffState.ACCEPTED if taken else HandOffState.REFUSED
        changed = {"state": ["offered", str(state)], "decided_at": [None, told(self.at)]}
        if taken:
            changed[f"{MATTER}:{self.id}.accountable"] = [self.post, to]
        subject = Subject(HAND_OFF, number, self.number or "", self.id)
        speaker = self.ground.speakers[to]
        self._tell("accept" if taken else "refuse", speaker, changed, subject=subject)
        self.post = to if taken else self.post
        self._wait(Side.POST, self.post)
        return state

    def _answer(self) -> None:
        """Most in time; some late; of the late ones some never."""
        assert self.due is not None
        left = max(self.kind.term - 3, 1)
        if self.chance.random() < LATE:
            left = self.kind.term + self.chance.randint(1, 60)
        self._pass(self.chance.randint(1, left))
        number = self.of.numbers("outcome")
        kind = self.chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        before, self.state, self.answered = self.state, MatterState.ANSWERED, self.at
        self.came_to = kind
        if self.first_answered is None:
            self.first_answered, self.answered_in = self.at, answered_in(self.received, self.at)
        self.word_due = self.ground.after(self.at.date(), self.kind.word)
        values = {"id": number, "matter": self.id, "round": self.round, "kind": str(kind), "post": self.post}
        changed = {f"{OUTCOME}:{number}.{name}": [None, value] for name, value in values.items()} | {
            "state": [str(before), "answered"], "answered_at": [None, told(self.at)], "word_due_on": [None, str(self.word_due)],
        }  # fmt: skip
        hidden = {
            "statement": [None, self.writing.done], "language": [None, self.language], "evidence": [None, self.writing.proof]
        }  # fmt: skip
        hidden = {f"{OUTCOME}:{number}.{name}": value for name, value in hidden.items()}
        self._tell("answer", self._speaker(), changed, hidden, facts={"outcome": str(kind)})
        self.batch.rows["outcome"].append(
            (number, self.id, self.round, kind, self.writing.done, self.language, self.writing.proof, self.post, moment(self.at))
        )  # fmt: skip
        self.outcome = number
        self._wait(Side.AUTHOR, None)

    def _word(self) -> Word:
        """Silence is recorded on the day after the last one for words."""
        word = self.chance.choices(list(WORDS), list(WORDS.values()))[0]
        if word == Word.CONTESTED and self.contests:
            word = Word.CONFIRMED
        silent = word == Word.SILENCE
        self._pass(self.kind.word + 1 if silent else self.chance.randint(1, self.kind.word - 1))
        number = self.of.numbers("word")
        text = CONTEST[self.language] if word == Word.CONTESTED else ""
        self.batch.rows["word"].append((number, self.outcome, self.author.by.organisation_id, word, text, moment(self.at)))
        values = {"id": number, "outcome": self.outcome, "organisation": self.author.by.organisation_id, "word": str(word)}
        changed = {f"{AUTHOR_WORD}:{number}.{name}": [None, value] for name, value in values.items()}
        hidden = {f"{AUTHOR_WORD}:{number}.text": [None, text]} if text else None
        changed |= {"word_due_on": [str(self.word_due), None]}
        if word == Word.CONTESTED:
            changed |= self._go_up(text)
        else:
            self.state, self.closed = MatterState.CLOSED, self.at
            changed |= {"state": ["answered", "closed"], "closed_at": [None, told(self.at)]}
        self.word_due, self.said = None, None if word == Word.CONTESTED else word
        by = SYSTEM if silent else self.author.by
        facts = {} if silent else {"word": str(word)}
        self._tell("fall_silent" if silent else "give_word", by, changed, hidden, facts=facts, reason=text)
        if word != Word.CONTESTED:
            self._stop_waiting(self.at)
        return word

    def _go_up(self, text: str) -> Values:
        sender, above = self.post, self.ground.above.get(self.post or 0)
        self.state, self.answered, self.clock_from = MatterState.CONTESTED, None, self.at
        self.round, self.contests, self.came_to = self.round + 1, 1, None
        self.due = self.ground.after(self.at.date(), self.kind.term)
        changed: Values = {
            "state": ["answered", "contested"], "round": [1, 2], "contests": [0, 1], "due_on": [None, str(self.due)],
            "clock_from": [None, told(self.at)],
        }  # fmt: skip
        if above in self.ground.speakers:
            number, self.post = self.of.numbers("hand_off"), above
            self.batch.rows["hand_off"].append(
                (number, self.id, HandOffKind.CONTEST, "up", sender, above, text, moment(self.at), None,
                 HandOffState.ACCEPTED, moment(self.at))
            )  # fmt: skip
            values = {"id": number, "matter": self.id, "kind": "contest", "from_post": sender, "to_post": above}
            changed |= {f"{HAND_OFF}:{number}.{name}": [None, value] for name, value in values.items()}
            changed["accountable"] = [sender, above]
        self._wait(Side.POST, self.post)
        return changed

    # ---- How it is kept ------------------------------------------------------------------------------

    def _speaker(self) -> Actor:
        return self.ground.speakers[self.post or 0]

    def _tell(
        self, act: str, by: Actor, changed: Values, restricted: Values | None = None, *, personal: Values | None = None,
        facts: Values | None = None, reason: str = "", subject: Subject | None = None, is_open: bool | None = None,
    ) -> None:  # fmt: skip
        subject = subject or Subject(MATTER, self.id, self.number or f"№ {self.id}")
        self.batch.told.append(
            self.of.scribe.write(
                f"interactions.{act}", by, self.at, subject, is_open=self.is_open if is_open is None else is_open,
                changed=changed, restricted=restricted, personal=personal, facts=facts, reason=reason,
            )
        )  # fmt: skip

    def _wait(self, side: Side, post: int | None) -> None:
        self._stop_waiting(self.at)
        self.waiting = side, post, self.at

    def _stop_waiting(self, at: datetime | None) -> None:
        if self.waiting:
            side, post, began = self.waiting
            number = self.of.numbers("wait")
            self.batch.rows["wait"].append((number, self.id, side, post, moment(began), at and moment(at)))
            self.waiting = None

    def visibility(self) -> Visibility:
        return Visibility.PUBLIC if self.is_open else Visibility.RESTRICTED

    def text(self) -> str:
        return " ".join(self.sentences)


def lives(made: Lives, size: int) -> Iterator[Batch]:
    for first in range(0, made.total, size):
        yield made.batch(first, size)
