"""Repeated work of the regulation."""

from kopir.base.jobs import every, in_turns
from kopir.regulation import acts, telling
from kopir.regulation.acts.examining import examine_if_changed


@every(seconds=60)
def follow_journal() -> int:
    """Occasions make obligations, and what was done proves them."""
    return in_turns(lambda: acts.follow().read)


@every(seconds=3600)
def make_obligations() -> None:
    """Only what is new: a post, a duty, a day off, the next year. Then whose duties an amendment to come changes is told."""
    acts.make_ahead()
    telling.tell_amendments()


@every(seconds=1800)
def note_passed_days() -> None:
    """Waivers and evidence that have run out, days that have passed; then the reminders."""
    acts.end_waivers()
    acts.expire_proofs()
    acts.miss()
    telling.remind()


@every(seconds=60)
def examine_contradictions() -> None:
    """Once a day, and soon after whatever changes posts, powers, bodies, duties or decisions."""
    examine_if_changed()
