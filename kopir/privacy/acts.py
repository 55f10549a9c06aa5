"""Forgetting a person: what is the person's own is erased; what belongs to institutions stays, under a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from kopir.base.actors import Actor
from kopir.journal.acts import act
from kopir.journal.changes import Values
from kopir.journal.erasure import scrub
from kopir.journal.models import Entry
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.privacy import rules
from kopir.privacy.kept import Tie, ties

# The account itself stays as a number that matters and decisions point to; the stream of looks is written once and for ever.
STAY = {"people.person", "journal.access"}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`rows`: how many were deleted; `entries`: how many lost personal values that stood beside them."""

    rows: int
    entries: int


def forget(person: Person, *, by: Actor, reason: str = "") -> Forgotten:
    """Erase for ever. Matters, messages, posts and decisions stay as they were, signed with the number of the account."""
    with act(rules.may_forget, by=by, subject=person, reason=reason) as entry:
        entries = _scrub(person, by)
        rows = sum(_deleted(tie, person) for tie in own_ties())
        _leave_the_number(person)
        entry.fact(rows=rows, entries=entries)
    person.refresh_from_db()
    return Forgotten(rows, entries)


def own_ties() -> list[Tie]:
    """Where rows stand that are a person's own and go with the person."""
    return [tie for tie in ties() if tie.is_own and tie.kind not in STAY]


def _scrub(person: Person, by: Actor) -> int:
    """The name beside everything the person did; personal values beside what was done to the account and to its own rows."""
    own = {"people.person": {str(person.pk)}}
    for tie in own_ties():
        own.setdefault(tie.kind, set()).update(str(pk) for pk in tie.rows(person).values_list("pk", flat=True))
    about = Q(person_id=person.pk)
    for kind, numbers_of_kind in own.items():
        about |= Q(subject_kind=kind, subject_id__in=numbers_of_kind)

    def left(entry: Entry, values: Values) -> Values:
        gone = {"name"} if entry.person_id == person.pk else set()
        if entry.subject_id in own.get(entry.subject_kind, ()):
            gone.add("personal")
        return {name: value for name, value in values.items() if name not in gone}

    numbers = list(Entry.objects.filter(about).order_by("pk").values_list("pk", flat=True))
    return scrub(numbers, left, by=by, subject=person)


def _deleted(tie: Tie, person: Person) -> int:
    _with_parts, by_model = tie.rows(person).delete()
    return by_model.get(tie.model._meta.label, 0)


def _leave_the_number(person: Person) -> None:
    """Beside the row that the act looks at: the entry must not hold what goes as the values of before."""
    values: dict[str, Any] = {
        "name": person.journal_label, "email": person.address_when_forgotten, "password": make_password(None),
        "office": Office.NONE, "last_login": None,
    }  # fmt: skip
    Person.objects.filter(pk=person.pk).update(**values)
