"""Letters that failed: sent again together, by whom and how many, and what is said when somebody was quicker."""

from __future__ import annotations

import pytest

from kopir.journal.models import Entry
from kopir.notices.models import Letter
from kopir.notices.words import DeliveryState
from kopir.people.models import Person
from tests.data.test_forms import build

pytestmark = pytest.mark.django_db


def _sent_again() -> list[str]:
    return list(Letter.objects.filter(state=DeliveryState.WAITING).order_by("key").values_list("key", flat=True))


def test_letters_are_sent_again_together() -> None:
    """All that were given up, or those of one problem; what perhaps went only when it is chosen."""
    office = build()
    full, unsure = office.dead_letter("dead:2"), office.dead_letter("dead:3")
    Letter.objects.filter(pk=full.pk).update(problem="452 mailbox full")
    Letter.objects.filter(pk=unsure.pk).update(state=DeliveryState.UNSURE)
    closed = office.dead_letter("dead:4")
    Person.objects.filter(pk=closed.person_id).update(is_active=False)
    send, page = office.browser.post, office.browser.get("/kk/data/letters/?problem=452+mailbox+full").content.decode()
    assert "Пошта жәшігі немесе пошта сервері толған. (452 mailbox full): 1" in page
    unseen = send("/kk/data/letters/", {"every": "9"})
    assert "Осы аралықта" in str(unseen.context["form"].errors)
    assert "Кемінде" in str(send("/kk/data/letters/").context["form"].errors)
    answer = send("/kk/data/letters/?problem=452+mailbox+full", {"every": "1"}, follow=True)
    assert "1 хат" in answer.content.decode()
    assert _sent_again() == ["dead:2"]
    send("/kk/data/letters/", {"every": "1"})
    assert _sent_again() == ["dead:1", "dead:2"]
    send("/kk/data/letters/", {"letters": [unsure.pk]})
    assert _sent_again() == ["dead:1", "dead:2", "dead:3"]
    assert Entry.objects.filter(content__contains='"notices.resend"').count() == 3


def test_a_letter_that_another_administrator_sent_again_is_passed_over() -> None:
    office = build()
    other = office.dead_letter("dead:2")
    marked = {"letters": [office.letter.pk, other.pk]}
    office.browser.post("/kk/data/letters/", {"letters": [other.pk]})
    assert "1 хат" in office.browser.post("/kk/data/letters/", marked, follow=True).content.decode()
    assert "бұған дейін қайта жіберілген" in office.browser.post("/kk/data/letters/", marked, follow=True).content.decode()
    assert Entry.objects.filter(content__contains='"notices.resend"').count() == 2


def test_a_problem_whose_letters_are_gone_sends_no_others() -> None:
    """The number may be the same by chance."""
    office = build()
    full = office.dead_letter("dead:2")
    Letter.objects.filter(pk=full.pk).update(problem="452 mailbox full")
    there = "/kk/data/letters/?problem=452+mailbox+full"
    office.browser.post(there, {"every": "1"})
    again = office.browser.post(there, {"every": "1"})
    assert "шешетін ештеңе қалмаған" in str(again.context["form"].errors)
    assert _sent_again() == ["dead:2"]


def test_who_presses_twice_is_told_that_the_letters_were_sent_again() -> None:
    office = build()
    more, address = office.dead_letter("dead:2"), "/kk/data/letters/"
    office.browser.post(address, {"letters": [more.pk]})
    again = office.browser.post(address, {"letters": [more.pk]}, follow=True).content.decode()
    assert "Олар бұған дейін қайта жіберілген" in again
    partly = office.browser.post(address, {"letters": [more.pk, office.letter.pk]}, follow=True).content.decode()
    assert "1 хат" in partly and "Қалғандары бұған дейін қайта жіберілген" in partly
    assert "шешетін ештеңе қалмаған" in str(office.browser.post(address, {"every": "1"}).context["form"].errors)
    assert Entry.objects.filter(content__contains='"notices.resend"').count() == 2


def test_no_more_letters_at_once_than_are_lawful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kopir.notices.forms.MOST", 2)
    office = build()
    for number in (2, 3):
        office.dead_letter(f"dead:{number}")
    office.browser.post("/kk/data/letters/", {"every": "3"})
    assert _sent_again() == ["dead:1", "dead:2"]
