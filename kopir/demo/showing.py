"""What shows effects in the demonstration: where organisations say that they can help, invented values of life quality by
district, a plan that came nearer, and from what some organisations lived in earlier years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from kopir.demo.cast import AYAGOZ, GLUBOKOE, KATON, ULAN, Cast
from kopir.demo.content import rows
from kopir.demo.moment import Agenda, Story
from kopir.effects import acts
from kopir.effects.acts import Aim
from kopir.effects.acts.readings import import_readings
from kopir.effects.models import Effect, Indicator
from kopir.effects.sheets import Row
from kopir.effects.words import EffectState, Library, Party
from kopir.organisations import acts as organisation_acts
from kopir.organisations.acts.records import Share
from kopir.organisations.words import FundingSource

# Organisation, sector, place, people a year, language and words.
HELPS = (
    ("ertis-tany", "3", ULAN, 300, "kk", "Бөлек жинау алаңдары, тұрғындарды үйрету"),
    ("ulan-zhastary", "4", ULAN, 120, "kk", "Жасөспірімдер клубы, аптасына үш кеш"),
    ("ozen-sergek", "3", GLUBOKOE, None, "kk", "Өзен жағасын тазалайтын еріктілер"),
    ("zhan-saya", "6", GLUBOKOE, 40, "ru", "Уход на дому, четыре сиделки"),
    ("salamat-auyl", "2", KATON, 60, "ru", "Выездная бригада раз в месяц"),
    ("erekshe-zhurek", "6", "631000000", 35, "kk", "Ерекше балаларға арналған күндізгі орын"),
    ("meirim-otau", "5", "631000000", 25, "kk", "Отбасыға кеңес, жедел желі"),
    ("ayagoz-bulak", "3", AYAGOZ, 200, "kk", "Бұлақ пен өзен жағасын қалпына келтіру"),
)
READINGS = {"dumps": (2, 19), "crimes-at-home": (14, 96), "trees-alive": (38, 91)}
SOURCE = "Көрсетілім үшін ойдан шығарылған мәндер"
OLDER = 14
"""So many organisations have stated two earlier years too."""


def tell_showing(cast: Cast, agenda: Agenda) -> None:
    agenda.add(_offers(cast), agenda.working_day_ago(30))
    agenda.add(_life(cast), agenda.working_day_ago(70))
    agenda.add(_lived_before(cast), agenda.working_day_ago(50))
    agenda.add(_nearer(cast), agenda.working_day_ago(40))


def _offers(cast: Cast) -> Story:
    for code, sector, place, people, language, words in HELPS:
        organisation = cast.organisations[code]
        if organisation.pk not in cast.leaders:
            continue
        acts.say_help(
            organisation, by=cast.leaders[organisation.pk], sector=cast.sectors[sector], territory=cast.places[place],
            people_a_year=people, words=words, language=language, is_demonstration=True,
        )  # fmt: skip
    yield 1


def _life(cast: Cast) -> Story:
    """Two years of three indicators in every district of East Kazakhstan region."""
    chance, year = Random("life"), timezone.localdate().year  # noqa: S311 — the same world every time
    districts = sorted(code for code in cast.places if code.startswith("63") and code != "630000000")
    given = [
        {"indicator": code, "territory": place, "period": str(past), "value": str(chance.randint(*ends)), "source": SOURCE,
         "date": timezone.localdate().isoformat()}
        for code, ends in READINGS.items() for past in (year - 2, year - 1) for place in districts
    ]  # fmt: skip
    sheet = [Row(number, cells) for number, cells in enumerate(given, start=1)]
    import_readings(sheet, by=cast.administrator, is_demonstration=True)
    yield 1


def _nearer(cast: Cast) -> Story:
    """The card about dumps in Ulan district takes up the indicator of the district's plan, and the post says that it gains."""
    place, today = cast.places[ULAN], timezone.localdate()
    card = Effect.objects.filter(measures__indicator__code="dumps", territory=place, state=EffectState.PUBLISHED).first()
    plan = Indicator.objects.filter(library=Library.PLAN, is_demonstration=True).select_related("goal").first()
    official = cast.speaker(cast.posts[ULAN])
    if card is None or plan is None or card.organisation is None or card.post_id != official.post_id:
        return
    writer = official if card.begun_by == Party.POST else cast.leaders[card.organisation.pk]
    aim = Aim(
        baseline=Decimal("33.33"), baseline_whole=Decimal(12), baseline_on=today - timedelta(days=90), target=Decimal(75),
        target_on=today + timedelta(days=200), source=plan.source,
    )  # fmt: skip
    acts.choose_measure(card, by=writer, indicator=plan, aim=aim)
    acts.name_gain(card, by=official, indicator=plan)
    if plan.goal is not None:
        acts.name_gain(card, by=official, goal=plan.goal)
    yield 1


def _lived_before(cast: Cast) -> Story:
    """Earlier more hung on the largest source: what came in beside it came in bit by bit."""
    year = timezone.localdate().year - 1
    several = [row for row in rows("ngos") if row.get("funding", "").count(":") > 1 and row["seat"].startswith("63")]
    for row in several[:OLDER]:
        organisation = cast.organisations[row["code"]]
        if organisation.pk not in cast.leaders:
            continue
        now = {source: int(percent) for source, percent in (part.split(":") for part in row["funding"].split())}
        shares = [share for back in (1, 2) for share in _shares(year - back, _earlier(now, 12 * back))]
        organisation_acts.edit(organisation, by=cast.leaders[organisation.pk], funding=shares)
    yield 1


def _earlier(now: dict[str, int], points: int) -> dict[str, int]:
    """So many points more came from the largest source, taken from the smallest ones."""
    largest, *others = sorted(now, key=lambda source: -now[source])
    found, left = dict(now), points
    for source in reversed(others):
        moved = min(left, found[source])
        found[source], found[largest], left = found[source] - moved, found[largest] + moved, left - moved
    return {source: percent for source, percent in found.items() if percent}


def _shares(year: int, parts: dict[str, int]) -> Iterator[Share]:
    for source, percent in parts.items():
        yield Share(year, FundingSource(source), Decimal(percent))
