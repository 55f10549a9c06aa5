"""Who looked at what concerns a person: the account, what it may act for, and the closed matters it sent. The person and
the administrators may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.tongue import LocalisedText, localised
from kopir.interactions.models import Matter
from kopir.journal.acts import kind_of
from kopir.journal.models import Access
from kopir.organisations.models import Membership, Organisation
from kopir.people.models import Person
from kopir.people.queries import person_for
from kopir.posts.models import Post

PAGE = 50
THINGS = {
    Person._meta.label_lower: _("the account"),
    Membership._meta.label_lower: _("acting for an organisation"),
    Matter._meta.label_lower: _("a closed matter"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """`names`: the reader's post or organisation in three languages, empty for one who acts for neither. `matter`: its number,
    when it was a matter that was read."""

    number: int
    at: datetime
    role: str
    names: dict[str, str]
    what: str
    matter: str

    @property
    def reader(self) -> LocalisedText | None:
        return localised(self.names, get_language() or "kk") if self.names else None


def page_of_looks(person: Person, *, by: Actor, after: int | None = None) -> tuple[list[Look], int | None]:
    """One page, and the key of the next (None on the last)."""
    found = looks_at(person, by=by, after=after, limit=PAGE + 1)
    return found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else None


def looks_at(person: Person, *, by: Actor, after: int | None = None, limit: int | None = PAGE) -> list[Look]:
    """Newest first, without the person's own looks. At most one for each reader, thing and hour (see journal.access)."""
    person = person_for(by, person.pk)
    rows = Access.objects.filter(_concerns(person), what=Access.What.LOOKED).exclude(person_id=person.pk).order_by("-pk")
    return _told(list((rows.filter(pk__lt=after) if after else rows)[:limit]))


def _concerns(person: Person) -> Q:
    return (
        Q(subject_kind=kind_of(person), subject_id=str(person.pk))
        | _among(Membership.objects.filter(person=person))
        | _among(Matter.objects.filter(person=person))
    )


def _among(rows: QuerySet[Any]) -> Q:
    numbers = rows.order_by().annotate(as_text=Cast("pk", CharField(max_length=40))).values("as_text")
    return Q(subject_kind=rows.model._meta.label_lower, subject_id__in=numbers)


def _told(rows: list[Access]) -> list[Look]:
    posts = Post.objects.in_bulk({row.post_id for row in rows if row.post_id})
    organisations = Organisation.objects.in_bulk({row.organisation_id for row in rows if row.organisation_id})
    kind = Matter._meta.label_lower
    matters = Matter.objects.in_bulk({int(row.subject_id) for row in rows if row.subject_kind == kind})
    found = []
    for row in rows:
        reader = posts.get(row.post_id or 0) or organisations.get(row.organisation_id or 0)
        matter = matters.get(int(row.subject_id)) if row.subject_kind == kind else None
        names = reader.names if reader else {}
        found.append(
            Look(row.pk, row.at, row.role_label, names, str(THINGS[row.subject_kind]), matter.journal_label if matter else "")
        )
    return found
