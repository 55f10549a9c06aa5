"""One person answers: a short address, no account, no JavaScript where a code is at hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.effects import acts, stuffing
from kopir.effects.forms.surveys import AnswerForm
from kopir.effects.models import Survey
from kopir.effects.queries.surveys import survey_to_answer
from kopir.effects.words import Entrance, SurveyState
from kopir.web.effects.limits import may_try
from kopir.web.public.reading import language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, ref: str, code: str = "") -> HttpResponse:
    survey = survey_to_answer(ref)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(survey, language(), data, initial={"code": stuffing.spaced(code)})
    if survey.state == SurveyState.OPEN and form.is_valid() and _taken(request, survey, form):
        return redirect("public:survey_thanks", survey.ref)
    context = {"survey": survey, "form": form, "is_open": survey.state == SurveyState.OPEN}
    if survey.entrance == Entrance.OPEN:
        context |= {
            "token": stuffing.new_token(survey.ref),
            "code_open": bool(code or form["code"].value() or form["code"].errors),
        }
    return render(request, "effects/answer.html", context)


def _taken(request: HttpRequest, survey: Survey, form: AnswerForm) -> bool:
    """A refusal is not kept in the stream of refusals: the address may hold a code."""
    given = {name: form.cleaned_data[name] for name in ("code", "token", "work")}
    if not given["code"] and not may_try(request, survey, "survey"):
        form.add_error(None, _("Many answers have come from this network in the last hour. Please come back later."))
        return False
    try:
        acts.answer_survey(survey, by=request.actor, answers=form.answers, language=language(), **given)  # type: ignore[attr-defined]
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, _why(request, survey, refusal))
        return False
    return True


def _why(request: HttpRequest, survey: Survey, refusal: Refused) -> str:
    """After many wrong codes nothing more is said of them."""
    if refusal.code in ("code", "used") and not may_try(request, survey, "survey_code"):
        return _("Too many wrong codes were tried here. Please wait ten minutes.")
    return f"{refusal.reason} {refusal.next_step}".strip()


@require_safe
def thanks(request: HttpRequest, ref: str) -> HttpResponse:
    return render(request, "effects/thanks.html", {"survey": survey_to_answer(ref)})
