"""Coverage and contradictions on any page: `{% load oversight %}`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.fields import with_names
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.regulation.findings.words import about, title
from kopir.regulation.models import Duty, Finding
from kopir.regulation.queries.coverage import CoverageFilter, Tally, coverage, replies
from kopir.regulation.queries.findings import STANDING, FindingFilter, counts_by_rule
from kopir.regulation.words import Contradiction, FindingState
from kopir.territories.models import Territory
from kopir.web.watch.heat import Cell

register = template.Library()
TONES = {
    FindingState.OPEN: "bad", FindingState.RECURRING: "bad", FindingState.ACCEPTED: "waiting", FindingState.SENT_UP: "active",
    FindingState.RESOLVED: "good",
}  # fmt: skip
YEAR = timedelta(days=365)
FIRST = 3


@register.inclusion_tag("ui/components/figure.html")
def coverage_figure(tally: Tally, day: date, url: str = "") -> dict[str, Any]:
    """{% coverage_figure tally today %}: the percentage, or the counts with the reason why there is none."""
    definition = _("Done / (done + missed + past their day), by the day on which each was due.")
    if tally.is_few:
        definition += " " + _("Fewer than five were due: only the counts are given, since a percentage of so few says nothing.")
    return {
        "number": coverage_short(tally), "label": _("of duties done"), "definition": definition,
        "source": _("Köpir, counted now"), "date": day, "url": url,
    }  # fmt: skip


@register.simple_tag
def coverage_short(tally: Tally) -> str:
    return Cell(tally).short


@register.inclusion_tag("watch/parts/draft.html")
def draft_list() -> dict[str, Any]:
    """{% draft_list %}: wherever duties of a draft are quoted."""
    return {}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def watch_crumbs(page: str, url: str, place: Territory | None, above: Iterable[Territory]) -> dict[str, Any]:
    """{% watch_crumbs _("Coverage") url place above %}: oversight, the country's page, what holds the place, the place."""
    items = [(_("Home"), reverse("public:home")), (_("Oversight"), reverse("watch:home")), (page, url if place else "")]
    items += [(str(row), f"{url}?where={row.pk}") for row in above]
    return {"items": [*items, (str(place), "")] if place else items}


@register.filter
def finding_title(finding: Finding) -> str:
    return title(finding.rule, finding.facts)


@register.inclusion_tag("ui/components/tag.html")
def finding_state(finding: Finding) -> dict[str, Any]:
    """{% finding_state finding %}"""
    return {"words": finding.get_state_display(), "tone": TONES[FindingState(finding.state)]}


@register.inclusion_tag("watch/parts/regulation_of.html")
def regulation_of(subject: Post | Organisation | Territory) -> dict[str, Any]:
    """{% regulation_of post %}, of a state body or of a place: how far its duties were done in a year and how many of them
    cannot be done, in words, with links and the post's own replies. Four queries."""
    today = timezone.localdate()
    posts, findings, query = _narrowed(subject)
    span = CoverageFilter(today - YEAR, today, **posts)
    counts = counts_by_rule(FindingFilter(**findings))
    said = replies(span, limit=5) if isinstance(subject, Post) else []
    return {
        "tally": coverage(span), "since": today - YEAR, "today": today, "contradictions": sum(counts.values()), "replies": said,
        "rules": [(Contradiction(rule).label, number) for rule, number in sorted(counts.items())],
        "coverage_url": f"{reverse('watch:coverage')}?{query}",
        "contradictions_url": f"{reverse('watch:contradictions')}?{query}",
    }  # fmt: skip


def _narrowed(subject: Post | Organisation | Territory) -> tuple[dict[str, Any], dict[str, Any], str]:
    if isinstance(subject, Post):
        return {"posts": (subject.pk,)}, {"post": subject}, f"post={subject.ref}"
    if isinstance(subject, Organisation):
        return {"body": subject}, {"body": subject}, f"body={subject.ref}"
    return {"territory": subject}, {"territory": subject}, f"where={subject.pk}" if subject.level else ""


@register.filter
def finding_about(finding: Finding) -> str:
    """What tells it apart among those of one post: the duty and the power, the sectors, the function."""
    return about(finding.rule, finding.facts)


@register.filter
def duty_page(duty: Duty) -> str:
    """The duty's own page, if this installation shows one."""
    try:
        return reverse("public:duty", args=[duty.code])
    except NoReverseMatch:
        return ""


@register.inclusion_tag("watch/parts/tied_hands.html")
def tied_hands(post_id: int | None) -> dict[str, Any]:
    """{% tied_hands actor.post_id %}: the first contradictions of a post, and what was sent up to it. Three queries at most."""
    rows = Finding.objects.filter(post=post_id, state__in=STANDING)
    waiting = Finding.objects.filter(sent_to=post_id, state=FindingState.SENT_UP).order_by("opened_on", "pk")
    shown = list(with_names(rows, "post", also=["post__ref"]).order_by("rule", "pk")[:FIRST])
    number = rows.count() if len(shown) == FIRST else len(shown)
    url = f"{reverse('watch:contradictions')}?post={shown[0].post.ref}" if shown and shown[0].post else ""
    return {"rows": shown, "number": number, "waiting": list(waiting[:5]), "url": url}
