"""One page, one decision: the form of any act on a card. What was typed is never lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Effect
from kopir.effects.queries import cards as queries
from kopir.web.effects.actions import ACTIONS, Action
from kopir.web.public.matter.doing import show, signed_in


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, ref: str, name: str, pk: int | None = None) -> HttpResponse:
    action, by = _action(name, pk), signed_in(request)
    effect = queries.effect_for(by, ref)
    subject = action.subject(by, effect, pk)
    form = _form(request, action, by, effect)
    if request.method == "POST" and form.is_bound and form.is_valid():
        if _done(request, action, subject, form):
            messages.success(request, str(action.done))
            gone = action.name == "discard"
            return redirect(reverse("public:effects") if gone else reverse("public:effect", args=[ref]))
    elif request.method == "GET":
        action.rule(by, subject).demand()
    context = {"action": action, "effect": effect, "subject": subject, "form": form}
    return render(request, "effects/act.html", context)


def _action(name: str, pk: int | None) -> Action:
    action = ACTIONS.get(name)
    if action is None or (action.on == "card") != (pk is None):
        raise Http404
    return action


def _form(request: HttpRequest, action: Action, by: Actor, effect: Effect) -> forms.Form:
    extra: dict[str, Any] = action.made_for(by, effect)
    if request.method == "POST":
        return action.form(request.POST, request.FILES, **extra)
    return action.form(**extra)


def _done(request: HttpRequest, action: Action, subject: Any, form: forms.Form) -> bool:
    """Whether it was done; when it was refused the form says so."""
    try:
        action.do(subject, request.actor, dict(form.cleaned_data))  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    return True
