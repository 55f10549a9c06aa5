"""Who may change the working calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.calendar.models import CalendarDay


def _looks_after_data(by: Actor) -> Permit:
    return when(
        by.is_administrator or by.is_system,
        "not_administrator",
        _("Only an administrator may change the working calendar."),
        _("Tell an administrator which day is wrong and which decision says so."),
    )


@permission("calendar.edit")
def may_edit(by: Actor, day: CalendarDay) -> Permit:
    """An administrator."""
    return _looks_after_data(by)


@permission("calendar.remove")
def may_remove(by: Actor, day: CalendarDay) -> Permit:
    """An administrator."""
    return _looks_after_data(by)


@permission("calendar.load")
def may_load(by: Actor, day: CalendarDay) -> Permit:
    """An administrator, and Köpir itself when it sets itself up."""
    return _looks_after_data(by)
