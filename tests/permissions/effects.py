"""Effect cards of the permission tables: A wrote the card, D's post is its other party. Each part has a class of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.effects import acts
from kopir.effects.models import ChainStep, Effect, Evaluation, PieceUse
from kopir.effects.words import PieceKind
from kopir.organisations.words import FundingSource
from kopir.regulation.models import Obligation
from kopir.regulation.words import ObligationState
from tests.effects.world import Effects

WRITING = ("effect_sides", "effect_chain", "effect_money", "practice_of_effect")


def evaluation(world: Effects, effect: Effect) -> Evaluation:
    given: dict[str, Any] = {"council": "Кеңес", "held_on": date(2026, 10, 1), "language": "kk"}
    return acts.save_evaluation(effect, by=world.district, scores={}, conclusions={}, **given)


class CardSubjects:
    """For `Everything`: what acts on cards, their evidence and their evaluation are asked about."""

    world: Any

    def any_effects(self) -> Effect:
        found: Effect = self.world.told_effect()
        return found

    def _being_written(self) -> Effect:
        found: Effect = self.world.whole()
        return found

    effects_draft = effects_write = effects_write_chain = effects_discard = effects_publish = _being_written

    def effects_test_assumption(self) -> ChainStep:
        return ChainStep.objects.filter(effect=self.world.published_effect()).exclude(assumption="")[0]

    def effects_take_back_piece(self) -> PieceUse:
        found: PieceUse = self.world.piece(self.world.published_effect())
        return found

    effects_judge_piece = effects_take_back_piece

    def effects_approve_evaluation(self) -> Evaluation:
        return evaluation(self.world, self.world.published_effect())


class Cards:
    """For the routes: a draft, a published card with what hangs on it, and a matter, an adoption, a duty to begin from."""

    def __init__(self, world: Effects) -> None:
        self.written, self.published = world.whole(), world.told_effect()
        self.file = world.piece(self.published, kind=PieceKind.FILE, upload=SimpleUploadedFile("акт.txt", "Акт".encode()))
        acts.count_money(self.written, by=world.author, rows=[acts.Spent(2026, FundingSource.GRANT, 5)])
        self.gain = acts.name_gain(self.written, by=world.author, words="Жоспар")
        self.sheet = evaluation(world, self.published)
        self.remark = acts.add_remark(self.sheet, by=world.district, text="Кеш", language="kk", accepted=True)
        self.approved = evaluation(world, self.published)
        Evaluation.objects.filter(pk=self.approved.pk).update(approved_at=self.published.published_at, hash="0" * 64)
        self.answered = world.answered()
        self.adoption = world.adoption(world.published())
        self.year = {"ref": world.district_post.organisation.ref, "year": 2026}
        self.done = Obligation.objects.filter(post=world.district_post).latest("due_on")
        Obligation.objects.filter(pk=self.done.pk).update(state=ObligationState.DONE, done_on=date(2026, 10, 1))
        self.step = ChainStep.objects.filter(effect=self.written)[0]
        self.money = self.written.money.get()

    def addresses(self) -> dict[str, dict[str, Any]]:
        draft, card = {"ref": self.written.ref}, {"ref": self.published.ref}
        return {
            "public:effect": card, "public:effect_chain_picture": card,
            **{f"public:{name}": draft for name in WRITING}, "public:practice_of_effect": card,
            "public:effect_write": {**draft, "name": "need", "language": "kk"},
            "public:effect_autosave": {**draft, "name": "need", "language": "kk"},
            "public:effect_chain_step": {**draft, "pk": self.step.pk}, "public:remove_chain_step": {**draft, "pk": self.step.pk},
            "public:remove_money": {**draft, "pk": self.money.pk}, "public:effect_gains": draft,
            "public:remove_gain": {**draft, "pk": self.gain.pk}, "public:effect_piece": {"pk": self.file.piece_id},
            "public:effect_act": {**card, "name": "confirm"},
            "public:effect_act_on": {**card, "name": "judge", "pk": self.file.pk},
            "public:effect_of_matter": {"number": self.answered.number},
            "public:effect_of_adoption": {"pk": self.adoption.pk}, "public:effect_of_duty": {"pk": self.done.pk},
            "public:new_evaluation": card, "public:evaluation": {**card, "pk": self.approved.pk},
            "public:evaluation_file": {**card, "pk": self.approved.pk, "form": "docx"},
            "public:add_remark": {**card, "pk": self.sheet.pk}, "public:approve_evaluation": {**card, "pk": self.sheet.pk},
            "public:remove_remark": {**card, "pk": self.remark.pk},
            "public:evaluations_year": self.year, "public:evaluations_csv": self.year,
            "public:evaluations_file": {**self.year, "form": "docx"},
        }  # fmt: skip
