"""Repeated jobs take turns: a long one stops between its parts, and goes on at once when the others had their turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kopir.base import jobs
from kopir.base.models import JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Job]:
    """Only what a test registers runs."""
    found: dict[str, jobs.Job] = {}
    monkeypatch.setattr(jobs, "JOBS", found)
    monkeypatch.setattr(jobs, "load", lambda: found)
    return found


def counting_down(parts: list[int]) -> Callable[[], int]:
    return lambda: parts.pop() if parts else 0


def test_parts_are_done_until_nothing_is_left() -> None:
    left = [3, 2, 1]
    done = jobs.in_turns(counting_down(left))
    assert (done, type(done), left) == (6, int, [])


def test_a_turn_ends_between_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TURN", 0)
    left = [3, 2, 1]
    done = jobs.in_turns(counting_down(left))
    assert (done, type(done), left) == (1, jobs.Unfinished, [3, 2])


def test_what_is_not_finished_is_due_at_once(registered: dict[str, jobs.Job], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TURN", 0)
    left, order = [1, 1], []

    def long() -> int:
        order.append("long")
        return jobs.in_turns(counting_down(left))

    registered["long"] = jobs.Job("long", 3600, long)
    registered["other"] = jobs.Job("other", 1, lambda: order.append("other"))
    begun = timezone.now()
    for second in range(0, 8, 2):
        jobs.run_due(begun + timedelta(seconds=second))
    assert order == ["long", "other", "long", "other", "long", "other", "other"]
    assert JobRun.objects.get(name="long").due_at > begun + timedelta(minutes=59)


def test_the_database_counts_its_rows() -> None:
    jobs.count_rows()
    with connection.cursor() as cursor:
        table = "sqlite_stat1 WHERE tbl" if connection.vendor == "sqlite" else "pg_stats WHERE tablename"
        cursor.execute(f"SELECT COUNT(*) FROM {table} = 'django_migrations'")
        assert cursor.fetchone()[0] > 0
