"""Which matter somebody is writing now."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState

NOW = timedelta(hours=1)
"""A draft changed within this time is being written: what its organisation opens meanwhile is opened for it."""


def being_written(by: Actor) -> Matter | None:
    """The draft of the actor's organisation that was changed last. Nobody who has not signed in is asked about."""
    if not by.is_member:
        return None
    drafts = Matter.objects.filter(author_id=by.organisation_id, state=MatterState.DRAFT)
    return drafts.filter(updated_at__gte=timezone.now() - NOW).order_by("-updated_at").first()
