"""Evidence is attached, taken back and runs out; the level of the card follows in the same act."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.files import Upload, store
from kopir.base.idents import kept_words
from kopir.journal.acts import act
from kopir.practices import rules, telling
from kopir.practices.flow import EVIDENCE
from kopir.practices.levels import level
from kopir.practices.models import Adoption, Card, Evidence
from kopir.practices.queries.evidence import facts_of
from kopir.practices.words import EvidenceKind, EvidenceState


def give_evidence(
    subject: Card | Adoption,
    *,
    by: Actor,
    kind: EvidenceKind,
    words: str,
    language: str,
    dated_on: date,
    expires_on: date | None = None,
    url: str = "",
    number: str = "",
    upload: Upload | None = None,
) -> Evidence:
    """Of a card or of an adoption. Something must be there to look at: a file, a link, or a document's number."""
    card = subject if isinstance(subject, Card) else subject.card
    found = Evidence(card=card, kind=kind, language=language, dated_on=dated_on, expires_on=expires_on, url=url)
    found.number = number.strip()
    with act(rules.may_give_evidence, by=by, subject=found, parent=card, permit_on=subject) as entry:
        _demand_evidence(found, words, upload)
        found.words = kept_words(words, 500)
        found.adoption = subject if isinstance(subject, Adoption) else None
        found.giver_post_id = by.post_id if by.is_official else None
        found.giver_organisation_id = by.organisation_id if by.is_member else None
        if upload is not None:
            _keep(found, upload)
        found.save()
        entry.watch(card)
        reckon(card)
    return found


def _demand_evidence(found: Evidence, words: str, upload: Upload | None) -> None:
    if not words.strip():
        raise Refused("no_words", _("Say in a sentence what it shows."), field="words")
    if not (upload or found.url or found.number):
        said = _("Attach a file, or give the address of a page or the number of a document.")
        raise Refused("nothing_shown", said, field="url")
    demand_dates(found.dated_on, found.expires_on)


def demand_dates(dated_on: date, expires_on: date | None) -> None:
    today = timezone.localdate()
    if dated_on > today:
        raise Refused("future", _("The date lies ahead."), field="dated_on")
    if expires_on is not None and expires_on < max(dated_on, today):
        raise Refused("expired", _("It would have run out already."), field="expires_on")


def _keep(found: Evidence, upload: Upload) -> None:
    kept = store(upload)
    found.file_name, found.file_sha256 = kept.name, kept.sha256
    found.file_size, found.file_mime = kept.size, kept.mime


def remove_evidence(found: Evidence, *, by: Actor) -> Card:
    card = found.card
    with act(rules.may_remove_evidence, by=by, subject=found, parent=card) as entry:
        EVIDENCE.move(found, "remove")
        found.save()
        entry.watch(card)
        reckon(card)
    return card


def reckon(card: Card) -> bool:
    """Computes the level anew and keeps it; answers whether it changed. Part of the act that changed the evidence."""
    fresh = level(facts_of(card))
    changed = fresh != card.level
    if changed:
        card.level = fresh
        Card.objects.filter(pk=card.pk).update(level=fresh, updated_at=timezone.now())
    return changed


def expire_evidence(*, by: Actor = SYSTEM) -> int:
    """Evidence that has run out; one entry a card. The owner is told."""
    rows = Evidence.objects.filter(state=EvidenceState.VALID, expires_on__lt=timezone.localdate())
    rows = rows.select_related("card__owner", "adoption").order_by("card_id", "pk")
    number = 0
    for card, found in groupby(rows, key=lambda row: row.card):
        with act(rules.may_expire_evidence, by=by, subject=card) as entry:
            for row in found:
                entry.watch(row)
                EVIDENCE.move(row, "expire")
                row.save()
                number += 1
            reckon(card)
            telling.tell_expired(card)
    return number
