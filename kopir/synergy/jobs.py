"""Background entry points of synergy."""

from django.utils import timezone

from kopir.base.jobs import every
from kopir.synergy import acts

NIGHT = 2
"""The hour of Kazakhstan in which matters are compared: nobody waits then."""


@every(seconds=3600)
def propose_at_night() -> int:
    """Once a night; at other hours this asks nothing."""
    if timezone.localtime().hour != NIGHT:
        return 0
    return acts.lapse_all() + acts.propose_all()
