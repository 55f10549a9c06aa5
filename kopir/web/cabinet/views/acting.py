"""The cabinet is for those who act for an organisation; a draft has pages until it is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions import queries

View = Callable[..., HttpResponseBase]


def for_member(view: View) -> View:
    """A visitor signs in first; whoever acts for nothing is shown the way to an organisation."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
        if not actor.is_member:
            raise _not_member(actor)
        return view(request, *args, **kwargs)

    return inside


def _not_member(actor: Actor) -> Refused:
    """With the way on as a button: to the desk, or to where one asks."""
    if actor.is_official:
        reason, step, url = _("You act for a post now. Its work is on the desk."), _("Open the desk"), reverse("desk:home")
    else:
        reason, step = _("The cabinet belongs to those who act for an organisation."), _("Ask to act for your organisation")
        url = reverse("account_memberships")
    return Refused("not_member", reason, step, next_url=url)


def for_draft(view: View) -> View:
    """Whoever presses twice, goes back, or comes again after the line broke lands on what the draft became."""

    @for_member
    @wraps(view)
    def inside(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, pk, *args, **kwargs)
        except Refused:
            if queries.matters_of(request.actor).filter(pk=pk).exists():  # type: ignore[attr-defined]
                return redirect("cabinet:sent", pk)
            raise

    return inside
