"""Another day for a test: what happens inside happens on that day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.utils import timezone

from kopir.demo.moment import another_time


@contextmanager
def on(day: date) -> Iterator[None]:
    moment = datetime.combine(day, time(11), timezone.get_default_timezone())
    with another_time(moment):
        yield
