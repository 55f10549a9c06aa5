"""Terms of hand-over packs and the questions to those who leave: for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopir.base.errors import Refused
from kopir.handovers import acts, queries, rules
from kopir.handovers.forms import QuestionForm, TermsForm
from kopir.handovers.models import Question
from kopir.web.handovers.views import signed_in
from kopir.web.public.matter.doing import show

TERMS = ("days_ahead", "days_back", "remind_days", "stall_days")
NEW = "new"


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    rules.may_set_terms(actor, None).demand()
    now = queries.terms()
    form = TermsForm(request.POST or None, initial={name: getattr(now, name) for name in TERMS})
    if request.method == "POST" and form.is_valid():
        acts.set_terms(by=actor, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("handovers:terms")
    asked = Question.objects.order_by("order", "pk")
    return render(request, "handovers/terms.html", {"form": form, "questions": asked})


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """`new` begins another one."""
    actor = signed_in(request)
    rules.may_edit_question(actor, None).demand()
    found = _question(code)
    form = QuestionForm(request.POST or None, initial=_values(found))
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit_question(found, by=actor, values=form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("handovers:terms")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "handovers/question.html", {"form": form, "question": found})


def _question(code: str) -> Question:
    found = Question.objects.filter(code=code).first()
    if found is None and code != NEW:
        raise Refused("not_found", _("There is no such question."), hidden=True)
    last = Question.objects.count()
    return found or Question(code=f"question-{last + 1}", order=last + 1)


def _values(found: Question) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("name_kk", "name_ru", "name_en", "ends_on")}
