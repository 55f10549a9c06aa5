"""A small country for the public pages: a matter to read, a restricted one, and everything one may open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.organisations.models import FundingShare, Organisation, OrganisationSector
from kopir.search import jobs
from kopir.territories.models import Territory
from kopir.territories.spelling import refresh
from kopir.web import context
from tests.interactions.world import World

SECRET = "Қупия тақырып"
SECRET_TEXT = "Сыртқа шықпайтын мәтін"


@dataclass
class Public:
    """`author`: of both matters; `shy`: the author of the restricted one alone, known to nobody else."""

    world: World
    matter: Matter
    restricted: Matter

    @property
    def author(self) -> Organisation:
        return Organisation.objects.get(pk=self.world.author.organisation_id)

    @property
    def shy(self) -> Organisation:
        return Organisation.objects.get(pk=self.world.joiner.organisation_id)


def spell() -> None:
    """What the place picker looks in, as an import of territories computes it."""
    for territory in Territory.objects.all():
        refresh(territory)
        territory.save()


@pytest.fixture
def public(db: Any) -> Public:
    context.demonstration.cache_clear()
    context.demonstration()
    world = World()
    spell()
    matter = world.received(title="Қоқысты бөлек жинау алаңы")
    hidden = {"title": SECRET, "text": SECRET_TEXT, "visibility": "restricted", "restricted_because": "wish"}
    draft = world.draft(by=world.joiner, **hidden)
    restricted = acts.submit(draft, by=world.joiner)
    author = Organisation.objects.get(pk=world.author.organisation_id)
    OrganisationSector.objects.create(organisation=author, sector=world.sector)
    FundingShare.objects.create(organisation=author, year=2025, source="grant", percent=Decimal("80"))
    jobs.rebuild()
    return Public(world, matter, restricted)
