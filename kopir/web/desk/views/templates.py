"""Typical answers of the post, in Kazakh and Russian."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.interactions import acts, queries, rules
from kopir.interactions.forms import TemplateForm
from kopir.interactions.models import AnswerTemplate
from kopir.web.desk.views.acting import for_official
from kopir.web.public.matter.doing import show

FIELDS = ("name_kk", "name_ru", "text_kk", "text_ru")


@require_safe
@for_official
def templates(request: HttpRequest) -> HttpResponse:
    rows = queries.templates_for(request.actor)  # type: ignore[attr-defined]
    context = {
        "own": [row for row in rows if row.post_id],
        "general": [row for row in rows if not row.post_id],
    }
    return render(request, "desk/templates.html", context)


@require_http_methods(["GET", "POST"])
@for_official
def new(request: HttpRequest) -> HttpResponse:
    """Empty, or begun from a general one: `?like=`."""
    actor = request.actor  # type: ignore[attr-defined]
    like = number_of(request.GET.get("like", ""))
    model = queries.template_for(actor, like) if like is not None else None
    return _form(request, AnswerTemplate(post_id=actor.post_id), _values(model) if model else {})


@require_http_methods(["GET", "POST"])
@for_official
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    template = _own(request, pk)
    return _form(request, template, _values(template))


def _own(request: HttpRequest, pk: int) -> AnswerTemplate:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.template_for(actor, pk)
    if found is None:
        raise Refused("not_found", _("There is no such typical answer."), hidden=True)
    rules.may_edit_template(actor, found).demand()
    return found


def _values(template: AnswerTemplate) -> dict[str, Any]:
    return {name: getattr(template, name) for name in FIELDS}


def _form(request: HttpRequest, template: AnswerTemplate, initial: dict[str, Any]) -> HttpResponse:
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            acts.save_template(template, by=request.actor, values=form.cleaned_data)  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect("desk:templates")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "desk/template.html", {"form": form, "template": template})


@require_POST
@for_official
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer offered; what was written with it stays."""
    template = _own(request, pk)
    values = {**_values(template), "ends_on": timezone.localdate()}
    acts.save_template(template, by=request.actor, values=values)  # type: ignore[attr-defined]
    messages.success(request, _("It is no longer offered."))
    return redirect("desk:templates")
