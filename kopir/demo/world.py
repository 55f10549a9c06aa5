"""The demonstration world: East Kazakhstan region whole, the republic in outline, its past of half a year lived through the
acts. Built once, when an installation begins, inside the caller's transaction: all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone, translation

from kopir.base.actors import Actor
from kopir.base.models import Installation
from kopir.demo import handovers, stories
from kopir.demo.asking import tell_asking
from kopir.demo.cast import (
    AYAGOZ,
    GLUBOKOE,
    KATON,
    MARKAKOL,
    REGION,
    SAMAR,
    ULAN,
    ULYTAU,
    Cast,
    appoint_offices,
    authors_for,
    hold_posts,
    make_bodies,
    make_doubles,
    make_organisations,
)  # fmt: skip
from kopir.demo.content import Writing, rows, writings
from kopir.demo.effects import tell_effects
from kopir.demo.measuring import tell_measuring
from kopir.demo.memory import tell_memory
from kopir.demo.moment import Agenda, Story, another_time
from kopir.demo.practices import tell_practices
from kopir.demo.regulation import tell_regulation
from kopir.demo.showing import tell_showing
from kopir.demo.stories import PLAN, Telling
from kopir.demo.together import tell_together
from kopir.demo.village import make_village, tell_village
from kopir.interactions.acts import save_template
from kopir.interactions.models import AnswerTemplate, Matter
from kopir.notices.acts import mark_read
from kopir.notices.models import Letter, Notice
from kopir.posts.queries import living
from kopir.territories.models import COUNTRY

PAST = timedelta(days=240)
READ_BEFORE = timedelta(days=6)
# Texts that speak of more than a district: what the region's and the country's posts have.
WIDE = {
    Writing("air", "ru", 2): REGION, Writing("forum", "kk", 1): REGION, Writing("forum", "ru", 1): REGION,
    Writing("monitoring", "kk", 2): REGION, Writing("volunteers", "ru", 1): REGION, Writing("autism", "kk", 2): REGION,
    Writing("museum", "ru", 2): REGION, Writing("fire", "en", 1): COUNTRY, Writing("forum", "en", 1): COUNTRY,
    Writing("air", "en", 1): COUNTRY, Writing("waste", "en", 1): COUNTRY, Writing("strays", "ru", 1): COUNTRY,
    Writing("legal", "en", 1): COUNTRY, Writing("youth", "en", 1): COUNTRY, Writing("sign", "en", 1): COUNTRY,
}  # fmt: skip
NEAR = {"air": ["631000000"], "irtysh": ["631000000", ULAN, GLUBOKOE]}
RESTRICTED = {"shelter", "probation"}
JOINING = 9
# Matters that wait in a vacant post, and what the newcomer finds.
ELSEWHERE: dict[tuple[stories.Teller, int], str] = {
    (stories.fresh, 2): AYAGOZ, (stories.working, 2): AYAGOZ, (stories.solved, 1): AYAGOZ, (stories.fresh, 3): KATON,
    (stories.working, 3): KATON, (stories.answered, 2): KATON, (stories.solved, 2): KATON, (stories.paused, 2): KATON,
    (stories.working, 4): ULYTAU, (stories.fresh, 5): ULYTAU, (stories.answered, 3): ULYTAU,
}  # fmt: skip


def build() -> None:
    """Does nothing when there are matters already. Needs reference data and the akimats' posts."""
    if Matter.objects.exists() or Installation.objects.filter(purpose=Installation.Purpose.REAL).exists():
        return
    real = timezone.now()
    with transaction.atomic(), translation.override("kk"), another_time(real - PAST) as clock:
        chance = Random("kopir")  # noqa: S311 — the same world every time
        cast = Cast()
        for step in (appoint_offices, make_bodies, make_village, hold_posts, make_organisations, make_doubles):
            clock.moment += timedelta(days=1)
            step(cast)
        agenda = Agenda(clock, real, chance)
        _tell_everything(cast, agenda, chance)
        agenda.run()
    Letter.objects.all().delete()  # nobody was written to in a past that never was; what was told stays in Köpir


def _tell_everything(cast: Cast, agenda: Agenda, chance: Random) -> None:
    tellings = list(_plan(cast, chance))
    for teller, telling, days in tellings:
        agenda.add(teller(telling), agenda.working_day_ago(days))
    _tell_joining(cast, agenda, chance, tellings)
    tell_together(cast, agenda, [telling for _teller, telling, _days in tellings])
    tell_practices(cast, agenda, Random("practices"))  # noqa: S311 — the same world every time
    tell_effects(cast, agenda)
    tell_measuring(cast, agenda)
    tell_asking(cast, agenda, Random("asking"))  # noqa: S311 — the same world every time
    tell_showing(cast, agenda)
    tell_memory(cast, agenda)
    tell_village(cast, agenda)
    agenda.add(handovers.changed_long_ago(cast, SAMAR), agenda.working_day_ago(70))
    for code, days in ((MARKAKOL, 9), (AYAGOZ, 14), (ULYTAU, 6)):
        agenda.add(handovers.leaves_without_a_word(cast, code), agenda.working_day_ago(days))
    agenda.add(handovers.leaves_in_order(cast, KATON, agenda.until), agenda.working_day_ago(6))
    agenda.add(_templates(cast), agenda.working_day_ago(60))
    agenda.add(_read_all(cast), timezone.localdate(agenda.until - READ_BEFORE))
    agenda.add_at(handovers.comes(cast, KATON, "katon"), _this_morning(agenda.until))
    tell_regulation(cast, agenda, Random("regulation"))  # noqa: S311 — the same world every time


def _this_morning(now: datetime) -> datetime:
    morning = datetime.combine(timezone.localdate(now), time(8, 30), timezone.get_default_timezone())
    return min(morning, now - timedelta(seconds=1))


def _plan(cast: Cast, chance: Random) -> Iterator[tuple[stories.Teller, Telling, int]]:
    """Every text becomes one matter. The first of each kind of story is told in Ulan district, and of those that
    still run the second in the neighbouring one, so that both desks show everything; the others all over the country."""
    texts = writings()
    chance.shuffle(texts)
    texts.sort(key=lambda text: text in WIDE)  # plain stories, which come last, suit any level
    plots = [(teller, number, days) for teller, times, *days in PLAN for number in range(times)]
    plots.sort(key=lambda plot: (plot[1], chance.random()))
    busy: Counter[str] = Counter()
    for teller, number, (first, last) in plots[: len(texts)]:
        wanted = _wanted(teller, number)
        text = next((text for text in texts if _fits(cast, text, wanted)), texts[0])
        texts.remove(text)
        place, author = _where(cast, text, wanted, busy)
        telling = Telling(cast, chance, text, author, place, restricted=text.topic in RESTRICTED)
        yield teller, telling, chance.randint(first, last)


def _wanted(teller: stories.Teller, number: int) -> str:
    """How the code of its place begins; what goes up needs a district, with posts above it."""
    if number == 0:
        return ULAN
    if number == 1 and teller in stories.RUNNING:
        return GLUBOKOE
    return ELSEWHERE.get((teller, number), "63" if teller in stories.UPWARDS else "")


def _fits(cast: Cast, text: Writing, place: str) -> bool:
    return bool(place) and text not in WIDE and any(code.startswith(place) for code, _author in _choices(cast, text))


def _where(cast: Cast, text: Writing, wanted: str, busy: Counter[str]) -> tuple[str, Actor]:
    """A place that an organisation of the sector serves, and that organisation: the wanted place, else the least busy."""
    choices = _choices(cast, text)
    if text not in WIDE:
        choices = [choice for choice in choices if choice[0].startswith(wanted)] or choices

    def weight(choice: tuple[str, Actor]) -> tuple[int, int]:
        ahead = 2 if choice[0].startswith("63") else 0  # the region that is shown whole
        return busy[choice[0]] - ahead, busy[str(choice[1].organisation_id)]

    place, author = min(choices, key=weight)
    busy.update([place, str(author.organisation_id)])
    return WIDE.get(text, place), author


def _choices(cast: Cast, text: Writing) -> list[tuple[str, Actor]]:
    pairs = [
        (place, cast.leaders[organisation.pk])
        for row, organisation in authors_for(cast, text.of["sector"])
        for place in row["serves"].split()
    ]
    near = NEAR.get(text.topic)
    return [pair for pair in pairs if pair[0] in near] or pairs if near else pairs


def _tell_joining(cast: Cast, agenda: Agenda, chance: Random, tellings: list[tuple[stories.Teller, Telling, int]]) -> None:
    """Others join matters that have been open for some days."""
    joined = 0
    for teller, other, days in tellings:
        near = _leaders_near(cast, other)
        if joined < JOINING and near and teller in (stories.working, stories.solved):
            telling = Telling(cast, chance, other.writing, chance.choice(near), other.place)
            agenda.add(stories.joins(telling, other), agenda.working_day_ago(days - 2))
            joined += 1


def _leaders_near(cast: Cast, other: Telling) -> list[Actor]:
    """Who else works in the same sector and region."""
    rows = [organisation for _row, organisation in authors_for(cast, other.writing.of["sector"])]
    near = [row.pk for row in rows if str(row.territory_id)[:2] == other.place[:2]]
    return [cast.leaders[pk] for pk in near if pk != other.author.organisation_id]


# ---- What happens beside the matters ----------------------------------------------------------------------------------


def _templates(cast: Cast) -> Story:
    """Typical answers of a post's own, beside those that everybody has."""
    post = cast.posts[ULAN]
    for order, row in enumerate(rows("templates"), start=1):
        save_template(AnswerTemplate(post=post, order=order), by=cast.speaker(post), values=row)
    yield 1


def _read_all(cast: Cast) -> Story:
    """Everybody has read what came before; what came to a vacant post waits for whoever comes."""
    told = set(Notice.objects.exclude(post=None).values_list("post_id", flat=True))
    held = set(living().values_list("post_id", flat=True))
    for post in cast.posts.values():
        if post.pk in told & held:
            mark_read(cast.speaker(post))
    for leader in cast.leaders.values():
        mark_read(leader)
    yield 1
