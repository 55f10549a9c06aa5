"""Who may choose letters and who may send one again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, permission, when
from kopir.notices.models import Letter, Preference
from kopir.notices.words import FAILED


@permission("notices.prefer")
def may_prefer(by: Actor, preference: Preference) -> Permit:
    """The person alone."""
    return when(
        by.person_id is not None and by.person_id == preference.person_id,
        "not_own_account",
        _("This is somebody else's account."),
        _("Sign in to your own account."),
    )


@permission("notices.resend")
def may_resend(by: Actor, letter: Letter) -> Permit:
    """An administrator, when the letter was given up or it is not known whether it went."""
    given_up = when(
        letter.state in FAILED,
        "not_now",
        _("This letter was sent, or is still being sent by itself."),
    )
    return administers(by) & given_up
