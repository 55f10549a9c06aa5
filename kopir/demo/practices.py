"""Practices of the demonstration: cards in every state and in three languages, adoptions with both answers, ways that were
named. Told through the acts, like everything else (see stories.py)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.demo.cast import AYAGOZ, GLUBOKOE, KATON, REGION, SAMAR, ULAN, Cast, authors_for
from kopir.demo.content import FOLDER
from kopir.demo.moment import Agenda, Story
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.words import Word
from kopir.posts.models import Post
from kopir.practices import acts
from kopir.practices.acts import Part
from kopir.practices.models import Block, Card, Way
from kopir.practices.words import AskKind, CardKind, EvidenceKind, Repeated, ReviewSide, TakesPartAs

SHORT = timedelta(days=30)
LASTS = timedelta(days=400)


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "practices.toml").read_text(encoding="utf-8"))


@dataclass
class Telling:
    """One card on its way; `by` writes it, `owner` looks after it."""

    cast: Cast
    code: str
    card: Card = None  # type: ignore[assignment]

    @property
    def of(self) -> dict[str, Any]:
        found: dict[str, Any] = _written()[self.code]
        return found

    @property
    def owner(self) -> Actor:
        return self.cast.speaker(self.cast.posts[self.of["owner"]] if self.card is None else self.card.owner)

    @property
    def ngo(self) -> Actor:
        organisation = authors_for(self.cast, self.of["sector"])[0][1]
        return self.cast.leaders[organisation.pk]

    @property
    def by(self) -> Actor:
        return self.ngo if self.of["by"] == "ngo" else self.owner

    @property
    def peer(self) -> Post:
        home = self.cast.posts[self.of["owner"]].territory_id
        return self.cast.posts[GLUBOKOE if home != GLUBOKOE else ULAN]

    def begin(self) -> None:
        language = next(code for code in LANGUAGES if code in self.of)
        self.card = acts.draft(
            by=self.by, kind=CardKind(self.of["kind"]), title=self.of[language]["title"], language=language,
            sector=self.cast.sectors[self.of["sector"]], territory=self.cast.places[self.of["place"]], is_demonstration=True,
        )  # fmt: skip

    def write(self) -> None:
        for language in LANGUAGES:
            if language in self.of:
                acts.write(self.card, by=self.by, language=language, words=self.of[language])
        names = {"cost_tenge": "cost", "months": "months", "people_reached": "people"}
        about = {name: self.of.get(key) for name, key in names.items()}
        parts = [
            Part(TakesPartAs.INITIATOR, organisation_id=self.ngo.organisation_id),
            Part(TakesPartAs.DOES, self.card.owner_id),
        ]
        blocks = [_block(self.cast, name) for name in self.of.get("blocks", ())]
        about["way"] = Way.objects.get(code=self.of["way"])
        acts.write(self.card, by=self.by, about=about, parts=parts, blocks=blocks)

    def prove(self) -> None:
        for number, kind in enumerate(self.of["evidence"], start=1):
            self._attach(EvidenceKind(kind), number)

    def _attach(self, kind: EvidenceKind, number: int) -> None:
        today = timezone.localdate()
        acts.give_evidence(
            self.card, by=self.by, kind=kind, words=_written()["_said"]["evidence"][kind][self.card.language],
            language=self.card.language, dated_on=today - timedelta(days=7), expires_on=today + LASTS,
            number=f"{self.card.pk}-{number}",
        )  # fmt: skip

    def ask(self) -> None:
        acts.ask_review(self.card, by=self.by, side=ReviewSide.PEER, of=self.peer)
        of = self.card.owner if self.of["by"] == "ngo" else self.cast.organisations[self._ngo_code]
        acts.ask_review(self.card, by=self.by, side=ReviewSide.OTHER, of=of)

    @property
    def _ngo_code(self) -> str:
        return authors_for(self.cast, self.of["sector"])[0][0]["code"]

    def review(self) -> None:
        for row in self.card.reviews.order_by("pk"):
            by = self.cast.speaker(row.post) if row.post else self.cast.leaders[row.organisation_id]  # type: ignore[index]
            acts.review(row, by=by, agrees=True)

    def fresh(self) -> Card:
        self.card = Card.objects.get(pk=self.card.pk)
        return self.card


def _block(cast: Cast, name: str) -> Block:
    """Made when first used, by the region's post."""
    words = _written()["_blocks"][name]
    found = Block.objects.filter(name_kk=words["kk"][0]).first()
    if found is not None:
        return found
    names, texts = ({code: words[code][place] for code in LANGUAGES} for place in (0, 1))
    made = Block(post=cast.posts[REGION], is_demonstration=True)
    return acts.save_block(made, by=cast.speaker(cast.posts[REGION]), names=names, texts=texts)


# ---- Stories -------------------------------------------------------------------------------------------------------


def tell_practices(cast: Cast, agenda: Agenda, chance: Random) -> None:
    for code, row in _written().items():
        if not code.startswith("_"):
            agenda.add(_story(Telling(cast, code)), agenda.working_day_ago(row["days"]))
    agenda.add(_name_ways(cast, chance), agenda.working_day_ago(2))
    agenda.add(_born(cast), agenda.working_day_ago(1))


def _story(telling: Telling) -> Story:
    state = telling.of["state"]
    telling.begin()
    yield 0
    telling.write()
    telling.prove()
    if state == "draft":
        return
    yield 1
    telling.ask()
    if state == "asked":
        return
    yield 2
    telling.review()
    if state == "reviewed":
        return
    yield 1
    day = timezone.localdate() + SHORT if state == "date_passed" else None
    acts.publish(telling.fresh(), by=telling.by, review_on=day)
    yield from _ENDS.get(state, _nothing)(telling)
    yield from _SPREAD.get(telling.code, _nothing)(telling)


def _nothing(telling: Telling) -> Story:
    yield 1


def _contested(telling: Telling) -> Story:
    yield 20
    by = telling.cast.leaders[telling.cast.organisations["ulan-zhastary"].pk]
    acts.contest(
        telling.fresh(),
        by=by,
        reason="Учаскелік сөзінен басқа өлшем жоқ, ал біз сұраған жасөспірімдер кешкі мектеп жабылды дейді.",
    )


def _date_passed(telling: Telling) -> Story:
    yield 26
    acts.fall_due()


def _withdrawn(telling: Telling) -> Story:
    yield 30
    owner = telling.cast.speaker(telling.fresh().owner)
    acts.withdraw(
        telling.card,
        by=owner,
        reason="Маршрут закрыт: в селе открылась своя школа. / Бағыт жабылды: ауылда өз мектебі ашылды.",
    )


_ENDS: dict[str, Callable[[Telling], Story]] = {
    "contested": _contested, "date_passed": _date_passed, "withdrawn": _withdrawn,
}  # fmt: skip


def _container(telling: Telling) -> Story:
    """Two that know their result, one yes and one no, and one for whom it is too early."""
    cast, card = telling.cast, telling.card
    first_by, second_by = cast.speaker(cast.posts[GLUBOKOE]), cast.speaker(cast.posts[SAMAR])
    third_by = cast.leaders[cast.organisations["ayagoz-bulak"].pk]
    first = acts.adopt(card, by=first_by, territory=cast.places[GLUBOKOE], started_on=timezone.localdate(), language="ru")
    yield 5
    ask = acts.ask_pioneer(card, by=second_by, text="Контейнердің қақпағы қанша тұрды, кім жасады?", language="kk")
    yield 1
    acts.answer_ask(ask, by=telling.owner, answer="Біреуі 38 мың теңге, аудандағы дәнекерлеу шеберханасы жасады.")
    acts.say_used(card, by=third_by)
    yield 10
    second = acts.adopt(
        card, by=second_by, territory=cast.places[SAMAR], started_on=timezone.localdate(), language="kk", learned_from=first,
        changed="Алаң орнына апта сайын есіктен жинау", because="Ауыл шашыраңқы, ортақ алаңға ешкім апармайды",
    )  # fmt: skip
    yield 40
    _evidence(first, first_by, "Акт: свалок было 7, осталось 2", "ru")
    acts.report_result(first, by=first_by, repeated=Repeated.YES, result="Свалок стало 2 вместо 7; сдали 2,1 тонны.")
    yield 5
    acts.adopt(card, by=third_by, territory=cast.places[AYAGOZ], started_on=timezone.localdate(), language="kk")
    yield 10
    acts.report_result(
        second, by=second_by, repeated=Repeated.NO,
        result="Үш айда жиналғаны 300 келі: 80 шақырымға апару шығыны қайтарымынан көп. Қабылдаушы жақын болмаса, бастамаңыз.",
    )  # fmt: skip


def _evidence(adoption: Any, by: Actor, words: str, language: str) -> None:
    acts.give_evidence(
        adoption,
        by=by,
        kind=EvidenceKind.MEASURED,
        words=words,
        language=language,
        number="14",
        dated_on=timezone.localdate(),
    )


def _hospice(telling: Telling) -> Story:
    """An invitation to a visit that waits for its answer, and an adoption with a result in part."""
    cast = telling.cast
    by = cast.speaker(cast.posts["100000000"])
    adoption = acts.adopt(
        telling.card, by=by, territory=cast.places["100000000"], started_on=timezone.localdate(), language="ru",
        changed="Вместо врача — фельдшер и консультация по видео", because="Свободного врача в области нет",
    )  # fmt: skip
    yield 25
    acts.report_result(
        adoption,
        by=by,
        repeated=Repeated.PARTLY,
        result="Вызовов скорой стало меньше на треть; без врача обезболивание меняли поздно.",
    )
    yield 3
    visitor = cast.speaker(cast.posts[KATON])
    text = "Бригаданың бір күнін көргіміз келеді: келесі айда қай күні келуге болады?"
    acts.ask_pioneer(telling.card, by=visitor, text=text, language="kk", kind=AskKind.VISIT)


_SPREAD: dict[str, Callable[[Telling], Story]] = {"container": _container, "hospice": _hospice}


# ---- Beside the cards ----------------------------------------------------------------------------------------------


def _name_ways(cast: Cast, chance: Random) -> Story:
    """The posts name how they worked in what they have answered."""
    ways = list(Way.objects.all())
    for matter in Matter.objects.filter(outcomes__isnull=False).distinct().order_by("pk"):
        if matter.accountable is not None:
            chosen = chance.sample(ways[:6], 1) + chance.sample(ways[6:], chance.randint(0, 1))
            by = cast.speaker(matter.accountable)
            if by.post_id == matter.accountable_id:
                acts.name_ways(matter, by=by, ways=chosen)
    yield 1


def _born(cast: Cast) -> Story:
    """A card born from a matter that its author confirmed in Ulan district, still a draft; and what Köpir proposes."""
    confirmed = Outcome.objects.filter(words__word=Word.CONFIRMED, matter__accountable=cast.posts[ULAN]).order_by("-pk").first()
    if confirmed is not None and confirmed.matter.is_public:
        acts.draft_from(confirmed.matter, by=cast.speaker(cast.posts[ULAN]), is_demonstration=True)
    acts.propose()
    yield 1
