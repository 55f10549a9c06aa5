"""The one-click report: drawn, read, completed in words, sent to the post above."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation import acts, queries
from kopir.regulation.forms import ReportForm, ReportTime
from kopir.regulation.words import ReportState
from kopir.web.desk.views.acting import for_official
from kopir.web.public.matter.doing import show
from kopir.web.public.views.duties import report_paper_of, report_table


@require_http_methods(["GET", "POST"])
@for_official
def reports(request: HttpRequest) -> HttpResponse:
    """Own and received ones; one press of the button draws the report that comes next."""
    actor = request.actor  # type: ignore[attr-defined]
    own = queries.reports_of(actor)
    since, until = queries.time_to_report(own, timezone.localdate())
    form = ReportTime(request.POST or None, initial={"since": since, "until": until})
    if request.method == "POST" and form.is_valid():
        try:
            post = Post.objects.select_related("superior").get(pk=actor.post_id)
            return redirect("desk:report", acts.draw_report(post, by=actor, **form.cleaned_data).pk)
        except Refused as refusal:
            show(request, form, refusal)
    context = {"form": form, "own": own, "received": queries.reports_received(actor)}
    return render(request, "desk/duties/reports.html", context)


@require_http_methods(["GET", "POST"])
@for_official
def report(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.own_report(actor, pk)
    if found.state == ReportState.SENT:
        return redirect("public:post_report", found.post.ref, found.pk)
    form = ReportForm(request.POST or None, report=found)
    if request.method == "POST" and form.is_valid():
        acts.edit_report(found, by=actor, texts=form.texts(), comment=form.comment())
        if "send" in request.POST:
            acts.send_report(found, by=actor)
            messages.success(request, _("Sent to the post above. The report is public now."))
            return redirect("public:post_report", found.post.ref, found.pk)
        messages.success(request, _("Saved."))
        return redirect("desk:report", found.pk)
    return render(request, "desk/duties/report.html", {"form": form, "report": found})


@require_POST
@for_official
def draw_again(request: HttpRequest, pk: int) -> HttpResponse:
    """New figures, the same words."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.own_report(actor, pk)
    acts.draw_report(found.post, found.since, found.until, by=actor)
    messages.success(request, _("The figures are counted again; your words are kept."))
    return redirect("desk:report", found.pk)


@require_safe
@for_official
def report_file(request: HttpRequest, pk: int, language: str, form: str) -> HttpResponse:
    return report_paper_of(queries.own_report(request.actor, pk), language, form)  # type: ignore[attr-defined]


@require_safe
@for_official
def report_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    return report_table(queries.own_report(request.actor, pk))  # type: ignore[attr-defined]
