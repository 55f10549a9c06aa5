"""What a party may do with a survey as a whole: its address, its rule, what is asked, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Rule
from kopir.effects import acts, rules
from kopir.effects.models import Survey

if TYPE_CHECKING:
    from kopir.base.errors import Words


@dataclass(frozen=True, slots=True)
class SurveyAction:
    name: str
    rule: Rule
    label: Words
    title: Words
    about: Words
    done: Words
    do: Callable[[Survey, Actor], Any]
    kind: str = ""


_ALL = (
    SurveyAction(
        "open", rules.may_open_survey, _("Open the survey"), _("Open the survey?"),
        _("From now on people answer. Its questions are not changed any more: people must know what they answered."),
        _("The survey is open. Print its sheet or send its address."), lambda row, by: acts.open_survey(row, by=by),
    ),
    SurveyAction(
        "close", rules.may_close_survey, _("Close the survey"), _("Close the survey?"),
        _("Nobody answers any more; the results become public. The journal keeps how many there were and their digest."),
        _("The survey is closed. Its results are public."), lambda row, by: acts.close_survey(row, by=by),
    ),
    SurveyAction(
        "discard", rules.may_discard_survey, _("Throw the draft away"), _("Throw the draft away?"),
        _("Printed codes and the address open nothing then."), _("The draft is gone."),
        lambda row, by: acts.discard_survey(row, by=by), kind="warning",
    ),
)  # fmt: skip
SURVEY_ACTIONS = {action.name: action for action in _ALL}


def possible_of(by: Actor, survey: Survey) -> list[tuple[SurveyAction, str]]:
    """With the address of each."""
    return [(action, reverse("public:survey_act", args=[survey.ref, action.name])) for action in _ALL if action.rule(by, survey)]
