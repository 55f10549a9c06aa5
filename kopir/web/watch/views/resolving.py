"""The pages on which a contradiction is resolved, asked about, lived with, answered, or its resolution taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.permits import Permit
from kopir.regulation import rules
from kopir.regulation.acts import findings as acts
from kopir.regulation.acts import resolving
from kopir.regulation.findings.words import because
from kopir.regulation.forms import resolving as forms
from kopir.regulation.forms.resolving import About, Resolving
from kopir.regulation.models import Finding
from kopir.regulation.queries.findings import finding_for
from kopir.regulation.words import Resolution
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.watch.ways import WAYS, Look

editing = require_http_methods(["GET", "HEAD", "POST"])


def _look(request: HttpRequest, pk: int) -> Look:
    by = signed_in(request)
    return Look(by, finding_for(by, pk))


def _resolution(look: Look, name: str) -> Resolution:
    if name not in look.resolutions:
        raise Http404
    return Resolution(name)


def _page(
    request: HttpRequest, finding: Finding, form: Resolving, do: Callable[[dict[str, Any]], bool | None], **words: Any
) -> HttpResponse:
    """One form, one act; what was typed is kept when it is refused. Says whether the contradiction is gone now."""
    if request.method == "POST" and form.is_valid():
        try:
            gone = do(form.cleaned_data)
        except Refused as refusal:
            show(request, form, refusal)
        else:
            _say(request, gone, words.get("done", ""))
            return redirect("watch:contradiction", finding.pk)
    context = {"form": form, "finding": finding, "because": because(finding.rule, finding.facts), **words}
    return render(request, "watch/resolve.html", context)


def _say(request: HttpRequest, gone: bool | None, done: str) -> None:
    if gone is None:
        messages.success(request, done or _("Done."))
    elif gone:
        messages.success(request, _("Done, and examined again: the contradiction is resolved."))
    else:
        messages.warning(
            request, _("Done, and examined again: the contradiction still stands. Below are the facts that keep it.")
        )


def _form(request: HttpRequest, form: type[Resolving], about: About) -> Resolving:
    return form(request.POST if request.method == "POST" else None, about=about)


@editing
def resolve(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Carry a resolution out; whoever may not is told why, or led to asking."""
    look = _look(request, pk)
    resolution = _resolution(look, name)
    way = WAYS.get(resolution)
    if way is None:
        raise Http404
    if not (permit := look.permit(resolution)):
        return _instead(look, resolution, permit)
    about = look.about(resolution)
    words = {
        "heading": resolution.label, "about": way.about, "button": way.button, "nobody": _lacks_posts(way.form, about),
        "done": _("Sent up: the post above must answer."),
    }  # fmt: skip
    return _page(request, look.finding, _form(request, way.form, about), lambda given: way.do(look, given), **words)  # type: ignore[arg-type,return-value]


def _instead(look: Look, resolution: Resolution, permit: Permit) -> HttpResponse:
    if not rules.may_ask_resolution(look.by, look.finding) or resolution == Resolution.SEND_UP:
        permit.demand()
    return redirect("watch:ask", look.finding.pk, resolution)


def _lacks_posts(form: type[Resolving], about: About) -> bool:
    return "post" in form.base_fields and not about.posts


@editing
def ask(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask the post that can do it; a longer term is proposed in the same way."""
    look = _look(request, pk)
    resolution = _resolution(look, name)
    rules.may_ask_resolution(look.by, look.finding).demand()
    about = look.about(None)
    proposes = resolution == Resolution.LENGTHEN_TERM
    form = _form(request, forms.TermForm if proposes else forms.AskForm, about)
    words = {
        "heading": resolution.label if proposes else _("Ask for it: %(resolution)s") % {"resolution": resolution.label},
        "about": _("The post gets your request with the facts and a link to this page; the request stands in the journal."),
        "button": _("Propose") if proposes else _("Ask for it"), "nobody": not about.posts,
        "done": _("Asked: the post is told."),
    }  # fmt: skip
    return _page(request, look.finding, form, lambda given: _ask(look.by, look.finding, resolution, given), **words)


def _ask(by: Actor, finding: Finding, resolution: Resolution, given: dict[str, Any]) -> None:
    reason = given["reason"]
    if given.get("days"):
        reason = _("A term of %(days)s working days is proposed.") % {"days": given["days"]} + " " + reason
    acts.ask_resolution(finding, by=by, resolution=resolution, to=given["post"], reason=reason)


@editing
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    look = _look(request, pk)
    rules.may_accept_finding(look.by, look.finding).demand()

    def do(given: dict[str, Any]) -> None:
        acts.accept(look.finding, by=look.by, **given)

    words = {
        "heading": _("Live with it for a time"), "button": _("Accept it until then"),
        "about": _("It stays visible for everybody, with your reason; after the day it is open again."),
        "done": _("Accepted until the day you named."),
    }  # fmt: skip
    return _page(request, look.finding, _form(request, forms.AcceptForm, About()), do, **words)


@editing
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    look = _look(request, pk)
    rules.may_answer_sent_up(look.by, look.finding).demand()

    def do(given: dict[str, Any]) -> None:
        acts.answer_sent_up(look.finding, by=look.by, answer=given["answer"])

    words = {
        "heading": _("Answer the post that cannot do it"), "button": _("Answer"), "asked": look.finding.reason,
        "about": _("The post is told your answer. The contradiction stays open until the facts have changed."),
        "done": _("Answered: the post is told."),
    }  # fmt: skip
    return _page(request, look.finding, _form(request, forms.AnswerForm, About()), do, **words)


@editing
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    look = _look(request, pk)
    resolving.may_take_back(look.by, look.finding).demand()

    def do(given: dict[str, Any]) -> None:
        resolving.take_back(look.finding, by=look.by, reason=given["reason"])

    words = {
        "heading": _("Take the resolution back"), "button": _("Take it back"),
        "about": _("The power is withdrawn, or the decision ends, from today; the contradiction is examined again."),
        "done": _("Taken back, and examined again."),
    }  # fmt: skip
    return _page(request, look.finding, _form(request, forms.TakeBackForm, About()), do, **words)
