"""Who may change an organisation, decide on memberships and merge rows."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, administers, deny, permission, when
from kopir.organisations.models import Membership, Organisation, SamePair
from kopir.organisations.words import Kind, MembershipState, PairState, Status

# What a member may change of the own organisation; the rest comes from registers or an administrator.
MEMBER_FIELDS = frozenset({"phone", "email", "website", "about_kk", "about_ru", "about_en"})


def is_member_of(by: Actor, organisation: Organisation) -> bool:
    return by.is_member and by.organisation_id == organisation.pk


def _not_merged(organisation: Organisation) -> Permit:
    return when(
        organisation.merged_into_id is None,
        "merged",
        _("This row was merged into another organisation."),
        _("Open the organisation it leads to."),
    )


@permission("organisations.create")
def may_create(by: Actor, organisation: Organisation) -> Permit:
    """An administrator."""
    return administers(by)


@permission("organisations.import")
def may_import(by: Actor, subject: object) -> Permit:
    """An administrator, or the import command."""
    return administers(by)


@permission("organisations.edit")
def may_edit(by: Actor, organisation: Organisation) -> Permit:
    """An administrator; an active member the own contacts, description, sectors, places served and funding."""
    own = when(
        is_member_of(by, organisation),
        "not_your_organisation",
        _("Only members of the organisation and administrators may edit it."),
        _("Ask to become a member of the organisation."),
    )
    return (administers(by) if by.is_administrator or by.is_system else own) & _not_merged(organisation)


@permission("organisations.subordinate")
def may_subordinate(by: Actor, organisation: Organisation) -> Permit:
    """An administrator, for a state body."""
    is_body = when(
        organisation.kind == Kind.STATE_BODY,
        "not_a_state_body",
        _("Only a state body answers to another one."),
    )
    return administers(by) & _not_merged(organisation) & is_body


@permission("organisations.succeed")
def may_succeed(by: Actor, organisation: Organisation) -> Permit:
    """An administrator."""
    return administers(by) & _not_merged(organisation)


@permission("organisations.merge")
def may_merge(by: Actor, organisation: Organisation) -> Permit:
    """An administrator, while the row stands for itself."""
    return administers(by) & _not_merged(organisation)


@permission("organisations.unmerge")
def may_unmerge(by: Actor, pair: SamePair) -> Permit:
    """An administrator, when the pair is merged."""
    merged = when(pair.state == PairState.MERGED, "not_merged", _("These two organisations are not merged."))
    return administers(by) & merged


@permission("organisations.mark_different")
def may_mark_different(by: Actor, pair: SamePair) -> Permit:
    """An administrator, while nothing is decided about the pair."""
    open_pair = when(
        pair.state == PairState.PROPOSED,
        "decided",
        _("It was already decided about this pair."),
        _("Undo the merge first."),
    )
    return administers(by) & open_pair


# ---- Memberships ---------------------------------------------------------------------------------------


@permission("organisations.request_membership")
def may_request_membership(by: Actor, organisation: Organisation) -> Permit:
    """A signed-in person whose e-mail address is verified, for an NGO that still exists, once."""
    signed_in = when(by.is_signed_in, "sign_in", _("Sign in first."), _("Sign in and ask again."))
    if not signed_in:
        return signed_in
    return _takes_members(organisation) & _verified(by) & _not_yet(by, organisation)


def _takes_members(organisation: Organisation) -> Permit:
    is_ngo = when(
        organisation.kind == Kind.NGO,
        "not_an_ngo",
        _("People act for a state body by an appointment to a post, not by membership."),
        _("Ask the administrator to record the appointment."),
    )
    lives = when(organisation.status != Status.ENDED, "ended", _("This organisation has ended."))
    return _not_merged(organisation) & is_ngo & lives


def _verified(by: Actor) -> Permit:
    verified = EmailAddress.objects.filter(user_id=by.person_id, verified=True).exists()
    return when(
        verified,
        "email_not_verified",
        _("Your e-mail address is not confirmed yet."),
        _("Open the link in the letter that was sent to you, then ask again."),
    )


def _not_yet(by: Actor, organisation: Organisation) -> Permit:
    living = Membership.objects.filter(
        person_id=by.person_id,
        organisation=organisation,
        state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE],
    )
    return when(not living.exists(), "already", _("You have already asked, or are a member already."))


def has_members(organisation_id: int) -> bool:
    return Membership.objects.filter(organisation_id=organisation_id, state=MembershipState.ACTIVE).exists()


def _decides(by: Actor, membership: Membership) -> Permit:
    """A member other than the one who asks; an administrator only where there is no member yet."""
    if membership.state != MembershipState.REQUESTED:
        return deny("not_now", _("This request was already decided or withdrawn."))
    if by.is_system:
        return ALLOWED
    if by.is_administrator:
        return when(
            not has_members(membership.organisation_id),
            "has_members",
            _("The organisation has members: one of them decides."),
            _("End the memberships that no longer hold, then decide."),
        )
    return when(
        by.is_member and by.organisation_id == membership.organisation_id and by.person_id != membership.person_id,
        "not_a_member",
        _("Only a member of the organisation decides who else acts for it; the first one is confirmed by an administrator."),
    )


@permission("organisations.confirm_membership")
def may_confirm_membership(by: Actor, membership: Membership) -> Permit:
    """Another active member of the organisation; for the first one an administrator."""
    return _decides(by, membership)


@permission("organisations.refuse_membership")
def may_refuse_membership(by: Actor, membership: Membership) -> Permit:
    """Another active member of the organisation; for the first one an administrator."""
    return _decides(by, membership)


@permission("organisations.end_membership")
def may_end_membership(by: Actor, membership: Membership) -> Permit:
    """The person, also the last member; an administrator."""
    living = when(
        membership.state in (MembershipState.REQUESTED, MembershipState.ACTIVE),
        "not_now",
        _("This membership has ended."),
    )
    own = when(
        by.is_signed_in and by.person_id == membership.person_id,
        "not_yours",
        _("Only the person and an administrator may end a membership."),
    )
    return (own if own else administers(by)) & living


def may_see_members(by: Actor, organisation: Organisation) -> Permit:
    """Members of the organisation and administrators. Not an act, so it stands in no journal."""
    return when(
        is_member_of(by, organisation) or by.is_administrator or by.is_system,
        "members_only",
        _("Who acts for an organisation is shown to its members only."),
    )
