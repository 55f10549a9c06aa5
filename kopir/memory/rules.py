"""Who notes what was opened, and who says that an adoption solved a matter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, is_system, permission, when
from kopir.interactions.models import Matter
from kopir.interactions.rules.conditions import for_accountable, is_running
from kopir.interactions.words import NOT_RECEIVED, MatterState


@permission("memory.note_opening")
def may_note_opening(by: Actor, matter: Matter) -> Permit:
    """Whoever writes the matter; while it is open, the post that answers for it."""
    writes = matter.state == MatterState.DRAFT and by.is_member and by.organisation_id == matter.author_id
    words = _("Only what is opened while a matter is written or worked on is counted.")
    return when(writes, "not_writing", words) | (for_accountable(by, matter) & when(matter.is_running, "not_now", words))


@permission("memory.name_adoption")
def may_name_adoption(by: Actor, matter: Matter) -> Permit:
    """The post that answers for the matter."""
    received = when(matter.state not in NOT_RECEIVED, "not_now", _("The matter is not sent yet."))
    return for_accountable(by, matter) & received


@permission("memory.dismiss_way")
def may_dismiss_way(by: Actor, matter: Matter) -> Permit:
    """The post that answers for the matter, while it is open."""
    return for_accountable(by, matter) & is_running(matter)


@permission("memory.compare")
def may_compare(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)
