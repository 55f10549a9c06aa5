"""Effects of the demonstration: cards of both sides in every state, from projects, a matter and an adoption. Told through the
acts, like everything else (see stories.py)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.demo.cast import GLUBOKOE, ULAN, Cast
from kopir.demo.content import FOLDER
from kopir.demo.moment import Agenda, Story
from kopir.effects import acts
from kopir.effects.acts.measuring import Aim
from kopir.effects.models import Effect, Indicator
from kopir.effects.words import Adequacy, Agreed, ChainLevel, Criterion, PieceKind, Tested
from kopir.interactions.models import Outcome
from kopir.interactions.words import Word
from kopir.organisations.words import FundingSource
from kopir.practices.models import Adoption

WORDS = ("title", "need", "need_source", "people", "did", "no_measure_because")
LATER = ("changed", "gained", "otherwise")


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "effects.toml").read_text(encoding="utf-8"))


@dataclass
class Telling:
    """One card on its way; `by` writes it, `other` is its other party."""

    cast: Cast
    code: str
    effect: Effect = None  # type: ignore[assignment]

    @property
    def of(self) -> dict[str, Any]:
        found: dict[str, Any] = _written()[self.code]
        return found

    @property
    def ngo(self) -> Actor:
        return self.cast.leaders[self.cast.organisations[self.of["ngo"]].pk]

    @property
    def official(self) -> Actor:
        """Who holds the post that is a party, or its place's own before the card is begun."""
        if self.effect is None:
            return self.cast.speaker(self.cast.posts[self.of["place"]])
        assert self.effect.post is not None
        return self.cast.speaker(self.effect.post)

    @property
    def by(self) -> Actor:
        return self.ngo if self.of["by"] == "ngo" else self.official

    @property
    def other(self) -> Actor:
        return self.official if self.of["by"] == "ngo" else self.ngo

    @property
    def languages(self) -> list[str]:
        return [code for code in LANGUAGES if code in self.of]

    def begin(self) -> None:
        language = self.languages[0]
        self.effect = acts.draft(
            by=self.by, title=self.of[language]["title"], language=language, sector=self.cast.sectors[self.of["sector"]],
            territory=self.cast.places[self.of["place"]], organisation=self.cast.organisations[self.of["ngo"]],
            post=self.cast.posts[self.of["place"]] if self.of["by"] == "ngo" else None, is_demonstration=True,
        )  # fmt: skip

    def write(self) -> None:
        self._write(WORDS)
        today, ends = timezone.localdate(), timezone.localdate() + timedelta(days=self.of["lasts"])
        about: dict[str, Any] = {"starts_on": today, "ends_on": ends, "people_planned": self.of["people"]}
        if "not_yet" in self.of:
            about["no_measure_until"] = today + timedelta(days=self.of["not_yet"])
        acts.write(self.effect, by=self.by, about=about)
        for level, language, text, *rest in self.of["chain"]:
            test_on = today + timedelta(days=rest[1]) if rest else None
            acts.save_step(
                self.effect, by=self.by, level=ChainLevel(level), text=text, language=language,
                assumption=rest[0] if rest else "", test_on=test_on,
            )  # fmt: skip
        rows = [acts.Spent(year, FundingSource(source), tenge) for year, source, tenge in self.of["money"]]
        acts.count_money(self.effect, by=self.by, rows=rows)

    def _write(self, names: tuple[str, ...]) -> None:
        for language in self.languages:
            words = {name: self.of[language][name] for name in names if name in self.of[language]}
            acts.write(self.effect, by=self.by, language=language, words=words)

    def choose(self) -> None:
        """What it is measured by; of a share or mean the baseline is a part of a whole."""
        today = timezone.localdate()
        for code, baseline, whole, target in self.of.get("measures", ()):
            indicator = Indicator.objects.get(code=code)
            aim = Aim(
                baseline=_baseline(indicator.kind, baseline, whole), baseline_whole=Decimal(whole) if whole else None,
                baseline_on=today - timedelta(days=20), baseline_source=self.of[self.languages[0]]["need_source"],
                target=Decimal(target), target_on=today + timedelta(days=self.of["lasts"]),
            )  # fmt: skip
            acts.choose_measure(self.effect, by=self.by, indicator=indicator, aim=aim)

    def tell(self) -> None:
        """What changed, and what shows it."""
        self._write(LATER)
        for kind, words, *judged in self.of["evidence"]:
            use = acts.give_piece(
                self.effect, by=self.by, kind=PieceKind(kind), words=words, language="kk", dated_on=timezone.localdate(),
                number=f"{self.effect.pk}-1" if kind == "number" else "",
                url="https://example.org/" if kind == "link" else "",
            )  # fmt: skip
            if judged[0] and self.other_speaks:
                why = judged[1] if len(judged) > 1 else ""
                acts.judge_piece(use, by=self.other, adequacy=Adequacy(judged[0]), judgement=why)

    @property
    def other_speaks(self) -> bool:
        """Not while its post is vacant: whoever stands in for it is another post."""
        return self.of["by"] != "ngo" or self.official.post_id == self.effect.post_id

    def test(self) -> None:
        """Assumptions of the chain that are told to have been tested."""
        steps = {step.text: step for step in self.effect.chain.all()}
        for _level, _language, text, *rest in self.of["chain"]:
            if len(rest) == 4 and steps[text].tested == Tested.OPEN:
                acts.test_assumption(steps[text], by=self.by, tested=Tested(rest[2]), finding=rest[3])

    def confirm(self) -> None:
        if self.of["word"] and self.other_speaks:
            acts.confirm(self.effect, by=self.other, agreed=Agreed(self.of["word"]), words=self.of.get("said", ""), language="kk")


def _baseline(kind: str, baseline: int, whole: int) -> Decimal:
    if not whole:
        return Decimal(baseline)
    value = Decimal(baseline) / whole
    return round(value * 100 if kind == "share" else value, 2)


# ---- Stories -------------------------------------------------------------------------------------------------------


def tell_effects(cast: Cast, agenda: Agenda) -> None:
    for code, row in _written().items():
        agenda.add(_story(Telling(cast, code)), agenda.working_day_ago(row["days"]))
    agenda.add(_of_matter(cast), agenda.working_day_ago(8))
    agenda.add(_of_adoption(cast), agenda.working_day_ago(40))


def _story(telling: Telling) -> Story:
    telling.begin()
    yield 1
    telling.write()
    telling.choose()
    if telling.of["state"] == "draft":
        return
    yield 2
    acts.publish(telling.effect, by=telling.by)
    yield min(telling.of["lasts"] * 5 // 7, telling.of["days"] - 25)
    if telling.of["state"] == "withdrawn":
        acts.withdraw(telling.effect, by=telling.by, reason=telling.of["why"])
        return
    telling.tell()
    telling.test()
    yield 6
    telling.confirm()
    yield from _evaluated(telling)


def _evaluated(telling: Telling) -> Story:
    """The district's council looks at what the state social order paid for, once it is confirmed."""
    paid = {source for _year, source, _tenge in telling.of["money"]}
    if "state_order" not in paid or telling.of["word"] not in ("confirmed", "partly") or not telling.other_speaks:
        return
    yield 10
    lower = 1 if telling.of["word"] == "partly" else 0
    scores = {
        (expert, str(one)): max(1, 5 - lower - (expert + place) % 2)
        for expert in (1, 2, 3)
        for place, one in enumerate(Criterion)
    }
    found = acts.save_evaluation(
        telling.effect, by=telling.official, council="Қоғамдық кеңес жанындағы сараптама тобы", held_on=timezone.localdate(),
        language="kk", scores=scores, conclusions=_conclusions(lower),
    )  # fmt: skip
    acts.add_remark(
        found, by=telling.official, text="Келесі жылы өлшеуді әр тоқсанда жариялау керек.", language="kk", accepted=True
    )
    if lower:
        acts.add_remark(
            found, by=telling.official, text="Жұмысты бір айда қайта тапсыру керек.", language="kk", accepted=False,
            because="Қыста бетон құюға болмайды; мерзім көктемге келісілді.",
        )  # fmt: skip
    acts.approve_evaluation(found, by=telling.official)


def _conclusions(lower: int) -> dict[str, str]:
    plan = "Жұмыс жоспарға негізінен сай" if lower else "Жұмыс жоспарға толық сай"
    found = "Нәтиже мақсатқа сай"
    return {"relevance": "Өте өзекті", "plan": plan, "result": found, "continuation": "Жалғасу ықтималдығы жоғары"}


def _of_matter(cast: Cast) -> Iterator[float]:
    """The effect of a matter in Ulan district that its author confirmed: named with one click, published, confirmed again."""
    rows = Outcome.objects.filter(words__word=Word.CONFIRMED, kind="solved", matter__accountable=cast.posts[ULAN])
    outcome = rows.exclude(matter__visibility="restricted").select_related("matter__author").order_by("pk").first()
    if outcome is None or outcome.matter.author_id not in cast.leaders:
        return
    by, author = cast.speaker(cast.posts[ULAN]), cast.leaders[outcome.matter.author_id]
    effect = acts.draft_from_matter(outcome.matter, by=author, is_demonstration=True)
    yield 1
    finish(effect, author, "people-reached", effect.people_planned or 100)
    yield 1
    language = effect.language
    acts.write(effect, by=author, language=language, words={"changed": outcome.statement[:600]})
    yield 2
    if by.post_id == effect.post_id:
        acts.confirm(effect, by=by, agreed=Agreed.CONFIRMED, language="kk")


def _of_adoption(cast: Cast) -> Iterator[float]:
    """The effect of the practice that Glubokoe took over; its post writes, an organisation of the place is the other party."""
    adoption = Adoption.objects.filter(post=cast.posts[GLUBOKOE]).select_related("card").first()
    if adoption is None:
        return
    by = cast.speaker(cast.posts[GLUBOKOE])
    if by.post_id != adoption.post_id:
        return
    effect = acts.draft_from_adoption(adoption, by=by, is_demonstration=True)
    yield 1
    acts.write(effect, by=by, about={"organisation": cast.organisations["ozen-sergek"]})
    finish(effect, by, "dumps", 2)


def finish(effect: Effect, by: Actor, code: str, target: int) -> None:
    """What a card begun with one click still lacks."""
    today, language = timezone.localdate(), effect.language
    text = effect.texts.get(language=language)
    words = {
        "need_source": text.need_source or effect.ref or "", "people": text.people or _said("people", language),
        "need": text.need or text.title,
    }  # fmt: skip
    acts.write(effect, by=by, language=language, words=words, about={"starts_on": effect.starts_on or today - timedelta(days=60)})
    acts.save_step(effect, by=by, level=ChainLevel.OUTCOME, text=_said("outcome", language), language=language)
    aim = Aim(baseline=Decimal(0), baseline_on=today - timedelta(days=60), target=Decimal(target), target_on=_far(today))
    acts.choose_measure(effect, by=by, indicator=Indicator.objects.get(code=code), aim=aim)
    acts.publish(effect, by=by)


def _far(today: date) -> date:
    return today + timedelta(days=120)


_SAID = {
    "people": {"kk": "Ауыл тұрғындары", "ru": "Жители села", "en": "People of the village"},
    "outcome": {"kk": "Адамдардың күнделікті ісі жеңілдейді", "ru": "Людям становится легче изо дня в день",
                "en": "Everyday life becomes easier for people"},
}  # fmt: skip


def _said(name: str, language: str) -> str:
    return _SAID[name][language]
