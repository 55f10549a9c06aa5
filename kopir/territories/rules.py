"""Who may change territories."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.territories.models import Territory


def _looks_after_data(by: Actor) -> Permit:
    return when(
        by.is_administrator or by.is_system,
        "not_administrator",
        _("Only an administrator may change the list of territories."),
        _("Tell an administrator what is wrong and where it is written."),
    )


@permission("territories.import")
def may_import(by: Actor, country: Territory) -> Permit:
    """An administrator, and Köpir itself when it sets itself up."""
    return _looks_after_data(by)


@permission("territories.edit")
def may_edit(by: Actor, territory: Territory) -> Permit:
    """An administrator."""
    return _looks_after_data(by)
