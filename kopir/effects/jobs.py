"""Repeated work of effects."""

from kopir.base.jobs import every
from kopir.effects import acts


@every(seconds=3600)
def check_later() -> None:
    """Asks both sides of what was closed some time ago; notes what nobody answered and what fell away."""
    acts.drop_checks()
    acts.ask_checks()
    acts.pass_checks()


@every(seconds=3600)
def close_surveys() -> None:
    """Those whose last day has passed."""
    acts.close_surveys()


@every(seconds=3600)
def note_run_out_evidence() -> None:
    """Pieces whose last day has passed."""
    acts.expire_pieces()


@every(seconds=3600)
def freeze_accepted_values() -> None:
    """A week after acceptance."""
    acts.freeze_measurements()
