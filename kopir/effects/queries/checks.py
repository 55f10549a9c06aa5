"""Later checks: what is to be asked, what waits for whom, and what the sides said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.effects.models import Check, CheckTerm, Effect
from kopir.effects.standing import standing
from kopir.effects.words import CheckState, EffectState, Holds, Standing
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState, OutcomeKind

CLAIMS = (OutcomeKind.SOLVED, OutcomeKind.PARTLY)
"""Outcomes that say something changed for people; only these are asked about."""
SHOWN = ("post__organisation", "organisation", "matter", "effect", "survey__effect")
Closing = Matter | Effect


# ---- What is to be asked -------------------------------------------------------------------------------------------


def terms_in_force(on: date | None = None) -> QuerySet[CheckTerm]:
    today = on or timezone.localdate()
    return CheckTerm.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


def claims_effect() -> Q:
    """Of a matter: its last outcome says that something changed."""
    return Q(outcome__in=CLAIMS)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _asked(term: CheckTerm, **of: OuterRef) -> Exists:
    return Exists(Check.objects.filter(days=term.days, **of))


def matters_to_ask(term: CheckTerm, today: date) -> Iterator[Matter]:
    """Closed with an effect claimed, the term has run out, and nobody was asked yet in this round."""
    back = timedelta(days=term.days)
    rows = Matter.objects.filter(
        state=MatterState.CLOSED,
        closed_at__gte=_midnight(term.starts_on - back),
        closed_at__lt=_midnight(today - back + timedelta(days=1)),
    )
    rows = rows.filter(claims_effect(), ~_asked(term, matter=OuterRef("pk"), round=OuterRef("round")))
    yield from rows.select_related("accountable__organisation", "author").order_by("pk")


def effects_to_ask(term: CheckTerm, today: date) -> Iterator[Effect]:
    """Published cards whose work has ended. The card of a matter is asked about with its matter: nothing is asked twice."""
    back = timedelta(days=term.days)
    rows = Effect.objects.filter(
        state=EffectState.PUBLISHED, matter=None, ends_on__gte=term.starts_on - back, ends_on__lte=today - back
    )
    rows = rows.filter(~_asked(term, effect=OuterRef("pk")))
    yield from rows.select_related("post__organisation", "organisation").prefetch_related("texts").order_by("pk")


def unanswered(before: date) -> list[Check]:
    rows = Check.objects.filter(state=CheckState.DUE, due_on__lt=before)
    return list(rows.select_related("matter", "effect"))


def without_matter() -> list[Check]:
    """Waiting questions whose matter is open again, or was closed anew."""
    moved = ~Q(matter__state=MatterState.CLOSED) | ~Q(round=F("matter__round"))
    rows = Check.objects.filter(moved, state=CheckState.DUE, matter__isnull=False)
    return list(rows.select_related("matter", "effect"))


def same_check(check: Check) -> QuerySet[Check]:
    """The question to all its sides."""
    rows = Check.objects.filter(days=check.days).exclude(state=CheckState.LAPSED)
    if check.matter_id is not None:
        return rows.filter(matter_id=check.matter_id, round=check.round)
    return rows.filter(effect_id=check.effect_id)


# ---- What waits ----------------------------------------------------------------------------------------------------


def _mine(by: Actor) -> Q:
    if by.is_official:
        return Q(post_id=by.post_id)
    return Q(organisation_id=by.organisation_id) if by.is_member else Q(pk__in=[])


def _waiting(by: Actor) -> QuerySet[Check]:
    return Check.objects.filter(_mine(by), state=CheckState.DUE)


def checks_waiting(by: Actor) -> list[Check]:
    """Questions to the actor's post or organisation, the oldest first. Two queries."""
    return _named(_waiting(by))


def checks_due(by: Actor) -> list[tuple[int, date, int | None]]:
    """The same as number of the question, its day, and how many people it concerns: a full desk has hundreds. One query."""
    people = Coalesce("matter__people_concerned", "effect__people_planned")
    return list(_waiting(by).values_list("pk", "due_on", people))


def checks_shown(by: Actor, pks: Iterable[int]) -> dict[int, Check]:
    """Some of those that waited a moment ago, by number. Two queries."""
    return {row.pk: row for row in _named(Check.objects.filter(_mine(by), pk__in=pks))}


def _named(rows: QuerySet[Check]) -> list[Check]:
    shown = ("matter__number", "matter__title", "matter__people_concerned", "effect__ref", "effect__people_planned")
    named = with_names(rows, "matter__territory", "effect__territory", also=shown)
    return list(named.prefetch_related("effect__texts"))


def check_for(by: Actor, pk: int) -> Check:
    """For its sides, and for whoever may read the matter or the card. Raises Refused(hidden)."""
    seen = Q(matter__in=Matter.objects.readable_by(by)) | Q(effect__in=Effect.objects.visible_to(by))
    rows = Check.objects.filter(seen | _mine(by), pk=pk)
    found = rows.select_related(*SHOWN).prefetch_related("effect__texts").first()
    if found is None:
        raise Refused("not_found", _("There is no such question, or you may not see it."), hidden=True)
    return found


# ---- What was said -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """All answers to one question, so many days after the closing."""

    days: int
    due_on: date
    rows: list[Check]

    @property
    def standing(self) -> Standing:
        return standing((row.state, row.holds) for row in self.rows)

    @property
    def people(self) -> int | None:
        """For how many it holds, by the lowest number given: nobody is added up twice."""
        numbers = [row.number for row in self.rows if row.number is not None and row.holds in (Holds.YES, Holds.PARTLY)]
        return min(numbers, default=None)


def told(rows: Iterable[Check]) -> list[Told]:
    """Grouped by round and days, in their order."""
    found: dict[tuple[int, int], list[Check]] = defaultdict(list)
    for row in rows:
        found[row.round, row.days].append(row)
    return [Told(days, rows[0].due_on, rows) for (_round, days), rows in sorted(found.items())]


def _answers(rows: QuerySet[Check]) -> QuerySet[Check]:
    return rows.exclude(state=CheckState.LAPSED).order_by("round", "days", "-party", "pk")


def _told(rows: QuerySet[Check]) -> list[Told]:
    """Who said what, without the matter or the card beside which it stands."""
    surveys = ("survey__ref", "survey__state", "survey__effect__state")
    return told(with_names(_answers(rows), "post", "organisation", also=surveys).select_related("survey__effect"))


def checks_of_matter(matter: Matter) -> list[Told]:
    """The caller has asked whether the reader may read the matter."""
    return _told(Check.objects.filter(matter=matter))


def checks_of_effect(by: Actor, effect: Effect) -> list[Told]:
    """Of the card, or of the matter it tells of: that may be restricted since, while the card stays public."""
    of_matter = Q(matter_id=effect.matter_id, matter__in=Matter.objects.readable_by(by))
    return _told(Check.objects.filter(Q(effect=effect) | of_matter))


def answers_beside(check: Check) -> Told:
    rows = _answers(same_check(check)).select_related(*SHOWN).prefetch_related("effect__texts")
    return Told(check.days, check.due_on, list(rows))


def next_checks(closing: Closing) -> list[date]:
    """The days on which it will be asked about, as the terms are now."""
    if isinstance(closing, Matter):
        ended = timezone.localdate(closing.closed_at) if closing.closed_at else None
    else:
        ended = closing.ends_on
    if ended is None:
        return []
    today = timezone.localdate()
    days = [ended + timedelta(days=term.days) for term in terms_in_force()]
    return [day for day in days if day >= today]


__all__ = [
    "CLAIMS",
    "Closing",
    "Told",
    "answers_beside",
    "check_for",
    "checks_due",
    "checks_of_effect",
    "checks_of_matter",
    "checks_shown",
    "checks_waiting",
    "claims_effect",
    "effects_to_ask",
    "matters_to_ask",
    "next_checks",
    "same_check",
    "terms_in_force",
    "told",
    "unanswered",
    "without_matter",
]
