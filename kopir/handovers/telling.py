"""Who is told what about a hand-over pack. Every notice opens the pack."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from kopir.handovers.models import Item, Pack
from kopir.handovers.words import WITH_SUCCESSOR, ItemState, PackState
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.posts.queries import answering_post, holders


def page_of(pack: Pack) -> str:
    return f"/desk/handover/{pack.pk}/"


def _tell(text: str, pack: Pack, about: object, *, post: Post | None = None, person: Person | None = None, **facts: Any) -> None:
    """`about` makes the occasion unique beside the pack and whom it is told."""
    side = f"post:{post.pk}" if post else f"person:{person.pk}" if person else ""
    if not side:
        return
    common = {"post": pack.post.names, "ends_on": pack.ends_on, "items": pack.items.count(), **facts}
    tell(
        f"handovers.{text}", key=f"handovers.{text}:{pack.pk}:{about}:{side}", path=page_of(pack), weight=Weight.WORK,
        facts=common, post=post, person=person, subject=pack,
    )  # fmt: skip


def above(post: Post) -> Post | None:
    """The post above that hears: the nearest held one, else the one directly above."""
    if post.superior is None:
        return None
    return answering_post(post.superior) or post.superior


def tell_leaving(pack: Pack) -> None:
    _tell("leaving", pack, pack.ends_on, person=pack.leaver)


def tell_made_without(pack: Pack) -> None:
    _tell("made_without", pack, pack.ends_on, post=above(pack.post))


def tell_successor(pack: Pack) -> None:
    """Once to each who comes after the leaver; nobody while the post is vacant."""
    holder = holders([pack.post_id]).get(pack.post_id)
    if holder is not None and holder.person_id != pack.leaver_id:
        _tell("offered", pack, holder.pk, post=pack.post)


def tell_question(item: Item, about: object = "") -> None:
    """The leaver while the account works, and the post above."""
    if item.pack.leaver.is_active:
        _tell("question", item.pack, f"{item.pk}:{item.decided_at}:{about}", person=item.pack.leaver)
    _tell("question", item.pack, f"{item.pk}:{item.decided_at}:{about}", post=above(item.pack.post))


def tell_answered(item: Item) -> None:
    _tell("answered", item.pack, f"{item.pk}:{item.answered_at}", post=item.pack.post)


def tell_signed(pack: Pack, taken: int, refused: int) -> None:
    if pack.leaver.is_active:
        _tell("signed", pack, "", person=pack.leaver, taken=taken, refused=refused)
    _tell("signed", pack, "", post=above(pack.post), taken=taken, refused=refused)


def announce() -> None:
    """Packs that wait for a successor who has come since."""
    for pack in _packs(Q(state__in=WITH_SUCCESSOR)):
        tell_successor(pack)


def remind(every: int) -> None:
    """Every so many days: the leaver, the successor, and whoever is asked, while they are waited for."""
    today = timezone.localdate()
    for pack in _packs(Q(state=PackState.ASSEMBLING) | Q(state__in=WITH_SUCCESSOR)):
        begun = timezone.localdate(pack.offered_at or pack.begun_at)
        if (times := (today - begun).days // max(every, 1)) > 0:
            _remind(pack, f"{pack.state}:{times}")
    for item in Item.objects.filter(state=ItemState.QUESTION).select_related("pack__leaver", "pack__post__superior"):
        asked = timezone.localdate(item.decided_at) if item.decided_at else today
        if (times := (today - asked).days // max(every, 1)) > 0:
            tell_question(item, times)


def _remind(pack: Pack, about: str) -> None:
    begun = timezone.localdate(pack.begun_at)
    if pack.state == PackState.ASSEMBLING:
        _tell("remind", pack, about, person=pack.leaver, begun_on=begun)
        return
    holder = holders([pack.post_id]).get(pack.post_id)
    if holder is not None and holder.person_id != pack.leaver_id:
        _tell("remind", pack, about, post=pack.post, begun_on=begun)


def _packs(condition: Q) -> list[Pack]:
    return list(Pack.objects.filter(condition).select_related("post__superior", "leaver"))
