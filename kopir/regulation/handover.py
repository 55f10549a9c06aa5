"""What a post has in the room of the regulation: what is due and missed, contradictions that stand, plan and report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import override

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.posts.belongings import Belonging, BelongingKind, Names
from kopir.posts.models import Post
from kopir.regulation.events import MATTER
from kopir.regulation.findings.words import about, because
from kopir.regulation.models import Finding, Obligation, Plan, Report
from kopir.regulation.queries.findings import STANDING
from kopir.regulation.telling import page_of
from kopir.regulation.words import Contradiction, FindingState, ObligationState, PlanState, ReportState

AHEAD = timedelta(days=92)
BEHIND = timedelta(days=183)
"""What was missed longer ago is history: it stands in the timeline of the post."""


def contribute(post: Post, on: date) -> list[Belonging]:
    return [*_obligations(post, on), *_findings(post), *_plans(post, on), *_reports(post)]


def _obligations(post: Post, on: date) -> Iterator[Belonging]:
    """Due within a quarter, and missed within half a year. Matters stand by themselves."""
    states = (ObligationState.DUE, ObligationState.MISSED)
    rows = Obligation.objects.filter(post=post, state__in=states, due_on__range=(on - BEHIND, on + AHEAD))
    for row in rows.exclude(subject_kind=MATTER).select_related("duty").order_by("due_on", "pk"):
        story = [dict.fromkeys(LANGUAGES, text) for text in (row.reason, row.plan_note) if text]
        yield Belonging(
            key=f"obligation:{row.pk}", kind=BelongingKind.OBLIGATION, title=row.duty.names, story=story,
            status=in_all_languages(ObligationState(row.state).label), due_on=row.due_on, path=page_of(row),
        )  # fmt: skip


def _findings(post: Post) -> Iterator[Belonging]:
    for row in Finding.objects.filter(post=post, state__in=STANDING).order_by("pk"):
        yield Belonging(
            key=f"finding:{row.pk}", kind=BelongingKind.FINDING, title=_titled(row), story=_why(row),
            status=in_all_languages(FindingState(row.state).label), path=f"/watch/contradictions/{row.pk}/",
        )  # fmt: skip


def _titled(row: Finding) -> Names:
    """With what it is about, not at whom it was found: all of them are this post's own."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = f"{Contradiction(row.rule).label}: {about(row.rule, row.facts)}"
    return found


def _why(row: Finding) -> list[Names]:
    lines = {}
    for language in LANGUAGES:
        with override(language):
            lines[language] = [str(line) for line in because(row.rule, row.facts)][:2]
    return [{code: lines[code][place] for code in LANGUAGES} for place in range(min(map(len, lines.values())))]


def _plans(post: Post, on: date) -> Iterator[Belonging]:
    for row in Plan.objects.filter(post=post, year__gte=on.year).order_by("year"):
        yield Belonging(
            key=f"plan:{row.pk}", kind=BelongingKind.REPORT, title=dict.fromkeys(LANGUAGES, str(row.year)),
            status=in_all_languages(PlanState(row.state).label), path=f"/desk/plan/{row.year}/",
        )  # fmt: skip


def _reports(post: Post) -> Iterator[Belonging]:
    """The last one, whatever its state."""
    for row in Report.objects.filter(post=post).select_related("post").order_by("-until", "-pk")[:1]:
        yield Belonging(
            key=f"report:{row.pk}", kind=BelongingKind.REPORT,
            title=dict.fromkeys(LANGUAGES, f"{row.since:%d.%m.%Y} – {row.until:%d.%m.%Y}"),
            status=in_all_languages(ReportState(row.state).label), path=_page_of_report(row),
        )  # fmt: skip


def _page_of_report(row: Report) -> str:
    """A draft is read on the desk; one that was sent is public."""
    return f"/desk/reports/{row.pk}/" if row.state == ReportState.DRAFT else f"/posts/{row.post.ref}/reports/{row.pk}/"
