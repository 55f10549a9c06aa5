"""Words of the regulation: norms, duties, obligations, proofs, findings, and the sentences of every act."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


class NormKind(TextChoices):
    LAW = "law", _("law")
    DECREE = "decree", _("government resolution")
    ORDER = "order", _("order")
    RECOMMENDATIONS = "recommendations", _("methodological recommendations")
    WORKING_LIST = "working_list", _("working list, not an official text")
    FUNCTIONS = "functions", _("regulation of a body: its functions")


class VersionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("version of a norm", "being prepared")
    ANNOUNCED = "announced", pgettext_lazy("version of a norm", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("version of a norm", "withdrawn before it came into force")


class ChangeKind(TextChoices):
    """Of a provision between two versions."""

    ADDED = "added", pgettext_lazy("provision", "added")
    REMOVED = "removed", pgettext_lazy("provision", "removed")
    CHANGED = "changed", pgettext_lazy("provision", "changed")


class ToWhom(TextChoices):
    """Whom a duty serves."""

    NGOS = "ngos", _("organisations")
    PUBLIC = "public", _("everybody")
    OWN_BODY = "own_body", _("the leaders of the own body")
    HIGHER_BODY = "higher_body", _("the body above")
    COUNCIL = "council", _("councils")


class Trigger(TextChoices):
    """What makes a duty due."""

    PERIOD = "period", _("comes round by the calendar")
    EVENT = "event", _("comes when something happens")
    STANDING = "standing", _("always, without a date")


class Event(TextChoices):
    """What happens to a post and makes a duty due; read from the journal (see events.py)."""

    MATTER_RECEIVED = "matter_received", _("a matter has come to the post")
    OFFICIAL_APPOINTED = "official_appointed", _("somebody was appointed to the post")
    OUTCOME_CONTESTED = "outcome_contested", _("an author contested an outcome")


class EvidenceKind(TextChoices):
    """What proves that a duty was done."""

    JOURNAL = "journal", _("what was done in Köpir proves it")
    DOCUMENT = "document", _("a document with number and date")
    MINUTES = "minutes", _("minutes of a meeting")
    PUBLICATION = "publication", _("a publication at an address")
    REPORT = "report", _("a report that was sent")


class Mapping(TextChoices):
    """How far one act proves a duty."""

    WHOLE = "whole", _("proves the duty by itself")
    PART = "part", _("proves a part of it; the rest is proved by hand")


class ObligationState(TextChoices):
    DUE = "due", pgettext_lazy("obligation", "to be done")
    DONE = "done", pgettext_lazy("obligation", "done, with proof")
    WAIVED = "waived", pgettext_lazy("obligation", "waived")
    MISSED = "missed", pgettext_lazy("obligation", "missed")
    LAPSED = "lapsed", pgettext_lazy("obligation", "fell away: its occasion is gone")


class ProofState(TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("proof", "waits for a second person's check")
    ACCEPTED = "accepted", pgettext_lazy("proof", "accepted")
    RETURNED = "returned", pgettext_lazy("proof", "returned")
    EXPIRED = "expired", pgettext_lazy("proof", "expired")


class ProofKind(TextChoices):
    ENTRY = "entry", _("entry of the journal")
    FILE = "file", _("file")
    LINK = "link", _("address of a page")
    DOCUMENT = "document", _("number and date of a document")


class AssignmentKind(TextChoices):
    OWNER = "owner", _("owns the duty")
    STEP = "step", _("does a step of the duty")
    DELEGATED = "delegated", _("does the duty for a time")


class LinkState(TextChoices):
    """Of a duty and a function of another department that look alike."""

    PROPOSED = "proposed", pgettext_lazy("link", "proposed")
    SAME = "same", pgettext_lazy("link", "the same work")
    DIFFERENT = "different", pgettext_lazy("link", "different work")


class Contradiction(TextChoices):
    """Why a duty cannot be done as the Regulation has it; each is one function in findings/."""

    NO_POWER = "no_power", _("duty without the power")
    LOW_RANK = "low_rank", _("post below the lowest rank")
    TWO_OWNERS = "two_owners", _("duty of two owners")
    NO_OWNER = "no_owner", _("duty of nobody")
    VACANT = "vacant", _("post vacant")
    TERM_TOO_SHORT = "term_too_short", _("term shorter than its steps")
    ELSEWHERE = "elsewhere", _("the same work in another department's functions")
    NOBODY_ABOVE = "nobody_above", _("nobody above holds the power")
    NO_COVER = "no_cover", _("place and sector that no duty-holder covers")


class FindingState(TextChoices):
    OPEN = "open", pgettext_lazy("finding", "open")
    ACCEPTED = "accepted", pgettext_lazy("finding", "known and accepted for a time")
    SENT_UP = "sent_up", pgettext_lazy("finding", "declared impossible and sent up")
    RESOLVED = "resolved", pgettext_lazy("finding", "resolved")
    RECURRING = "recurring", pgettext_lazy("finding", "has come back")


class Resolution(TextChoices):
    """What can be done about a finding, from its page."""

    GRANT_POWER = "grant_power", _("give the post the power by an order")
    ASSIGN_STEP = "assign_step", _("give the step to another post")
    RAISE_RANK = "raise_rank", _("raise the rank of the post")
    DELEGATE = "delegate", _("let another post do the duty for a time")
    NAME_OWNER = "name_owner", _("name the one post that owns the duty")
    APPOINT = "appoint", _("appoint somebody")
    LENGTHEN_TERM = "lengthen_term", _("propose a longer term")
    WIDEN_MANDATE = "widen_mandate", _("let a post answer for the place and the sector")
    JUDGE_LINK = "judge_link", _("say whether it is the same work")
    SEND_UP = "send_up", _("declare the duty impossible and send it up")


class ReportState(TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "being written")
    SENT = "sent", pgettext_lazy("report", "sent")


class PlanState(TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "being made")
    APPROVED = "approved", pgettext_lazy("plan", "approved")


SENTENCES = {
    "regulation.load_reference": _("%(actor)s added reference data of the regulation: %(subject)s"),
    "regulation.keep_norm": _("%(actor)s entered the document %(subject)s"),
    "regulation.import_version": _("%(actor)s entered a version of %(norm)s in force from %(starts_on)s"),
    "regulation.announce": _("%(actor)s published a version of %(norm)s in force from %(starts_on)s"),
    "regulation.withdraw_version": _("%(actor)s withdrew a version of %(norm)s before it came into force"),
    "regulation.keep_duty": _("%(actor)s entered the duty %(subject)s, in force from %(starts_on)s"),
    "regulation.end_duty": _("%(actor)s ended the duty %(subject)s on %(ends_on)s"),
    "regulation.map_act": _("%(actor)s recorded which act proves the duty %(duty)s"),
    "regulation.unmap_act": _("%(actor)s recorded that an act no longer proves the duty %(duty)s"),
    "regulation.judge_link": _("%(actor)s judged whether a function of %(body)s is the same work as the duty %(duty)s"),
    "regulation.make_obligations": _("%(actor)s made obligations ahead: %(created)s"),
    "regulation.prove_by_journal": _("%(actor)s found proofs in the journal: %(proved)s"),
    "regulation.prove": _("%(actor)s gave a proof of: %(duty)s"),
    "regulation.check_proof": _("%(actor)s checked a proof of: %(duty)s"),
    "regulation.expire_proofs": _("%(actor)s noted proofs that have expired: %(expired)s"),
    "regulation.waive": _("%(actor)s waived until %(until)s: %(duty)s"),
    "regulation.end_waivers": _("%(actor)s noted waivers that have ended: %(ended)s"),
    "regulation.miss": _("%(actor)s noted obligations whose day has passed without proof: %(missed)s"),
    "regulation.plan": _("%(actor)s changed the plan of the post %(post)s for %(year)s"),
    "regulation.approve_plan": _("%(actor)s approved the plan of the post %(post)s for %(year)s"),
    "regulation.write_report": _("%(actor)s wrote a report of the post %(post)s"),
    "regulation.send_report": _("%(actor)s sent the report of the post %(post)s to %(to)s"),
    "regulation.reply": _("%(actor)s replied to a figure of coverage"),
    "regulation.open_feed": _("%(actor)s made a calendar address of the post %(post)s"),
    "regulation.close_feed": _("%(actor)s closed a calendar address of the post %(post)s"),
    "regulation.examine": _("%(actor)s examined where the Regulation cannot be done: %(opened)s new, %(resolved)s resolved"),
    "regulation.accept_finding": _("%(actor)s accepted for a time: %(subject)s"),
    "regulation.ask_resolution": _("%(actor)s asked for: %(resolution)s (%(subject)s)"),
    "regulation.send_up": _("%(actor)s declared it impossible and sent it up to %(to)s: %(subject)s"),
    "regulation.answer_sent_up": _("%(actor)s answered what was sent up: %(subject)s"),
    "regulation.assign": _("%(actor)s gave the duty %(duty)s to the post %(post)s"),
    "regulation.end_assignment": _("%(actor)s ended that the post %(post)s does the duty %(duty)s"),
}

NOTICES = {
    "regulation.due_soon": NoticeWords(
        subject=_("Due by %(due)s"),
        body=_("To be done by %(due)s:\n\n%(duties)s\n\nGive the proofs, or waive with a reason what cannot be done."),
    ),
    "regulation.missed": NoticeWords(
        subject=_("Missed: duties of your post"),
        body=_(
            "Their day has passed, and no proof is known:\n\n%(duties)s\n\nA proof can still be given; the delay stays visible."
        ),
    ),
    "regulation.missed_below": NoticeWords(
        subject=_("Missed at posts below yours: %(count)s"),
        body=_("The day of these duties has passed, and no proof is known:\n\n%(duties)s"),
    ),
    "regulation.waived": NoticeWords(
        subject=_("Waived until %(until)s: %(duty)s"),
        body=_("The post “%(post)s” waived the duty “%(duty)s” until %(until)s.\n\nReason: %(reason)s"),
    ),
    "regulation.waiver_ended": NoticeWords(
        subject=_("To be done again: %(duty)s"),
        body=_("The waiver of “%(duty)s” has ended. It is to be done by %(due)s."),
    ),
    "regulation.proof_to_check": NoticeWords(
        subject=_("A proof waits for your check: %(duty)s"),
        body=_("The post “%(post)s” gave a proof of “%(duty)s”. A second person must check it."),
    ),
    "regulation.proof_returned": NoticeWords(
        subject=_("A proof was returned: %(duty)s"),
        body=_("The proof of “%(duty)s” was returned.\n\nReason: %(reason)s"),
    ),
    "regulation.proof_expired": NoticeWords(
        subject=_("A proof has expired: %(duty)s"),
        body=_("The proof of “%(duty)s” was good until %(until)s. Give a new one."),
    ),
    "regulation.amended": NoticeWords(
        subject=_("From %(starts_on)s your duties change"),
        body=_("A new version of “%(norm)s” comes into force on %(starts_on)s. For your post: %(changes)s"),
    ),
    "regulation.resolution_asked": NoticeWords(
        subject=_("You are asked to resolve: %(finding)s"),
        body=_("The post “%(post)s” asks: %(resolution)s.\n\n%(finding)s\n\n%(reason)s"),
    ),
    "regulation.sent_up": NoticeWords(
        subject=_("Declared impossible: %(duty)s"),
        body=_("The post “%(post)s” declares that it cannot do “%(duty)s”.\n\n%(finding)s\n\n%(reason)s"),
    ),
    "regulation.answered_down": NoticeWords(
        subject=_("An answer to what you sent up: %(duty)s"),
        body=_("“%(post)s” answered:\n\n%(answer)s"),
    ),
    "regulation.report_received": NoticeWords(
        subject=_("Report of %(post)s"),
        body=_("The post “%(post)s” sent its report for the time from %(since)s to %(until)s."),
    ),
    "regulation.assigned": NoticeWords(
        subject=_("Given to your post: %(duty)s"),
        body=_("From %(starts_on)s your post has a part in the duty “%(duty)s”: %(kind)s.\n\n%(reason)s"),
    ),
}
