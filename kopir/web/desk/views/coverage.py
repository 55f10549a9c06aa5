"""How far the own post's duties are done, and its right of reply."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation.acts.replies import reply
from kopir.regulation.forms.resolving import ReplyForm
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries import duties_on
from kopir.regulation.queries.coverage import (
    Axis,
    CoverageFilter,
    by_quarter,
    quarters_with_figures,
    replies,
    tallies,
)
from kopir.web.desk.views.acting import for_official
from kopir.web.public.matter.doing import show


@require_http_methods(["GET", "HEAD", "POST"])
@for_official
def coverage(request: HttpRequest) -> HttpResponse:
    """One quarter of the own post by duty; the reply is about that quarter."""
    post = Post.objects.select_related("organisation").get(pk=request.actor.post_id)  # type: ignore[attr-defined]
    quarter = Quarter.read(request.GET.get("quarter", "")) or quarters_with_figures()[0]
    filters = CoverageFilter.of(quarter, posts=(post.pk,))
    counted = {code: tally for (code,), tally in tallies(filters, Axis.DUTY).items()}
    duties = [duty for duty in duties_on(timezone.localdate()) if duty.code in counted]
    choices = [(duty.code, duty.name(get_language() or "kk").text) for duty in duties]
    form = ReplyForm(request.POST if request.method == "POST" else None, duties=choices)
    if request.method == "POST" and form.is_valid() and _reply(request, post, quarter, form):
        return redirect(request.get_full_path())
    context = {
        "post": post,
        "quarter": quarter,
        "rows": [(duty, counted[duty.code]) for duty in duties],
        "quarters": by_quarter(CoverageFilter(until=Quarter.of(timezone.localdate()).until, posts=(post.pk,))),
        "replies": replies(filters),
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "desk/coverage.html", context)


def _reply(request: HttpRequest, post: Post, quarter: Quarter, form: ReplyForm) -> bool:
    given, language = form.cleaned_data, get_language() or "kk"
    try:
        reply(
            post, by=request.actor, since=quarter.since, until=quarter.until, text=given["text"], language=language,  # type: ignore[attr-defined]
            duty_code=given["duty"],
        )  # fmt: skip
    except Refused as refusal:
        show(request, form, refusal)
        return False
    messages.success(request, _("Your reply stands beside the figure now."))
    return True
