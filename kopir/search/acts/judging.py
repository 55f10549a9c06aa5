"""An official records whether two matters are the same; the last word stands."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions.models import Matter
from kopir.journal.acts import act
from kopir.search import rules
from kopir.search.models import Judgement
from kopir.search.words import Verdict

RULES = {Verdict.SAME: rules.may_judge_same, Verdict.DIFFERENT: rules.may_judge_different}


def judge(matter: Matter, other: Matter, *, by: Actor, verdict: Verdict, reason: str = "") -> Judgement:
    """The entry stands in the story of `matter`, and is open while both are."""
    if matter.pk == other.pk:
        raise Refused("same_matter", _("That is the very matter itself."))
    judgement = _of(matter, other)
    with act(RULES[verdict], by=by, subject=matter, reason=reason, permit_on=judgement) as entry:
        is_new = judgement._state.adding
        if not is_new:
            entry.watch(judgement)
        judgement.verdict, judgement.reason = verdict, reason.strip()[:2000]
        judgement.person_id, judgement.at = by.person_id, timezone.now()
        judgement.save()
        if is_new:
            entry.also(judgement)
        entry.fact(other=other.journal_label)
        entry.is_open = matter.is_public and other.is_public
    return judgement


def _of(matter: Matter, other: Matter) -> Judgement:
    first, second = sorted((matter, other), key=lambda row: row.pk)
    found = Judgement.objects.filter(first=first, second=second).select_related("first", "second").first()
    return found or Judgement(first=first, second=second)
