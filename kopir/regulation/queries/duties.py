"""Duties as they stand on a day: which there are, who owns them, what was changed in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kopir.base.errors import Refused
from kopir.base.tongue import localised_field
from kopir.organisations.words import Tier
from kopir.posts.models import Post, in_force
from kopir.posts.queries import standing
from kopir.regulation import rrules
from kopir.regulation.models import (
    Assignment,
    Duty,
    DutyStep,
    FunctionLink,
    NeededPower,
    ProvingAct,
    Provision,
    in_force_duties,
)
from kopir.regulation.queries.norms import texts_on
from kopir.regulation.words import AssignmentKind, Event, LinkState, Trigger

Owners = dict[tuple[int, str], list[Post]]


def duties_on(on: date) -> list[Duty]:
    """All duties in force on the day, in their order, with their norm."""
    return list(Duty.objects.filter(in_force_duties(on)).select_related("norm"))


def owners(on: date, duties: list[Duty] | None = None, bodies: Collection[int] | None = None) -> Owners:
    """Who owns each duty of each body on the day, by (body, code of the duty). Three queries for the whole country.

    `duties`: those to ask about, when not the ones in force on the day (an amendment that is only announced). `bodies`: only
    theirs.

    By the general rule the standing posts of the duty's kind in every body of a tier that the duty concerns. An assignment
    as owner takes the place of all of them; a delegation puts the post that acts for a time in the place of the one that
    gave the duty away. A body without any such post is not in the answer: `NO_OWNER` is found from the bodies.
    """
    duties = duties_on(on) if duties is None else duties
    posts = Post.objects.filter(standing(on)).select_related("organisation", "territory").order_by("pk")
    assigned = Assignment.objects.filter(in_force(on), standing(on, "post__"), duty_code__in=[duty.code for duty in duties])
    if bodies is not None:
        posts, assigned = posts.filter(organisation_id__in=bodies), assigned.filter(body_id__in=bodies)
    found = _by_rule(duties, posts)
    rows = list(assigned.select_related("post__organisation", "post__territory").order_by("pk"))
    named: Owners = defaultdict(list)
    for row in rows:
        if row.kind == AssignmentKind.OWNER:
            named[row.body_id, row.duty_code].append(row.post)
    found |= named
    for row in rows:
        if row.kind == AssignmentKind.DELEGATED:
            _hand_on(found.setdefault((row.body_id, row.duty_code), []), row)
    return found


def _by_rule(duties: list[Duty], posts: Iterable[Post]) -> Owners:
    found: Owners = defaultdict(list)
    by_kind: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_kind[duty.post_kind].append(duty)
    for post in posts:
        for duty in by_kind[post.kind]:
            if duty.concerns(post.organisation.tier):
                found[post.organisation_id, duty.code].append(post)
    return dict(found)


def _hand_on(posts: list[Post], row: Assignment) -> None:
    """The acting post stands where the one that gave the duty away stood; added when that one was not there."""
    for place, post in enumerate(posts):
        if post.pk == row.instead_of_id:
            posts[place] = row.post
            return
    if row.post not in posts:
        posts.append(row.post)


def duties_of(post: Post, on: date | None = None) -> list[Duty]:
    """What this one post has to do on the day: by the general rule or by assignment, without what it gave away."""
    day = on or timezone.localdate()
    mine = _with_powers(Duty.objects.filter(in_force_duties(day)))
    given = Assignment.objects.filter(in_force(day), post=post).values_list("body_id", flat=True)
    found = owners(day, mine, {post.organisation_id, *given})
    codes = {code for (_body, code), posts in found.items() if post in posts}
    return [duty for duty in mine if duty.code in codes]


def _with_powers(rows: QuerySet[Duty]) -> list[Duty]:
    links = Prefetch("power_links", NeededPower.objects.select_related("power").order_by("power__order"))
    return list(rows.select_related("norm").prefetch_related(links))


# ---- One duty, and the list of all ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyRow:
    """`provision`: what it is drawn from, as it reads on the day; None when the text is not there."""

    duty: Duty
    provision: Provision | None
    posts: int
    bodies: int


@dataclass(frozen=True)
class DutyCard:
    """`history`: every wording, the newest first. `links`: functions of departments that are or may be the same work."""

    row: DutyRow
    steps: Sequence[DutyStep]
    acts: Sequence[ProvingAct]
    history: Sequence[Duty]
    links: Sequence[FunctionLink]


def duty_rows(on: date | None = None) -> list[DutyRow]:
    """All duties in force, with their provisions and how many posts own them."""
    day = on or timezone.localdate()
    duties = _with_powers(Duty.objects.filter(in_force_duties(day)))
    texts, found = texts_on([duty.norm_id for duty in duties], day), owners(day, duties)
    posts: dict[str, set[int]] = defaultdict(set)
    bodies: dict[str, set[int]] = defaultdict(set)
    for (body, code), owning in found.items():
        posts[code].update(post.pk for post in owning)
        bodies[code].add(body)
    return [
        DutyRow(duty, texts.get((duty.norm_id, duty.address)), len(posts[duty.code]), len(bodies[duty.code])) for duty in duties
    ]


def duty_card(code: str, on: date | None = None) -> DutyCard:
    """The wording of the day; of a duty that is over its last one, of a coming one its first. Raises Refused (hidden)."""
    day = on or timezone.localdate()
    history = list(Duty.objects.filter(code=code).select_related("norm").order_by("-starts_on"))
    if not history:
        raise Refused("not_found", _("There is no such duty."), hidden=True)
    begun = [duty for duty in history if duty.starts_on <= day]
    duty = begun[0] if begun else history[-1]
    (shown,) = _with_powers(Duty.objects.filter(pk=duty.pk))
    seen_on = max(min(day, duty.ends_on or day), duty.starts_on)
    texts, found = texts_on([duty.norm_id], seen_on), owners(seen_on, [shown])
    posts = {post.pk for owning in found.values() for post in owning}
    links = FunctionLink.objects.filter(duty_code=code).exclude(state=LinkState.DIFFERENT)
    return DutyCard(
        row=DutyRow(shown, texts.get((duty.norm_id, duty.address)), len(posts), len(found)),
        steps=list(duty.steps.select_related("power")),
        acts=list(duty.proving_acts.all()),
        history=history,
        links=list(links.select_related("norm__scope").order_by("-likeness", "pk")),
    )


# ---- In words ------------------------------------------------------------------------------------------------------


def when_words(duty: Duty, language: str) -> str:
    """When it must be done, in plain words."""
    if duty.trigger == Trigger.PERIOD:
        return rrules.in_words(duty.rrule, language)
    with override(language):
        if duty.trigger == Trigger.EVENT:
            days = duty.term_days or 0
            words = ngettext(
                "each time %(event)s, within %(days)d working day",
                "each time %(event)s, within %(days)d working days",
                days,
            )
            return words % {"event": Event(duty.event).label, "days": days}
        return str(_("always, without a date"))


def who_words(duty: Duty, language: str) -> str:
    """Which posts of which bodies."""
    with override(language):
        tiers = ", ".join(str(Tier(tier).label) for tier in duty.tiers)
        return f"{duty.get_post_kind_display()} ({tiers or _('all state bodies')})"


def rows_for_csv(language: str, on: date | None = None) -> Iterator[list[Any]]:
    """The header, then a line a duty."""
    yield [
        "code", "document", "address", "starts_on", "ends_on", "who", "to_whom", "in_official_words", "in_plain_words", "when",
        "rule", "event", "term_working_days", "powers", "lowest_rank", "evidence", "evidence_holds_days", "consequence",
        "provision", "posts", "bodies", "is_draft",
    ]  # fmt: skip
    for row in duty_rows(on):
        yield _csv_line(row, language)


def _csv_line(row: DutyRow, language: str) -> list[Any]:
    duty = row.duty
    powers = "; ".join(link.power.name(language).text for link in duty.power_links.all())
    return [
        duty.code, duty.norm.ref, duty.address, duty.starts_on, duty.ends_on, who_words(duty, language),
        duty.get_to_whom_display(), duty.name(language).text, duty.plain(language).text, when_words(duty, language), duty.rrule,
        duty.event, duty.term_days, powers, duty.get_minimum_rank_display() if duty.minimum_rank else "",
        duty.get_evidence_display(), duty.evidence_days, localised_field(duty, "consequence", language).text,
        row.provision.text(language).text if row.provision else "", row.posts, row.bodies, duty.is_draft,
    ]  # fmt: skip


def to_be_looked_at() -> list[Duty]:
    """Duties whose provision reads otherwise since they were drawn from it."""
    return list(Duty.objects.exclude(changed_on=None).select_related("norm"))
