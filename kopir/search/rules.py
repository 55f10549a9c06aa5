"""Who may keep searches."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.search.models import SavedSearch


def _own(by: Actor, saved: SavedSearch) -> Permit:
    return when(
        by.is_signed_in and by.person_id == saved.person_id,
        "not_own_account",
        _("This is somebody else's search."),
        _("Sign in to your own account."),
    )


@permission("search.save")
def may_save(by: Actor, saved: SavedSearch) -> Permit:
    """Whoever is signed in, for themselves."""
    return _own(by, saved)


@permission("search.change_saved")
def may_change_saved(by: Actor, saved: SavedSearch) -> Permit:
    """The person who saved it."""
    return _own(by, saved)


@permission("search.forget")
def may_forget(by: Actor, saved: SavedSearch) -> Permit:
    """The person who saved it."""
    return _own(by, saved)
