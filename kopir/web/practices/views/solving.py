"""What the post that answers says of memory: the adoption that solved its matter, the suggested way that does not fit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopir.base.errors import Refused
from kopir.interactions.queries import matter_for
from kopir.memory import acts, queries, rules
from kopir.memory.forms import NotFitting, SolvedBy
from kopir.practices.queries import way_for
from kopir.web.public.matter.doing import show, signed_in


@require_http_methods(["GET", "POST"])
def adopted(request: HttpRequest, number: str) -> HttpResponse:
    by = signed_in(request)
    matter = matter_for(by, number)
    rules.may_name_adoption(by, matter).demand()
    named = queries.adoption_named(matter)
    form = SolvedBy(request.POST if request.method == "POST" else None, matter=matter, named=named)
    if request.method == "POST" and form.is_valid():
        acts.name_adoption(matter, by=by, adoption=form.cleaned_data["adoption"])
        messages.success(request, _("Saved."))
        return redirect("public:matter", matter.number)
    return render(request, "practices/adopted.html", {"matter": matter, "form": form})


@require_http_methods(["GET", "POST"])
def not_fitting(request: HttpRequest, number: str, code: str) -> HttpResponse:
    by = signed_in(request)
    matter, way = matter_for(by, number), way_for(code)
    rules.may_dismiss_way(by, matter).demand()
    form = NotFitting(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.dismiss_way(matter, by=by, way=way, reason=form.cleaned_data["reason"])
            messages.success(request, _("Remembered: it is not suggested in this matter again."))
            return redirect(f"{reverse('public:matter', args=[matter.number])}#way")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/not_fitting.html", {"matter": matter, "way": way, "form": form})
