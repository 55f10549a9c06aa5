"""Resolutions of a finding, carried out from its page: the act itself, then a new look at the facts.

Each verb does what its name says by an act of the room it belongs to (posts keep powers and mandates), examines again and
answers whether the finding is gone. The finding remembers the entry that made it go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.permits import Permit, administers, deny
from kopir.journal.models import Entry
from kopir.posts import acts as posts
from kopir.posts import rules as post_rules
from kopir.posts.acts import MandateSpec
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.acts import assigning, functions
from kopir.regulation.acts.findings import examine
from kopir.regulation.models import Assignment, Duty, DutyStep, Finding, FunctionLink
from kopir.regulation.words import AssignmentKind, FindingState, LinkState, Resolution
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


def may_carry_out(by: Actor, finding: Finding, resolution: Resolution, link: FunctionLink | None = None) -> Permit:
    """Whether this actor may do it at once. Whoever may not asks the post that can (`acts.findings.ask_resolution`)."""
    if finding.state == FindingState.RESOLVED:
        return deny("not_now", _("This is resolved already."))
    post = finding.post or Post()
    match resolution:
        case Resolution.GRANT_POWER:
            return post_rules.may_grant_power(by, post)
        case Resolution.RAISE_RANK:
            return administers(by)
        case Resolution.WIDEN_MANDATE:
            return post_rules.may_set_mandate(by, post)
        case Resolution.APPOINT:
            return post_rules.may_appoint(by, post)
        case Resolution.DELEGATE:
            return rules.may_assign(by, Assignment(kind=AssignmentKind.DELEGATED, instead_of=finding.post))
        case Resolution.ASSIGN_STEP | Resolution.NAME_OWNER:
            return rules.may_assign(by, Assignment())
        case Resolution.JUDGE_LINK:
            return rules.may_judge_link(by, link) if link else deny("not_now", _("The function is not linked any more."))
        case Resolution.SEND_UP:
            return rules.may_send_up(by, finding)
        case _:
            return administers(by)


def _carry_out(finding: Finding, by: Actor, do: Callable[[], object]) -> bool:
    """The act wholly or not at all; then the look at the country, which does not keep others from writing meanwhile. True when
    the finding is gone now."""
    with transaction.atomic():
        before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        do()
        done = Entry.objects.filter(pk__gt=before, person_id=by.person_id).order_by("-pk").first()
    examine(resolved_by=done.pk if done else None)
    finding.refresh_from_db()
    return finding.state == FindingState.RESOLVED


def _demand_basis(legal_basis: str) -> None:
    if not legal_basis.strip():
        raise Refused("no_basis", _("Name the order or decision: its number and date."), field="legal_basis")


def give_power(finding: Finding, *, by: Actor, legal_basis: str, starts_on: date | None = None) -> bool:
    """By an order, to the post that lacks it."""
    _demand_basis(legal_basis)
    post, power = finding.post, finding.power
    assert post is not None and power is not None
    return _carry_out(finding, by, lambda: posts.grant_power(post, power, by=by, legal_basis=legal_basis, starts_on=starts_on))


def raise_rank(finding: Finding, *, by: Actor, rank: int) -> bool:
    post = finding.post
    assert post is not None
    may_carry_out(by, finding, Resolution.RAISE_RANK).demand()
    return _carry_out(finding, by, lambda: posts.edit(post, by=by, rank=rank))


def assign_step(
    finding: Finding, *, by: Actor, duty: Duty, step: DutyStep, post: Post, legal_basis: str, starts_on: date | None = None
) -> bool:
    body = finding.body
    assert body is not None
    return _carry_out(
        finding, by,
        lambda: assigning.give_step(duty, step, body, post, by=by, legal_basis=legal_basis, starts_on=starts_on),
    )  # fmt: skip


def delegate(
    finding: Finding, *, by: Actor, duties: Sequence[Duty], post: Post, legal_basis: str, ends_on: date,
    starts_on: date | None = None,
) -> bool:  # fmt: skip
    """All of these duties, each with its own entry, until one day."""
    owner = finding.post
    assert owner is not None

    def do() -> None:
        for duty in duties:
            assigning.delegate(duty, owner, post, by=by, legal_basis=legal_basis, ends_on=ends_on, starts_on=starts_on)

    return _carry_out(finding, by, do)


def name_owner(
    finding: Finding, *, by: Actor, duties: Sequence[Duty], post: Post, legal_basis: str, starts_on: date | None = None
) -> bool:
    """One owner for all of these duties of the body. When a function of another department is the same work, the body is the
    one whose post owns the duty now."""
    body = finding.post.organisation if finding.post else finding.body
    assert body is not None

    def do() -> None:
        for duty in duties:
            assigning.name_owner(duty, body, post, by=by, legal_basis=legal_basis, starts_on=starts_on)

    return _carry_out(finding, by, do)


def widen_mandate(finding: Finding, *, by: Actor, post: Post, place: Territory, sectors: Iterable[Sector]) -> bool:
    """The post answers for the place in each of these sectors beside what it answers for already."""
    chosen = list(sectors)
    if not chosen:
        raise Refused("no_sector", _("Choose at least one sector."), field="sectors")

    def do() -> None:
        for sector in chosen:
            posts.add_mandate(post, MandateSpec(place, sector), by=by)

    return _carry_out(finding, by, do)


def judge(finding: Finding, *, by: Actor, link: FunctionLink, judgement: LinkState) -> bool:
    return _carry_out(finding, by, lambda: functions.judge_link(link, judgement, by=by))


# ---- Taking back ---------------------------------------------------------------------------------------------------


def decisions_behind(finding: Finding) -> list[Assignment]:
    """Decisions in force that the finding's resolution made: those of the entry it remembers, and of the same request."""
    entry = _entry_of(finding)
    if entry is None or entry.act != rules.may_assign.name:
        return []
    made = Entry.objects.filter(act=entry.act, person_id=entry.person_id, request_id=entry.request_id)
    numbers = made.values_list("subject_id", flat=True) if entry.request_id else [entry.subject_id]
    today = timezone.localdate()
    rows = Assignment.objects.filter(pk__in=[int(pk) for pk in numbers]).select_related("post", "body", "instead_of")
    return [row for row in rows if row.ends_on is None or row.ends_on > today]


def _entry_of(finding: Finding) -> Entry | None:
    return Entry.objects.filter(pk=finding.resolved_by).first() if finding.resolved_by else None


def gave_power(finding: Finding) -> bool:
    """Whether the finding went because the power was granted from its page."""
    entry = _entry_of(finding)
    return entry is not None and entry.act == post_rules.may_grant_power.name


def may_take_back(by: Actor, finding: Finding) -> Permit:
    """Whoever may make the decision may end it; powers are withdrawn by administrators."""
    if finding.state != FindingState.RESOLVED:
        return deny("not_now", gettext_lazy("This is not resolved."))
    if gave_power(finding):
        return post_rules.may_withdraw_power(by, finding.post)
    decisions = decisions_behind(finding)
    if not decisions:
        return deny("not_now", gettext_lazy("Nothing was done from this page that could be taken back."))
    return rules.may_end_assignment(by, decisions[0])


def take_back(finding: Finding, *, by: Actor, reason: str) -> bool:
    """A granted power is withdrawn at once; a decision holds up to yesterday, or is gone when it began today.

    True when the contradiction is there again.
    """
    may_take_back(by, finding).demand()
    if not reason.strip():
        raise Refused("no_reason", _("Say why: others will read it later."), field="reason")
    post, power = finding.post, finding.power

    def do() -> None:
        if gave_power(finding) and post is not None and power is not None:
            posts.withdraw_power(post, power, by=by, reason=reason)
        for row in decisions_behind(finding):
            eve = max(timezone.localdate(), row.starts_on) - timedelta(days=1)
            assigning.end_assignment(row, by=by, ends_on=eve, reason=reason)

    return not _carry_out(finding, by, do)
