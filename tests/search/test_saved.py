"""Searches that people keep: told of what is new, once, by their rhythm, and of nothing they may not see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.journal.models import Entry
from kopir.notices.models import Letter, Notice
from kopir.notices.texts import render
from kopir.people.models import Person
from kopir.search import acts, jobs
from kopir.search.models import SavedSearch
from kopir.search.queries import Search
from kopir.search.words import Rhythm
from tests.factories import make_person
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def person() -> Person:
    return make_person("Оқырман")


def actor(person: Person) -> Actor:
    return Actor(Role.PERSON, person.pk, person.name)


def keep(person: Person, text: str = "қоқыс", rhythm: str = Rhythm.AT_ONCE, **narrowed: Any) -> SavedSearch:
    return acts.save(Search(text, **narrowed), by=actor(person), rhythm=rhythm)


def told() -> list[int]:
    return [notice.facts["number"] for notice in Notice.objects.filter(text="search.found").order_by("pk")]


def test_only_what_comes_afterwards_is_told(world: World, person: Person) -> None:
    world.received(title="Қоқыс бір")
    jobs.rebuild()
    saved = keep(person, kind="matter")
    assert acts.tell_what_is_new() == 0
    world.received(title="Қоқыс екі")
    world.received(title="Басқа", text="Мүлде басқа мәтін", asked="", for_whom="")
    jobs.rebuild()
    assert (acts.tell_what_is_new(), told()) == (1, [1])
    notice = Notice.objects.get(text="search.found")
    assert notice.person == person and f"since={saved.seen}" in notice.path and "Қоқыс екі" not in render(notice, "kk").body
    assert acts.tell_what_is_new() == 0


def test_the_address_in_the_notice_shows_exactly_what_is_new(world: World, person: Person, client: Client) -> None:
    old = world.received(title="Қоқыс бір")
    jobs.rebuild()
    keep(person, kind="matter")
    new = world.received(title="Қоқыс екі")
    jobs.rebuild()
    acts.tell_what_is_new()
    page = client.get("/kk" + Notice.objects.get(text="search.found").path).content.decode()
    assert (str(new.number) in page, str(old.number) in page) == (True, False)


def test_once_a_week_means_a_week_after_the_last_time(world: World, person: Person) -> None:
    keep(person, rhythm=Rhythm.WEEKLY, kind="matter")
    world.received(title="Қоқыс бір")
    jobs.rebuild()
    assert acts.tell_what_is_new() == 0
    assert acts.tell_what_is_new(timezone.now() + timedelta(days=7, minutes=1)) == 1
    assert Letter.objects.filter(notice__text="search.found").count() == 1


def test_nothing_restricted_is_told(world: World, person: Person) -> None:
    keep(person, kind="matter")
    keep(person, "құпиясы")
    matter = world.received(title="Қоқыс құпиясы", text="Қоқыс")
    jobs.rebuild()
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.RESTRICTED)
    assert acts.tell_what_is_new() == 0
    jobs.rebuild()
    assert (acts.tell_what_is_new(), told()) == (0, [])


def test_a_closed_account_is_told_nothing(world: World, person: Person) -> None:
    keep(person)
    world.received(title="Қоқыс бір")
    jobs.rebuild()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert acts.tell_what_is_new() == 0


@pytest.mark.parametrize(("text", "code"), [("  ", "no_words"), ("қоқыс", "saved_already")])
def test_what_cannot_be_kept(person: Person, text: str, code: str) -> None:
    keep(person)
    with pytest.raises(Refused) as refusal:
        keep(person, text)
    assert refusal.value.code == code


def test_nobody_keeps_more_than_thirty(person: Person) -> None:
    for number in range(30):
        keep(person, f"сөз {number}")
    with pytest.raises(Refused) as refusal:
        keep(person, "тағы бір")
    assert refusal.value.code == "too_many"


def test_what_a_person_looks_for_is_not_open_in_the_journal(person: Person) -> None:
    saved = keep(person, "жеке сөздер")
    acts.change_saved(saved, by=actor(person), rhythm=Rhythm.WEEKLY)
    acts.forget(saved, by=actor(person))
    entries = list(Entry.objects.filter(act__startswith="search.").order_by("pk"))
    assert [entry.act for entry in entries] == ["search.save", "search.change_saved", "search.forget"]
    assert not any(entry.is_open or "жеке" in entry.content for entry in entries)
    assert SavedSearch.objects.count() == 0


def test_the_pages_of_saved_searches(world: World, person: Person, client: Client) -> None:
    client.force_login(person)
    client.post("/kk/account/searches/save/", {"q": "қоқыс", "kind": "matter", "where": "636000000", "rhythm": "at_once"})
    saved = SavedSearch.objects.get()
    assert (saved.person, saved.kind, saved.territory, saved.rhythm) == (person, "matter", world.ulan, "at_once")
    page = client.get("/kk/account/searches/").content.decode()
    assert "қоқыс" in page and "Ұлан ауданы" in page
    client.post(f"/kk/account/searches/{saved.pk}/change/", {"rhythm": "weekly"})
    assert SavedSearch.objects.get().rhythm == "weekly"
    stranger = Client()
    stranger.force_login(make_person("Бөтен"))
    assert stranger.post(f"/kk/account/searches/{saved.pk}/forget/").status_code == 404
    client.post(f"/kk/account/searches/{saved.pk}/forget/")
    assert SavedSearch.objects.count() == 0


def test_the_list_asks_as_often_for_three_as_for_one(world: World, person: Person, client: Client) -> None:
    client.force_login(person)
    numbers = []
    for text in ("бір", "екі", "үш", "төрт"):
        keep(person, text, territory=world.ulan)
        with CaptureQueriesContext(connection) as asked:
            client.get("/kk/account/searches/")
        numbers.append(sum("FROM" in query["sql"] for query in asked))
    assert numbers[1:] == [numbers[1]] * 3  # the first also looks up what is looked up once in a process
    assert numbers[1] <= 5
