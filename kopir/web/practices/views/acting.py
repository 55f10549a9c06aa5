"""One page, one decision: the form of any act on a card. What was typed is never lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kopir.interactions import queries as matters
from kopir.interactions.forms.fields import PostChoice
from kopir.practices import queries
from kopir.practices.models import Card, Proposal
from kopir.practices.words import ProposalState
from kopir.web.practices.actions import ACTIONS, Action
from kopir.web.practices.dressing import dressed, searched
from kopir.web.public.matter.doing import action_of, carried_out, signed_in


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, ref: str, name: str, pk: int | None = None) -> HttpResponse:
    action, by = action_of(ACTIONS, "card", name, pk), signed_in(request)
    card = queries.card_for(by, ref)
    subject = action.subject(by, card, pk)
    form = _form(request, action, card)
    if request.method == "POST" and form.is_bound and form.is_valid():
        done = carried_out(request, action, subject, form)
        if done is not None:
            messages.success(request, str(action.done))
            return redirect(_following(card, action, done))
    elif request.method == "GET":
        action.rule(by, subject).demand()
    context = {
        "action": action,
        "card": card,
        "subject": subject,
        "form": form,
        "choosing": "find" in form.fields,
    }
    return render(request, "practices/act.html", context)


def _form(request: HttpRequest, action: Action, card: Card) -> forms.Form:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    extra: dict[str, Any] = {"card": card} if action.needs_card else {}
    if issubclass(action.form, PostChoice):
        near = [post for post in matters.posts_near(card.owner) if post.territory_id != card.owner.territory_id]
        extra["posts"] = list({post.pk: post for post in [*searched(data), *near]}.values())
        if data is not None and "look" in data:
            return dressed(action.form(initial={name: data[name] for name in data}, **extra))
    return dressed(action.form(data, files, **extra))


def _following(card: Card, action: Action, done: object) -> str:
    if action.name == "discard":
        return reverse("public:practices")
    if isinstance(done, Proposal) and done.state == ProposalState.ACCEPTED:
        return reverse("public:practice_act", args=[card.ref, "adopt"])
    return reverse("public:practice", args=[done.ref if isinstance(done, Card) else card.ref])
