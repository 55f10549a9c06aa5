"""“Next” goes on to what is left: what was put off today comes again only when nothing else waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.web.desk import left
from tests.matter.people import Country, browser, path, send

pytestmark = pytest.mark.django_db
NEXT = "/kk/desk/next/"
AGAIN = "Енді кейінге қалдырғандарыңыз қайта көрсетіледі"


@pytest.fixture
def country() -> Country:
    return Country()


def waiting(country: Country, number: int) -> list[Matter]:
    """Matters of the district in the order of its desk; the first is overdue."""
    rows = [country.received(people_concerned=100 - n) for n in range(number)]
    Matter.objects.filter(pk=rows[0].pk).update(due_on=timezone.localdate() - timedelta(days=3))
    return rows


def page(row: Matter, name: str = "answer") -> str:
    return path(row, f"{name}/") + "?from=desk"


def put_off(desk: Client, row: Matter) -> str:
    return str(desk.get(f"{NEXT}?after={row.pk}").headers["location"])


def onward(desk: Client) -> str:
    return str(desk.get(NEXT).headers["location"])


def test_what_was_left_does_not_come_back_after_an_opinion(country: Country) -> None:
    late, second = waiting(country, 2)
    asked = acts.assign(country.received(), by=country.district, to=country.neighbour_post, task="Қарау")
    elsewhere = acts.ask_opinion(asked.matter, by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    Matter.objects.filter(pk__in=(late.pk, second.pk)).update(accountable=country.neighbour_post)
    desk = browser(country.neighbour)
    assert onward(desk) == page(late)
    assert put_off(desk, late) != page(late)
    send(desk, path(elsewhere.matter, f"opinion/{elsewhere.pk}/"), text="Жер бар", **{"from": "desk"})
    assert onward(desk) != page(late)


def test_it_goes_on_behind_what_was_left_and_then_before_it(country: Country) -> None:
    first, second, third = waiting(country, 3)
    desk = browser(country.district)
    assert put_off(desk, second) == page(third)
    assert put_off(desk, third) == page(first)


def test_only_left_ones_come_again_and_it_is_said(country: Country) -> None:
    first, second, third = waiting(country, 3)
    desk = browser(country.district)
    assert [put_off(desk, row) for row in (first, second)] == [page(second), page(third)]
    said = {"kind": "refused", "statement": "Биыл бұған қаржы қарастырылмаған.", "from": "desk"}
    assert send(desk, path(third, "answer/"), **said) == NEXT
    shown = desk.get(NEXT, follow=True)
    assert shown.redirect_chain[-1][0] == page(first)
    assert AGAIN in shown.content.decode()
    assert put_off(desk, first) == page(second)
    assert AGAIN not in desk.get(page(second)).content.decode()


def test_what_was_left_is_forgotten_the_next_day(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = waiting(country, 2)
    desk = browser(country.district)
    put_off(desk, first)
    assert onward(desk) == page(second)
    monkeypatch.setattr(left, "_today", lambda: date(2999, 1, 1).isoformat())
    assert onward(desk) == page(first)


def test_what_waits_no_longer_is_new_when_it_comes_back(country: Country) -> None:
    first, second = waiting(country, 2)
    desk = browser(country.district)
    put_off(desk, first)
    pause = acts.pause(first, by=country.district, reason="Құжат керек")
    assert onward(desk) == page(second)
    type(pause).objects.filter(pk=pause.pk).update(ends_on=timezone.localdate())
    Matter.objects.filter(pk=first.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    assert onward(desk) == page(first)


def test_no_more_than_a_bounded_number_is_kept_and_nothing_made_up(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left, "MOST", 2)
    rows = waiting(country, 4)
    desk = browser(country.district)
    for row in rows[:3]:
        put_off(desk, row)
    desk.get(f"{NEXT}?after=nothing-of-this-kind")
    post = country.district_post.pk
    assert desk.session[left.KEPT]["keys"] == [f"{post}:{rows[1].pk}", f"{post}:{rows[2].pk}"]


def test_what_was_accepted_is_answered_next(country: Country) -> None:
    first, offered = waiting(country, 2)
    Matter.objects.filter(pk=first.pk).update(accountable=country.neighbour_post)
    offer = acts.hand_over(offered, by=country.district, to=country.neighbour_post, reason="Сіздің аумақ")
    desk = browser(country.neighbour)
    onward = send(desk, path(offered, f"accept/{offer.pk}/"), **{"from": "desk"})
    assert onward == page(offered)
    assert desk.get(onward).status_code == 200


def test_what_was_accepted_from_its_own_page_leads_back_there(country: Country) -> None:
    (offered,) = waiting(country, 1)
    offer = acts.hand_over(offered, by=country.district, to=country.neighbour_post, reason="Сіздің аумақ")
    assert send(browser(country.neighbour), path(offered, f"accept/{offer.pk}/")) == path(offered)
