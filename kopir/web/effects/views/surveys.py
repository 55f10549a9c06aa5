"""A survey as its parties make it, and its results as everybody reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.effects import acts, rules
from kopir.effects.forms.surveys import About, Codes, QuestionForm, Reading
from kopir.effects.leaflets import sheet, slips
from kopir.effects.models import Question, Survey
from kopir.effects.queries.cards import effect_for
from kopir.effects.queries.results import Results, results_of, waiting_words
from kopir.effects.queries.surveys import question_for, survey_for
from kopir.effects.words import SurveyState
from kopir.papers import pdf_bytes
from kopir.web.downloads import csv_download
from kopir.web.effects.actions_of_surveys import SURVEY_ACTIONS, possible_of
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.public.reading import language


def _done(request: HttpRequest, form: forms.Form, do: Callable[[], Any]) -> Any:
    """What the act answers; None when it was refused and the form says so."""
    try:
        return do() or True
    except Refused as refusal:
        show(request, form, refusal)
        return None


def short_address(survey: Survey) -> str:
    """As it stands on paper: without a language, which is the reader's own."""
    return f"{settings.KOPIR_ADDRESS}/s/{survey.ref}/"


@require_safe
def survey(request: HttpRequest, ref: str) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    found = survey_for(by, ref)
    party = bool(rules.is_party(by, found.effect))
    context = {
        "survey": found,
        "found": results_of(found, language()),
        "party": party,
        "may_write": bool(rules.may_write_survey(by, found)),
        "may_print": bool(rules.may_make_codes(by, found)),
        "possible": possible_of(by, found),
        "codes": found.codes.count() if party else 0,
        "waiting": len(waiting_words(found)) if party and found.state == SurveyState.CLOSED else 0,
        "address": short_address(found),
        "today": timezone.localdate(),
    }
    return render(request, "effects/survey.html", context)


# ---- Writing -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    effect = effect_for(signed_in(request), ref)
    rules.may_make_survey(request.actor, effect).demand()  # type: ignore[attr-defined]
    form = About(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = _done(request, form, lambda: _made(request, effect, form.words))
        if made:
            return redirect("public:new_question", made.ref)
    back = reverse("public:effect", args=[effect.ref])
    return _page(request, form, _("Ask the people concerned"), effect.ref, back)


def _made(request: HttpRequest, effect: Any, words: dict[str, Any]) -> Survey:
    by = request.actor  # type: ignore[attr-defined]
    made = acts.make_survey(effect, by=by, title=words["title"], entrance=words["entrance"])
    return acts.write_survey(made, by=by, **words)


def _page(request: HttpRequest, form: forms.Form, heading: str, caption: Any, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "caption": caption, "back_url": back, **more}
    return render(request, "effects/survey_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, ref: str) -> HttpResponse:
    by = signed_in(request)
    found = survey_for(by, ref)
    rules.may_write_survey(by, found).demand()
    form = About(request.POST if request.method == "POST" else None, initial=About.of(found))
    if form.is_bound and form.is_valid() and _done(request, form, lambda: acts.write_survey(found, by=by, **form.words)):
        return redirect("public:survey", found.ref)
    return _page(request, form, _("About the survey"), found.ref, reverse("public:survey", args=[found.ref]))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, ref: str, order: int | None = None) -> HttpResponse:
    by = signed_in(request)
    found = survey_for(by, ref)
    rules.may_write_survey(by, found).demand()
    row = question_for(found, order) if order else None
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=QuestionForm.of(row) if row else None)
    if form.is_bound and form.is_valid() and _done(request, form, lambda: _asked(found, row, request, form.words)):
        return redirect("public:survey", found.ref)
    remove = reverse("public:remove_question", args=[found.ref, order]) if order else ""
    heading = _("Question %(number)s") % {"number": order} if order else _("A question")
    back = reverse("public:survey", args=[found.ref])
    return _page(request, form, heading, found.ref, back, remove_url=remove)


def _asked(found: Survey, row: Question | None, request: HttpRequest, words: dict[str, Any]) -> Question:
    return acts.write_question(found, by=request.actor, question=row, **words)  # type: ignore[attr-defined]


@require_POST
def remove_question(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    by = signed_in(request)
    acts.remove_question(question_for(survey_for(by, ref), order), by=by)
    messages.success(request, _("The question is gone."))
    return redirect("public:survey", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One page, one decision: open, close, throw away."""
    by, action = signed_in(request), SURVEY_ACTIONS.get(name)
    if action is None:
        raise Http404
    found = survey_for(by, ref)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _done(request, form, lambda: action.do(found, by)):
        messages.success(request, str(action.done))
        gone = name == "discard"
        return redirect("public:effect", found.effect.ref) if gone else redirect("public:survey", ref)
    if not form.is_bound:
        action.rule(by, found).demand()
    back = reverse("public:survey", args=[ref])
    return _page(request, form, str(action.title), ref, back, about=action.about, button=action.label, kind=action.kind)


# ---- Paper ---------------------------------------------------------------------------------------------------------


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kopir-{name}.pdf"'
    return answer


@require_safe
def sheet_pdf(request: HttpRequest, ref: str, tongue: str) -> HttpResponse:
    """To hang up: the name, the square of dots, how one answers."""
    found = survey_for(request.actor, ref)  # type: ignore[attr-defined]
    if tongue not in ("kk", "ru"):
        raise Http404
    return _pdf(pdf_bytes(sheet(found, short_address(found), tongue)), f"survey-{ref}-{tongue}")


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, ref: str) -> HttpResponse:
    """The file is the only place where the codes ever stand."""
    by = signed_in(request)
    found = survey_for(by, ref)
    rules.may_make_codes(by, found).demand()
    form = Codes(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = _done(request, form, lambda: acts.make_codes(found, by=by, number=form.cleaned_data["number"]))
        if made:
            tongue = language() if language() in ("kk", "ru") else "kk"
            return _pdf(pdf_bytes(slips(found, short_address(found), made, tongue)), f"codes-{ref}")
    lead = _("The codes stand in this file alone: Köpir keeps only what it needs to recognise them. Save it before you leave.")
    return _page(
        request, form, _("One-time codes"), ref, reverse("public:survey", args=[ref]), about=lead, again=True,
        button=_("Make a file to print"),
    )  # fmt: skip


# ---- Free text -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, ref: str) -> HttpResponse:
    """Read one by one, before others see them."""
    by = signed_in(request)
    found = survey_for(by, ref)
    rules.is_party(by, found.effect).demand()
    rows = waiting_words(found) if found.state == SurveyState.CLOSED else []
    form = Reading(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = next((one for one in rows if str(one.pk) == request.POST.get("answer")), None)
        if row is None or _done(request, form, lambda: acts.read_words(row, by=by, **form.cleaned_data)):
            return redirect(request.path)
    return render(request, "effects/survey_words.html", {"survey": found, "rows": rows, "form": form})


# ---- Results as a file ---------------------------------------------------------------------------------------------

HEADER = ("survey", "question", "kind", "text", "answer", "count", "answered", "percent", "low", "high", "invited")


@require_safe
def results_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    found = survey_for(request.actor, ref)  # type: ignore[attr-defined]
    return csv_download(f"survey-{ref}", HEADER, _cells(results_of(found, language())))


def _cells(found: Results) -> Iterator[list[Any]]:
    for result in found.results:
        about = [found.survey.ref, result.question.order, result.question.kind, result.question.text.text]
        for bar in result.bars:
            share = bar.share
            yield [*about, bar.label, bar.count, result.answered, share.percent, share.low, share.high, found.invited or ""]
        for row in result.words:
            yield [*about, row.words, "", result.answered, "", "", "", found.invited or ""]
