"""Pages of hand-over packs. A pack is read by persons, not only by holders of posts: who has left a post has it no more."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused


def signed_in(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
    return actor
