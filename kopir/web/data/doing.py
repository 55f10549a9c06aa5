"""The pages of administration: who may open them, and the one way a form becomes an act."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal import access
from kopir.web.acting import actor_of

if TYPE_CHECKING:
    from kopir.base.errors import Words

View = Callable[..., HttpResponseBase]


def for_administrator(view: View) -> View:
    """Only for those who act as administrators now. A request that waited for re-authentication comes back without having
    passed the middleware, so who acts is asked here when nobody asked yet."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not hasattr(request, "actor"):
            request.actor, request.capacities = actor_of(request)  # type: ignore[attr-defined]
        demand_administrator(by(request))
        return view(request, *args, **kwargs)

    return inside


def demand_administrator(actor: Actor) -> None:
    if not actor.is_signed_in:
        raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
    if not actor.is_administrator:
        raise Refused(
            "not_administrator",
            _("Only administrators look after the data."),
            _("If you are one, choose it in the menu above; if not, tell an administrator what is wrong."),
        )


def reading(view: View) -> View:
    return require_safe(for_administrator(view))


def editing(view: View) -> View:
    return require_http_methods(["GET", "HEAD", "POST"])(for_administrator(view))


def sending(view: View) -> View:
    return require_POST(for_administrator(view))


def by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def missing() -> Refused:
    return Refused("not_found", _("There is no such thing."), hidden=True)


def edit_page(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    title: Words,
    back: str,
    lead: Words = "",
    caption: Any = "",
    button: Words = "",
    done: Words | Callable[[Any], str] = "",
    onward: str | Callable[[Any], str] = "",
    template: str = "data/form.html",
    **context: Any,
) -> HttpResponse:
    """Draws the form; when it was sent and is right, does the act, says so and goes on. A refusal stands beside the form,
    which keeps what was typed. `back`: where "Back" leads; `onward`: where one is led after the act, when elsewhere.
    `done`: what is said then, perhaps of what the act gave."""
    if request.method == "POST" and form.is_valid():
        try:
            result = do()
        except Refused as refusal:
            beside(request, form, refusal)
        else:
            messages.success(request, done(result) if callable(done) else str(done or _("Saved.")))
            return redirect(onward(result) if callable(onward) else onward or back)
    context |= {"title": title, "back": back, "lead": lead, "caption": caption, "button": button or _("Save")}
    return render(request, template, {"form": form, **context})


def beside(request: HttpRequest, form: forms.Form, refusal: Refused) -> None:
    if refusal.hidden:
        raise refusal
    access.refused(refusal, by(request), request.path)
    words = f"{refusal.reason} {refusal.next_step}".strip()
    form.add_error(refusal.field if refusal.field in form.fields else None, words)


def press(request: HttpRequest, do: Callable[[], Any], back: str, done: Words) -> HttpResponse:
    """A button without a form: does the act and goes back; a refusal is said there."""
    try:
        do()
    except Refused as refusal:
        if refusal.hidden:
            raise
        access.refused(refusal, by(request), request.path)
        messages.error(request, f"{refusal.reason} {refusal.next_step}".strip())
    else:
        messages.success(request, str(done))
    return redirect(back)
