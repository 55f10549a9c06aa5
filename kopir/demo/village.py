"""An akim of a rural district: who governs a village, has few powers, and works from a telephone."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.demo.cast import ULAN, VILLAGES, Cast
from kopir.demo.content import FOLDER
from kopir.demo.moment import Agenda, Story
from kopir.interactions import acts
from kopir.interactions.models import Matter, MatterKind
from kopir.interactions.words import OutcomeKind, Word
from kopir.organisations import acts as organisation_acts
from kopir.organisations.models import Organisation
from kopir.organisations.words import BodyKind, Kind, Tier
from kopir.posts import acts as post_acts
from kopir.posts.acts import MandateSpec
from kopir.posts.models import Post
from kopir.posts.words import Rank
from kopir.territories import acts as territory_acts
from kopir.territories.acts.reference import SOURCE, SOURCE_DATE
from kopir.territories.models import Territory
from kopir.territories.reading import Row

VILLAGE = "636239100"
WRITTEN = ("title", "text", "asked", "offered", "for_whom", "people_concerned", "language")


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "village.toml").read_text(encoding="utf-8"))


def make_village(cast: Cast) -> None:
    """The rural district and its village, the akim's apparatus under the akimat of the district, and the akim's post."""
    rows = [Row(number, one["code"], one["kk"], one["ru"]) for number, one in enumerate(_told()["places"], start=1)]
    territory_acts.import_classifier(rows, by=cast.administrator, source=SOURCE, as_of=SOURCE_DATE, partial=True)
    cast.places.update(Territory.objects.in_bulk([row.code for row in rows]))
    cast.posts[VILLAGES] = _akim(cast, _apparatus(cast))


def _apparatus(cast: Cast) -> Organisation:
    body = Organisation(
        kind=Kind.STATE_BODY, body_kind=BodyKind.AKIM_OFFICE, tier=Tier.RURAL_DISTRICT, ref=f"akim-office-{VILLAGES}",
        territory=cast.places[VILLAGES],
    )  # fmt: skip
    body.set_names(
        "Асубұлақ ауылдық округі әкімінің аппараты",
        "Аппарат акима Асубулакского сельского округа",
        "Office of the Akim of Asubulak Rural District",
    )
    organisation_acts.create(body, by=cast.administrator)
    above = cast.posts[ULAN].organisation
    organisation_acts.subordinate(body, above, by=cast.administrator, starts_on=timezone.localdate())
    return body


def _akim(cast: Cast, body: Organisation) -> Post:
    place = cast.places[VILLAGES]
    post = Post(
        organisation=body, ref=f"authorised-{VILLAGES}", rank=Rank.AKIM, territory=place, superior=cast.posts[ULAN],
    )  # fmt: skip
    post.set_names(
        "Асубұлақ ауылдық округінің әкімі",
        "аким Асубулакского сельского округа",
        "Akim, Asubulak Rural District",
    )
    return post_acts.create(post, by=cast.administrator, mandates=[MandateSpec(place)])


# ---- What happens there ------------------------------------------------------------------------------------------------


def tell_village(cast: Cast, agenda: Agenda) -> None:
    agenda.add(_answered(cast), agenda.working_day_ago(12))
    agenda.add(_raised(cast), agenda.working_day_ago(3))
    agenda.add(_waiting(cast), agenda.working_day_ago(2))


def _raised(cast: Cast) -> Story:
    """The akim may give the ground, but not the money: the district has to decide."""
    matter, _author = _sent(cast, "raised")
    yield 1
    power = cast.powers["change_budget_topics"]
    acts.raise_up(matter, by=cast.speaker(cast.posts[VILLAGES]), power=power, reason=_told()["raised"]["reason"])
    yield 1


def _answered(cast: Cast) -> Story:
    matter, author = _sent(cast, "answered")
    told, by = _told()["answered"], cast.speaker(cast.posts[VILLAGES])
    yield 5
    acts.answer(matter, by=by, kind=OutcomeKind.SOLVED, statement=told["statement"], evidence=told["evidence"])
    yield 2
    acts.give_word(matter, by=author, word=Word.CONFIRMED, text=told["word"])


def _waiting(cast: Cast) -> Story:
    _sent(cast, "waiting")
    yield 1


def _sent(cast: Cast, name: str) -> tuple[Matter, Actor]:
    told = _told()[name]
    author = cast.leaders[cast.organisations[told["author"]].pk]
    values = {word: told[word] for word in WRITTEN} | {
        "kind": MatterKind.objects.get(code=told["kind"]),
        "territory": cast.places[VILLAGE],
        "sector": cast.sectors[told["sector"]],
    }
    matter = acts.start_draft(by=author, values=values)
    Matter.objects.filter(pk=matter.pk).update(is_demonstration=True)
    return acts.submit(matter, by=author), author
