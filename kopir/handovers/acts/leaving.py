"""What the one who leaves does: answers short questions, says which promises stand, signs."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.tongue import detect, in_all_languages
from kopir.handovers import rules
from kopir.handovers.acts.collecting import collect
from kopir.handovers.acts.taking import decide
from kopir.handovers.content import content_of, hash_of
from kopir.handovers.flow import PACK
from kopir.handovers.models import Item, Note, Pack, Promise, Question
from kopir.handovers.telling import tell_successor
from kopir.handovers.words import WITH_SUCCESSOR, ItemState, PromiseState
from kopir.journal.acts import act

LONGEST = 4000


def write_notes(pack: Pack, *, by: Actor, texts: Mapping[int, str]) -> int:
    """Answers by the number of the question; answers how many have changed. An empty text takes the answer back. The words
    stay out of the journal: they are a draft until the pack is signed."""
    known = {row.question_id: row.text for row in pack.notes.all()}
    said = {pk: kept_words(text, LONGEST) for pk, text in texts.items()}
    changed = {pk: text for pk, text in said.items() if text != known.get(pk, "")}
    if not changed:
        rules.may_write_note(by, pack).demand()
        return 0
    with act(rules.may_write_note, by=by, subject=pack, parent=pack.post) as entry:
        entry.is_open = False
        for question in Question.objects.filter(pk__in=changed):
            _write(pack, question, changed[question.pk])
    return len(changed)


def _write(pack: Pack, question: Question, text: str) -> None:
    if not text:
        Note.objects.filter(pack=pack, question=question).delete()
        return
    Note.objects.update_or_create(pack=pack, question=question, defaults={"text": text, "language": detect(text)})


def judge_promise(promise: Promise, *, by: Actor, stands: bool) -> Promise:
    """It stands, or it is no promise. May be judged anew until the pack is offered; where the leaver went without a word the
    successor judges, and thereby takes it over or refuses it."""
    state = PromiseState.CONFIRMED if stands else PromiseState.STRUCK
    with act(rules.may_judge_promise, by=by, subject=promise, parent=promise.post) as entry:
        promise.state, promise.judged_at = state, timezone.now()
        promise.save()
        entry.fact(answer=in_all_languages(state.label))
        entry.withhold(quote=promise.quote)
        _decide_for_successor(promise, by, stands)
    return promise


def _decide_for_successor(promise: Promise, by: Actor, stands: bool) -> None:
    rows = Item.objects.filter(key=f"promise:{promise.pk}", pack__state__in=WITH_SUCCESSOR).select_related("pack__post")
    for item in rows:
        item.status = in_all_languages(PromiseState(promise.state).label)
        item.save(update_fields=["status"])
        if rules.may_decide(by, item):
            taken = ItemState.TAKEN if stands else ItemState.REFUSED
            decide(item, by=by, answer=taken, words="" if stands else str(PromiseState.STRUCK.label))


def offer(pack: Pack, *, by: Actor) -> Pack:
    """The leaver's signature: the content as it is now, and its hash in the journal."""
    with act(rules.may_offer, by=by, subject=pack, parent=pack.post) as entry:
        collect(pack)
        _demand_judged(pack)
        PACK.move(pack, "offer")
        pack.offered = content_of(pack)
        pack.offered_hash, pack.offered_at = hash_of(pack.offered), timezone.now()
        pack.save()
        entry.fact(post=pack.post.names, items=pack.items.count(), hash=pack.offered_hash)
        tell_successor(pack)
    return pack


def _demand_judged(pack: Pack) -> None:
    keys = pack.items.filter(kind="promise").values_list("key", flat=True)
    numbers = [int(key.partition(":")[2]) for key in keys]
    if Promise.objects.filter(pk__in=numbers, state=PromiseState.FOUND).exists():
        raise Refused(
            "promises_open",
            _("Some promises are neither confirmed nor struck out."),
            _("Say of each whether it stands, then sign."),
        )
