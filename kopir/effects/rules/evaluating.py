"""Who evaluates a card by the five official criteria."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.effects.models import Effect, Evaluation
from kopir.effects.rules.parties import published


def holds_post_of_body(by: Actor, effect: Effect) -> Permit:
    own = by.is_official and effect.post is not None and by.organisation_id == effect.post.organisation_id
    words = _("Only whoever holds a post of the state body that is a party of the card may do this.")
    return when(own, "not_body", words)


def not_approved(evaluation: Evaluation) -> Permit:
    words = _("An approved evaluation is not changed any more.")
    return when(evaluation.approved_at is None, "not_now", words, _("Begin another one."))


@permission("effects.evaluate")
def may_evaluate(by: Actor, subject: Effect | Evaluation) -> Permit:
    """Whoever holds a post of the state body that is a party, of a published card; until the evaluation is approved."""
    if isinstance(subject, Evaluation):
        return holds_post_of_body(by, subject.effect) & not_approved(subject)
    return holds_post_of_body(by, subject) & published(subject)


@permission("effects.approve_evaluation")
def may_approve_evaluation(by: Actor, evaluation: Evaluation) -> Permit:
    """Whoever holds a post of the state body that is a party, once."""
    return holds_post_of_body(by, evaluation.effect) & not_approved(evaluation)
