"""What the reader is to a matter; everything on the page follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopir.base.actors import Actor
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.queries import open_offer, spoken_by
from kopir.interactions.words import Letter, PartState


@dataclass(slots=True)
class Reader:
    """`posts`: the own post and the vacant ones it stands in for. `offer`: the open hand-off, whoever reads."""

    by: Actor
    matter: Matter
    parts: list[Part]
    joined: list[Matter]
    offer: HandOff | None = None
    posts: set[int] = field(default_factory=set)

    @property
    def is_author(self) -> bool:
        own = self.by.organisation_id
        return self.by.is_member and (own == self.matter.author_id or own in {row.author_id for row in self.joined})

    @property
    def is_first_author(self) -> bool:
        return self.by.is_member and self.by.organisation_id == self.matter.author_id

    @property
    def is_accountable(self) -> bool:
        return self.matter.accountable_id in self.posts

    @property
    def is_above(self) -> bool:
        post = self.matter.accountable
        return post is not None and post.superior_id in self.posts

    @property
    def is_receiver(self) -> bool:
        return self.offer is not None and self.offer.to_post_id in self.posts

    @property
    def own_parts(self) -> list[Part]:
        return [part for part in self.active if part.post_id in self.posts]

    @property
    def active(self) -> list[Part]:
        return [part for part in self.parts if part.state == PartState.ACTIVE]

    def asked(self, letter: Letter) -> list[Part]:
        """Own parts of a letter that wait for something."""
        return [part for part in self.own_parts if part.letter == letter]

    @property
    def takes_part(self) -> bool:
        """A party: its looks at a restricted matter are its right, and messages reach it."""
        post = self.is_accountable or self.is_receiver or self.is_above or bool(self.own_parts)
        return self.is_author or post


def reader_of(by: Actor, matter: Matter) -> Reader:
    parts = list(matter.parts.select_related("post__organisation", "post__superior").order_by("letter", "id"))
    for part in parts:
        part.matter = matter
    joined = sorted(matter.joined_matters.with_reading(by).select_related("author").order_by(), key=lambda one: one.pk)
    found = Reader(by, matter, parts, joined, open_offer(matter))
    if found.offer is not None:
        found.offer.matter = matter
    if by.is_official and by.post_id is not None:
        found.posts = set(spoken_by(by))
    return found
