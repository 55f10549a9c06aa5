"""Proofs that wait for a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.regulation import acts, queries, rules
from kopir.regulation.forms import CheckForm
from kopir.web.desk.views.acting import for_checker
from kopir.web.downloads import csv_download
from kopir.web.public.matter.doing import show


@require_safe
@for_checker
def proofs(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/duties/proofs.html", {"proofs": queries.proofs_to_check(request.actor)})  # type: ignore[attr-defined]


@require_safe
@for_checker
def proofs_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.proofs_to_check(request.actor)  # type: ignore[attr-defined]
    lines = (
        [row.pk, row.obligation.duty.code, row.obligation.post.ref, row.obligation.due_on, row.kind, row.given_at] for row in rows
    )
    return csv_download("proofs-to-check", ("proof", "duty", "post", "due_on", "kind", "given_at"), lines)


@require_http_methods(["GET", "POST"])
@for_checker
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One page, one decision; then the next proof."""
    actor = request.actor  # type: ignore[attr-defined]
    proof, form = queries.proof_for(actor, pk), CheckForm(request.POST or None)
    if request.method == "GET":
        rules.may_check_proof(actor, proof).demand()
    elif form.is_valid():
        accepted = form.cleaned_data["decision"] == "accept"
        try:
            acts.check_proof(proof, by=actor, accepted=accepted, reason=form.cleaned_data["reason"])
            messages.success(request, _("Accepted: the duty is done.") if accepted else _("Returned; the post is told why."))
            return redirect("desk:proofs")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "desk/duties/check.html", {"form": form, "proof": proof, "row": proof.obligation})
