"""Words of practices: states, sides, evidence, results, ways of interaction, and the sentences of every act."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


class CardKind(TextChoices):
    """Equal kinds: what did not work saves others the same road."""

    WORKED = "worked", pgettext_lazy("practice", "it worked")
    FAILED = "failed", pgettext_lazy("practice", "tried, did not work")


class CardState(TextChoices):
    DRAFT = "draft", pgettext_lazy("practice", "draft")
    REVIEWED = "reviewed", pgettext_lazy("practice", "reviewed")
    PUBLISHED = "published", pgettext_lazy("practice", "published")
    NEEDS_REVIEW = "needs_review", pgettext_lazy("practice", "needs review")
    WITHDRAWN = "withdrawn", pgettext_lazy("practice", "withdrawn")


PUBLIC = (CardState.PUBLISHED, CardState.NEEDS_REVIEW, CardState.WITHDRAWN)
BEING_WRITTEN = (CardState.DRAFT, CardState.REVIEWED)


class Doubt(TextChoices):
    """Why a published card needs review."""

    DATE_PASSED = "date_passed", _("the review date has passed")
    CONTESTED = "contested", _("it was contested")
    LAW_CHANGED = "law_changed", _("the law it stands on has changed")


class TakesPartAs(TextChoices):
    INITIATOR = "initiator", pgettext_lazy("part in a practice", "began it")
    DOES = "does", pgettext_lazy("part in a practice", "did the work")
    PAYS = "pays", pgettext_lazy("part in a practice", "gave money or things")
    SUPPORTS = "supports", pgettext_lazy("part in a practice", "supported")
    SPEAKS = "speaks", pgettext_lazy("part in a practice", "spoke for the people concerned")
    CHECKS = "checks", pgettext_lazy("part in a practice", "checked the result")


class ReviewSide(TextChoices):
    PEER = "peer", pgettext_lazy("review", "a post of another territory")
    OTHER = "other", pgettext_lazy("review", "the other side")


class ReviewState(TextChoices):
    ASKED = "asked", pgettext_lazy("review", "asked")
    AGREED = "agreed", pgettext_lazy("review", "agreed")
    RETURNED = "returned", pgettext_lazy("review", "returned with a remark")
    LAPSED = "lapsed", pgettext_lazy("review", "overtaken by a change of the text")


class EvidenceKind(TextChoices):
    MEASURED = "measured", _("measured before and after")
    COMPARED = "compared", _("compared with people or places without it")
    INDEPENDENT = "independent", _("checked by somebody who had no part in it")
    DOCUMENT = "document", _("a document of what was done")
    MATERIAL = "material", _("material for those who repeat it; shows nothing by itself")


class EvidenceState(TextChoices):
    VALID = "valid", pgettext_lazy("evidence", "in force")
    EXPIRED = "expired", pgettext_lazy("evidence", "expired")
    REMOVED = "removed", pgettext_lazy("evidence", "taken back")


class EvidenceLevel(IntegerChoices):
    DESCRIBED = 1, pgettext_lazy("level of evidence", "described")
    MEASURED = 2, pgettext_lazy("level of evidence", "measured")
    COMPARED = 3, pgettext_lazy("level of evidence", "compared")
    CHECKED = 4, pgettext_lazy("level of evidence", "checked by others")
    REPEATED = 5, pgettext_lazy("level of evidence", "repeated elsewhere")


class Repeated(TextChoices):
    """Did the effect repeat where the practice was adopted?"""

    TOO_EARLY = "too_early", pgettext_lazy("effect repeated", "too early to say")
    YES = "yes", pgettext_lazy("effect repeated", "yes")
    PARTLY = "partly", pgettext_lazy("effect repeated", "partly")
    NO = "no", pgettext_lazy("effect repeated", "no")


KNOWN = (Repeated.YES, Repeated.PARTLY, Repeated.NO)


class AskKind(TextChoices):
    QUESTION = "question", pgettext_lazy("to the pioneer", "question")
    VISIT = "visit", pgettext_lazy("to the pioneer", "invitation to a visit")


class ImportState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("import", "waits for your decision")
    RUNNING = "running", pgettext_lazy("import", "under way")
    DONE = "done", pgettext_lazy("import", "done")


class RowFault(TextChoices):
    """Why a row became no card."""

    NO_TITLE = "no_title", _("there is no title")
    LONG_TITLE = "long_title", _("the title is longer than 200 characters")
    NO_WORDS = "no_words", _("besides the title nothing is told")
    TOO_LONG = "too_long", _("the text is longer than 20,000 characters")
    NO_NUMBER = "no_number", _("this should be a whole number")
    NO_PLACE = "no_place", _("no such place is known, or several are called so")
    NO_SECTOR = "no_sector", _("no such sector is known")
    TWICE = "twice", _("an earlier row says the same")


class ProposalState(TextChoices):
    OFFERED = "offered", pgettext_lazy("proposal", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")


SENTENCES = {
    "practices.draft": _("%(actor)s began practice card %(subject)s"),
    "practices.write": _("%(actor)s edited practice card %(subject)s"),
    "practices.discard": _("%(actor)s discarded the draft of practice card %(subject)s"),
    "practices.ask_review": _("%(actor)s asked %(to)s to review practice card %(subject)s"),
    "practices.review": _("%(actor)s reviewed practice card %(subject)s: %(answer)s"),
    "practices.publish": _("%(actor)s published practice card %(subject)s"),
    "practices.contest": _("%(actor)s contested practice card %(subject)s"),
    "practices.fall_due": _("The review date of practice card %(subject)s has passed"),
    "practices.note_law": _("The law that practice card %(subject)s stands on has changed: %(document)s, %(address)s"),
    "practices.renew": _("%(actor)s looked through practice card %(subject)s again; next review: %(due)s"),
    "practices.withdraw": _("%(actor)s withdrew practice card %(subject)s"),
    "practices.give_evidence": _("%(actor)s attached evidence to practice card %(subject)s"),
    "practices.remove_evidence": _("%(actor)s took back evidence of practice card %(subject)s"),
    "practices.expire_evidence": _("Evidence of practice card %(subject)s has expired"),
    "practices.say_used": _("%(actor)s said that they used practice card %(subject)s"),
    "practices.adopt": _("%(actor)s adopts practice card %(card)s in %(place)s"),
    "practices.report_result": _(
        "%(actor)s reported on the adoption of practice card %(card)s: did the effect repeat? %(answer)s"
    ),
    "practices.join_group": _("%(actor)s joined or left the group of those who adopt practice card %(card)s"),
    "practices.remind_adopters": _("Köpir asked %(count)s adopters for their results"),
    "practices.mark_read": _("%(actor)s read practice card %(card)s"),
    "practices.ask_pioneer": _("%(actor)s wrote to the pioneer of practice card %(subject)s"),
    "practices.answer_ask": _("The pioneer of practice card %(subject)s answered"),
    "practices.import": _("%(actor)s handed in a file of practices: import %(subject)s"),
    "practices.begin_import": _("%(actor)s began import %(subject)s of practices"),
    "practices.import_rows": _("Import %(subject)s of practices: %(count)s rows were read"),
    "practices.keep_import": _("%(actor)s decided to keep the cards of import %(subject)s"),
    "practices.forget_import": _("%(actor)s removed import %(subject)s of practices: cards removed %(gone)s, kept %(kept)s"),
    "practices.keep_block": _("%(actor)s edited the building block %(subject)s"),
    "practices.load_reference": _("Ways of interaction were loaded: %(subject)s"),
    "practices.name_way": _("%(actor)s named the way of interaction in %(matter)s: %(way)s"),
    "practices.propose": _("Köpir proposed practice cards to posts with the same need: %(count)s"),
    "practices.answer_proposal": _("%(actor)s answered the proposal to adopt practice card %(card)s: %(answer)s"),
}

NOTICES = {
    "practices.review_asked": NoticeWords(
        _("You are asked to review a practice: %(ref)s"),
        _("%(from)s asks you to review practice card %(ref)s “%(title)s”."),
    ),
    "practices.reviewed": NoticeWords(
        _("Your practice card was reviewed: %(ref)s"),
        _("%(from)s answered on practice card %(ref)s “%(title)s”: %(answer)s. %(words)s"),
    ),
    "practices.ready": NoticeWords(
        _("A practice card can be published: %(ref)s"),
        _("Both reviews of practice card %(ref)s “%(title)s” are there. Publish it when you are ready."),
    ),
    "practices.doubted": NoticeWords(
        _("A practice card needs review: %(ref)s"),
        _("Practice card %(ref)s “%(title)s” needs review: %(why)s. Look through it, renew or withdraw it."),
    ),
    "practices.evidence_expired": NoticeWords(
        _("Evidence has expired: %(ref)s"),
        _("Evidence of practice card %(ref)s “%(title)s” has expired; its level is now “%(level)s”. Attach newer evidence."),
    ),
    "practices.adopted": NoticeWords(
        _("Your practice is adopted: %(ref)s"),
        _("%(who)s adopts practice card %(ref)s “%(title)s” in %(place)s."),
    ),
    "practices.result_reported": NoticeWords(
        _("A result of an adoption: %(ref)s"),
        _("%(who)s in %(place)s on practice card %(ref)s “%(title)s”: did the effect repeat? %(answer)s."),
    ),
    "practices.result_asked": NoticeWords(
        _("Did it repeat? %(ref)s"),
        _("You adopted practice card %(ref)s “%(title)s” in %(place)s. Say whether the effect repeated."),
    ),
    "practices.asked": NoticeWords(
        _("A question about your practice: %(ref)s"),
        _("%(who)s wrote about practice card %(ref)s “%(title)s”. Answer on its page."),
    ),
    "practices.answered": NoticeWords(
        _("The pioneer answered: %(ref)s"),
        _("Your question about practice card %(ref)s “%(title)s” was answered."),
    ),
    "practices.proposed": NoticeWords(
        _("A practice for your need: %(ref)s"),
        _("Practice card %(ref)s “%(title)s” may help with what is open at your post: %(why)s. Adopt or decline it."),
    ),
}
