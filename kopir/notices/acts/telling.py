"""Telling: a notice is written in the transaction of the act it tells of, so it exists exactly when the act does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from kopir.journal.acts import kind_of
from kopir.journal.changes import plain
from kopir.notices.models import Letter, Notice, Preference
from kopir.notices.words import Weight
from kopir.organisations.models import Membership, Organisation
from kopir.organisations.words import MembershipState
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.posts.queries import living


def tell(
    text: str,
    *,
    key: str,
    path: str,
    weight: Weight,
    facts: Mapping[str, Any] | None = None,
    post: Post | None = None,
    organisation: Organisation | None = None,
    person: Person | None = None,
    subject: Model | None = None,
) -> Notice | None:
    """Tell exactly one of post, organisation or person; call it inside the act's transaction.

    `text` names the words (see texts.py), `key` the occasion: the same key is never told twice and answers None.
    `path` is the page the notice opens, without the language. Letters go to the people who hold the post or act for
    the organisation now, as they prefer; legal terms always.
    """
    values = {
        "text": text,
        "weight": weight,
        "facts": plain(dict(facts or {})),
        "path": path,
        "post": post,
        "organisation": organisation,
        "person": person,
        "subject_kind": kind_of(subject) if subject else "",
        "subject_id": str(subject.pk) if subject else "",
    }
    notice, is_new = Notice.objects.get_or_create(key=key, defaults=values)
    if not is_new:
        return None
    _write_letters(notice)
    return notice


def _write_letters(notice: Notice) -> None:
    now = timezone.now()
    wanting = [person for person in _people(notice) if person.is_active and _wants(person, notice.weight)]
    letters = [Letter(notice=notice, person=one, key=f"{notice.key}:{one.pk}", next_at=now) for one in wanting]
    Letter.objects.bulk_create(letters)


def _people(notice: Notice) -> list[Person]:
    """Who is written to, each once. A vacant post's notices wait for whoever comes: tell who stands in apart."""
    if notice.person is not None:
        return list(Person.objects.select_related("notice_preference").filter(pk=notice.person_id))
    if notice.organisation is not None:
        members = Membership.objects.filter(organisation=notice.organisation, state=MembershipState.ACTIVE)
        return list(Person.objects.filter(pk__in=members.values("person")).select_related("notice_preference"))
    held = living().filter(post_id=notice.post_id).values("person")
    return list(Person.objects.filter(pk__in=held).select_related("notice_preference"))


def _wants(person: Person, weight: str) -> bool:
    """A person who never chose gets what the defaults say."""
    if weight == Weight.LEGAL:
        return True
    chosen = getattr(person, "notice_preference", None) or Preference()
    return bool(getattr(chosen, weight))
