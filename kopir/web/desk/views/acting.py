"""The desk is for those who hold a post; proofs are also checked by co-ordination."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused

View = Callable[..., HttpResponseBase]


def for_official(view: View) -> View:
    return _only(view, lambda actor: actor.is_official)


def for_checker(view: View) -> View:
    """Also for co-ordinators, who check proofs and waive without a post of their own."""
    return _only(view, lambda actor: actor.is_official or actor.oversees)


def _only(view: View, may: Callable[[Actor], bool]) -> View:
    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
        if not may(actor):
            raise Refused(
                "not_official",
                _("The desk belongs to those who hold a post."),
                _("If you hold one, choose it in the menu above, or ask an administrator to record your appointment."),
            )
        return view(request, *args, **kwargs)

    return inside
