"""Words of synergy: what may be done together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


class Kind(TextChoices):
    SAME_PEOPLE = "same_people", _("the same people, place and time")
    NEED_OFFER = "need_offer", _("a need here, an offer there")
    PRACTICE = "practice", _("one practice, several places that ask for it")


class State(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("synergy", "waits for the posts")
    ACCEPTED = "accepted", pgettext_lazy("synergy", "accepted")
    DECLINED = "declined", pgettext_lazy("synergy", "declined")
    LAPSED = "lapsed", pgettext_lazy("synergy", "no longer possible")


class Side(TextChoices):
    ALIKE = "alike", pgettext_lazy("synergy", "about the same people")
    NEED = "need", pgettext_lazy("synergy", "asks for it")
    OFFER = "offer", pgettext_lazy("synergy", "offers it")


class Reply(TextChoices):
    WAITING = "waiting", pgettext_lazy("synergy", "has not said yet")
    ACCEPTED = "accepted", pgettext_lazy("synergy", "accepts")
    DECLINED = "declined", pgettext_lazy("synergy", "declines")


SENTENCES = {
    "synergy.propose": _("Köpir proposed synergy %(subject)s: %(numbers)s"),
    "synergy.accept": _("%(actor)s accepted the proposal of synergy %(subject)s"),
    "synergy.decline": _("%(actor)s declined the proposal of synergy %(subject)s"),
    "synergy.lapse": _("The proposal of synergy %(subject)s is no longer possible: its matters are closed"),
}

NOTICES = {
    "synergy.proposed": NoticeWords(
        _("A proposal of synergy: %(numbers)s"),
        _("Matters %(numbers)s may be worked on together. Why:\n%(why)s\n\nAccept, or decline with a reason."),
    ),
    "synergy.agreed": NoticeWords(
        _("The posts will work together: %(numbers)s"),
        _("All posts that were asked accepted the proposal of synergy for matters %(numbers)s."),
    ),
    "synergy.join": NoticeWords(
        _("Others ask for the same: %(numbers)s"),
        _("The posts that answer will work on matters %(numbers)s together. Look at them: you may join one of the others."),
    ),
}
