"""The result chain: its steps, and what became of the assumptions on which they rest."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import in_all_languages
from kopir.effects import rules, telling
from kopir.effects.models import ChainStep, Effect
from kopir.effects.words import ChainLevel, Tested
from kopir.journal.acts import act

MOST = 6
"""Steps of one level; more cannot be read as a picture."""


def save_step(
    effect: Effect,
    *,
    by: Actor,
    level: ChainLevel,
    text: str,
    language: str,
    assumption: str = "",
    test_on: date | None = None,
    step: ChainStep | None = None,
) -> ChainStep:
    """A new step, or `step` changed. An assumption has a day on which it is tested: otherwise it is only a hope."""
    found = step or ChainStep(effect=effect)
    with act(rules.may_write_chain, by=by, subject=effect) as entry:
        entry.also(found) if step is None else entry.watch(found)
        _demand_step(effect, found, level, text, assumption, test_on)
        found.level, found.language, found.test_on = level, language, test_on if assumption.strip() else None
        found.text = hide_personal_numbers(text.strip())[0][:300]
        found.assumption = hide_personal_numbers(assumption.strip())[0][:300]
        if step is None:
            found.order = effect.chain.filter(level=level).count()
        found.save()
    return found


def _demand_step(effect: Effect, found: ChainStep, level: ChainLevel, text: str, assumption: str, test_on: date | None) -> None:
    if not text.strip():
        raise Refused("no_words", _("Say in a sentence what it is."), field="text")
    if assumption.strip() and test_on is None:
        words = _("Say when it will be tested: an assumption without a day is only a hope.")
        raise Refused("no_test_day", words, field="test_on")
    if effect.chain.filter(level=level).exclude(pk=found.pk).count() >= MOST:
        words = _("There are %(number)s steps of this kind already; put some of them together.") % {"number": MOST}
        raise Refused("too_many", words, field="level")


def remove_step(step: ChainStep, *, by: Actor) -> None:
    with act(rules.may_write_chain, by=by, subject=step.effect):
        step.delete()


def test_assumption(step: ChainStep, *, by: Actor, tested: Tested, finding: str) -> ChainStep:
    """What was found stands beside the assumption; the other party is told."""
    with act(rules.may_test_assumption, by=by, subject=step, parent=step.effect) as entry:
        if tested == Tested.OPEN:
            raise Refused("no_answer", _("Say whether it holds."), field="tested")
        if not finding.strip():
            raise Refused("no_words", _("Say in a sentence what you found and from what."), field="finding")
        step.tested, step.tested_at = tested, timezone.now()
        step.finding = hide_personal_numbers(finding.strip())[0][:500]
        step.save()
        entry.fact(answer=in_all_languages(Tested(tested).label))
        telling.tell_tested(step, by)
    return step
