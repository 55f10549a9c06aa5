"""Finding surveys: by their short address, of a card, for those who may write them."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Effect, Question, Survey
from kopir.effects.words import SurveyState

SHOWN = ("effect__post__organisation", "effect__organisation", "effect__matter")


def _missing() -> Refused:
    return Refused("not_found", _("There is no such survey, or you may not see it."), hidden=True)


def survey_to_answer(ref: str) -> Survey:
    """Open or closed: whoever comes late is told so. Raises Refused(hidden)."""
    rows = Survey.objects.exclude(state=SurveyState.DRAFT).filter(ref=ref.lower())
    found = rows.select_related("effect").prefetch_related("questions", "effect__texts").first()
    if found is None:
        raise _missing()
    return found


def survey_for(by: Actor, ref: str) -> Survey:
    """Drafts for the parties of the card; the others with their card. Raises Refused(hidden)."""
    party = Q(effect__in=Effect.objects.of_party(by))
    shown = ~Q(state=SurveyState.DRAFT) & Q(effect__in=Effect.objects.visible_to(by))
    rows = Survey.objects.filter(party | shown, ref=ref)
    found = rows.select_related(*SHOWN).prefetch_related("questions__measure__indicator", "effect__texts").first()
    if found is None:
        raise _missing()
    return found


def question_for(survey: Survey, order: int) -> Question:
    found = survey.questions.filter(order=order).first()
    if found is None:
        raise _missing()
    return found


def surveys_of(by: Actor, effect: Effect) -> list[Survey]:
    """Of a card the reader may see, with the number of answers; drafts for its parties."""
    rows = effect.surveys.annotate(answered=Count("responses")).order_by("pk")
    if not Effect.objects.of_party(by).filter(pk=effect.pk).exists():
        rows = rows.exclude(state=SurveyState.DRAFT)
    return list(rows)


def closed_surveys(effect: Effect) -> list[Survey]:
    """Those that can stand as evidence."""
    return list(effect.surveys.filter(state=SurveyState.CLOSED).order_by("-closed_at"))


__all__ = ["closed_surveys", "question_for", "survey_for", "survey_to_answer", "surveys_of"]
