"""The same form is carried out once, also when its answer was lost on the way and it is sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from kopir.base.models import SentForm

KEPT = timedelta(days=14)  # as long as a session lives


def first_time(key: str, held: Iterable[str]) -> bool:
    """Call within the transaction that carries the form out: rolled back together, they are both to do again. Two at the same
    moment wait for each other. `key`: the one the form was drawn with; a form without one is always new."""
    if not key:
        return True
    digest = hashlib.sha256("\0".join((key, *held)).encode()).hexdigest()
    return SentForm.objects.get_or_create(digest=digest)[1]


def forget(now: datetime | None = None) -> int:
    """Forms that nobody will send again."""
    return SentForm.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()[0]
