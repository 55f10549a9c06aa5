"""Background entry points of notices."""

from kopir.base.jobs import every
from kopir.notices import acts
from kopir.notices.sending import deliver


@every(seconds=3)
def deliver_letters() -> None:
    """Send what waits."""
    deliver()


@every(seconds=600)
def watch_letters() -> None:
    """Say when letters do not leave."""
    acts.alarm_stuck()


@every(seconds=300)
def watch_vacancies() -> None:
    """Say when a post has nobody: within minutes of an appointment's end, and of the day it runs out."""
    acts.alarm_vacancies()


@every(seconds=600)
def write_digests() -> None:
    """On Monday morning; at other times this asks nothing."""
    acts.send_digests()
