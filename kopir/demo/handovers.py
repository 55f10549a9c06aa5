"""Officials who change in the demonstration: one hands over in good order, one leaves without a word, one did so long ago."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.demo.cast import BASIS, Cast, hold, vacate
from kopir.demo.content import FOLDER
from kopir.demo.moment import Story
from kopir.handovers import acts, telling
from kopir.handovers.models import Pack
from kopir.handovers.queries import promises_of, questions
from kopir.handovers.words import TO_KNOW
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.posts import acts as post_acts


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "handover.toml").read_text(encoding="utf-8"))


def leaves_in_order(cast: Cast, code: str, until: datetime) -> Story:
    """The last day (yesterday) is known in time: promises are said, notes written, the pack is signed."""
    post, by = cast.posts[code], cast.speaker(cast.posts[code])
    last = timezone.localdate(until) - timedelta(days=1)
    appointment = post.appointments.get(ends_on=None)
    post_acts.end_appointment(appointment, by=cast.administrator, ends_on=last, reason=BASIS)
    acts.follow_changes()
    yield 2
    open_ones = Matter.objects.filter(accountable=post, state=MatterState.OPEN).order_by("pk")
    for matter, text in zip(open_ones, words()["promises"], strict=False):
        matters.write(matter, by=by, text=text)
    yield 2
    _sign(appointment.pack, by)


def _sign(pack: Pack, by: Actor) -> None:
    notes = {row.pk: words()["notes"][row.code] for row in questions() if row.code in words()["notes"]}
    acts.write_notes(pack, by=by, texts=notes)
    acts.assemble(pack)
    for promise in promises_of(pack):
        acts.judge_promise(promise, by=by, stands=True)
    acts.offer(pack, by=by)


def leaves_without_a_word(cast: Cast, code: str) -> Story:
    """Nobody comes: the pack is made by itself and says what is missing."""
    vacate(cast, code)
    acts.follow_changes()
    yield 1


def comes(cast: Cast, code: str, address: str) -> Story:
    """The newcomer holds the post since today."""
    hold(cast, cast.posts[code], address, since=timezone.localdate())
    telling.announce()
    yield 1


def changed_long_ago(cast: Cast, code: str) -> Story:
    """From the leaver's signature to the successor's within a week."""
    post, by = cast.posts[code], cast.speaker(cast.posts[code])
    appointment = post.appointments.get(ends_on=None)
    post_acts.end_appointment(appointment, by=cast.administrator, ends_on=timezone.localdate(), reason=BASIS)
    acts.follow_changes()
    pack = appointment.pack
    _sign(pack, by)
    yield 2
    hold(cast, post, f"post-{code}-next", since=timezone.localdate())
    telling.announce()
    yield 2
    new = cast.speaker(post)
    for item in pack.items.exclude(kind__in=TO_KNOW):
        acts.decide(item, by=new, answer="taken")
    acts.sign(pack, by=new)
