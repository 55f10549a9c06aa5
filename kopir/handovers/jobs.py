"""Repeated work of hand-over packs."""

from kopir.base.jobs import every
from kopir.handovers import acts, telling
from kopir.handovers.queries import terms


@every(seconds=3600)
def follow_changes() -> None:
    """Packs of those who leave; newcomers are told; figures whose time has come."""
    acts.follow_changes()
    telling.announce()
    acts.measure()


@every(seconds=6 * 3600)
def remind() -> None:
    telling.remind(terms().remind_days)
