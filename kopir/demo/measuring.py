"""Measurements of the demonstration: month by month from the baseline towards the target, accepted by the other party; the last
ones still wait, one came back, one is a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.demo.cast import ULAN, Cast
from kopir.demo.moment import Agenda, Story
from kopir.effects import acts
from kopir.effects.acts import Given, PartOf, Told
from kopir.effects.adding import POOLS, Rules
from kopir.effects.models import Effect, Indicator, Measure, Measurement
from kopir.effects.sheets import Row
from kopir.effects.words import (
    ComparedWith,
    Counted,
    EffectState,
    Group,
    Kind,
    MeasurementState,
    OverPlaces,
    OverTime,
    Party,
)
from kopir.territories.models import inside

ROUNDS = (48, 22, 4)
"""Working days ago at which the writers measure."""
SOURCE = "Көрсетілім үшін ойдан шығарылған мәндер"
MONTHS = 3
"""So many of the last months are measured in one round."""
BACK = "Актіде басқа сан тұр: қайта санап көріңізші."


def tell_measuring(cast: Cast, agenda: Agenda) -> None:
    for number, days in enumerate(ROUNDS):
        agenda.add(_round(cast, is_last=number == len(ROUNDS) - 1), agenda.working_day_ago(days))
    agenda.add(_plan(cast), agenda.working_day_ago(75))
    agenda.add(_places(cast), agenda.working_day_ago(20))
    agenda.add(_compare(cast), agenda.working_day_ago(2))


def _cards() -> list[Effect]:
    rows = Effect.objects.filter(is_demonstration=True, state=EffectState.PUBLISHED).order_by("pk")
    return list(rows.select_related("post", "organisation", "territory"))


def _sides(cast: Cast, effect: Effect) -> tuple[Actor, Actor] | None:
    """Who wrote the card and the other party; nobody while the post is vacant."""
    post, organisation = effect.post, effect.organisation
    if post is None or organisation is None or organisation.pk not in cast.leaders:
        return None
    official, leader = cast.speaker(post), cast.leaders[organisation.pk]
    if official.post_id != post.pk:
        return None
    return (leader, official) if effect.begun_by == Party.ORGANISATION else (official, leader)


# ---- Values --------------------------------------------------------------------------------------------------------


def _round(cast: Cast, *, is_last: bool) -> Story:
    given: list[tuple[Effect, Measurement]] = []
    for effect in _cards():
        sides = _sides(cast, effect)
        if sides is None:
            continue
        for measure in effect.measures.select_related("indicator"):
            for since, until in _months(measure)[-MONTHS:]:
                given.append((effect, _measure(measure, sides[0], since, until)))
    if is_last and given:
        given.pop()  # the newest one stays a draft
    for effect, row in given:
        sides = _sides(cast, effect)
        if sides:
            acts.submit_measurement(row, by=sides[0])
    yield 1
    _decide(cast, given, is_last=is_last)
    yield 0
    acts.freeze_measurements()


def _decide(cast: Cast, given: list[tuple[Effect, Measurement]], *, is_last: bool) -> None:
    """Of the last round one in three still waits and the first comes back."""
    for number, (effect, row) in enumerate(given):
        sides = _sides(cast, effect)
        if sides is None or (is_last and number % 3 == 1):
            continue
        if is_last and number == 0:
            acts.return_measurement(row, by=sides[1], reason=BACK)
        else:
            acts.accept_measurement(row, by=sides[1])


def _months(measure: Measure) -> list[tuple[date, date]]:
    """Whole months of the work that have ended and were not measured yet."""
    effect, today = measure.effect, timezone.localdate()
    ends = min(effect.ends_on or today, today - timedelta(days=1))
    first = (effect.starts_on or today).replace(day=1)
    known = set(measure.measurements.values_list("ends_on", flat=True))
    found = []
    while (until := _last_day(first)) <= ends:
        if until not in known:
            found.append((first, until))
        first = until + timedelta(days=1)
    return found


def _last_day(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _measure(measure: Measure, by: Actor, since: date, until: date) -> Measurement:
    chance = Random(f"{measure.effect.ref} {measure.indicator.code} {until}")  # noqa: S311 — the same world every time
    values = _values(measure, until, chance)
    people = measure.indicator.kind == Kind.PEOPLE
    parts = (PartOf(Group.WOMEN, Decimal(int(values["value"]) * 11 // 20)),) if people else ()
    again = int(values["value"]) if people and measure.measurements.exists() and chance.random() < 0.6 else None
    given = Given(
        measure.effect.territory, since, until, **values, source="Ай сайынғы тізім", parts=parts,  # type: ignore[arg-type]
        overlap_low=again // 6 if again is not None else None, overlap_high=again // 4 if again is not None else None,
    )  # fmt: skip
    return acts.measure_value(measure, by=by, given=given)


def _values(measure: Measure, until: date, chance: Random) -> dict[str, Decimal]:
    """A little before or behind the straight way to the target."""
    kind, counted = measure.indicator.kind, measure.indicator.counted
    start, target = measure.baseline or Decimal(0), measure.target or Decimal(1)
    gone = Decimal(_gone(measure, until)) * Decimal(chance.randint(85, 115)) / 100
    now = start + (target - start) * min(gone, Decimal(1))
    if kind in POOLS:
        whole = chance.randint(24, 60)
        part = round(now * whole / 100) if kind == Kind.SHARE else round(now * whole)
        return {"part": Decimal(min(part, whole) if kind == Kind.SHARE else part), "whole": Decimal(whole)}
    if counted == Counted.PER_PERIOD and kind != Kind.YES_NO:
        return {"value": Decimal(round(abs(target - start) * Decimal(chance.randint(20, 36)) / 100))}
    return {"value": Decimal(max(round(now), 0))}


def _gone(measure: Measure, until: date) -> float:
    begun, ends = measure.effect.starts_on, measure.effect.ends_on
    if begun is None or ends is None or ends <= begun:
        return 1.0
    return max(min((until - begun).days / (ends - begun).days, 1.0), 0.0)


# ---- Plans, places, comparisons ------------------------------------------------------------------------------------


def _plan(cast: Cast) -> Story:
    """The district's plan: an item, and an indicator of it; an organisation's own indicator."""
    official = cast.speaker(cast.posts[ULAN])
    names = {"kk": "Заңсыз үйінділерді жою", "ru": "Ликвидация стихийных свалок", "en": "Removing unlawful dumps"}
    source = "Ауданның 2026–2028 жылдарға арналған даму жоспары, 4.2-тармақ"
    goal = acts.add_goal(by=official, names=names, source=source, is_demonstration=True)
    rules = Rules(Kind.SHARE, Counted.STATE, OverTime.LAST, OverPlaces.POOLED)
    acts.add_indicator(
        by=official, is_demonstration=True,
        told=Told(
            {"kk": "Қоқысы тұрақты шығарылатын ауылдардың үлесі", "ru": "Доля сёл с регулярным вывозом мусора",
             "en": "Share of villages whose waste is taken away regularly"},
            rules, units=dict.fromkeys(("kk", "ru", "en"), "%"), goal=goal, source=source,
            methods={"kk": "Бөлігі: аптасына кемінде бір рет шығарылатын ауылдар. Тұтасы: ауданның барлық ауылы.",
                     "ru": "Часть: сёла, откуда вывозят не реже раза в неделю. Целое: все сёла района.",
                     "en": "Part: villages from which it is taken at least once a week. Whole: all villages of the district."},
        ),
    )  # fmt: skip
    yield 1


def _places(cast: Cast) -> Story:
    """The third quarter's dumps in the districts of the region: fewer where the work was, about as many elsewhere."""
    chance = Random("dumps")  # noqa: S311 — the same world every time
    indicator, year = Indicator.objects.get(code="dumps"), timezone.localdate().year
    before = indicator.readings.filter(inside("territory", cast.places["630000000"]), ends_on__year=year - 1)
    done = set(Effect.objects.filter(measures__indicator=indicator).values_list("territory_id", flat=True))
    rows = [
        Row(number, {
            "indicator": "dumps", "territory": one.territory_id, "period": f"{year}-Q3", "source": SOURCE,
            "value": str(max(int(one.value) - (7 if one.territory_id in done else chance.randint(-1, 2)), 0)),
            "date": timezone.localdate().isoformat(),
        })
        for number, one in enumerate(before.order_by("territory_id"), 2)
    ]  # fmt: skip
    acts.import_readings(rows, by=cast.administrator, is_demonstration=True)
    yield 1


def _compare(cast: Cast) -> Story:
    """Every card against its targets; shares before and after; dumps with similar places."""
    for effect in _cards():
        sides = _sides(cast, effect)
        if sides is None:
            continue
        for measure in effect.measures.select_related("indicator"):
            for kind in _comparisons(measure):
                acts.compare(measure, by=sides[0], compared_with=kind)
    yield 1


def _comparisons(measure: Measure) -> Iterator[ComparedWith]:
    if not measure.measurements.filter(state__in=(MeasurementState.ACCEPTED, MeasurementState.FROZEN)).exists():
        return
    yield ComparedWith.TARGET
    if measure.baseline is not None and measure.indicator.kind == Kind.SHARE:
        yield ComparedWith.BEFORE
    if measure.indicator.code == "dumps" and measure.indicator.readings.exists():
        yield ComparedWith.PLACES
