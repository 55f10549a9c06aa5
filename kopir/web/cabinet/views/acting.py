"""The cabinet is for those who act for an organisation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kopir.base.errors import Refused

View = Callable[..., HttpResponseBase]


def for_member(view: View) -> View:
    """A visitor signs in first; whoever acts for nothing is shown the way to an organisation."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
        if not actor.is_member:
            raise Refused(
                "not_member",
                _("The cabinet belongs to those who act for an organisation."),
                _("On your account page, ask to act for your organisation, or choose it in the menu above."),
            )
        return view(request, *args, **kwargs)

    return inside
