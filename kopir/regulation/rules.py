"""Who may keep the Regulation, prove, check, plan, report, and resolve what cannot be done. Every answer carries its reason."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, administers, is_system, permission, when
from kopir.posts.models import Post
from kopir.regulation.models import (
    Assignment,
    Duty,
    Feed,
    Finding,
    FunctionLink,
    Norm,
    NormVersion,
    Obligation,
    Plan,
    Proof,
    Report,
)
from kopir.regulation.words import FindingState, PlanState, ReportState, VersionState

# ---- Conditions ----------------------------------------------------------------------------------------------------


def holds(by: Actor, post_id: int | None) -> Permit:
    return when(
        by.is_official and by.post_id == post_id,
        "not_holder",
        _("Only whoever holds the post may do this."),
        _("If you hold it, choose it in the menu above."),
    )


def above(by: Actor, post: Post) -> Permit:
    """The post directly above, or a co-ordinator."""
    return when(
        by.oversees or (by.is_official and by.post_id is not None and by.post_id == post.superior_id),
        "not_above",
        _("Only the post above or co-ordination may do this."),
    )


def same_body(by: Actor, post: Post) -> Permit:
    return when(
        by.is_official and by.organisation_id == post.organisation_id,
        "not_same_body",
        _("Only a post of the same body may do this."),
    )


# ---- Norms and duties ----------------------------------------------------------------------------------------------


@permission("regulation.load_reference")
def may_load_reference(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)


@permission("regulation.keep_norm")
def may_keep_norm(by: Actor, norm: Norm) -> Permit:
    """An administrator; whoever holds a post of a body that body's own functions."""
    own = by.is_official and norm.scope_id is not None and by.organisation_id == norm.scope_id
    return ALLOWED if own else administers(by)


@permission("regulation.import_version")
def may_import_version(by: Actor, norm: Norm) -> Permit:
    """Whoever may keep the norm."""
    return may_keep_norm(by, norm)


def _being_prepared(version: NormVersion) -> Permit:
    return when(
        version.state == VersionState.DRAFT,
        "not_now",
        _("This version is published and is not changed any more."),
        _("Enter a new version with the day from which it is in force."),
    )


@permission("regulation.announce")
def may_announce(by: Actor, version: NormVersion) -> Permit:
    """Whoever may keep the norm, once."""
    return may_keep_norm(by, version.norm) & _being_prepared(version)


@permission("regulation.withdraw_version")
def may_withdraw_version(by: Actor, version: NormVersion) -> Permit:
    """Whoever may keep the norm, before the version is in force."""
    future = version.state == VersionState.DRAFT or version.starts_on > timezone.localdate()
    still = when(future and version.state != VersionState.WITHDRAWN, "not_now", _("This version is or was in force."))
    return may_keep_norm(by, version.norm) & still


@permission("regulation.keep_duty")
def may_keep_duty(by: Actor, duty: Duty) -> Permit:
    """An administrator."""
    return administers(by)


@permission("regulation.end_duty")
def may_end_duty(by: Actor, duty: Duty) -> Permit:
    """An administrator."""
    return administers(by) & when(duty.ends_on is None, "not_now", _("This duty has its last day already."))


@permission("regulation.map_act")
def may_map_act(by: Actor, duty: Duty) -> Permit:
    """An administrator."""
    return administers(by)


@permission("regulation.unmap_act")
def may_unmap_act(by: Actor, duty: Duty) -> Permit:
    """An administrator."""
    return administers(by)


@permission("regulation.judge_link")
def may_judge_link(by: Actor, link: FunctionLink) -> Permit:
    """A co-ordinator, an administrator, or whoever holds a post of the department's body."""
    own = by.is_official and by.organisation_id == link.norm.scope_id
    return ALLOWED if own or by.oversees else administers(by)


# ---- Obligations and proofs ----------------------------------------------------------------------------------------


@permission("regulation.make_obligations")
def may_make_obligations(by: Actor, subject: object) -> Permit:
    """Köpir itself, or an administrator."""
    return administers(by)


@permission("regulation.prove_by_journal")
def may_prove_by_journal(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("regulation.expire_proofs")
def may_expire_proofs(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("regulation.miss")
def may_miss(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("regulation.end_waivers")
def may_end_waivers(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("regulation.prove")
def may_prove(by: Actor, obligation: Obligation) -> Permit:
    """Whoever holds the post."""
    return holds(by, obligation.post_id)


@permission("regulation.check_proof")
def may_check_proof(by: Actor, proof: Proof) -> Permit:
    """The post above, a post of the same body or a co-ordinator; never the person who gave it."""
    post = proof.obligation.post
    other = when(
        proof.giver is None or by.person_id != proof.giver,
        "own_proof",
        _("Nobody checks their own proof."),
        _("Ask a second person: the post above, or another post of the body."),
    )
    return (above(by, post) | same_body(by, post)) & other


@permission("regulation.waive")
def may_waive(by: Actor, obligation: Obligation) -> Permit:
    """Whoever holds the post, the post above, or a co-ordinator."""
    return holds(by, obligation.post_id) | above(by, obligation.post)


@permission("regulation.plan")
def may_plan(by: Actor, plan: Plan) -> Permit:
    """Whoever holds the post, until the plan is approved."""
    open_ = when(plan.state == PlanState.DRAFT, "not_now", _("The plan is approved and is not changed any more."))
    return holds(by, plan.post_id) & open_


@permission("regulation.approve_plan")
def may_approve_plan(by: Actor, plan: Plan) -> Permit:
    """Whoever holds the post, once a year."""
    return holds(by, plan.post_id) & when(plan.state == PlanState.DRAFT, "not_now", _("The plan is approved."))


@permission("regulation.write_report")
def may_write_report(by: Actor, report: Report) -> Permit:
    """Whoever holds the post, until the report is sent."""
    return holds(by, report.post_id) & when(
        report.state == ReportState.DRAFT, "not_now", _("The report is sent and is not changed any more.")
    )


@permission("regulation.send_report")
def may_send_report(by: Actor, report: Report) -> Permit:
    """Whoever holds the post, once."""
    return may_write_report(by, report)


@permission("regulation.reply")
def may_reply(by: Actor, post: Post) -> Permit:
    """Whoever holds the post."""
    return holds(by, post.pk)


@permission("regulation.open_feed")
def may_open_feed(by: Actor, post: Post) -> Permit:
    """Whoever holds the post."""
    return holds(by, post.pk)


@permission("regulation.close_feed")
def may_close_feed(by: Actor, feed: Feed) -> Permit:
    """Whoever holds the post, or an administrator."""
    return holds(by, feed.post_id) | administers(by)


# ---- Where it cannot be done ---------------------------------------------------------------------------------------


@permission("regulation.examine")
def may_examine(by: Actor, subject: object) -> Permit:
    """Köpir itself, or an administrator."""
    return administers(by)


def _concerned(by: Actor, finding: Finding) -> Permit:
    """A post of the body, the post above the one it was found at, co-ordination."""
    own = by.is_official and (by.organisation_id == finding.body_id or by.post_id == finding.post_id)
    over = by.is_official and finding.post is not None and by.post_id == finding.post.superior_id
    return when(
        own or over or by.oversees,
        "not_concerned",
        _("Only posts of the body, the post above and co-ordination may do this."),
    )


def _stands(finding: Finding) -> Permit:
    return when(finding.state != FindingState.RESOLVED, "not_now", _("This is resolved already."))


@permission("regulation.accept_finding")
def may_accept_finding(by: Actor, finding: Finding) -> Permit:
    """A post of the body, the post above, or co-ordination."""
    return _concerned(by, finding) & _stands(finding)


@permission("regulation.ask_resolution")
def may_ask_resolution(by: Actor, finding: Finding) -> Permit:
    """A post of the body, the post above, or co-ordination; any post when no single body is concerned."""
    of_all = ALLOWED if by.is_official and finding.body_id is None else _concerned(by, finding)
    return of_all & _stands(finding)


@permission("regulation.send_up")
def may_send_up(by: Actor, finding: Finding) -> Permit:
    """Whoever holds the post that cannot do the duty."""
    return holds(by, finding.post_id) & _stands(finding)


@permission("regulation.answer_sent_up")
def may_answer_sent_up(by: Actor, finding: Finding) -> Permit:
    """The post that it was sent up to, or a co-ordinator."""
    waits = when(finding.state == FindingState.SENT_UP, "not_now", _("Nothing was sent up here."))
    to = holds(by, finding.sent_to_id) if finding.sent_to_id else administers(by)
    return (ALLOWED if by.oversees else to) & waits


@permission("regulation.assign")
def may_assign(by: Actor, assignment: Assignment) -> Permit:
    """An administrator; a delegation also whoever holds the post that gives it away."""
    gives = by.is_official and assignment.instead_of_id is not None and by.post_id == assignment.instead_of_id
    return ALLOWED if gives else administers(by)


@permission("regulation.end_assignment")
def may_end_assignment(by: Actor, assignment: Assignment) -> Permit:
    """Whoever may make it."""
    return may_assign(by, assignment)
