"""Who may answer a later check, edit its terms, reply to a figure, make a survey, and answer one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, administers, is_system, permission, when
from kopir.effects.models import Answer, Check, Effect, Survey
from kopir.effects.rules.parties import alive, is_party
from kopir.effects.words import CheckState, Party, SurveyState
from kopir.organisations.models import Organisation

# ---- Later checks --------------------------------------------------------------------------------------------------


@permission("effects.ask_checks")
def may_ask_checks(by: Actor, subject: object) -> Permit:
    """Köpir itself, when the days have passed."""
    return is_system(by)


@permission("effects.pass_checks")
def may_pass_checks(by: Actor, subject: object) -> Permit:
    """Köpir itself, when nobody answered in time."""
    return is_system(by)


@permission("effects.drop_checks")
def may_drop_checks(by: Actor, subject: object) -> Permit:
    """Köpir itself, when the matter was opened again."""
    return is_system(by)


def is_asked(by: Actor, check: Check) -> Permit:
    """The actor speaks for the side that was asked; the people are asked by a survey."""
    post = by.is_official and check.post_id is not None and by.post_id == check.post_id
    member = by.is_member and check.organisation_id is not None and by.organisation_id == check.organisation_id
    return when(post or member, "not_asked", _("Only whoever was asked may answer this."))


@permission("effects.answer_check")
def may_answer_check(by: Actor, check: Check) -> Permit:
    """Whoever was asked; also late, and anew when things have changed."""
    stands = when(
        check.state != CheckState.LAPSED and check.party != Party.PEOPLE,
        "not_now",
        _("The question has fallen away: the matter was opened again."),
    )
    return is_asked(by, check) & stands


@permission("effects.edit_check_terms")
def may_edit_check_terms(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)


@permission("effects.reply_to_figure")
def may_reply_to_figure(by: Actor, body: Organisation) -> Permit:
    """Whoever holds a post of the body the figure is about."""
    return when(
        by.is_official and by.organisation_id == body.pk,
        "not_of_body",
        _("Only whoever holds a post of this body may reply to its figure."),
    )


# ---- Surveys -------------------------------------------------------------------------------------------------------


@permission("effects.make_survey")
def may_make_survey(by: Actor, effect: Effect) -> Permit:
    """Either party of the card, until the card is withdrawn."""
    return is_party(by, effect) & alive(effect)


def _in_state(survey: Survey, *states: SurveyState) -> Permit:
    return when(survey.state in states, "not_now", _("This is not possible in the present state of the survey."))


@permission("effects.write_survey")
def may_write_survey(by: Actor, survey: Survey) -> Permit:
    """Either party of the card, before the survey is open: what people answer is not changed under their hands."""
    return is_party(by, survey.effect) & _in_state(survey, SurveyState.DRAFT)


@permission("effects.discard_survey")
def may_discard_survey(by: Actor, survey: Survey) -> Permit:
    """Either party of the card, before the survey is open."""
    return may_write_survey(by, survey)


@permission("effects.open_survey")
def may_open_survey(by: Actor, survey: Survey) -> Permit:
    """Either party of the card."""
    return may_write_survey(by, survey) & alive(survey.effect)


@permission("effects.make_codes")
def may_make_codes(by: Actor, survey: Survey) -> Permit:
    """Either party of the card, until the survey is closed."""
    return is_party(by, survey.effect) & _in_state(survey, SurveyState.DRAFT, SurveyState.OPEN)


@permission("effects.close_survey")
def may_close_survey(by: Actor, survey: Survey) -> Permit:
    """Either party of the card, and Köpir itself after the last day."""
    return (ALLOWED if by.is_system else is_party(by, survey.effect)) & _in_state(survey, SurveyState.OPEN)


@permission("effects.answer_survey")
def may_answer_survey(by: Actor, survey: Survey) -> Permit:
    """Anybody, without signing in, while the survey is open."""
    return when(survey.state == SurveyState.OPEN, "not_open", _("The survey is not open."), _("Thank you for coming anyway."))


@permission("effects.read_words")
def may_read_words(by: Actor, answer: Answer) -> Permit:
    """Either party of the card; what is hidden is counted in public, with the reason."""
    return is_party(by, answer.question.survey.effect)


__all__ = [
    "is_asked",
    "may_answer_check",
    "may_answer_survey",
    "may_ask_checks",
    "may_close_survey",
    "may_discard_survey",
    "may_drop_checks",
    "may_edit_check_terms",
    "may_make_codes",
    "may_make_survey",
    "may_open_survey",
    "may_pass_checks",
    "may_read_words",
    "may_reply_to_figure",
    "may_write_survey",
]
