"""Later checks and surveys of the permission tables: A and D are the two parties of the card."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.effects import acts
from kopir.effects.models import Answer, Check, CheckTerm, Survey
from kopir.effects.words import Holds, Party
from kopir.organisations.models import Organisation
from tests.effects.asking import PNG, Later

READ = ("survey", "survey_csv")
WRITTEN = ("survey_about", "new_question", "survey_codes")


def _asked(world: Later, party: Party) -> Check:
    matter = world.closed(90)
    acts.ask_checks()
    found: Check = matter.checks.get(party=party)
    return found


def _read(world: Later) -> Answer:
    survey = world.opened()
    world.answered_by(survey, 1, words="Таза")
    acts.close_survey(survey, by=world.author)
    return Answer.objects.filter(question__survey=survey, question__order=3)[0]


class AskingSubjects:
    """For `Everything`."""

    world: Any

    def effects_ask_checks(self) -> Check:
        return _asked(self.world, Party.POST)

    effects_pass_checks = effects_drop_checks = effects_answer_check = effects_ask_checks

    def effects_edit_check_terms(self) -> CheckTerm:
        return CheckTerm.objects.all()[0]

    def effects_reply_to_figure(self) -> Organisation:
        found: Organisation = self.world.district_post.organisation
        return found

    def effects_write_survey(self) -> Survey:
        found: Survey = self.world.survey()
        return found

    effects_discard_survey = effects_open_survey = effects_write_survey

    def effects_make_codes(self) -> Survey:
        found: Survey = self.world.opened()
        return found

    effects_close_survey = effects_answer_survey = effects_make_codes

    def effects_read_words(self) -> Answer:
        return _read(self.world)


class Questions:
    """For the routes: a question to the accountable post about a public matter with a photo, a draft of a survey, an open one,
    and one that is closed with text to read."""

    def __init__(self, world: Later) -> None:
        self.check = _asked(world, Party.POST)
        photo = SimpleUploadedFile("a.png", PNG)
        acts.answer_check(self.check, by=world.district, holds=Holds.YES, photo=photo)
        self.draft, self.open = world.survey(), world.opened()
        self.closed = _read(world).question.survey

    def addresses(self) -> dict[str, dict[str, Any]]:
        draft, shown = {"ref": self.draft.ref}, {"ref": self.open.ref}
        return {
            "public:check": {"pk": self.check.pk},
            "public:check_photo": {"pk": self.check.pk},
            "public:survey_answer": shown, "public:survey_thanks": shown,
            "public:survey_answer_with": {**shown, "code": "111122223333"},
            "public:new_survey": {"ref": self.draft.effect.ref},
            **{f"public:{name}": shown for name in READ},
            **{f"public:{name}": draft for name in WRITTEN},
            "public:edit_question": {**draft, "order": 1}, "public:remove_question": {**draft, "order": 1},
            "public:survey_sheet": {**shown, "tongue": "kk"}, "public:survey_words": {"ref": self.closed.ref},
            "public:survey_act": {**draft, "name": "open"},
        }  # fmt: skip


__all__ = ["AskingSubjects", "Questions"]
