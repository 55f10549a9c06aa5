"""Sections of a post's weekly digest: what of its duties falls due and was missed, and which contradictions hinder it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.notices.digests import Line, Section, digest_section
from kopir.notices.texts import say_day
from kopir.posts.models import Post
from kopir.regulation.events import MATTER
from kopir.regulation.findings.words import title
from kopir.regulation.models import Finding, Obligation
from kopir.regulation.words import FindingState, ObligationState

if TYPE_CHECKING:
    from kopir.base.errors import Words

LONGEST = 10
Sections = Mapping[int, Section]


def _sections(heading: Words, found: Mapping[int, Sequence[Line]]) -> Sections:
    names = in_all_languages(heading)
    return {post: Section(names, lines[:LONGEST]) for post, lines in found.items()}


def _by_post(rows: Iterable[Obligation]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        words = {
            language: f"{row.duty.name(language).text} · {say_day(row.due_on.isoformat(), language)}" for language in LANGUAGES
        }
        found[row.post_id].append(Line(words, f"/desk/duties/{row.pk}/"))
    return found


def _obligations(posts: Sequence[Post], condition: Q) -> Iterable[Obligation]:
    """Matters tell of themselves."""
    rows = Obligation.objects.filter(condition, post__in=posts).exclude(subject_kind=MATTER)
    return rows.select_related("duty").order_by("due_on", "duty__order", "pk")


@digest_section
def duties_due(posts: Sequence[Post], since: date, until: date) -> Sections:
    today = timezone.localdate()
    due = Q(state=ObligationState.DUE, due_on__range=(today, today + timedelta(days=7)))
    return _sections(_("Your duties of this week"), _by_post(_obligations(posts, due)))


@digest_section
def duties_missed(posts: Sequence[Post], since: date, until: date) -> Sections:
    missed = Q(state=ObligationState.MISSED, due_on__range=(since, until))
    return _sections(_("Duties missed last week: a proof can still be given"), _by_post(_obligations(posts, missed)))


@digest_section
def contradictions(posts: Sequence[Post], since: date, until: date) -> Sections:
    """New or come back in this time, and what was sent up to the post and waits for its answer."""
    new = Q(post__in=posts, opened_on__range=(since, until), state__in=(FindingState.OPEN, FindingState.RECURRING))
    asked = Q(sent_to__in=posts, state=FindingState.SENT_UP)
    numbers = {post.pk for post in posts}
    found: dict[int, list[Line]] = defaultdict(list)
    for row in Finding.objects.filter(new | asked).order_by("pk"):
        line = Line(_titles(row), f"/watch/contradictions/{row.pk}/")
        reader = row.sent_to_id if row.state == FindingState.SENT_UP else row.post_id
        if reader in numbers:
            found[reader].append(line)
    return _sections(_("Contradictions that hinder your duties"), found)


def _titles(finding: Finding) -> dict[str, str]:
    return in_all_languages(lazy(lambda: title(finding.rule, finding.facts), str)())
