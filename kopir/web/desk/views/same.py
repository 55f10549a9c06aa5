"""At intake: which matters are likely the same as this one, and what the official says of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions import queries
from kopir.interactions.models import Matter
from kopir.search.acts import judge
from kopir.search.tried import duplicates, tried
from kopir.search.words import Verdict
from kopir.web.desk.views.acting import for_official
from kopir.web.public import opening, trying
from kopir.web.public.matter import addresses

ALIKE = 3


@require_safe
@for_official
def same(request: HttpRequest, number: str) -> HttpResponse:
    """A page of its own; where there is JavaScript, the matter's page draws its part into itself."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = _readable(actor, number)
    found = duplicates(actor, matter)
    seen = {matter.pk, *(one.subject.pk for one in found)}
    like = tried(actor, f"{matter.title}\n{matter.text}", territory=matter.territory, limit=ALIKE + 2)
    context = {
        "matter": matter,
        "working_on": matter,
        "same": trying.rows(actor, found),
        "alike": [one for one in trying.rows(actor, [*like.open, *like.finished]) if one.matter.pk not in seen][:ALIKE],
        "practices": trying.practices(actor, like.practices[:ALIKE]),
        "lexical_only": like.lexical_only,
        "verdicts": Verdict.choices,
    }
    template = "desk/parts/same.html" if request.headers.get("HX-Request") else "desk/same.html"
    return render(request, template, context)


@require_POST
@for_official
def say(request: HttpRequest, number: str, other: str) -> HttpResponse:
    actor, verdict = request.actor, request.POST.get("verdict", "")  # type: ignore[attr-defined]
    matter, second = _readable(actor, number), _readable(actor, other)
    if verdict in Verdict.values:
        judge(matter, second, by=actor, verdict=Verdict(verdict))
        messages.success(request, _("Recorded. It stands in the story of the matter."))
    return redirect("public:matter", number)


@require_safe
@for_official
def opened(request: HttpRequest, number: str) -> HttpResponse:
    """`?to=`: what the post that answers opens for the matter; for others it only leads on."""
    matter = _readable(request.actor, number)  # type: ignore[attr-defined]
    return opening.lead_on(request, matter, addresses.page(matter))


def _readable(actor: Actor, number: str) -> Matter:
    """What is like a matter would tell its words to whoever may not read them."""
    matter = queries.matter_for(actor, number)
    if not matter.may_read:  # type: ignore[attr-defined]
        raise Refused("not_found", _("There is no such matter, or you may not see it."), hidden=True)
    return matter
