"""Words of interactions: states, letters, outcomes, and the sentences of every act."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MatterState(TextChoices):
    DRAFT = "draft", pgettext_lazy("matter", "draft")
    APPEAL = "appeal", pgettext_lazy("matter", "taken to the state's appeals system")
    OPEN = "open", pgettext_lazy("matter", "being worked on")
    ANSWERED = "answered", pgettext_lazy("matter", "answered, waits for the author's word")
    CONTESTED = "contested", pgettext_lazy("matter", "contested by the author")
    CLOSED = "closed", pgettext_lazy("matter", "closed")
    JOINED = "joined", pgettext_lazy("matter", "joined to another matter")


NOT_RECEIVED = (MatterState.DRAFT, MatterState.APPEAL)
RUNNING = (MatterState.OPEN, MatterState.ANSWERED, MatterState.CONTESTED)


class Visibility(TextChoices):
    PUBLIC = "public", pgettext_lazy("matter", "public")
    RESTRICTED = "restricted", pgettext_lazy("matter", "restricted")


class RestrictedBecause(TextChoices):
    WISH = "wish", _("the author wishes it")
    PERSONAL_DATA = "personal_data", _("it holds personal data")


class Letter(TextChoices):
    """A (accountable) is not stored here: it is the matter's one accountable post."""

    RESPONSIBLE = "R", _("does the work")
    CONSULTED = "C", _("gives an opinion")
    INFORMED = "I", _("is kept informed")


class PartState(TextChoices):
    ACTIVE = "active", pgettext_lazy("part", "in force")
    DONE = "done", pgettext_lazy("part", "done")
    WAIVED = "waived", pgettext_lazy("part", "waived")
    ENDED = "ended", pgettext_lazy("part", "ended")


class Direction(TextChoices):
    DOWN = "down", _("downwards")
    SIDEWAYS = "sideways", _("sideways")
    UP = "up", _("upwards")


class HandOffKind(TextChoices):
    HAND_OVER = "hand_over", _("hand-over")
    RAISE = "raise", _("raising for lack of a power")
    RETURN = "return", _("return with a decision")
    CONTEST = "contest", _("contested by the author")
    SETTLEMENT = "settlement", _("decision on an objection")


class HandOffState(TextChoices):
    OFFERED = "offered", pgettext_lazy("hand-off", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("hand-off", "accepted")
    REFUSED = "refused", pgettext_lazy("hand-off", "refused")
    LAPSED = "lapsed", pgettext_lazy("hand-off", "not answered in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("hand-off", "taken back")


class OutcomeKind(TextChoices):
    SOLVED = "solved", pgettext_lazy("outcome", "solved")
    PARTLY = "partly", pgettext_lazy("outcome", "partly solved")
    NOT_IN_POWER = "not_in_power", pgettext_lazy("outcome", "not in our power")
    REFUSED = "refused", pgettext_lazy("outcome", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "withdrawn by the author")
    JOINED = "joined", pgettext_lazy("outcome", "joined to another matter")
    NO_ANSWER = "no_answer", pgettext_lazy("outcome", "no answer")


DECLARABLE = (OutcomeKind.SOLVED, OutcomeKind.PARTLY, OutcomeKind.NOT_IN_POWER, OutcomeKind.REFUSED)


class Word(TextChoices):
    """What an author says of the outcome."""

    CONFIRMED = "confirmed", pgettext_lazy("author's word", "confirmed")
    PARTLY = "partly", pgettext_lazy("author's word", "partly")
    CONTESTED = "contested", pgettext_lazy("author's word", "contested")
    SILENCE = "silence", pgettext_lazy("author's word", "silence")


class Audience(TextChoices):
    PARTIES = "parties", _("all parties of the matter")
    INTERNAL = "internal", _("state bodies with a part only")


class Side(TextChoices):
    AUTHOR = "author", pgettext_lazy("side", "author")
    POST = "post", pgettext_lazy("side", "state body")
    RECEIVER = "receiver", pgettext_lazy("side", "post that was offered the matter")


class StepRole(TextChoices):
    """Whom a procedure's step concerns; found from the accountable post when the matter is received."""

    AUTHOR = "author", pgettext_lazy("step", "author")
    ACCOUNTABLE = "accountable", pgettext_lazy("step", "accountable post")
    SUPERIOR = "superior", pgettext_lazy("step", "post above")
    HEAD = "head", pgettext_lazy("step", "head of the body")
    COORDINATION = "coordination", pgettext_lazy("step", "co-ordinating committee")


class StepLetter(TextChoices):
    R = "R", _("does the work")
    A = "A", _("is accountable")
    C = "C", _("gives an opinion")
    I = "I", _("is kept informed")  # noqa: E741


SENTENCES = {
    "interactions.draft": _("%(actor)s began a draft"),
    "interactions.edit_draft": _("%(actor)s edited a draft"),
    "interactions.discard": _("%(actor)s discarded a draft"),
    "interactions.attach": _("%(actor)s attached a file to %(subject)s"),
    "interactions.detach": _("%(actor)s removed a file from %(subject)s"),
    "interactions.submit": _("%(actor)s sent %(subject)s; it went to %(to)s, to be answered by %(due)s"),
    "interactions.take_to_state_system": _("%(actor)s took the matter to the state's appeals system"),
    "interactions.keep_appeal_number": _("%(actor)s noted the number of the legal appeal"),
    "interactions.join": _("%(actor)s joined %(target)s with %(subject)s"),
    "interactions.object": _("%(actor)s objected to the post chosen for %(subject)s"),
    "interactions.settle_objection": _("%(actor)s decided on the objection to the post of %(subject)s: %(to)s"),
    "interactions.hand_over": _("%(actor)s offered %(subject)s to %(to)s"),
    "interactions.raise": _("%(actor)s raised %(subject)s to %(to)s; missing power: %(power)s"),
    "interactions.accept": _("%(actor)s accepted %(subject)s"),
    "interactions.refuse": _("%(actor)s refused to take over %(subject)s"),
    "interactions.take_back": _("%(actor)s took back the offer of %(subject)s"),
    "interactions.lapse": _("%(to)s did not answer the offer of %(subject)s in time; it stays with %(sender)s"),
    "interactions.return_down": _("%(actor)s returned %(subject)s to %(to)s with a decision"),
    "interactions.assign": _("%(actor)s gave work on %(subject)s to %(to)s"),
    "interactions.finish_part": _("%(actor)s finished the work given on %(subject)s"),
    "interactions.ask_opinion": _("%(actor)s asked %(to)s for an opinion on %(subject)s by %(due)s"),
    "interactions.give_opinion": _("%(actor)s gave an opinion on %(subject)s"),
    "interactions.waive_opinion": _("%(actor)s decided not to wait for the opinion of %(to)s on %(subject)s"),
    "interactions.inform": _("%(actor)s keeps %(to)s informed of %(subject)s"),
    "interactions.pause": _("%(actor)s paused the term of %(subject)s"),
    "interactions.resume": _("%(actor)s resumed the term of %(subject)s; new date: %(due)s"),
    "interactions.extend": _("%(actor)s extended the term of %(subject)s by %(days)s working days, to %(due)s"),
    "interactions.write": _("%(actor)s wrote a message in %(subject)s"),
    "interactions.write_note": _("%(actor)s wrote an internal note in %(subject)s"),
    "interactions.restrict": _("%(actor)s restricted %(subject)s"),
    "interactions.open_up": _("%(actor)s made %(subject)s public"),
    "interactions.answer": _("%(actor)s answered %(subject)s"),
    "interactions.give_word": _("%(actor)s gave their word on the outcome of %(subject)s"),
    "interactions.fall_silent": _("The author of %(subject)s said nothing in time; this is recorded as silence"),
    "interactions.withdraw": _("%(actor)s withdrew %(subject)s"),
    "interactions.close_unanswered": _("%(actor)s closed %(subject)s: no answer came in time"),
    "interactions.reopen": _("%(actor)s reopened %(subject)s; it went to %(to)s"),
    "interactions.edit_procedure": _("%(actor)s made version %(version)s of the procedure %(subject)s"),
    "interactions.check_conservation": _("Köpir counted the matters: %(received)s received, %(open)s open, %(closed)s closed, %(joined)s joined"),
}
