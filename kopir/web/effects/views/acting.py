"""One page, one decision: the form of any act on a card. What was typed is never lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kopir.base.actors import Actor
from kopir.effects.models import Effect
from kopir.effects.queries import cards as queries
from kopir.web.effects.actions import ACTIONS, Action
from kopir.web.public.matter.doing import action_of, carried_out, signed_in


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, ref: str, name: str, pk: int | None = None) -> HttpResponse:
    action, by = action_of(ACTIONS, "card", name, pk), signed_in(request)
    effect = queries.effect_for(by, ref)
    subject = action.subject(by, effect, pk)
    form = _form(request, action, by, effect)
    if request.method == "POST" and form.is_bound and form.is_valid():
        if carried_out(request, action, subject, form) is not None:
            messages.success(request, str(action.done))
            gone = action.name == "discard"
            return redirect(reverse("public:effects") if gone else reverse("public:effect", args=[ref]))
    elif request.method == "GET":
        action.rule(by, subject).demand()
    context = {"action": action, "effect": effect, "subject": subject, "form": form}
    return render(request, "effects/act.html", context)


def _form(request: HttpRequest, action: Action, by: Actor, effect: Effect) -> forms.Form:
    extra: dict[str, Any] = action.made_for(by, effect)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return action.form(data, files, **extra)
