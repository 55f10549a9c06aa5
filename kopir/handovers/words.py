"""Words of hand-over packs: states, answers, what is missing, the sentences of acts and the notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords
from kopir.posts.belongings import BelongingKind


class PackState(TextChoices):
    ASSEMBLING = "assembling", pgettext_lazy("pack", "being assembled")
    OFFERED = "offered", pgettext_lazy("pack", "waits for the successor")
    TAKEN = "taken", pgettext_lazy("pack", "being taken over")
    SIGNED = "signed", pgettext_lazy("pack", "signed")
    DROPPED = "dropped", pgettext_lazy("pack", "not needed any more")


RUNNING = (PackState.ASSEMBLING, PackState.OFFERED, PackState.TAKEN)
WITH_SUCCESSOR = (PackState.OFFERED, PackState.TAKEN)


class ItemState(TextChoices):
    WAITING = "waiting", pgettext_lazy("item", "waits for you")
    TAKEN = "taken", pgettext_lazy("item", "taken over")
    QUESTION = "question", pgettext_lazy("item", "question asked")
    ANSWERED = "answered", pgettext_lazy("item", "question answered")
    REFUSED = "refused", pgettext_lazy("item", "refused")


DECIDED = (ItemState.TAKEN, ItemState.REFUSED)
TO_DECIDE = (ItemState.WAITING, ItemState.ANSWERED)

ANSWERS = {
    ItemState.TAKEN: _("I take it over"),
    ItemState.QUESTION: _("I have a question"),
    ItemState.REFUSED: _("I refuse, because"),
}


class PromiseState(TextChoices):
    FOUND = "found", pgettext_lazy("promise", "found, not confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("promise", "confirmed")
    STRUCK = "struck", pgettext_lazy("promise", "not a promise")


KINDS = {
    BelongingKind.MATTER: _("Open matters"),
    BelongingKind.HAND_OFF: _("Offers that wait for an answer"),
    BelongingKind.OPINION: _("Opinions and work asked of the post"),
    BelongingKind.PROMISE: _("Promises"),
    BelongingKind.OBLIGATION: _("Duties due and missed"),
    BelongingKind.FINDING: _("Contradictions that tie the post's hands"),
    BelongingKind.PRACTICE: _("Practice cards of the post"),
    BelongingKind.EFFECT: _("Effect cards of the post"),
    BelongingKind.REPORT: _("Plan and report"),
    BelongingKind.UNREAD: _("Unread messages"),
    BelongingKind.CONTACT: _("Whom to call first"),
}
# These are read; the others are taken over one by one.
TO_KNOW = (BelongingKind.REPORT, BelongingKind.UNREAD, BelongingKind.CONTACT)

# What a pack that was made without the leaver lacks.
MISSING = {
    "signature": _("The leaver did not sign: nobody has confirmed that this is all."),
    "notes": _("Questions to the leaver that stayed without an answer: %(number)s"),
    "promises": _("Promises found by the rule that nobody has confirmed: %(number)s"),
    "account": _("Köpir has no account of the leaver that works, so questions go to the post above."),
}

HISTORY_KINDS = {
    "matters": _("matters"),
    "hand_offs": _("hand-offs"),
    "outcomes": _("outcomes"),
    "duties": _("duties"),
    "promises": _("promises and hand-over packs"),
    "practices": _("practices"),
    "effects": _("effects"),
    "appointments": _("appointments"),
    "post": _("the post itself"),
}

SENTENCES = {
    "handovers.open": _("A hand-over pack of the post %(post)s was begun: its holder leaves after %(ends_on)s"),
    "handovers.assemble": _("The hand-over pack of the post %(post)s was brought up to date: %(items)s items"),
    "handovers.write_note": _("%(actor)s answered questions for the successor"),
    "handovers.judge_promise": _("%(actor)s judged a promise that was found: %(answer)s"),
    "handovers.keep_draft": _("%(actor)s worked on a hand-over pack"),
    "handovers.offer": _("%(actor)s signed the hand-over pack of the post %(post)s as the one who leaves: %(items)s items"),
    "handovers.make_without": _("The hand-over pack of the post %(post)s was made without the one who left: %(items)s items"),
    "handovers.decide": _("%(actor)s answered an item of the hand-over pack: %(answer)s"),
    "handovers.answer": _("%(actor)s answered a question about an item of the hand-over pack"),
    "handovers.sign": _(
        "%(actor)s took over the post %(post)s and signed its hand-over pack: %(taken)s taken, %(refused)s refused"
    ),
    "handovers.drop": _("The hand-over pack of the post %(post)s is not needed any more"),
    "handovers.set_terms": _("%(actor)s changed the terms of hand-over packs"),
    "handovers.edit_question": _("%(actor)s edited a question to those who leave: %(subject)s"),
}

NOTICES = {
    "handovers.leaving": NoticeWords(
        subject=_("Prepare what you leave: %(post)s"),
        body=_(
            "Your last day in the post “%(post)s” is %(ends_on)s. Köpir has put together what belongs to the post: %(items)s"
            " items.\n\nAnswer a few short questions for your successor, say which promises stand, and sign."
        ),
    ),
    "handovers.offered": NoticeWords(
        subject=_("What your predecessor left: %(post)s"),
        body=_(
            "A hand-over pack waits for you: %(items)s items, each with its story in three lines.\n\nTake them over one by one;"
            " what you write is kept, you can go on later."
        ),
    ),
    "handovers.made_without": NoticeWords(
        subject=_("Hand-over pack without the one who left: %(post)s"),
        body=_(
            "The post “%(post)s” was left on %(ends_on)s without a signed pack. Köpir made it: %(items)s items. What is missing"
            " stands in it; questions of the successor come to you."
        ),
    ),
    "handovers.question": NoticeWords(
        subject=_("A question about the hand-over: %(post)s"),
        body=_("The successor in the post “%(post)s” asks about an item of the hand-over pack. Your answer is awaited."),
    ),
    "handovers.answered": NoticeWords(
        subject=_("Your question about the hand-over is answered"),
        body=_("The answer stands beside the item. Now say whether you take it over."),
    ),
    "handovers.signed": NoticeWords(
        subject=_("Hand-over pack signed: %(post)s"),
        body=_("The successor in the post “%(post)s” signed the pack: %(taken)s items taken over, %(refused)s refused."),
    ),
    "handovers.remind": NoticeWords(
        subject=_("The hand-over pack still waits for you: %(post)s"),
        body=_("The pack of the post “%(post)s” is not signed yet. It was begun on %(begun_on)s."),
    ),
}
