"""What the successor does, item by item, and what is answered to a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.tongue import in_all_languages
from kopir.handovers import rules
from kopir.handovers.content import content_of, hash_of
from kopir.handovers.flow import ITEM, PACK
from kopir.handovers.models import Item, Pack
from kopir.handovers.telling import tell_answered, tell_question, tell_signed
from kopir.handovers.words import DECIDED, TO_KNOW, ItemState
from kopir.journal.acts import act

LONGEST = 4000
DRAFTED = ("answer", "words")


def decide(item: Item, *, by: Actor, answer: str, words: str = "") -> Item:
    """`answer`: taken, question or refused; the last two need words. May be changed until the pack is signed."""
    with act(rules.may_decide, by=by, subject=item, parent=item.pack) as entry:
        _demand_sense(item, answer, words)
        ITEM.move(item, answer)
        item.words, item.decided_at, item.draft = kept_words(words, LONGEST), timezone.now(), {}
        if answer == ItemState.QUESTION:
            item.answer, item.answered_by, item.answered_at = "", {}, None
        item.save()
        entry.watch(item.pack)
        PACK.move(item.pack, "begin")
        item.pack.save()
        entry.fact(answer=in_all_languages(ItemState(answer).label))
        if answer == ItemState.QUESTION:
            tell_question(item)
    return item


def _demand_sense(item: Item, answer: str, words: str) -> None:
    if item.kind in TO_KNOW:
        raise Refused("only_to_know", _("This is there to be known; nothing has to be decided."))
    if answer not in (ItemState.TAKEN, ItemState.QUESTION, ItemState.REFUSED):
        raise Refused("no_answer", _("Say whether you take it over, ask, or refuse."), field="answer")
    if answer != ItemState.TAKEN and not words.strip():
        reason = _("Write your question.") if answer == ItemState.QUESTION else _("Say why you refuse it.")
        raise Refused("no_words", reason, field="words")


def keep_draft(item: Item, *, by: Actor, values: Mapping[str, str]) -> bool:
    """What is typed as a decision or an answer, until it is sent; answers whether anything changed. It is written on the item
    alone and stays out of the journal, which says only that the pack was worked on."""
    typed = {name: kept_words(str(values.get(name, "")), LONGEST) for name in DRAFTED if values.get(name)}
    if typed == item.typed_by(by.person_id):
        rules.may_keep_draft(by, item).demand()
        return False
    with act(rules.may_keep_draft, by=by, subject=item.pack, parent=item.pack.post, permit_on=item) as entry:
        fresh = Item.objects.get(pk=item.pk)
        item.draft = {**fresh.draft, str(by.person_id): typed}
        Item.objects.filter(pk=item.pk).update(draft=item.draft)
        entry.is_open = False
    return True


def answer(item: Item, *, by: Actor, words: str) -> Item:
    """By the leaver or the post above; the successor then decides again."""
    with act(rules.may_answer, by=by, subject=item, parent=item.pack):
        if not words.strip():
            raise Refused("no_words", _("Write your answer."), field="words")
        ITEM.move(item, "answer")
        item.answer, item.draft = kept_words(words, LONGEST), {}
        item.answered_by, item.answered_at = by.labels or {"kk": by.name}, timezone.now()
        item.save()
        tell_answered(item)
    return item


def sign(pack: Pack, *, by: Actor) -> Pack:
    """The successor's signature. Nothing of the pack is changed after it."""
    with act(rules.may_sign, by=by, subject=pack, parent=pack.post) as entry:
        counts = _demand_decided(pack)
        PACK.move(pack, "sign")
        pack.content = content_of(pack)
        pack.hash, pack.signed_at, pack.successor_id = hash_of(pack.content), timezone.now(), by.person_id
        pack.save()
        taken, refused = counts[ItemState.TAKEN], counts[ItemState.REFUSED]
        entry.fact(post=pack.post.names, hash=pack.hash, offered=pack.offered_hash, taken=taken, refused=refused)
        tell_signed(pack, taken, refused)
    return pack


def _demand_decided(pack: Pack) -> Counter[str]:
    counts = Counter(pack.items.exclude(kind__in=TO_KNOW).values_list("state", flat=True))
    left = sum(number for state, number in counts.items() if state not in DECIDED)
    if left:
        raise Refused(
            "items_left",
            _("Items that are not decided yet, or whose question waits for an answer: %(number)s.") % {"number": left},
            _("Take each over or refuse it with a reason, then sign."),
        )
    return counts
