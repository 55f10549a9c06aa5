"""The weekly digest of a post: what the apps above have to say about the last week, in one letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from kopir.base.tongue import LANGUAGES, localised
from kopir.notices.acts.telling import tell
from kopir.notices.digests import Section, contributions
from kopir.notices.links import page_address
from kopir.notices.models import Notice
from kopir.notices.words import Weight
from kopir.posts.models import Post
from kopir.posts.queries import living

SENT_AT = time(8)
LATEST = timedelta(days=2)
"""A digest that could not be made by Wednesday morning is left out: it would speak of the week before last."""


def send_digests(now: datetime | None = None) -> int:
    """From Monday 08:00 by the clock of Kazakhstan, once a week for each post that is held and has something to be told.

    Answers how many were written. Nothing is asked of the apps at other times.
    """
    moment = timezone.localtime(now)
    monday = moment.date() - timedelta(days=moment.weekday())
    begins = datetime.combine(monday, SENT_AT, tzinfo=moment.tzinfo)
    if not begins <= moment < begins + LATEST:
        return 0
    posts = _without_digest(monday)
    found = _sections(posts, monday - timedelta(days=7), monday - timedelta(days=1))
    return sum(_tell(post, monday, found[post.pk]) for post in posts if found[post.pk])


def _key(post: Post, monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"digest:{post.pk}:{year}-W{week:02}"


def _without_digest(monday: date) -> list[Post]:
    posts = Post.objects.filter(pk__in=living().values("post")).select_related("organisation", "territory")
    listed = list(posts.order_by("pk"))
    year, week, _day = monday.isocalendar()
    keys = Notice.objects.filter(text="notices.digest", key__endswith=f":{year}-W{week:02}")
    told = set(keys.values_list("post_id", flat=True))
    return [post for post in listed if post.pk not in told]


def _sections(posts: Sequence[Post], since: date, until: date) -> dict[int, list[Section]]:
    found: dict[int, list[Section]] = defaultdict(list)
    for contribute in contributions() if posts else ():
        for pk, section in contribute(posts, since, until).items():
            if section.lines:
                found[pk].append(section)
    return found


def _tell(post: Post, monday: date, sections: list[Section]) -> bool:
    content = {language: _written(sections, language) for language in LANGUAGES}
    facts = {"post": post.names, "since": monday - timedelta(days=7), "until": monday - timedelta(days=1)}
    with transaction.atomic():
        told = tell(
            "notices.digest", key=_key(post, monday), path="/desk/", weight=Weight.DIGEST,
            facts={**facts, "content": content}, post=post, subject=post,
        )  # fmt: skip
    return told is not None


def _written(sections: list[Section], language: str) -> str:
    return "\n\n".join("\n".join(_lines(section, language)) for section in sections)


def _lines(section: Section, language: str) -> list[str]:
    lines = [localised(section.title, language).text]
    for line in section.lines:
        lines.append(f"– {localised(line.text, language).text}")
        if line.path:
            lines.append(f"  {page_address(line.path, language)}")
    return lines
