"""Links that note what is opened for a matter while it is written or worked on, and then lead on. Of readers nothing is noted."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.interactions.queries import matter_for
from kopir.memory import acts, queries, rules
from kopir.practices.models import Card
from kopir.practices.queries import card_for


def through(url: str, draft: Matter | None = None, working_on: Matter | None = None) -> str:
    """The address by which a practice card or another matter is opened for this one."""
    if draft is not None:
        return f"{reverse('cabinet:opened', args=[draft.pk])}?{urlencode({'to': url})}"
    if working_on is not None:
        return f"{reverse('desk:opened', args=[working_on.number])}?{urlencode({'to': url})}"
    return url


def lead_on(request: HttpRequest, matter: Matter, back: str) -> HttpResponse:
    """To the card or matter of `?to=`, if the reader may know of it; from any other address `back`."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    path = urlsplit(request.GET.get("to", "")).path
    thing = _thing(by, path)
    if thing is None:
        return redirect(back)
    if request.method == "GET" and rules.may_note_opening(by, matter):
        _note(by, matter, thing)
    return redirect(path)


def _thing(by: Actor, path: str) -> Card | Matter | None:
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.view_name == "public:practice":
        return card_for(by, found.kwargs["ref"])
    if found.view_name == "public:matter":
        return matter_for(by, found.kwargs["number"])
    return None


def _note(by: Actor, matter: Matter, thing: Card | Matter) -> None:
    if isinstance(thing, Card):
        acts.note_opening(matter, by=by, card=thing)
    else:
        acts.note_opening(matter, by=by, earlier=thing)


def note_while_writing(by: Actor, card: Card) -> None:
    """A card that is found in another way while a draft of the organisation is being written counts too."""
    draft = queries.being_written(by)
    if draft is not None and card.is_public:
        acts.note_opening(draft, by=by, card=card)
