"""What the one who leaves writes: answers to short questions, kept while one types, and which promises stand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kopir.handovers import acts, queries, rules
from kopir.handovers.forms import Notes, Promises
from kopir.handovers.models import Pack
from kopir.web.handovers.views import signed_in


def _form(request: HttpRequest, pack: Pack) -> Notes:
    data = request.POST if request.method == "POST" else None
    return Notes(data, queries.questions(), queries.notes_of(pack))


@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    rules.may_write_note(actor, pack).demand()
    form = _form(request, pack)
    if request.method == "POST" and form.is_valid():
        acts.write_notes(pack, by=actor, texts=form.texts())
        messages.success(request, _("Saved. You can change it until you sign."))
        return redirect("handovers:pack", pk)
    return render(request, "handovers/notes.html", {"pack": pack, "form": form})


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved while one types; too long a text is kept by the browser and told when it is sent."""
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    form = _form(request, pack)
    if not form.is_valid():
        return HttpResponse(status=422)
    acts.write_notes(pack, by=actor, texts=form.texts())
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def promises(request: HttpRequest, pk: int) -> HttpResponse:
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    rules.judges_promises(actor, pack).demand()
    found = queries.promises_of(pack)
    form = Promises(request.POST if request.method == "POST" else None, found)
    if request.method == "POST" and form.is_valid():
        rows = {row.pk: row for row in found}
        for number, stands in form.judged().items():
            acts.judge_promise(rows[number], by=actor, stands=stands)
        messages.success(request, _("Saved. What is no promise stays out of the pack you sign."))
        return redirect("handovers:pack", pk)
    return render(request, "handovers/promises.html", {"pack": pack, "form": form, "takes": pack.is_without_leaver})
