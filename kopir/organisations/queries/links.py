"""Between organisations, and between people and organisations."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.organisations.models import Membership, Organisation, SamePair, Subordination, Succession
from kopir.organisations.rules import may_see_members
from kopir.organisations.words import BodyKind, Kind, MembershipState, PairState
from kopir.territories.models import Territory


def bodies_of(territory: Territory) -> QuerySet[Organisation]:
    """State bodies seated in exactly this territory and in force today, the akimat first."""
    today = timezone.localdate()
    rows = Organisation.objects.filter(kind=Kind.STATE_BODY, territory=territory, merged_into__isnull=True)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return rows.order_by("tier", "body_kind", "sort_kk", "id")


def akimat_of(territory: Territory) -> Organisation | None:
    return bodies_of(territory).filter(body_kind=BodyKind.AKIMAT).first()


def _in_force(on: date) -> Q:
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=on)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def higher_of(organisation: Organisation, on: date | None = None) -> Organisation | None:
    """Whom it answers to on a day (today)."""
    link = Subordination.objects.filter(_in_force(on or timezone.localdate()), lower=organisation)
    found = link.select_related("higher").order_by("-starts_on", "-id").first()
    return found.higher if found else None


def lower_of(organisation: Organisation, on: date | None = None) -> QuerySet[Organisation]:
    links = Subordination.objects.filter(_in_force(on or timezone.localdate()), higher=organisation)
    return Organisation.objects.filter(pk__in=links.values("lower"), merged_into__isnull=True).order_by("sort_kk", "id")


def successors_of(organisation: Organisation) -> QuerySet[Succession]:
    return Succession.objects.filter(before=organisation).select_related("after").order_by("on", "id")


def predecessors_of(organisation: Organisation) -> QuerySet[Succession]:
    return Succession.objects.filter(after=organisation).select_related("before").order_by("on", "id")


# ---- People --------------------------------------------------------------------------------------------


def members_of(by: Actor, organisation: Organisation) -> QuerySet[Membership]:
    """Active members; for the organisation's own members and administrators. Refused for others."""
    may_see_members(by, organisation).demand()
    rows = Membership.objects.filter(organisation=organisation, state=MembershipState.ACTIVE)
    return rows.select_related("person").order_by("decided_at", "id")


def pending_memberships(by: Actor, organisation: Organisation | None = None) -> QuerySet[Membership]:
    """Requests that this actor may decide: those to the own organisation; an administrator sees all."""
    rows = Membership.objects.filter(state=MembershipState.REQUESTED, organisation__merged_into__isnull=True)
    if not (by.is_administrator or by.is_system):
        rows = rows.filter(organisation_id=by.organisation_id) if by.is_member else rows.none()
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return rows.select_related("person", "organisation").order_by("requested_at", "id")


def request_for(by: Actor, number: int) -> Membership | None:
    """A request to the own organisation, decided or not; none for others."""
    rows = Membership.objects.filter(organisation_id=by.organisation_id) if by.is_member else Membership.objects.none()
    return rows.select_related("person", "organisation").filter(pk=number).first()


def memberships_for(by: Actor) -> QuerySet[Membership]:
    """The actor's own memberships and requests, the living ones first; `has_others`: somebody else acts for it too."""
    rows = Membership.objects.filter(person_id=by.person_id) if by.person_id else Membership.objects.none()
    others = Membership.objects.filter(organisation=OuterRef("organisation"), state=MembershipState.ACTIVE)
    lives = Case(When(state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE], then=0), default=1)
    rows = rows.annotate(has_others=Exists(others.exclude(pk=OuterRef("pk"))))
    return rows.select_related("organisation").order_by(lives, "-requested_at", "-id")


# ---- The same organisation twice -----------------------------------------------------------------------


def _pairs(by: Actor) -> QuerySet[SamePair]:
    rows = SamePair.objects.select_related("first__territory", "second__territory")
    return rows if by.is_administrator or by.is_system else rows.none()


def same_candidates(by: Actor, organisation: Organisation | None = None) -> QuerySet[SamePair]:
    """Pairs that wait for a decision, the likeliest first; for administrators."""
    rows = _pairs(by).filter(state=PairState.PROPOSED, first__merged_into__isnull=True, second__merged_into__isnull=True)
    if organisation is not None:
        rows = rows.filter(Q(first=organisation) | Q(second=organisation))
    return rows.order_by("-score", "id")


def pair_for(by: Actor, number: int) -> SamePair | None:
    return _pairs(by).filter(pk=number).first()


def merged_pairs(by: Actor) -> QuerySet[SamePair]:
    """What was merged and can be undone, the last first."""
    return _pairs(by).filter(state=PairState.MERGED).order_by("-decided_at", "-id")
