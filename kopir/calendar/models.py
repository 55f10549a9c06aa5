"""The working calendar: which days are off, and which weekend days are worked. Everything else follows the week."""

from __future__ import annotations

from django.db import models

from kopir.base.privacy import classes
from kopir.calendar.words import DayKind


class CalendarDay(models.Model):
    """An exception to the five-day week. `is_draft`: the date is an estimate or not yet announced."""

    PRIVACY = classes(open="date kind name_kk name_ru name_en source is_draft changed_at")

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=10, choices=DayKind)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    is_draft = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name_kk}"
