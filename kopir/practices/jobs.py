"""Repeated work of practices."""

from kopir.base.jobs import every
from kopir.practices import acts
from kopir.practices.models import Import
from kopir.practices.words import ImportState


@every(seconds=3600)
def note_passed_days() -> None:
    """Review dates and evidence that have run out, and law that has changed."""
    acts.fall_due()
    acts.expire_evidence()
    acts.note_law()


@every(seconds=6 * 3600)
def remind_adopters() -> None:
    """Asks for results that are due."""
    acts.remind_adopters()


@every(seconds=24 * 3600)
def propose() -> None:
    """Practices for needs that are open elsewhere."""
    acts.propose()


@every(seconds=30)
def go_on_importing() -> None:
    """Imports that were begun on a page, and those that were broken off."""
    for row in Import.objects.filter(state=ImportState.RUNNING).order_by("pk"):
        acts.go_on(row)
