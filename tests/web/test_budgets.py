"""Every page asks as many queries as budgets.py says, whether its lists hold one row or three.

A page that asks more for more rows is a fault of the page. A new page gets a row there; one that asks more than before needs
a reason. Each is opened by the first of READERS whom the permission table lets in, once before it is counted, as what is
kept for the process is read once.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import AnswerTemplate
from kopir.organisations.models import Membership, Organisation
from kopir.regulation import acts as law
from kopir.regulation.words import ProofKind
from kopir.search import keeping
from kopir.synergy.models import Proposal
from kopir.synergy.words import Kind, Side
from kopir.territories.models import Territory
from tests.factories import make_body, make_mandate, make_organisation, make_person, make_post, make_sector, make_territory
from tests.permissions.asking import Questions
from tests.permissions.effects import Cards as EffectCards
from tests.permissions.findings import finding
from tests.permissions.measuring import Measures
from tests.permissions.routes import ROLES, TABLE
from tests.permissions.test_routes import Asked, address
from tests.permissions.whole import Whole
from tests.web.budgets import BUDGET

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("accountable", "author", "official", "coordinator", "administrator", "visitor")


def test_every_page_keeps_its_budget_however_many_rows_it_shows() -> None:
    asked = Asked(Whole())
    grow(asked, 0)
    keeping.mend()
    paths = {name: address(name, asked) for name in sorted(TABLE)}
    few = counted(asked, paths)
    for number in (1, 2):
        grow(asked, number)
    keeping.mend()
    many = counted(asked, paths)
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert few == BUDGET


def counted(asked: Asked, paths: dict[str, str]) -> dict[str, int]:
    """By route: of those that are pages or files, for somebody."""
    found = {name: _queries(client, path) for name, path in paths.items() if (client := _reader(asked, name))}
    return {name: number for name, number in found.items() if number is not None}


def _reader(asked: Asked, name: str) -> Client | None:
    letters = dict(zip(ROLES, TABLE[name], strict=True))
    role = next((role for role in READERS if letters[role] == "o"), None)
    return asked.clients[role] if role else None


def _queries(client: Client, path: str) -> int | None:
    """What opening leaves behind is taken back, so that no page changes another's number."""
    with transaction.atomic():
        found = _opened(client, path) and _opened(client, path)
        transaction.set_rollback(True)
    return found


def _opened(client: Client, path: str) -> int | None:
    reset_queries()  # the log of a connection is only so long
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return len(queries) if answer.status_code == 200 else None


def grow(asked: Asked, number: int) -> None:
    """One more of everything that stands in a list."""
    place = _bodies(asked, number)
    _matters(asked)
    _cards(asked, place)
    _duties(asked, number)


def _bodies(asked: Asked, number: int) -> Territory:
    world = asked.country
    place = make_territory(f"6{37 + number}000000", f"{number}-аудан", world.place)
    post = make_post(make_body(f"{number} әкімдігі", place), f"{number} уәкілі", superior=world.region_post)
    make_mandate(post)
    make_mandate(make_post(world.district_post.organisation, f"{number} маман", superior=world.district_post))
    make_sector(f"{7 + number}")
    make_organisation(f"{number} қоғамдық қоры")
    own = Organisation.objects.get(pk=world.author.organisation_id)
    Membership.objects.create(person=make_person(), organisation=own)
    Membership.objects.create(person=make_person(), organisation=own, state="active")
    return place


def _matters(asked: Asked) -> None:
    world = asked.country
    matter = asked.matter
    acts.attach(matter, by=world.author, upload=SimpleUploadedFile("хат.txt", "Сәлем".encode()))
    acts.attach(asked.draft, by=world.author, upload=SimpleUploadedFile("хат.txt", "Сәлем".encode()))
    acts.write(matter, by=world.author, text="Қашан?")
    other = acts.submit(world.draft(world.joiner), by=world.joiner)
    acts.hand_over(other, by=world.district, to=world.neighbour_post, reason="Көрші ауданның мәселесі")
    world.received()
    world.draft()
    world.answered()
    AnswerTemplate.objects.create(post=world.district_post, text_kk="Рақмет", text_ru="Спасибо")
    proposal = Proposal.objects.create(kind=Kind.SAME_PEOPLE, key=f"{other.pk}+9", found_at=timezone.now())
    proposal.members.create(matter=other, side=Side.ALIKE)
    proposal.asked.create(post=world.district_post)


def _cards(asked: Asked, place: Territory) -> None:
    world = asked.country
    world.card()
    card = world.published()
    world.evidence(card)
    world.evidence(asked.practices.published)
    world.evidence(asked.practices.written)
    world.adoption(card)
    world.adoption(asked.practices.published, place=place)
    EffectCards(world)
    Questions(world)
    Measures(world)


def _duties(asked: Asked, number: int) -> None:
    world, post = asked.country, asked.country.district_post
    world.duty(f"more{number}", f"{number} міндет", trigger="period", rrule="FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=20")
    law.make_ahead()
    law.prove(asked.duties.obligation, by=world.district, kind=ProofKind.DOCUMENT, number=str(number), dated_on=date(2026, 1, 1))
    begun = date(2025, 1, 1) + timedelta(days=number)
    law.draw_report(post, begun, date(2025, 6, 30), by=world.district)
    law.open_feed(post, by=world.district, language="kk")
    finding(post, world.power, f"more{number}").save()
