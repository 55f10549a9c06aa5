"""The second stream: refusals and looks. Written outside any transaction, so that a rollback spares it."""

from __future__ import annotations

from django.db.models import Model
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal.acts import kind_of
from kopir.journal.models import Access


def note(
    what: Access.What,
    by: Actor,
    *,
    subject: Model | None = None,
    permission: str = "",
    code: str = "",
    path: str = "",
) -> None:
    """Call where no transaction is open: in a surface, after its act has ended."""
    Access.objects.create(
        at=timezone.now(),
        what=what,
        actor_role=by.role,
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        post_id=by.post_id,
        permission=permission,
        code=code,
        subject_kind=kind_of(subject) if subject else "",
        subject_id=str(subject.pk) if subject else "",
        request_id=by.request_id,
        path=path[:300],
    )


def refused(refusal: Refused, by: Actor, path: str) -> None:
    note(Access.What.REFUSED, by, code=refusal.code, path=path)


def looked(by: Actor, subject: Model, path: str) -> None:
    """Somebody read what is not open to all. One row for each reader, subject and hour, however often the page is opened."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    looks = Access.objects.filter(subject_kind=kind_of(subject), subject_id=str(subject.pk), what=Access.What.LOOKED)
    if not looks.filter(person_id=by.person_id, actor_role=by.role, post_id=by.post_id, at__gte=hour).exists():
        note(Access.What.LOOKED, by, subject=subject, path=path)
