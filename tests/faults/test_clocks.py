"""The clock is put back by an hour: work goes on at once, and order, seals, terms, sessions and codes hold."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base import jobs
from kopir.base.models import JobRun
from kopir.interactions import acts, conservation, queries
from kopir.journal.models import Entry, Head
from kopir.journal.sealing import seal
from kopir.journal.verification import verify
from kopir.people.models import Person
from tests.account.signing import code_now, give_factor, make_account, send_password
from tests.matter.people import Country, browser, path, read, send

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Clock:
    """Python's clock and Django's, which stand still between two moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time()
        monkeypatch.setattr(time, "time", lambda: self.now)
        for name in ("django.utils.timezone.now", "django.core.cache.backends.db.tz_now"):
            monkeypatch.setattr(name, lambda: datetime.fromtimestamp(self.now, tz=UTC))

    def move(self, by: timedelta) -> None:
        self.now += by.total_seconds()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_the_worker_does_not_wait_until_the_old_time_comes_again(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    found = {"seal": jobs.Job("seal", 2, lambda: ran.append("seal"))}
    monkeypatch.setattr(jobs, "load", lambda: found)
    jobs.run_due()
    clock.move(-HOUR)
    jobs.run_due()
    jobs.run_due()
    assert ran == ["seal", "seal"], "once after the clock was put back, and then at its pace"


def test_a_job_whose_worker_was_killed_before_the_clock_was_put_back_is_taken_over(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(jobs, "load", lambda: {"seal": jobs.Job("seal", 2, lambda: ran.append("seal"))})
    now = timezone.now()
    JobRun.objects.create(name="seal", due_at=now, started_at=now, seen_at=now)
    clock.move(-HOUR)
    jobs.run_due()
    assert ran == ["seal"]


def test_readiness_is_that_of_now(clock: Clock) -> None:
    JobRun.objects.create(name="seal", due_at=timezone.now(), finished_at=timezone.now())
    clock.move(-HOUR)
    assert Client().get("/ready/").json()["worker"] == "silent", "what ended in an hour from now says nothing"
    JobRun.objects.create(name="other", due_at=timezone.now(), finished_at=timezone.now())
    assert Client().get("/ready/").json()["worker"] == "working"


def test_the_journal_keeps_its_order_and_its_seals(clock: Clock) -> None:
    country = Country()
    matter = country.received()
    seal()
    clock.move(-HOUR)
    acts.write(matter, by=country.author, text="Сағат артқа қойылды")
    offer = acts.hand_over(matter, by=country.district, to=country.neighbour_post, reason="Көрші ауданның мәселесі")
    seal()
    clock.move(2 * HOUR)
    acts.accept(offer, by=country.neighbour)
    seal()
    assert verify().as_dict()["problems"] == []
    assert Head.objects.count() == 3
    assert [entry.at for entry in Entry.objects.order_by("pk")] != sorted(entry.at for entry in Entry.objects.all())
    story = [line["entry"].pk for line in queries.story(country.author, matter)]
    assert story == sorted(story), "in the order in which it happened, not by the clock"
    assert conservation.check().good


def test_a_term_is_the_same_within_the_day(clock: Clock) -> None:
    country = Country()
    clock.move(timedelta(hours=12 - timezone.localtime().hour))  # about noon
    before = country.received()
    clock.move(-HOUR)
    after = country.received()
    assert before.due_on == after.due_on
    assert str(before.number) < str(after.number)


def test_who_is_signed_in_stays_so_and_writes(clock: Clock) -> None:
    country = Country()
    matter = country.received()
    author = browser(country.author)
    read(author, path(matter))
    clock.move(-HOUR)
    send(author, path(matter, "write/"), text="Сессия сақталды")
    clock.move(3 * HOUR)
    assert "Сессия сақталды" in read(author, path(matter))


def test_one_time_codes_hold_and_none_is_good_twice(clock: Clock) -> None:
    person = give_factor(make_account())
    assert (entered(person), entered(person)) == (True, False)
    clock.move(-HOUR)
    assert (entered(person), entered(person)) == (True, False)
    clock.move(HOUR)
    assert not entered(person), "this code was used before the clock was put back"


def entered(person: Person) -> bool:
    client = Client()
    answer = send_password(client, person)
    assert answer.url.endswith("/2fa/authenticate/")
    client.post(answer.url, {"code": code_now()})
    return "_auth_user_id" in client.session
