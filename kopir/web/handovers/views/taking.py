"""Item by item: the successor decides, the leaver or the post above answers a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.handovers import acts, queries, rules
from kopir.handovers.forms import Answer, Decision
from kopir.handovers.models import Item, Pack
from kopir.handovers.words import KINDS, ItemState
from kopir.posts.belongings import BelongingKind
from kopir.web.handovers.views import signed_in
from kopir.web.public.matter.doing import show


@require_safe
def following(request: HttpRequest, pk: int) -> HttpResponse:
    """The next item that waits; the page of signing when there is none."""
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    after = request.GET.get("after", "")
    found = queries.next_item(pack, int(after) if after.isdecimal() and len(after) < 9 else 0)
    if found is not None:
        return redirect("handovers:item", pk, found.pk)
    return redirect("handovers:pack", pk)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    found = queries.item_for(actor, pack, item)
    form = _form(request, actor, found)
    if request.method == "POST" and form is None:
        rules.may_decide(actor, found).demand()
    if form is not None and form.is_bound and form.is_valid() and _done(request, actor, found, form):
        return redirect(_onwards(actor, pack, found))
    return render(request, "handovers/item.html", _context(actor, pack, found, form))


def _form(request: HttpRequest, actor: Actor, found: Item) -> forms.Form | None:
    """The one that this reader may send now, or none."""
    data = request.POST if request.method == "POST" else None
    if rules.may_answer(actor, found):
        return Answer(data, initial=found.typed_by(actor.person_id))
    if rules.may_decide(actor, found) and not found.is_to_know and found.state != ItemState.QUESTION:
        chosen = found.state if found.is_decided else None
        words = found.words if chosen else ""
        return Decision(data, initial={"answer": chosen, "words": words, **found.typed_by(actor.person_id)})
    return None


@require_POST
def keep(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Saved while one types."""
    actor = signed_in(request)
    found = queries.item_for(actor, queries.pack_for(actor, pk), item)
    acts.keep_draft(found, by=actor, values=request.POST.dict())
    return HttpResponse(status=204)


def _done(request: HttpRequest, actor: Actor, found: Item, form: forms.Form) -> bool:
    try:
        if isinstance(form, Answer):
            acts.answer(found, by=actor, words=form.cleaned_data["words"])
        else:
            acts.decide(found, by=actor, **form.cleaned_data)
    except Refused as refusal:
        show(request, form, refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def _onwards(actor: Actor, pack: Pack, found: Item) -> str:
    if rules.holds(actor, pack.post_id):
        return f"{reverse('handovers:next', args=[pack.pk])}?after={found.order}"
    return reverse("handovers:home")


def _context(actor: Actor, pack: Pack, found: Item, form: forms.Form | None) -> dict[str, Any]:
    return {
        "pack": pack,
        "item": found,
        "form": form,
        "kind": KINDS[BelongingKind(found.kind)],
        "progress": queries.progress(queries.items_of(actor, pack)),
        "takes": bool(rules.for_successor(actor, pack)),
    }
