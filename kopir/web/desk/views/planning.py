"""The plan of a year on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation import acts, queries
from kopir.regulation.forms import PlanForm
from kopir.web.desk.views.acting import for_official
from kopir.web.public.matter.doing import show
from kopir.web.public.views.duties import plan_paper_of, plan_table


def _post(request: HttpRequest) -> Post:
    return Post.objects.select_related("organisation").get(pk=request.actor.post_id)  # type: ignore[attr-defined]


@require_safe
@for_official
def this_year(request: HttpRequest) -> HttpResponse:
    """The plan that is made now: from October on, next year's."""
    today = timezone.localdate()
    return redirect("desk:plan", today.year + (today.month >= 10))


@require_http_methods(["GET", "POST"])
@for_official
def plan(request: HttpRequest, year: int) -> HttpResponse:
    post = _post(request)
    found = acts.plan_of(post, year)
    form = PlanForm(request.POST or None, rows=queries.of_year(post.pk, year))
    if request.method == "POST" and form.is_valid():
        try:
            acts.plan(post, year, by=request.actor, rows=form.planned())  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect("desk:plan", year)
        except Refused as refusal:
            show(request, form, refusal)
    rows = queries.rows_in(found.rows, get_language() or "kk")
    context = {"form": form, "plan": found, "post": post, "year": year, "before": year - 1, "after": year + 1, "rows": rows}
    return render(request, "desk/duties/plan.html", context)


@require_POST
@for_official
def approve(request: HttpRequest, year: int) -> HttpResponse:
    acts.approve_plan(_post(request), year, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Approved. The plan is public now."))
    return redirect("desk:plan", year)


@require_safe
@for_official
def plan_csv(request: HttpRequest, year: int) -> HttpResponseBase:
    return plan_table(acts.plan_of(_post(request), year))


@require_safe
@for_official
def plan_file(request: HttpRequest, year: int, language: str, form: str) -> HttpResponse:
    return plan_paper_of(acts.plan_of(_post(request), year), language, form)
