"""Alarms that Köpir raises by itself: posts that nobody holds, letters that do not leave. Each occasion is told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from kopir.notices.acts.telling import tell
from kopir.notices.models import Notice
from kopir.notices.queries import letters_overview, waiting_letters
from kopir.notices.words import Weight
from kopir.people.queries import officers
from kopir.people.words import Office
from kopir.posts.models import Post
from kopir.posts.queries import Vacancy, living, vacancies
from kopir.posts.words import PostKind, PostState

log = structlog.get_logger()
STUCK_AFTER = timedelta(hours=1)


def alarm_vacancies() -> int:
    """Tell the post above of each new vacancy, and co-ordination of all new ones at once; answers how many were new.

    A post that waits for its confirmation and was never held raises no alarm: a new installation has hundreds.
    """
    new = list(_not_told(_alarming(vacancies())))
    if not new:
        return 0
    with transaction.atomic():
        for vacancy in new:
            _tell_above(vacancy)
        _tell_coordination(new)
    return len(new)


def _alarming(found: Sequence[Vacancy]) -> list[Vacancy]:
    return [row for row in found if row.since is not None or row.post.state == PostState.CONFIRMED]


def vacancy_key(vacancy: Vacancy) -> str:
    return f"vacancy:{vacancy.post.pk}:{vacancy.since or 'never'}"


def _not_told(found: list[Vacancy]) -> list[Vacancy]:
    keys = {vacancy_key(row): row for row in found}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [row for key, row in keys.items() if key not in told]


def _tell_above(vacancy: Vacancy) -> None:
    """Without a post above, co-ordination stands in its place, so that the occasion is on record either way."""
    above = vacancy.post.superior or _coordination() or vacancy.post
    _tell_vacant(vacancy, above, vacancy_key(vacancy))


def _tell_vacant(vacancy: Vacancy, to: Post, key: str) -> None:
    facts = {
        "post": vacancy.post.names,
        "substitute": vacancy.substitute.names if vacancy.substitute else _NOBODY,
    }
    path = f"/posts/{vacancy.post.ref}/"
    tell(
        "notices.vacancy", key=key, path=path, weight=Weight.WORK, facts=facts, post=to, subject=vacancy.post
    )


_NOBODY = {"kk": "ешкім", "ru": "никто", "en": "nobody"}


def _coordination() -> Post | None:
    posts = Post.objects.filter(kind=PostKind.COORDINATION).exclude(state=PostState.ENDED)
    held = posts.filter(pk__in=living().values("post"))
    return held.order_by("pk").first() or posts.order_by("pk").first()


def _tell_coordination(new: list[Vacancy]) -> None:
    """Those that co-ordination was not told of as the post above; many come as one notice."""
    post = _coordination()
    others = [
        row for row in new if row.post.superior_id and (post is None or row.post.superior_id != post.pk)
    ]
    if not others:
        return
    key = f"vacancies:{timezone.localdate()}:{min(row.post.pk for row in others)}:{len(others)}"
    facts = {"count": len(others), "posts": [row.post.names for row in others[:20]]}
    if post is not None and living().filter(post=post).exists():
        tell(
            "notices.vacancies",
            key=key,
            path="/posts/?vacant=yes",
            weight=Weight.WORK,
            facts=facts,
            post=post,
        )
        return
    for person in officers(Office.COORDINATOR):
        key_of = f"{key}:{person.pk}"
        tell(
            "notices.vacancies",
            key=key_of,
            path="/posts/?vacant=yes",
            weight=Weight.WORK,
            facts=facts,
            person=person,
        )


def alarm_stuck() -> int:
    """Minutes the oldest letter has waited, when longer than an hour: a line in the log, and once a day a notice to
    administrators (not counting earlier alarms, which wait like everything else)."""
    limit = timezone.now() - STUCK_AFTER
    stuck = (
        waiting_letters().filter(notice__created_at__lt=limit).exclude(notice__text="notices.stuck").count()
    )
    if not stuck:
        return 0
    overview = letters_overview()
    log.warning("letters are stuck", count=stuck, minutes=overview.waiting_minutes)
    with transaction.atomic():
        for person in officers(Office.ADMINISTRATOR):
            tell(
                "notices.stuck", key=f"stuck:{timezone.localdate()}:{person.pk}", path="/watch/letters/",
                weight=Weight.WORK, facts={"count": stuck, "minutes": overview.waiting_minutes}, person=person,
            )  # fmt: skip
    return overview.waiting_minutes
