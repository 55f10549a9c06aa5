"""What goes into a pack: what the rooms contribute, and the promises that the rule finds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.handovers import promises
from kopir.handovers.models import Item, Pack, Promise
from kopir.handovers.words import PromiseState
from kopir.posts.belongings import Belonging, BelongingKind, Saying, belongings, sayings

FAR = date(9999, 1, 1)
PASSED = timedelta(days=30)
"""A promise of a finished matter whose day passed longer ago is not brought up again."""
ORDER = list(BelongingKind)


def collect(pack: Pack) -> bool:
    """Bring the items of a pack that is being assembled up to the day; answers whether anything changed."""
    day = min(timezone.localdate(), pack.ends_on)
    find_promises(pack, day)
    found = sorted([*belongings(pack.post, day), *_promised(pack, day)], key=_order)
    rows = [_item(pack, one, place) for place, one in enumerate(found, start=1)]
    old = list(pack.items.order_by("order", "pk"))
    if [_values(row) for row in old] == [_values(row) for row in rows]:
        return False
    pack.items.all().delete()
    Item.objects.bulk_create(rows)
    return True


def _order(one: Belonging) -> tuple[Any, ...]:
    """By kind; the nearest day first, then the heavier."""
    return ORDER.index(one.kind), one.due_on or FAR, -one.weight, one.key


def _item(pack: Pack, one: Belonging, place: int) -> Item:
    return Item(
        pack=pack, key=one.key, kind=one.kind.value, order=place, title=dict(one.title), story=[dict(line) for line in one.story],
        status=dict(one.status or {}), due_on=one.due_on, path=one.path, matter=one.matter_id,
    )  # fmt: skip


def _values(row: Item) -> tuple[Any, ...]:
    return row.key, row.kind, row.title, row.story, row.status, row.due_on, row.path


# ---- Promises ----------------------------------------------------------------------------------------------------------


def find_promises(pack: Pack, day: date) -> None:
    """Those said in the leaver's time; what was found before is left as it was judged."""
    known = set(Promise.objects.filter(post=pack.post).values_list("key", "due_on"))
    new: dict[tuple[str, date], Promise] = {}
    for saying in sayings(pack.post, pack.appointment.starts_on):
        for found in promises.find(saying.text, saying.language, saying.on):
            if _matters(saying, found.due_on, day):
                new.setdefault((saying.key, found.due_on), _promise(pack, saying, found))
    Promise.objects.bulk_create([row for key, row in new.items() if key not in known])


def _matters(saying: Saying, due_on: date, day: date) -> bool:
    return saying.is_running or due_on >= day - PASSED


def _promise(pack: Pack, saying: Saying, found: promises.Found) -> Promise:
    return Promise(
        post=pack.post, key=saying.key, quote=hide_personal_numbers(found.quote)[0], language=saying.language,
        said_on=saying.on, due_on=found.due_on, label=saying.label, path=saying.path, matter=saying.matter_id,
    )  # fmt: skip


def standing_promises(pack: Pack) -> list[Promise]:
    """Of the post: not struck, and not long past."""
    day = min(timezone.localdate(), pack.ends_on)
    rows = Promise.objects.filter(post=pack.post, due_on__gte=day - PASSED).exclude(state=PromiseState.STRUCK)
    return list(rows.order_by("due_on", "pk"))


def _promised(pack: Pack, day: date) -> list[Belonging]:
    return [
        Belonging(
            key=f"promise:{row.pk}", kind=BelongingKind.PROMISE, title=dict.fromkeys(LANGUAGES, f"«{row.quote}»"),
            story=[dict.fromkeys(LANGUAGES, f"{row.label} · {row.said_on:%d.%m.%Y}")], due_on=row.due_on, path=row.path,
            status=in_all_languages(PromiseState(row.state).label), matter_id=row.matter,
        )
        for row in standing_promises(pack)
    ]  # fmt: skip
