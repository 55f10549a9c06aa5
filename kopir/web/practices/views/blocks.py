"""Building blocks: what many practices are made of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.practices import acts, queries, rules
from kopir.practices import forms as shapes
from kopir.practices.models import Block
from kopir.web.public.matter.doing import show, signed_in


@require_safe
def block(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Block.objects.select_related("post"), pk=pk)
    by = request.actor  # type: ignore[attr-defined]
    context = {"piece": found, "cards": queries.cards_with(found), "may_edit": rules.may_keep_block(by, found)}
    return render(request, "practices/block.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    return _form(request, Block(post_id=by.post_id or 0))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    signed_in(request)
    return _form(request, get_object_or_404(Block, pk=pk))


def _form(request: HttpRequest, found: Block) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    rules.may_keep_block(by, found).demand()
    names = [f"{field}_{code}" for code in LANGUAGES for field in ("name", "text")]
    form = shapes.BlockForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        given = {field: {code: form.cleaned_data[f"{field}_{code}"] for code in LANGUAGES} for field in ("name", "text")}
        try:
            acts.save_block(found, by=by, names=given["name"], texts=given["text"])
            return redirect("public:practice_block", found.pk)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/form.html", {"form": form, "heading": _("Building block")})
