"""Everything kept about one person, found by walking the models: each row that points to the person, and the fields of it that
its privacy classes allow to be handed out.

A row is the person's own when it dies with the account (a cascade); all its fields but the secret ones are given. A row of
an institution (a matter, an appointment) is told by its number, its times and in which place the person stands in it: its
words belong to those who may read it, today. Other people never appear.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, DateField, Field, Model, QuerySet

from kopir.base.privacy import Privacy, privacy_of
from kopir.journal.acts import kind_of
from kopir.journal.changes import plain
from kopir.journal.models import Entry, Withheld
from kopir.people.models import Person
from kopir.privacy.words import KINDS

# Rows that name a person by number, without a relation.
NUMBERED = {
    "people.person": ("id",),
    "journal.entry": ("person_id",),
    "journal.access": ("person_id",),
    "regulation.feed": ("person_id",),
    "regulation.proof": ("giver", "checker"),
    "regulation.report": ("author",),
}
OWN_NUMBERED = {"people.person", "journal.access"}
# What the sign-in library keeps; its models have no privacy classes, so what is given stands here.
LIBRARY = {
    "account.emailaddress": ("id", "email", "verified", "primary"),
    "mfa.authenticator": ("id", "type", "created_at", "last_used_at"),
    "usersessions.usersession": ("id", "ip", "user_agent", "created_at", "last_seen_at"),
}
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Tie:
    """One field by which rows of a model point to a person."""

    model: type[Model]
    field: str

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower

    @property
    def is_own(self) -> bool:
        deletion = getattr(self.model._meta.get_field(self.field).remote_field, "on_delete", None)
        return deletion is CASCADE or self.kind in OWN_NUMBERED

    def columns(self) -> list[Field[Any, Any]]:
        return [field for field in self.model._meta.concrete_fields if self._is_given(field)]

    def _is_given(self, field: Field[Any, Any]) -> bool:
        if field.related_model is Person:
            return False
        if self.kind in LIBRARY:
            return field.name in LIBRARY[self.kind]
        if not self.is_own:
            return field.primary_key or (isinstance(field, DateField) and privacy_of(self.model, field.name) == Privacy.OPEN)
        return privacy_of(self.model, field.name) != Privacy.SECRET

    def rows(self, person: Person) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field: person.pk}).order_by("pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one kind that are kept about a person."""

    kind: str
    person: Person
    ties: tuple[Tie, ...]

    @property
    def name(self) -> str:
        return str(KINDS[self.kind])

    def count(self) -> int:
        return sum(tie.rows(self.person).count() for tie in self.ties)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Plain values by field name; `as`: in which place of the row the person stands."""
        for tie in self.ties:
            columns = [field.attname for field in tie.columns()]
            for values in tie.rows(self.person).values(*columns).iterator(CHUNK):
                yield {**{name: plain(value) for name, value in values.items()}, "as": tie.field}


@dataclass(frozen=True, slots=True)
class Earlier:
    """Names, addresses and the like that the account had before: the journal keeps them apart from its entries."""

    person: Person
    kind: str = "journal.withheld"

    @property
    def name(self) -> str:
        return str(KINDS[self.kind])

    def count(self) -> int:
        return self._stored().count()

    def rows(self) -> Iterator[dict[str, Any]]:
        for row in self._stored().order_by("pk").iterator(CHUNK):
            values = json.loads(row.values).get("personal", {})
            yield {"entry_id": row.pk, "values": json.dumps(values, ensure_ascii=False, sort_keys=True)}

    def _stored(self) -> QuerySet[Withheld]:
        of_account = Entry.objects.filter(subject_kind=kind_of(self.person), subject_id=str(self.person.pk))
        return Withheld.objects.filter(pk__in=of_account.values("pk"))


def ties() -> list[Tie]:
    """Every way in which a stored row points to a person, from the models themselves."""
    return [Tie(model, name) for model in apps.get_models() for name in _names(model)]


def _names(model: type[Model]) -> list[str]:
    related = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
    return [*related, *NUMBERED.get(model._meta.label_lower, ())]


def kept_about(person: Person) -> list[Kept | Earlier]:
    """Kind by kind, the account first, in the order of the words."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties():
        found[tie.kind].append(tie)
    return [*(Kept(kind, person, tuple(found[kind])) for kind in KINDS if kind in found), Earlier(person)]
