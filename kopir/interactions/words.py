"""Words of interactions: states, letters, outcomes, and the sentences of every act."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


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
WORKED_ON = (MatterState.OPEN, MatterState.CONTESTED)  # by the post that answers for it


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
    """How the matter came to be offered; the last four need no acceptance."""

    HAND_OVER = "hand_over", _("hand-over")
    RAISE = "raise", _("raising for lack of a power")
    RETURN = "return", _("return with a decision")
    CONTEST = "contest", _("contested by the author")
    SETTLEMENT = "settlement", _("decision on an objection")
    REROUTE = "reroute", _("nobody answered for it")


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


# What each letter of the responsibility matrix drives: a letter that drives nothing is not stored.
DRIVES = {
    "A": _("answers for the matter; its gate and its alarms"),
    "R": _("has it in the queue and does the work"),
    "C": _("is asked for an opinion; closing waits for it"),
    "I": _("gets notices and the weekly digest"),
}

SENTENCES = {
    "interactions.draft": _("%(actor)s began a draft"),
    "interactions.edit_draft": _("%(actor)s edited a draft"),
    "interactions.discard": _("%(actor)s discarded a draft"),
    "interactions.attach": _("%(actor)s attached a file to %(subject)s"),
    "interactions.detach": _("%(actor)s removed a file from %(subject)s"),
    "interactions.submit": _("%(actor)s sent %(subject)s; it went to %(to)s, to be answered by %(due)s"),
    "interactions.take_to_state_system": _("%(actor)s took the matter to the state's appeals system"),
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
    "interactions.stop_informing": _("%(actor)s no longer keeps %(to)s informed of %(subject)s"),
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
    "interactions.reroute": _("%(actor)s gave %(subject)s to %(to)s, because nobody answered for it"),
    "interactions.edit_template": _("%(actor)s edited a typical answer"),
    "interactions.edit_procedure": _("%(actor)s made version %(version)s of the procedure %(subject)s"),
    "interactions.check_conservation": _(
        "Köpir counted the matters: %(received)s received, %(open)s open, %(closed)s closed, %(joined)s joined"
    ),
}

# What may be wrong with a matter in the hourly count.
FAULTS = {
    "unowned": _("nobody holds its post nor stands in for it"),
    "not_registered": _("it was received but not registered"),
    "registered_draft": _("a draft is registered"),
    "joined_to_nothing": _("it is joined to a matter that is not there"),
    "joined_elsewhere": _("it is not with the post of the matter it joined"),
    "waits_for_nobody": _("it waits for nobody"),
    "part_of_ended_post": _("a post that has ended has a part in it"),
    "told_otherwise": _("figures count another outcome or word than was given"),
}

# Notices: subject and body. %(number)s and %(title)s are always there; a restricted matter has no title here.
NOTICES = {
    "received": NoticeWords(
        _("Your matter %(number)s was received"),
        _("Your matter %(number)s “%(title)s” is with %(to)s. An answer is due by %(due)s. The receipt is on its page."),
    ),
    "matter_came": NoticeWords(
        _("A matter has come: %(number)s"),
        _("Matter %(number)s “%(title)s” has come to your post. Answer by %(due)s."),
    ),
    "for_information": NoticeWords(
        _("For your information: %(number)s"),
        _("Matter %(number)s “%(title)s” concerns your field. Nothing is asked of you."),
    ),
    "opinion_asked": NoticeWords(
        _("Your opinion is asked: %(number)s"),
        _("Give an opinion on matter %(number)s “%(title)s” by %(due)s."),
    ),
    "opinion_given": NoticeWords(_("An opinion has come: %(number)s"), _("%(by)s gave an opinion on matter %(number)s.")),
    "opinion_waived": NoticeWords(
        _("Your opinion is no longer awaited: %(number)s"),
        _("Matter %(number)s goes on without your opinion."),
    ),
    "joined": NoticeWords(
        _("%(by)s joined matter %(number)s"),
        _("%(by)s joined matter %(number)s “%(title)s” with its own text."),
    ),
    "offered": NoticeWords(
        _("You are offered matter %(number)s"),
        _("%(sender)s offers you matter %(number)s “%(title)s”. Accept or refuse by %(due)s."),
    ),
    "moves": NoticeWords(
        _("Matter %(number)s is being handed over"),
        _("%(sender)s offered matter %(number)s to %(to)s and answers for it until that is accepted."),
    ),
    "accepted": NoticeWords(_("Matter %(number)s was accepted"), _("%(by)s accepted matter %(number)s and answers for it now.")),
    "new_holder": NoticeWords(_("Matter %(number)s has a new post"), _("%(to)s answers for matter %(number)s now.")),
    "refused": NoticeWords(
        _("Matter %(number)s was not taken over"),
        _("%(by)s refused matter %(number)s. You go on answering for it."),
    ),
    "taken_back": NoticeWords(_("The offer of %(number)s was taken back"), _("Matter %(number)s is no longer offered to you.")),
    "lapsed": NoticeWords(
        _("No answer to your offer: %(number)s"),
        _("%(by)s did not answer in time. Matter %(number)s stays with you."),
    ),
    "lapsed_below": NoticeWords(
        _("A post below you is silent: %(number)s"),
        _("%(by)s did not answer the offer of matter %(number)s in time."),
    ),
    "returned": NoticeWords(
        _("Matter %(number)s returned with a decision"),
        _("%(by)s decided on matter %(number)s and returned it to you."),
    ),
    "objected": NoticeWords(
        _("An author objects: %(number)s"),
        _("The author of matter %(number)s objects to the post chosen. Decide on it."),
    ),
    "objection_settled": NoticeWords(
        _("Your objection was decided: %(number)s"),
        _("After your objection, %(to)s answers for matter %(number)s."),
    ),
    "assigned": NoticeWords(
        _("Work for you: %(number)s"), _("You are given work on matter %(number)s “%(title)s”. Date: %(due)s.")
    ),
    "part_done": NoticeWords(_("Work done: %(number)s"), _("%(by)s finished the work on matter %(number)s.")),
    "paused": NoticeWords(
        _("The term of %(number)s is paused"),
        _("The term of matter %(number)s is paused: the post waits for your answer. The reason is on its page."),
    ),
    "resumed": NoticeWords(_("The term of %(number)s runs again"), _("The term of matter %(number)s runs again, to %(due)s.")),
    "extended": NoticeWords(
        _("The term of %(number)s was extended"),
        _("The term of matter %(number)s was extended by %(days)s working days, to %(due)s. The reason is on its page."),
    ),
    "message": NoticeWords(_("A new message: %(number)s"), _("There is a new message in matter %(number)s “%(title)s”.")),
    "restricted": NoticeWords(_("Matter %(number)s is restricted"), _("Only the parties read matter %(number)s now.")),
    "answered": NoticeWords(
        _("Your matter %(number)s was answered"),
        _(
            "An outcome of matter %(number)s “%(title)s” was declared. Say by %(due)s whether it is so: confirmed, partly, or"
            " contested."
        ),
    ),
    "answered_news": NoticeWords(_("Answered: %(number)s"), _("An outcome of matter %(number)s “%(title)s” was declared.")),
    "word_given": NoticeWords(_("The author's word: %(number)s"), _("%(by)s gave a word on the outcome of matter %(number)s.")),
    "contested": NoticeWords(
        _("Contested: %(number)s"),
        _("The outcome of matter %(number)s was contested. It is with you now; answer by %(due)s."),
    ),
    "closed_news": NoticeWords(_("Closed: %(number)s"), _("Matter %(number)s “%(title)s” is closed.")),
    "silence": NoticeWords(
        _("Matter %(number)s is closed without a word"),
        _("Nobody gave a word on the outcome of matter %(number)s in time. This is recorded as silence, not as consent."),
    ),
    "withdrawn": NoticeWords(_("Withdrawn: %(number)s"), _("The author withdrew matter %(number)s.")),
    "no_answer": NoticeWords(
        _("Closed without an answer: %(number)s"),
        _("The author closed matter %(number)s: no answer came in time."),
    ),
    "reopened": NoticeWords(
        _("Reopened: %(number)s"),
        _("Matter %(number)s “%(title)s” is open again. A new answer is due by %(due)s."),
    ),
    "overdue": NoticeWords(
        _("The term has passed: %(number)s"),
        _("The term of matter %(number)s “%(title)s” passed on %(due)s. No answer was given."),
    ),
    "due_soon": NoticeWords(_("Soon due: %(number)s"), _("Matter %(number)s “%(title)s” is due on %(due)s.")),
    "word_soon": NoticeWords(
        _("Your word is awaited: %(number)s"),
        _("Say by %(due)s whether the outcome of matter %(number)s is so. After that, silence is recorded."),
    ),
    "opinion_late": NoticeWords(
        _("An opinion is late: %(number)s"),
        _("The opinion on matter %(number)s was due on %(due)s. Matter waits for it."),
    ),
    "conservation_broken": NoticeWords(
        _("A matter is not accounted for"),
        _("The hourly count does not come out. Look at the page of the count."),
    ),
}

# What a post is asked to decide; the keys are those of `queries.Task.what`.
TASKS = {
    "accept": _("Accept or refuse a hand-over"),
    "contested": _("Answer anew: contested"),
    "answer": pgettext_lazy("task", "Answer"),
    "opinion": _("Give an opinion"),
    "work": _("Do the work given"),
    "objection": _("Decide on an objection"),
}
