"""Repeated jobs: work that nobody waits for. Each app's `jobs.py` registers its own; `kopir work` runs them.

    @every(seconds=3600)
    def check_conservation() -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import structlog
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from kopir.base.models import JobRun

log = structlog.get_logger()
LEASE = timedelta(minutes=15)


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


def load() -> dict[str, Job]:
    """All jobs of the installed apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.jobs"):
            import_module(f"{app.name}.jobs")
    return JOBS


def run_due(now: datetime | None = None) -> int:
    """Run every job that is due; answers how many ran. A failing job is noted and tried again at its next time."""
    due = [job for job in load().values() if _claim(job, now or timezone.now())]
    for job in due:
        _run(job)
    return len(due)


def _claim(job: Job, now: datetime) -> bool:
    """Take the job if it is due and nobody holds it; a holder that died is replaced after the lease."""
    with transaction.atomic():
        JobRun.objects.get_or_create(name=job.name, defaults={"due_at": now})
        row = JobRun.objects.select_for_update().get(name=job.name)
        held = row.started_at and not row.finished_at and row.started_at > now - LEASE
        if row.due_at > now or held:
            return False
        row.started_at, row.finished_at, row.due_at = now, None, now + timedelta(seconds=job.seconds)
        row.save()
        return True


def _run(job: Job) -> None:
    problem = ""
    try:
        job.run()
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        log.exception("job failed", job=job.name)
    row = JobRun.objects.get(name=job.name)
    row.finished_at, row.problem = timezone.now(), problem
    row.failures = row.failures + 1 if problem else 0
    row.save()
