"""Alarms that Köpir raises by itself: posts that nobody holds, letters that do not leave. Each occasion is told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from kopir.notices.acts.telling import tell
from kopir.notices.models import Notice
from kopir.notices.queries import letters_overview, stuck_letters
from kopir.notices.words import Weight
from kopir.people.queries import officers
from kopir.people.words import Office
from kopir.posts.models import Post
from kopir.posts.queries import Vacancy, is_vacant, living, vacancies
from kopir.posts.words import PostKind, PostState

log = structlog.get_logger()


def alarm_vacancies() -> int:
    """Tell the post above of each new vacancy, and co-ordination of all new ones at once; answers how many were new.

    A post that waits for its confirmation and was never held raises no alarm: a new installation has hundreds.
    """
    new = _not_told(_alarming(vacancies()))
    chair = _coordination() if new else None
    hearing = chair if chair is not None and not is_vacant(chair) else None
    with transaction.atomic():
        for vacancy in new:
            _tell_above(vacancy, _above(vacancy, chair))
        _tell_coordination([row for row in new if hearing is None or _above(row, chair) != hearing], hearing)
    return len(new)


def _above(vacancy: Vacancy, chair: Post | None) -> Post:
    """The nearest post above that is held; else the one above, or co-ordination, so that the occasion is on record."""
    return vacancy.substitute or vacancy.post.superior or chair or vacancy.post


def _alarming(found: Sequence[Vacancy]) -> list[Vacancy]:
    return [row for row in found if row.since is not None or row.post.state == PostState.CONFIRMED]


def vacancy_key(vacancy: Vacancy) -> str:
    return f"vacancy:{vacancy.post.pk}:{vacancy.since or 'never'}"


def _not_told(found: list[Vacancy]) -> list[Vacancy]:
    keys = {vacancy_key(row): row for row in found}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [row for key, row in keys.items() if key not in told]


def _tell_above(vacancy: Vacancy, to: Post) -> None:
    facts = {
        "post": vacancy.post.names,
        "substitute": vacancy.substitute.names if vacancy.substitute else _NOBODY,
    }
    path = f"/posts/{vacancy.post.ref}/"
    tell(
        "notices.vacancy", key=vacancy_key(vacancy), path=path, weight=Weight.WORK, facts=facts, post=to,
        subject=vacancy.post,
    )  # fmt: skip


_NOBODY = {"kk": "ешкім", "ru": "никто", "en": "nobody"}


def _coordination() -> Post | None:
    posts = Post.objects.filter(kind=PostKind.COORDINATION).exclude(state=PostState.ENDED)
    held = posts.filter(pk__in=living().values("post"))
    return held.order_by("pk").first() or posts.order_by("pk").first()


def _tell_coordination(new: list[Vacancy], hearing: Post | None) -> None:
    """One notice for all of them: to the co-ordinating post, or to every co-ordinator while nobody holds it."""
    if not new:
        return
    key = f"vacancies:{min(map(vacancy_key, new))}:{len(new)}"
    facts = {"count": len(new), "posts": [row.post.names for row in new[:20]]}
    common: dict[str, Any] = {"path": "/posts/?vacant=yes", "weight": Weight.WORK, "facts": facts}
    if hearing is not None:
        tell("notices.vacancies", key=key, post=hearing, **common)
        return
    for person in officers(Office.COORDINATOR):
        tell("notices.vacancies", key=f"{key}:{person.pk}", person=person, **common)


def alarm_stuck() -> int:
    """Minutes the oldest letter has waited, when some are stuck: a line in the log, and once a day a notice to
    administrators."""
    stuck = stuck_letters().count()
    if not stuck:
        return 0
    overview = letters_overview()
    log.warning("letters are stuck", count=stuck, minutes=overview.waiting_minutes)
    with transaction.atomic():
        for person in officers(Office.ADMINISTRATOR):
            tell(
                "notices.stuck", key=f"stuck:{timezone.localdate()}:{person.pk}", path="/data/letters/",
                weight=Weight.WORK, facts={"count": stuck, "minutes": overview.waiting_minutes}, person=person,
            )  # fmt: skip
    return overview.waiting_minutes
