"""What the reader of a page may do now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.web.public.matter import addresses
from kopir.web.public.matter.action import Action
from kopir.web.public.matter.reader import Reader
from kopir.web.public.matter.table import ACTIONS


@dataclass(frozen=True, slots=True)
class Possible:
    """An act that the reader may do now. `about`: of whom, when there may be several."""

    action: Action
    url: str
    about: str = ""


GROUPS = {
    "answer": _("Answer and close"),
    "hand": _("Hand on"),
    "others": _("Work with others"),
    "term": _("The term"),
    "talk": _("Write"),
    "open": _("Who may read it"),
}
# Which letter of a part an act on it is about.
LETTER_OF = {"opinion": "C", "waive-opinion": "C", "finish": "R", "stop-informing": "I"}


def possible(reader: Reader) -> list[Possible]:
    """What the reader may do now, in the order of the table. Rules are asked only where the side fits."""
    sides = set(_sides(reader))
    found: list[Possible] = []
    for action in ACTIONS.values():
        if sides & set(action.sides.split()) and _makes_sense(action, reader):
            found += _allowed(action, reader)
    return found


def _sides(reader: Reader) -> Iterator[str]:
    by = reader.by
    if reader.is_author:
        yield "author"
    if by.is_member and not reader.is_author:
        yield "outside"
    if reader.is_accountable:
        yield "post"
    if reader.is_receiver:
        yield "receiver"
    if reader.offer is not None and reader.offer.from_post_id in reader.posts:
        yield "sender"
    if reader.own_parts:
        yield "part"
    if reader.is_above:
        yield "above"
    if by.is_administrator:
        yield "oversight"


def _makes_sense(action: Action, reader: Reader) -> bool:
    """What the acts, not the rules, would refuse, or what changes nothing."""
    matter = reader.matter
    if action.name == "join":
        return matter.is_running and matter.is_public
    if action.name == "join-other":
        return reader.is_first_author and matter.state == MatterState.OPEN and not reader.joined
    if action.name == "reopen":
        return matter.state == MatterState.CLOSED
    if action.name in ("restrict", "open-up"):
        return matter.state != MatterState.JOINED and (matter.visibility == "public") == (action.name == "restrict")
    if action.name == "object":
        return matter.round == 1
    return matter.is_running


def _allowed(action: Action, reader: Reader) -> Iterator[Possible]:
    for subject, about in _subjects(action, reader):
        asked = Matter(author_id=reader.by.organisation_id) if action.name == "join" else subject
        if action.rule(reader.by, asked):
            pk = None if action.on == "matter" else subject.pk
            yield Possible(action, addresses.act(reader.matter, action.name, pk), about)


def _subjects(action: Action, reader: Reader) -> Iterator[tuple[Any, str]]:
    if action.on == "matter":
        yield reader.matter, ""
    elif action.on == "hand_off":
        if reader.offer is not None:
            yield reader.offer, ""
    else:
        for part in reader.active:
            if part.letter == LETTER_OF[action.name] and (reader.is_accountable or part.post_id in reader.posts):
                yield part, str(part.post)
