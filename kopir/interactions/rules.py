"""Who may do what with a matter. Every answer carries its reason; state is asked of flow.py by the acts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, deny, permission, when
from kopir.interactions.models import AnswerTemplate, HandOff, Matter, MatterKind, Part
from kopir.interactions.words import HandOffKind, HandOffState, Letter, MatterState, OutcomeKind, PartState
from kopir.posts.models import Post
from kopir.posts.queries import answering_post

# Conditions the rules are made of


def speaks_for(by: Actor, post: Post | None) -> bool:
    """The actor holds the post, or stands in for it while it is vacant."""
    if not by.is_official or post is None:
        return False
    if by.post_id == post.pk:
        return True
    stand_in = answering_post(post)
    return stand_in is not None and stand_in.pk == by.post_id


def is_author(by: Actor, matter: Matter) -> bool:
    """The actor acts for the first author or for one that joined."""
    if not by.is_member:
        return False
    return by.organisation_id == matter.author_id or (
        matter.joined_matters.filter(author_id=by.organisation_id).exists()
    )


def for_accountable(by: Actor, matter: Matter) -> Permit:
    return when(
        speaks_for(by, matter.accountable),
        "not_accountable",
        _("Only the post that answers for this matter may do this."),
        _("If the matter should be yours, ask its post to hand it over to you."),
    )


def for_author(by: Actor, matter: Matter) -> Permit:
    return when(
        is_author(by, matter),
        "not_author",
        _("Only an organisation that wrote or joined this matter may do this."),
        _("Join the matter to have an author's rights."),
    )


def for_first_author(by: Actor, matter: Matter) -> Permit:
    """Drafts are hidden from everybody else."""
    if by.is_member and by.organisation_id == matter.author_id:
        return ALLOWED
    hidden = matter.state in (MatterState.DRAFT, MatterState.APPEAL)
    return deny("not_author", _("Only the organisation that wrote this may do this."), hidden=hidden)


def is_running(matter: Matter) -> Permit:
    return when(
        matter.is_running,
        "not_now",
        _("The matter is not open any more."),
        _("Reopen it, or write a new one that names this number."),
    )


def being_worked_on(matter: Matter) -> Permit:
    states = (MatterState.OPEN, MatterState.CONTESTED)
    return when(
        matter.state in states, "not_now", _("This can be done only while the matter is being worked on."),
        _("Look at the state of the matter on its page."),
    )  # fmt: skip


def no_open_hand_off(matter: Matter) -> Permit:
    offered = matter.hand_offs.filter(state=HandOffState.OFFERED).exists()
    return when(
        not offered, "not_now_offered", _("The matter is offered to another post and waits for its answer."),
        _("Wait for the answer, or take the offer back."),
    )  # fmt: skip


def has_part(by: Actor, matter: Matter, letter: str) -> bool:
    parts = Part.objects.filter(matter=matter, letter=letter, state=PartState.ACTIVE).select_related(
        "post__superior"
    )
    return by.is_official and any(speaks_for(by, part.post) for part in parts)


def is_system(by: Actor) -> Permit:
    return when(by.is_system, "only_system", _("Only Köpir itself does this."))


def is_administrator(by: Actor) -> Permit:
    return when(
        by.is_administrator or by.is_system, "not_administrator", _("Only an administrator may do this."),
        _("Ask an administrator of this installation."),
    )  # fmt: skip


# Writing


@permission("interactions.draft")
def may_draft(by: Actor, matter: Matter) -> Permit:
    """A member of an organisation, for that organisation."""
    return when(
        by.is_member and by.organisation_id == matter.author_id,
        "not_member",
        _("A matter is written for an organisation."),
        _(
            "Ask to act for your organisation on your account page; a member of it or an administrator confirms."
        ),
    )


@permission("interactions.edit_draft")
def may_edit_draft(by: Actor, matter: Matter) -> Permit:
    return for_first_author(by, matter) & when(
        matter.state == MatterState.DRAFT,
        "not_now",
        _("Only a draft can be edited."),
        _("Write a message in the matter."),
    )


@permission("interactions.discard")
def may_discard(by: Actor, matter: Matter) -> Permit:
    return may_edit_draft(by, matter)


@permission("interactions.submit")
def may_submit(by: Actor, matter: Matter) -> Permit:
    return for_first_author(by, matter)


@permission("interactions.take_to_state_system")
def may_take_to_state_system(by: Actor, matter: Matter) -> Permit:
    return for_first_author(by, matter)


@permission("interactions.join")
def may_join(by: Actor, matter: Matter) -> Permit:
    """The author of the matter that joins another."""
    return for_first_author(by, matter)


@permission("interactions.attach")
def may_attach(by: Actor, matter: Matter) -> Permit:
    if matter.state == MatterState.DRAFT:
        return for_first_author(by, matter)
    return (for_author(by, matter) | for_participant(by, matter)) & is_running(matter)


@permission("interactions.detach")
def may_detach(by: Actor, matter: Matter) -> Permit:
    """From a draft only: what was sent stays."""
    return may_edit_draft(by, matter)


def for_participant(by: Actor, matter: Matter) -> Permit:
    """A post with a part: accountable, working, asked for an opinion, or offered the matter."""
    offered = matter.hand_offs.filter(state=HandOffState.OFFERED).select_related("to_post__superior")
    takes_part = (
        speaks_for(by, matter.accountable)
        or has_part(by, matter, Letter.RESPONSIBLE)
        or has_part(by, matter, Letter.CONSULTED)
        or any(speaks_for(by, row.to_post) for row in offered)
    )
    return when(takes_part, "no_part", _("Your post has no part in this matter."))


@permission("interactions.object")
def may_object(by: Actor, matter: Matter) -> Permit:
    """The author, once, while the matter is open and the time for it has not passed (see acts)."""
    return for_first_author(by, matter) & being_worked_on(matter) & when(
        not matter.objection, "not_now_objected", _("The author has objected already; this can be done once."),
        _("The post above decides. Write a message in the matter if something is missing."),
    )  # fmt: skip


@permission("interactions.settle_objection")
def may_settle_objection(by: Actor, matter: Matter) -> Permit:
    """The post above the accountable one; an administrator when there is none."""
    superior = matter.accountable.superior if matter.accountable else None
    decides = speaks_for(by, superior) or (
        by.is_administrator and (superior is None or answering_post(superior) is None)
    )
    return when(decides, "not_superior", _("The post above decides on an objection.")) & when(
        bool(matter.objection) and not matter.objection_answer,
        "not_now",
        _("No objection waits for a decision."),
    )


# Work


@permission("interactions.hand_over")
def may_hand_over(by: Actor, matter: Matter) -> Permit:
    return for_accountable(by, matter) & being_worked_on(matter) & no_open_hand_off(matter)


@permission("interactions.raise")
def may_raise(by: Actor, matter: Matter) -> Permit:
    return may_hand_over(by, matter)


def for_receiver(by: Actor, hand_off: HandOff) -> Permit:
    return when(
        speaks_for(by, hand_off.to_post),
        "not_receiver",
        _("Only the post that was offered the matter may answer."),
    )


@permission("interactions.accept")
def may_accept(by: Actor, hand_off: HandOff) -> Permit:
    return for_receiver(by, hand_off)


@permission("interactions.refuse")
def may_refuse(by: Actor, hand_off: HandOff) -> Permit:
    return for_receiver(by, hand_off)


@permission("interactions.take_back")
def may_take_back(by: Actor, hand_off: HandOff) -> Permit:
    return when(
        speaks_for(by, hand_off.from_post),
        "not_sender",
        _("Only the post that made the offer may take it back."),
    )


@permission("interactions.lapse")
def may_lapse(by: Actor, hand_off: HandOff) -> Permit:
    return is_system(by)


@permission("interactions.return_down")
def may_return_down(by: Actor, matter: Matter) -> Permit:
    raised = matter.hand_offs.filter(
        kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED, to_post=matter.accountable
    )
    return for_accountable(by, matter) & being_worked_on(matter) & when(
        raised.exists(), "not_now_not_raised", _("This matter was not raised to your post."), _("Hand it over instead.")
    ) & no_open_hand_off(matter)  # fmt: skip


@permission("interactions.assign")
def may_assign(by: Actor, matter: Matter) -> Permit:
    return for_accountable(by, matter) & being_worked_on(matter)


@permission("interactions.finish_part")
def may_finish_part(by: Actor, part: Part) -> Permit:
    """The post that does the work, or the accountable one that gave it."""
    own = speaks_for(by, part.post) or speaks_for(by, part.matter.accountable)
    return when(own, "no_part", _("Your post has no part in this matter.")) & _part_is(
        part, Letter.RESPONSIBLE
    )


@permission("interactions.ask_opinion")
def may_ask_opinion(by: Actor, matter: Matter) -> Permit:
    return for_accountable(by, matter) & being_worked_on(matter)


@permission("interactions.give_opinion")
def may_give_opinion(by: Actor, part: Part) -> Permit:
    asked = when(
        speaks_for(by, part.post), "not_asked", _("Only the post that was asked may give this opinion.")
    )
    return asked & _part_is(part, Letter.CONSULTED)


@permission("interactions.waive_opinion")
def may_waive_opinion(by: Actor, part: Part) -> Permit:
    return for_accountable(by, part.matter) & _part_is(part, Letter.CONSULTED)


def _part_is(part: Part, letter: str) -> Permit:
    living = part.letter == letter and part.state == PartState.ACTIVE
    return when(living, "not_now", _("This has been done already."))


@permission("interactions.inform")
def may_inform(by: Actor, matter: Matter) -> Permit:
    return for_accountable(by, matter) & is_running(matter)


@permission("interactions.stop_informing")
def may_stop_informing(by: Actor, part: Part) -> Permit:
    own = speaks_for(by, part.post) or speaks_for(by, part.matter.accountable)
    return when(own, "no_part", _("Your post has no part in this matter.")) & _part_is(part, Letter.INFORMED)


@permission("interactions.pause")
def may_pause(by: Actor, matter: Matter) -> Permit:
    paused = matter.pauses.filter(ends_on=None).exists()
    return (
        for_accountable(by, matter)
        & being_worked_on(matter)
        & when(not paused, "not_now", _("The term is paused already."))
    )


@permission("interactions.resume")
def may_resume(by: Actor, matter: Matter) -> Permit:
    paused = matter.pauses.filter(ends_on=None).exists()
    return (for_accountable(by, matter) | is_system(by)) & when(
        paused, "not_now", _("The term is not paused.")
    )


@permission("interactions.extend")
def may_extend(by: Actor, matter: Matter) -> Permit:
    return for_accountable(by, matter) & being_worked_on(matter)


@permission("interactions.write")
def may_write(by: Actor, matter: Matter) -> Permit:
    """Authors and posts with a part, while the matter is open."""
    return (for_author(by, matter) | for_participant(by, matter)) & is_running(matter)


@permission("interactions.write_note")
def may_write_note(by: Actor, matter: Matter) -> Permit:
    return for_participant(by, matter) & is_running(matter)


@permission("interactions.restrict")
def may_restrict(by: Actor, matter: Matter) -> Permit:
    """The author by wish; the accountable post when it finds personal data."""
    return for_first_author(by, matter) | for_accountable(by, matter)


@permission("interactions.open_up")
def may_open_up(by: Actor, matter: Matter) -> Permit:
    return for_first_author(by, matter)


# Closing


@permission("interactions.answer")
def may_answer(by: Actor, matter: Matter) -> Permit:
    waited = matter.parts.filter(letter=Letter.CONSULTED, state=PartState.ACTIVE).exists()
    return for_accountable(by, matter) & being_worked_on(matter) & no_open_hand_off(matter) & when(
        not waited, "not_now_opinion", _("An opinion that was asked has not come yet."),
        _("Wait for it, or record why you do not wait."),
    )  # fmt: skip


@permission("interactions.give_word")
def may_give_word(by: Actor, matter: Matter) -> Permit:
    waits = when(
        matter.state == MatterState.ANSWERED, "not_now", _("No outcome waits for the author's word.")
    )
    return for_author(by, matter) & waits


@permission("interactions.fall_silent")
def may_fall_silent(by: Actor, matter: Matter) -> Permit:
    return is_system(by)


@permission("interactions.withdraw")
def may_withdraw(by: Actor, matter: Matter) -> Permit:
    """The first author, when nobody has joined: others' matters hang on it."""
    alone = not matter.joined_matters.exists()
    return for_first_author(by, matter) & is_running(matter) & when(
        alone, "not_now_joined", _("Other organisations have joined this matter."),
        _("Write to the parties; the matter goes on for those who joined."),
    )  # fmt: skip


@permission("interactions.close_unanswered")
def may_close_unanswered(by: Actor, matter: Matter) -> Permit:
    late = matter.due_on is not None and timezone.localdate() > matter.due_on
    return (
        for_first_author(by, matter)
        & being_worked_on(matter)
        & when(
            late,
            "not_now_term",
            _("The term has not passed yet."),
            _("The date is on the page of the matter."),
        )
    )


@permission("interactions.reopen")
def may_reopen(by: Actor, matter: Matter) -> Permit:
    """An author within the time for it; the accountable post and the post above it at any time; not what was withdrawn."""
    last = matter.outcomes.order_by("round").last()
    withdrawn = last is not None and last.kind in (OutcomeKind.WITHDRAWN, OutcomeKind.JOINED)
    superior = matter.accountable.superior if matter.accountable else None
    own = is_author(by, matter) or speaks_for(by, matter.accountable) or speaks_for(by, superior)
    return when(own, "no_part", _("Only a party of the matter may reopen it.")) & when(
        not withdrawn, "not_now", _("A withdrawn matter cannot be reopened."), _("Write a new one.")
    )


@permission("interactions.reroute")
def may_reroute(by: Actor, matter: Matter) -> Permit:
    """An administrator, when nobody holds the post nor stands in for it."""
    unowned = matter.accountable is None or answering_post(matter.accountable) is None
    return (
        is_administrator(by)
        & is_running(matter)
        & when(
            unowned,
            "not_now_owned",
            _("The matter has a post that answers for it."),
            _("Ask that post to hand it over."),
        )
    )


@permission("interactions.edit_procedure")
def may_edit_procedure(by: Actor, kind: MatterKind) -> Permit:
    return is_administrator(by)


@permission("interactions.edit_template")
def may_edit_template(by: Actor, template: AnswerTemplate) -> Permit:
    """A post edits its own typical answers; an administrator those of all."""
    own = by.is_official and template.post_id is not None and template.post_id == by.post_id
    return when(
        own or by.is_administrator or by.is_system,
        "not_own",
        _("These typical answers belong to another post."),
    )


@permission("interactions.check_conservation")
def may_check_conservation(by: Actor, subject: object) -> Permit:
    return is_system(by)
