"""Who may erase what is kept about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, permission, when
from kopir.people.models import Person


@permission("privacy.forget")
def may_forget(by: Actor, person: Person) -> Permit:
    """An administrator, or Köpir by its rules of keeping; a person whose account is closed."""
    closed = when(not person.is_active, "not_now_open", _("This account is open."), _("Close the account first."))
    still_known = when(not person.is_forgotten, "not_now", _("This person's data are erased already."))
    return administers(by) & closed & still_known
