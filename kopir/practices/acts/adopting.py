"""Others take a practice over and say whether its effect repeated."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import Draft, act, write
from kopir.practices import rules, telling
from kopir.practices.acts.evidence import reckon
from kopir.practices.models import Adoption, Card, Use
from kopir.practices.words import PUBLIC, CardState, Repeated
from kopir.territories.models import Territory

LONGEST = 4000
ASK_AFTER = timedelta(days=90)
"""From the start, and again after each "too early"."""


def say_used(card: Card, *, by: Actor) -> Use:
    """One voice a post or an organisation. Said twice it is said once."""
    own = {"post_id": by.post_id} if by.is_official else {"organisation_id": by.organisation_id}
    there = Use.objects.filter(card=card, **own).first()
    if there is not None:
        return there
    with act(rules.may_say_used, by=by, subject=card) as entry:
        use = Use.objects.create(card=card, **own)
        entry.also(use)
    return use


def adopt(
    card: Card,
    *,
    by: Actor,
    territory: Territory,
    started_on: date,
    language: str,
    changed: str = "",
    because: str = "",
    learned_from: Adoption | None = None,
    in_group: bool = True,
    is_demonstration: bool = False,
) -> Adoption:
    """`changed`: what is done otherwise than on the card; then `because` says why."""
    adoption = Adoption(
        card=card, territory=territory, started_on=started_on, language=language, learned_from=learned_from,
        in_group=in_group, is_demonstration=is_demonstration or card.is_demonstration,
    )  # fmt: skip
    with act(rules.may_adopt, by=by, subject=adoption, parent=card, permit_on=card) as entry:
        adoption.post_id = by.post_id if by.is_official else None
        adoption.organisation_id = by.organisation_id if by.is_member else None
        adoption.changed, adoption.because = kept_words(changed, LONGEST), kept_words(because, LONGEST)
        _demand_adoptable(adoption)
        adoption.next_ask_on = max(started_on, timezone.localdate()) + ASK_AFTER
        adoption.save()
        entry.fact(card=card.ref, place=territory.names)
        telling.tell_adopted(adoption)
    return adoption


def _demand_adoptable(adoption: Adoption) -> None:
    if adoption.changed and not adoption.because:
        raise Refused("no_reason", _("Say why it is done otherwise."), field="because")
    if adoption.started_on > timezone.localdate() + timedelta(days=366):
        raise Refused("far", _("The start lies more than a year ahead."), field="started_on")
    if adoption.learned_from is not None and adoption.learned_from.card_id != adoption.card_id:
        raise Refused("other_card", _("This experience belongs to another card."), field="learned_from")
    same = {"card": adoption.card_id, "post": adoption.post_id, "organisation": adoption.organisation_id}
    if Adoption.objects.filter(territory=adoption.territory, **same).exists():
        raise Refused("twice", _("You have adopted it in this place already."), field="place")


def report_result(adoption: Adoption, *, by: Actor, repeated: Repeated, result: str) -> Adoption:
    """“Too early” is asked again. The pioneer and the group of adopters are told of everything else, and the card's level of
    evidence follows."""
    card = adoption.card
    with act(rules.may_report_result, by=by, subject=adoption, parent=card) as entry:
        if repeated != Repeated.TOO_EARLY and len(result.strip()) < 3:
            raise Refused("no_words", _("Say in a sentence what you see."), field="result")
        adoption.repeated, adoption.result, adoption.result_at = repeated, kept_words(result, LONGEST), timezone.now()
        early = repeated == Repeated.TOO_EARLY
        adoption.next_ask_on = timezone.localdate() + ASK_AFTER if early else None
        adoption.save()
        entry.watch(card)
        reckon(card)
        entry.fact(card=card.ref, answer=in_all_languages(Repeated(repeated).label))
        if not early:
            telling.tell_result(adoption)
    return adoption


def join_group(adoption: Adoption, *, by: Actor, joins: bool) -> Adoption:
    """The group of those who adopt the card are told of each other's results and of the pioneer's answers."""
    with act(rules.may_join_group, by=by, subject=adoption, parent=adoption.card) as entry:
        adoption.in_group = joins
        adoption.save()
        entry.fact(card=adoption.card.ref)
    return adoption


def remind_adopters(*, by: Actor = SYSTEM) -> int:
    """Asks for results that are due, and again after the same time when nobody answers."""
    today = timezone.localdate()
    with transaction.atomic():
        rules.may_remind_adopters(by, None).demand()
        rows = Adoption.objects.filter(next_ask_on__lte=today, card__state__in=PUBLIC).exclude(card__state=CardState.WITHDRAWN)
        due = list(rows.select_related("card", "territory", "post", "organisation").prefetch_related("card__texts"))
        for adoption in due:
            telling.tell_result_asked(adoption, today)
            adoption.next_ask_on = today + ASK_AFTER
        Adoption.objects.bulk_update(due, ["next_ask_on"], batch_size=500)
        if due:
            draft = Draft(rules.may_remind_adopters.name, by, due[0], due[0].card)
            draft.fact(count=len(due))
            write([draft])
    return len(due)
