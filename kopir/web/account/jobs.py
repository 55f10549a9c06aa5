"""Work of the account pages that nobody waits for."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from kopir.base.jobs import every


@every(seconds=86_400)
def forget_ended_sessions() -> int:
    """Sessions that have run out, and what was kept of their devices."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.values("session_key")
    gone, _by_model = UserSession.objects.exclude(session_key__in=living).delete()
    return gone
