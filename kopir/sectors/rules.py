"""Who may change the list of sectors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.sectors.models import Sector


def _looks_after_data(by: Actor) -> Permit:
    return when(
        by.is_administrator or by.is_system,
        "not_administrator",
        _("Only an administrator may change the list of sectors."),
        _("Tell an administrator what is wrong and which text of the law is in force."),
    )


@permission("sectors.add")
def may_add(by: Actor, sector: Sector) -> Permit:
    """An administrator, and Köpir itself when it sets itself up."""
    return _looks_after_data(by)


@permission("sectors.edit")
def may_edit(by: Actor, sector: Sector) -> Permit:
    """An administrator."""
    return _looks_after_data(by)


@permission("sectors.end")
def may_end(by: Actor, sector: Sector) -> Permit:
    """An administrator, and only once."""
    open_ended = when(
        sector.ends_on is None,
        "already_ended",
        _("This sector has an end date already."),
        _("Edit the sector to change the date."),
    )
    return _looks_after_data(by) & open_ended
