"""Repeated jobs: work that nobody waits for. Each app's `jobs.py` registers its own; `kopir work` runs them.

@every(seconds=3600)
def check_conservation() -> None: ...
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import structlog
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from kopir.base import once, stored
from kopir.base.models import JobRun

log = structlog.get_logger()
LEASE = timedelta(minutes=1)
SILENCE = timedelta(minutes=10)  # no job ended for so long: the worker stands still
TURN = 1.0  # seconds after which a job of many parts lets the others have their turn: the seal comes every two


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is called at most every `seconds`, by one worker at a time, outside any transaction."""

    name: str
    seconds: int
    run: Callable[[], object]


JOBS: dict[str, Job] = {}


def every(*, seconds: int) -> Callable[[Callable[[], object]], Callable[[], object]]:
    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__.removeprefix('kopir.').removesuffix('.jobs')}.{function.__name__}"
        JOBS[name] = Job(name, seconds, function)
        return function

    return register


class Unfinished(int):
    """What a job answers that has more to do: it is due again at once, after the others."""


def in_turns(part: Callable[[], int]) -> int:
    """Do part after part, each in its own transactions, until one answers 0 (nothing was left) or the turn is over. Answers
    what was done; the rest is Unfinished."""
    ends, done = time.monotonic() + TURN, 0
    while some := part():
        done += some
        if time.monotonic() >= ends:
            return Unfinished(done)
    return done


def load() -> dict[str, Job]:
    """All jobs of the installed apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.jobs"):
            import_module(f"{app.name}.jobs")
    return JOBS


def worker_is_silent(now: datetime | None = None) -> bool:
    """No job has ended lately. What ended in the future says nothing: then the clock was put back."""
    now = now or timezone.now()
    return not JobRun.objects.filter(finished_at__range=(now - SILENCE, now + SILENCE)).exists()


def is_late(run: JobRun, now: datetime | None = None) -> bool:
    """Its time has long passed and nobody is at work on it."""
    now = now or timezone.now()
    return run.due_at < now - SILENCE and not _is_held(run, now)


def _is_held(run: JobRun, now: datetime) -> bool:
    return run.seen_at is not None and run.finished_at is None and abs(run.seen_at - now) < LEASE


def run_due(now: datetime | None = None, stop: Callable[[], bool] = lambda: False) -> int:
    """Run every job that is due, until `stop` answers True; answers how many ran. A failing job is noted and tried again
    at its next time."""
    ran = 0
    for job in _due(now or timezone.now()):
        if stop():
            break
        if _claim(job, now or timezone.now()):
            _run(job)
            ran += 1
    return ran


def _due(now: datetime) -> list[Job]:
    """One cheap read, so that an idle worker does not ask for the write lock of SQLite all day."""
    due_at = dict(JobRun.objects.values_list("name", "due_at"))
    return [job for job in load().values() if _is_due(job, due_at.get(job.name, now), now)]


def _is_due(job: Job, due_at: datetime, now: datetime) -> bool:
    """Also when its time lies further ahead than it ever could: then the clock was put back."""
    return not now < due_at <= now + timedelta(seconds=job.seconds)


def _claim(job: Job, now: datetime) -> bool:
    """Take the job if it is due and nobody holds it; a holder that was not seen alive for a while is replaced."""
    with transaction.atomic():
        JobRun.objects.get_or_create(name=job.name, defaults={"due_at": now})
        row = JobRun.objects.select_for_update().get(name=job.name)
        if _is_held(row, now) or not _is_due(job, row.due_at, now):
            return False
        row.started_at, row.seen_at, row.finished_at = now, now, None
        row.due_at = now + timedelta(seconds=job.seconds)
        row.save()
        return True


def _run(job: Job) -> None:
    problem, done = "", None
    with _seen_alive(job):
        try:
            done = job.run()
        except Exception as error:
            problem = type(error).__name__  # the words of an error may hold what people wrote; they go to the log only
            log.exception("job failed", job=job.name)
    row = JobRun.objects.get(name=job.name)
    row.finished_at, row.problem = timezone.now(), problem
    row.failures = row.failures + 1 if problem else 0
    if isinstance(done, Unfinished):
        row.due_at = row.finished_at
    row.save()


@contextmanager
def _seen_alive(job: Job) -> Iterator[None]:
    """While a long job runs, says now and then that its worker lives, so that nobody else takes the job."""
    done = threading.Event()

    def say() -> None:
        while not done.wait(LEASE.total_seconds() / 4):
            JobRun.objects.filter(name=job.name).update(seen_at=timezone.now())
            connection.close()

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@every(seconds=86_400)
def count_rows() -> None:
    """The database counts its rows anew, by samples, so that it goes on choosing the right index while the tables grow."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


@every(seconds=86_400)
def clean_files() -> int:
    """What was stored and belongs to nothing."""
    return stored.clean()


@every(seconds=3600)
def forget_forms() -> int:
    """Keys of forms that nobody will send again."""
    return once.forget()
