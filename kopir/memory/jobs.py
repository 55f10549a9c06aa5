"""Repeated work of memory."""

from kopir.base.jobs import every
from kopir.memory import acts


@every(seconds=3600)
def compare() -> int:
    """New matters with those that were solved before."""
    return acts.compare()
