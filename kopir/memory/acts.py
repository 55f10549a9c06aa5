"""Noting what was taken from memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, VISITOR, Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.interactions.models import Matter
from kopir.interactions.words import NOT_RECEIVED, MatterState, Visibility
from kopir.journal.acts import Draft, act, write
from kopir.memory import rules
from kopir.memory.models import Comparison, Opening, Solution, Unfit
from kopir.practices.models import Adoption, Card, Way
from kopir.practices.queries.results import results
from kopir.search.tried import duplicates

SETTLED = timedelta(hours=1)
"""By then a new matter stands in the index."""
AT_ONCE = 100
NEAREST = 20
LONGEST_REASON, SHORTEST_REASON = 2000, 3


def note_opening(matter: Matter, *, by: Actor, card: Card | None = None, earlier: Matter | None = None) -> None:
    """Once a matter and thing; later times change nothing. The entry names the organisation or the post and no person; it is
    closed, and does not stand in the story of the matter."""
    if matter == earlier or Opening.objects.filter(matter=matter, card=card, earlier=earlier).exists():
        return
    side = replace(by, person_id=None, name="", request_id="")
    opening = Opening(matter=matter, card=card, earlier=earlier, post_id=by.post_id)
    with act(rules.may_note_opening, by=side, subject=opening, permit_on=matter) as entry:
        opening.save()
        seen = card or earlier
        assert seen is not None
        entry.fact(seen=seen.journal_label)
        entry.is_open = False


def name_adoption(matter: Matter, *, by: Actor, adoption: Adoption | None) -> Solution | None:
    """The one named replaces the one named before; none takes it back."""
    solution = Solution.objects.filter(matter=matter).first() or Solution(matter=matter)
    if adoption is None and solution.pk is None:
        return None
    with act(rules.may_name_adoption, by=by, subject=solution, parent=matter, permit_on=matter) as entry:
        entry.is_open = matter.is_public
        if adoption is None:
            _take_back(solution, entry)
            return None
        if adoption.started_on > timezone.localdate():
            raise Refused("not_now", _("This adoption has not begun yet."), field="adoption")
        assert by.post_id is not None
        solution.adoption, solution.post_id = adoption, by.post_id
        solution.save()
        entry.fact(card=adoption.card.ref, matter=matter.number)
    return solution


def _take_back(solution: Solution, entry: Draft) -> None:
    entry.fact(card="—", matter=solution.matter.number)
    number = solution.pk
    solution.delete()
    solution.pk = number  # the entry still names it


def dismiss_way(matter: Matter, *, by: Actor, way: Way, reason: str) -> Unfit:
    """It is not suggested again in this matter; said twice, the first reason stands. The reason is for the parties."""
    there = Unfit.objects.filter(matter=matter, way=way).first()
    if there is not None:
        return there
    unfit = Unfit(matter=matter, way=way, post_id=by.post_id)
    with act(rules.may_dismiss_way, by=by, subject=unfit, parent=matter, permit_on=matter) as entry:
        unfit.reason = kept_words(reason, LONGEST_REASON)
        if len(unfit.reason) < SHORTEST_REASON:
            raise Refused("no_reason", _("Say why it does not suit, in a sentence."), field="reason")
        unfit.save()
        entry.fact(matter=matter.number, way=way.names)
    return unfit


def compare(*, by: Actor = SYSTEM) -> int:
    """Public matters that were not compared yet, the oldest first; answers how many repeat a solved one. Nothing but what
    everybody may read is compared."""
    rules.may_compare(by, None).demand()
    waiting = Matter.objects.filter(
        visibility=Visibility.PUBLIC, comparison__isnull=True, received_at__lt=timezone.now() - SETTLED
    ).exclude(state__in=(*NOT_RECEIVED, MatterState.JOINED))
    made = [Comparison(matter=matter, earlier=_solved_before(matter)) for matter in waiting.order_by("pk")[:AT_ONCE]]
    found = [row for row in made if row.earlier_id is not None]
    with transaction.atomic():
        Comparison.objects.bulk_create(made)
        if found:
            draft = Draft(rules.may_compare.name, by, found[0], found[0].matter)
            draft.fact(count=len(found))
            write([draft])
    return len(found)


def _solved_before(matter: Matter) -> Matter | None:
    """The nearest of those likely the same that were solved, and confirmed, when this one came."""
    like = [found.subject for found in duplicates(VISITOR, matter, limit=NEAREST)]
    matters = [one for one in like if isinstance(one, Matter)]
    before = [one for one in matters if one.closed_at and matter.received_at and one.closed_at < matter.received_at]
    ends = results({one.pk for one in before})
    return next((one for one in before if one.pk in ends and ends[one.pk].confirmed), None)
