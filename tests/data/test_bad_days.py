"""What the pages of administration say when the worker stands still or the mail server is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.base.models import JobRun
from kopir.notices.models import Letter, Notice
from tests.data.world import Office

pytestmark = pytest.mark.django_db
STANDS_STILL = "The background work stands still"


def ran(name: str, minutes_ago: int) -> None:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    JobRun.objects.create(name=name, started_at=at, seen_at=at, finished_at=at, due_at=at + timedelta(seconds=2))


def home(office: Office) -> str:
    return office.browser.get("/en/data/").content.decode()


def test_the_first_page_says_that_the_worker_stands_still_until_it_works_again() -> None:
    office = Office()
    ran("journal.seal", minutes_ago=11)
    assert STANDS_STILL in home(office)
    ran("notices.deliver", minutes_ago=1)
    assert STANDS_STILL not in home(office)


def test_a_job_whose_time_has_long_passed_does_not_run() -> None:
    office = Office()
    ran("journal.seal", minutes_ago=11)
    ran("notices.deliver", minutes_ago=1)
    table = office.browser.get("/en/data/jobs/", {"csv": "1"})
    lines = b"".join(table.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    states = {line.split(",")[0]: line.split(",")[-1] for line in lines}
    assert (states["journal.seal"], states["notices.deliver"]) == ("late", "runs")


def test_a_long_job_that_is_being_done_is_not_late() -> None:
    office, now = Office(), timezone.now()
    hour = timedelta(hours=1)
    JobRun.objects.create(name="search.rebuild", started_at=now - hour, seen_at=now, due_at=now - hour)
    assert ">late<" not in office.browser.get("/en/data/jobs/").content.decode()


def test_letters_that_wait_for_the_mail_server_are_counted_with_the_reason() -> None:
    office = Office()
    notice = Notice.objects.get(pk=office.letter.notice_id)
    Letter.objects.update(state="waiting", problem="ConnectionRefusedError [Errno 111] Connection refused")
    words = "Letters that have waited for more than an hour"
    assert f"{words}</a>: 0" in home(office)
    Notice.objects.filter(pk=notice.pk).update(created_at=timezone.now() - timedelta(minutes=61))
    assert f"{words}</a>: <strong>1</strong>" in home(office)
    assert "Connection refused" in office.browser.get("/en/data/letters/").content.decode()
