"""Background entry points of the journal."""

from kopir.base.jobs import every
from kopir.journal.sealing import seal


@every(seconds=2)
def seal_waiting() -> None:
    """Seal what was written since the last time."""
    seal()
