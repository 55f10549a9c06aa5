"""Time in the demonstration: its past is lived through act by act, so that every entry, clock and notice is true to it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from kopir.calendar.queries import working_calendar

Story = Iterator[float]
"""A story does something, then yields how many working days pass before it goes on."""


class Clock:
    """Stands in for `django.utils.timezone.now` while the demonstration is built."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@contextmanager
def another_time(moment: datetime) -> Iterator[Clock]:
    """Everything inside happens when its clock says; then the real time is back, whatever happened."""
    clock, real = Clock(moment), timezone.now
    timezone.now = clock  # type: ignore[assignment]
    try:
        yield clock
    finally:
        timezone.now = real


class Agenda:
    """Stories told side by side in the order of time, until the real moment; what would come later has not happened."""

    def __init__(self, clock: Clock, until: datetime, chance: Random) -> None:
        self.clock, self.until, self.chance = clock, until, chance
        self.calendar = working_calendar()
        self._queue: list[tuple[datetime, int, Story]] = []
        self._number = count()

    def add(self, story: Story, day: date) -> None:
        """Begin on that day, or the next working one."""
        self._put(story, self._office_hour(self.calendar.next_working(day)))

    def add_at(self, story: Story, moment: datetime) -> None:
        self._put(story, moment)

    def run(self) -> None:
        while self._queue:
            self.clock.moment, _number, story = heapq.heappop(self._queue)
            for days in story:
                self._put(story, self._after(days))
                break

    def working_day_ago(self, days: int) -> date:
        """The day so many working days before today."""
        day = timezone.localdate(self.until)
        while days > 0:
            day -= timedelta(days=1)
            days -= self.calendar.is_working(day)
        return day

    def _put(self, story: Story, moment: datetime) -> None:
        if moment < self.until:
            heapq.heappush(self._queue, (moment, next(self._number), story))

    def _after(self, days: float) -> datetime:
        """The same day a little later for less than one day."""
        now = self.clock.moment
        if days < 1:
            return now + timedelta(minutes=self.chance.randint(12, 75))
        return self._office_hour(self.calendar.add_working_days(timezone.localdate(now), int(days)))

    def _office_hour(self, day: date) -> datetime:
        minutes = self.chance.randint(9 * 60, 17 * 60 + 30)
        local = datetime.combine(day, time(minutes // 60, minutes % 60), timezone.get_default_timezone())
        return local + timedelta(seconds=self.chance.randint(0, 59), microseconds=self.chance.randint(0, 999_999))
