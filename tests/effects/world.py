"""The small country with effect cards in every state: `author` (an organisation) writes them, the district's post is the
other party; `joiner` and `neighbour` are strangers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.effects import acts
from kopir.effects.models import Effect, Indicator, Measure, PieceUse
from kopir.effects.words import (
    Agreed,
    Better,
    ChainLevel,
    Counted,
    Kind,
    Library,
    OverPlaces,
    OverTime,
    PieceKind,
)
from kopir.organisations.models import Organisation
from tests.practices.world import Memory, fresh

WORDS = {
    "title": "Өзен жағасындағы қоқыс",
    "need": "Ауылда қоқыс өзен жағасына төгіледі, 2025 жылы 7 үйінді болды.",
    "need_source": "Ауыл әкімінің 2025 жылғы актісі",
    "people": "Ауылдың тұрғындары, өзен жағасында тұратын отбасылар",
    "did": "Алаң салдық, кестемен шығардық.",
}
CHANGED = "Үйінді 7 орнына 2 болды."
GAINED = "Аудан жоспарының «үйінділерді жою» тармағы орындалды."
CHAIN = (
    (ChainLevel.INPUT, "Алаңға арналған қаражат", "", None),
    (ChainLevel.ACTIVITY, "Алаң салу", "Тұрғындар алаңға дейін әкеледі", 60),
    (ChainLevel.OUTPUT, "Үш алаң", "", None),
    (ChainLevel.OUTCOME, "Үйінді азаяды", "Кесте сақталады", 120),
    (ChainLevel.IMPACT, "Өзен таза", "", None),
)


class Effects(Memory):
    """`effect()` a draft, `whole()` a draft that can be published, `published_effect()`, `told_effect()` one that says what
    changed, `confirmed_effect()` by the other side, `withdrawn_effect()`."""

    def effect(self, by: Actor | None = None, **words: str) -> Effect:
        """A draft of a project of `author` in Ulan; the other party is the district's post."""
        by = by or self.author
        effect = acts.draft(
            by=by, title=words.get("title", WORDS["title"]), language="kk", sector=self.sector, territory=self.ulan,
            organisation=self.ngo if by.is_official else None,
        )  # fmt: skip
        return acts.write(effect, by=by, language="kk", words={**WORDS, **words})

    @property
    def ngo(self) -> Organisation:
        return Organisation.objects.get(pk=self.author.organisation_id)

    def writer(self, effect: Effect) -> Actor:
        return self.district if effect.begun_by == "post" else self.author

    def other(self, effect: Effect) -> Actor:
        """The party that judges and accepts."""
        return self.author if effect.begun_by == "post" else self.district

    def chained(self, effect: Effect) -> Effect:
        for level, text, assumption, days in CHAIN:
            test_on = timezone.localdate() + timedelta(days=days) if days else None
            acts.save_step(
                effect, by=self.writer(effect), level=level, text=text, language="kk", assumption=assumption, test_on=test_on
            )
        return effect

    def whole(self, by: Actor | None = None, measured: bool = False, **words: str) -> Effect:
        """`measured`: with a measure (`measure()`), otherwise “not measurable yet” with its reason."""
        effect = self.chained(self.effect(by=by, **words))
        about: dict[str, Any] = {"starts_on": date(2026, 1, 1), "people_planned": 340}
        if measured:
            self.measure(effect)
        else:
            about["no_measure_until"] = timezone.localdate() + timedelta(days=200)
            acts.write(effect, by=self.writer(effect), language="kk", words={"no_measure_because": "Алаң жаңа ашылды"})
        return acts.write(effect, by=self.writer(effect), about=about)

    def published_effect(self, by: Actor | None = None, measured: bool = False, **words: str) -> Effect:
        effect = self.whole(by=by, measured=measured, **words)
        return acts.publish(effect, by=self.writer(effect))

    def told_effect(self, effect: Effect | None = None, **values: Any) -> Effect:
        """A published card that says what changed."""
        effect = effect or self.published_effect(**values)
        words = {"changed": CHANGED, "gained": GAINED, "otherwise": "Ауданға үйінділерді өзі шығару керек болар еді."}
        return acts.write(effect, by=self.writer(effect), language="kk", words=words)

    def confirmed_effect(self, agreed: Agreed = Agreed.CONFIRMED, **values: Any) -> Effect:
        effect = self.told_effect(**values)
        words = "" if agreed == Agreed.CONFIRMED else "Тек екі ауылда"
        acts.confirm(effect, by=self.other(effect), agreed=agreed, words=words)
        return fresh(effect)

    def withdrawn_effect(self) -> Effect:
        effect = self.published_effect()
        return acts.withdraw(effect, by=self.author, reason="Жоба тоқтатылды")

    def from_matter(self, by: Actor | None = None, **values: Any) -> Effect:
        """A draft of the effect of an answered matter."""
        return acts.draft_from_matter(fresh(self.answered(**values)), by=by or self.author)

    def indicator(self, code: str = "heaps", kind: Kind = Kind.SUM, **values: Any) -> Indicator:
        """An indicator of the common library, made once; shares and means are pooled."""
        found = Indicator.objects.filter(code=code).first()
        if found is not None:
            return found
        pooled = kind in (Kind.SHARE, Kind.MEAN)
        given = {
            "library": Library.OWN, "better": Better.MORE, "counted": Counted.PER_PERIOD, "unit_kk": "дана",
            "over_time": OverTime.POOLED if pooled else OverTime.SUM,
            "over_places": OverPlaces.POOLED if pooled else OverPlaces.SUM, **values,
        }  # fmt: skip
        made = Indicator(code=code, kind=kind, **given)
        made.set_names(f"көрсеткіш {code}", f"показатель {code}", f"indicator {code}")
        made.save()
        return made

    def measure(self, effect: Effect, indicator: Indicator | None = None, **values: Any) -> Measure:
        """A row, not an act: rooms that measure have acts of their own."""
        given = {"baseline": 7, "baseline_on": date(2025, 12, 1), "target": 2, "target_on": date(2026, 12, 1), **values}
        return Measure.objects.create(effect=effect, indicator=indicator or self.indicator(), **given)

    def piece(self, effect: Effect, by: Actor | None = None, kind: PieceKind = PieceKind.NUMBER, **values: Any) -> PieceUse:
        given = {
            "words": "Үйінділер санағы, акт", "language": "kk", "dated_on": timezone.localdate() - timedelta(days=9),
            "number": "7" if kind == PieceKind.NUMBER else "", **values,
        }  # fmt: skip
        return acts.give_piece(effect, by=by or self.writer(effect), kind=kind, **given)


__all__ = ["CHANGED", "GAINED", "WORDS", "Effects", "fresh"]
