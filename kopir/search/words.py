"""Words of search."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


class Kind(TextChoices):
    """What can be found. In the order in which equally good results stand."""

    TERRITORY = "territory", _("Territories")
    SECTOR = "sector", _("Sectors")
    POST = "post", _("Posts")
    ORGANISATION = "organisation", _("Organisations")
    MATTER = "matter", _("Matters")
    PRACTICE = "practice", _("Practices")
    EFFECT = "effect", _("Effects")
    DUTY = "duty", _("Duties of officials")
    NORM = "norm", _("Documents of law")


# Beside one result.
ONE = {
    Kind.TERRITORY: pgettext_lazy("search result", "territory"),
    Kind.SECTOR: pgettext_lazy("search result", "sector"),
    Kind.POST: pgettext_lazy("search result", "post"),
    Kind.ORGANISATION: pgettext_lazy("search result", "organisation"),
    Kind.MATTER: pgettext_lazy("search result", "matter"),
    Kind.PRACTICE: pgettext_lazy("search result", "practice"),
    Kind.EFFECT: pgettext_lazy("search result", "effect"),
    Kind.DUTY: pgettext_lazy("search result", "duty of an official"),
    Kind.NORM: pgettext_lazy("search result", "document of law"),
}


class Verdict(TextChoices):
    """Whether two matters are the same."""

    SAME = "same", pgettext_lazy("two matters", "the same")
    DIFFERENT = "different", pgettext_lazy("two matters", "not the same")


class Rhythm(TextChoices):
    """How often a person is told what is new in a saved search."""

    AT_ONCE = "at_once", pgettext_lazy("saved search", "at once")
    WEEKLY = "weekly", pgettext_lazy("saved search", "once a week")


NOTICES = {
    "search.found": NoticeWords(
        subject=_("New in your search “%(words)s”: %(number)s"),
        body=_("Since you were last told, this many results have come to your saved search “%(words)s”: %(number)s."),
    ),
}

SENTENCES = {
    "search.save": _("A person saved a search"),
    "search.change_saved": _("A person chose how often to be told of a saved search"),
    "search.forget": _("A person took back a saved search"),
    "search.judge_same": _("%(actor)s recorded that %(subject)s and %(other)s are the same"),
    "search.judge_different": _("%(actor)s recorded that %(subject)s and %(other)s are not the same"),
}
