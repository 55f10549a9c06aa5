"""Packs for those who may read them: whoever holds the post, the post above, the one who left and the one who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.base.tongue import in_all_languages
from kopir.effects.models import Effect
from kopir.handovers.models import Item, Note, Pack, Promise, Question, Terms
from kopir.handovers.words import (
    DECIDED,
    KINDS,
    TO_DECIDE,
    TO_KNOW,
    WITH_SUCCESSOR,
    ItemState,
    PackState,
)
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.queries import spoken_by
from kopir.journal.models import Entry
from kopir.posts.belongings import BelongingKind
from kopir.practices.models import Card

CARDS: dict[str, type[Card] | type[Effect]] = {"practice:": Card, "effect:": Effect}
IMPORT = "practice-import:"
"""How the keys of items begin."""
RELATED = ("post__superior", "post__organisation", "appointment", "leaver", "successor")
NOT_FOR_YOU = gettext_lazy("Only the parties of a matter read this.")


def terms() -> Terms:
    """What the administrator has set, else what stands in the model."""
    return Terms.objects.order_by("pk").first() or Terms()


def packs_visible_to(by: Actor) -> QuerySet[Pack]:
    """Nobody else, oversight neither: figures are for everybody, packs are not."""
    if by.person_id is None:
        return Pack.objects.none()
    found = Q(leaver=by.person_id) | Q(successor=by.person_id)
    if by.is_official and by.post_id is not None:
        found |= Q(post=by.post_id) | Q(post__superior__in=spoken_by(by))
    return Pack.objects.filter(found).exclude(state=PackState.DROPPED).select_related(*RELATED)


def pack_for(by: Actor, pk: int) -> Pack:
    """Raises Refused(hidden)."""
    found = packs_visible_to(by).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", _("There is no such hand-over pack, or you may not see it."), hidden=True)
    return found


def packs_of(by: Actor) -> list[Pack]:
    """Of the actor's own post and those the actor left or took, the last one first."""
    mine = Q(leaver=by.person_id) | Q(successor=by.person_id)
    if by.is_official:
        mine |= Q(post=by.post_id)
    rows = packs_visible_to(by).filter(mine).order_by("-ends_on", "-pk")
    return list(with_names(rows.select_related(None), "post", "post__organisation")[:50])


def packs_below(by: Actor) -> list[Pack]:
    """Of the posts below, running ones first."""
    if not by.is_official or by.post_id is None:
        return []
    rows = packs_visible_to(by).filter(post__superior__in=spoken_by(by)).exclude(post=by.post_id)
    return sorted(rows.order_by("-ends_on", "-pk")[:100], key=lambda pack: not pack.is_running)


def pack_to_take(by: Actor, packs: Iterable[Pack]) -> Pack | None:
    """What waits for the holder of the post, if he is not the one who leaves, among the `packs_of` the actor."""
    own = (pack for pack in packs if by.is_official and pack.post_id == by.post_id)
    return next((pack for pack in own if pack.state in WITH_SUCCESSOR and pack.leaver_id != by.person_id), None)


# ---- What stands in it -------------------------------------------------------------------------------------------------


def items_of(by: Actor, pack: Pack) -> list[Item]:
    """In their order."""
    rows = list(pack.items.order_by("order", "pk"))
    return rows if _reads_all(by, pack) else _for_above(by, rows)


def _for_above(by: Actor, rows: list[Item]) -> list[Item]:
    """The post above reads what is said inside a matter only when it has a part in that matter, and of cards that are being
    written and imports nothing but their state."""
    inside = _inside(by, {row.matter for row in rows if row.matter is not None})
    shown = [row if row.matter is None or row.matter in inside else _hidden(row) for row in rows]
    unseen = {key for name, model in CARDS.items() for key in _unseen(by, name, model, rows)}
    return [_unnamed(row) if row.key in unseen or row.key.startswith(IMPORT) else row for row in shown]


def _unseen(by: Actor, name: str, model: type[Card] | type[Effect], rows: Iterable[Item]) -> set[str]:
    """Keys of the cards of this kind that the actor may not see."""
    keys = {row.key: int(row.key.partition(":")[2]) for row in rows if row.key.startswith(name)}
    seen = set(model.objects.visible_to(by).filter(pk__in=keys.values()).values_list("pk", flat=True)) if keys else set()
    return {key for key, pk in keys.items() if pk not in seen}


def _unnamed(row: Item) -> Item:
    row.title, row.story, row.path = row.status, [], ""
    return row


def _reads_all(by: Actor, pack: Pack) -> bool:
    return by.person_id in (pack.leaver_id, pack.successor_id) or (by.is_official and by.post_id == pack.post_id)


def _inside(by: Actor, numbers: Iterable[int]) -> set[int]:
    posts = spoken_by(by)
    parts = Part.objects.filter(post__in=posts).values("matter")
    handed = HandOff.objects.filter(Q(to_post__in=posts) | Q(from_post__in=posts)).values("matter")
    own = Q(accountable__in=posts) | Q(accountable__superior__in=posts) | Q(pk__in=parts) | Q(pk__in=handed)
    return set(Matter.objects.filter(own, pk__in=list(numbers)).values_list("pk", flat=True))


def _hidden(row: Item) -> Item:
    row.title, row.story, row.path = in_all_languages(NOT_FOR_YOU), [], ""
    row.words, row.answer = "", ""
    return row


def item_for(by: Actor, pack: Pack, pk: int) -> Item:
    """Raises Refused(hidden)."""
    found = next((row for row in items_of(by, pack) if row.pk == pk), None)
    if found is None:
        raise Refused("not_found", _("There is no such item in the pack."), hidden=True)
    found.pack = pack
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind. `is_to_know`: they are read only."""

    kind: str
    title: str
    rows: list[Item]
    is_to_know: bool


def groups(rows: Sequence[Item]) -> list[Group]:
    found = []
    for kind in BelongingKind:
        own = [row for row in rows if row.kind == kind]
        if own:
            found.append(Group(kind, str(KINDS[kind]), own, kind in TO_KNOW))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the items that have to be decided."""

    total: int
    decided: int
    questions: int
    refused: int

    @property
    def left(self) -> int:
        return self.total - self.decided

    @property
    def is_complete(self) -> bool:
        return self.decided == self.total


def progress(rows: Sequence[Item]) -> Progress:
    asked = [row for row in rows if row.kind not in TO_KNOW]
    return Progress(
        len(asked),
        sum(row.state in DECIDED for row in asked),
        sum(row.state == ItemState.QUESTION for row in asked),
        sum(row.state == ItemState.REFUSED for row in asked),
    )


def next_item(pack: Pack, after: int = 0) -> Item | None:
    """The next one that waits for the successor, behind this place; from the beginning when there is none behind."""
    rows = pack.items.filter(state__in=TO_DECIDE).exclude(kind__in=TO_KNOW).order_by("order", "pk")
    return rows.filter(order__gt=after).first() or rows.first()


def notes_of(pack: Pack) -> list[Note]:
    return list(pack.notes.select_related("question").order_by("question__order", "pk"))


def questions() -> list[Question]:
    """Those that are asked today."""
    rows = Question.objects.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))
    return list(rows.order_by("order", "pk"))


def promises_of(pack: Pack) -> list[Promise]:
    """The promises that stand in the pack, and those that were struck out of it."""
    keys = pack.items.filter(kind=BelongingKind.PROMISE).values_list("key", flat=True)
    numbers = [int(key.partition(":")[2]) for key in keys]
    return list(Promise.objects.filter(pk__in=numbers).order_by("due_on", "pk"))


def questions_for(by: Actor) -> list[Item]:
    """Questions of successors that wait for the actor's answer, the oldest first; hidden where `items_of` hides them."""
    rows = Item.objects.filter(pack__in=packs_visible_to(by), state=ItemState.QUESTION)
    if by.is_official:
        rows = rows.exclude(Q(pack__post=by.post_id) & ~Q(pack__leaver=by.person_id))
    also = ("pack__post__id", "pack__leaver", "pack__successor")
    found = list(with_names(rows, "pack__post", also=also).order_by("decided_at", "pk")[:50])
    above = _for_above(by, [row for row in found if not _reads_all(by, row.pack)])
    shown = {row.pk: row for row in above}
    return [shown.get(row.pk, row) for row in found]


def signature(pack: Pack, act: str) -> Entry | None:
    """The entry of a signature: `offer` of the leaver, `sign` of the successor."""
    rows = Entry.objects.filter(subject_kind="handovers.pack", subject_id=str(pack.pk), act=f"handovers.{act}")
    return rows.order_by("-id").first()
