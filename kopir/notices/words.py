"""Words of notices. The texts of notices are kept by the app that sends them: `NOTICES` in its words.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords


class Weight(TextChoices):
    LEGAL = "legal", _("legal term")
    WORK = "work", _("asks something of you")
    NEWS = "news", _("news")
    DIGEST = "digest", _("weekly digest")


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("notice", "waiting")
    SENDING = "sending", pgettext_lazy("notice", "being sent")
    SENT = "sent", pgettext_lazy("notice", "sent")
    UNSURE = "unsure", pgettext_lazy("notice", "perhaps sent")
    DEAD = "dead", pgettext_lazy("notice", "not deliverable")


FAILED = (DeliveryState.DEAD, DeliveryState.UNSURE)  # a person decides whether they are sent again


# By how the report of a failure begins: a code of SMTP, or the name of what broke.
PROBLEMS = {
    "ConnectionRefusedError": _("The mail server takes no connection: check that it runs, and its host and port."),
    "gaierror": _("There is no mail server of that name: check the host."),
    "TimeoutError": _("The mail server did not answer in time."),
    "SSL": _("The mail server's encryption is not as it was set, or its certificate is not trusted."),
    "SMTPServerDisconnected": _("The mail server broke off the connection."),
    "ConnectionResetError": _("The mail server broke off the connection."),
    "421": _("The mail server wants to be asked later."),
    "452": _("The mailbox, or the mail server, is full."),
    "530": _("The mail server wants a user and a password."),
    "535": _("The mail server does not take this user and password."),
    "550": _("The mail server knows no such address, or does not take letters to it."),
    "552": _("The mailbox is full, or the letter too long for it."),
    "554": _("The mail server does not take the letter; perhaps it takes it for an unwanted one."),
    "account closed": _("The account is closed."),
}


def plainly(problem: str) -> str:
    """In the reader's words, with the report itself behind them; the report alone when it is none of PROBLEMS."""
    words = next((words for start, words in PROBLEMS.items() if problem.startswith(start)), None)
    return f"{words} ({problem})" if words else problem


SENTENCES = {
    "notices.resend": _("%(actor)s sent a letter again"),
    "notices.prefer": _("A person changed which notices to get"),
}

NOTICES = {
    "notices.vacancy": NoticeWords(
        subject=_("Vacant post: %(post)s"),
        body=_(
            "Nobody holds the post “%(post)s” now. Until somebody is appointed, its matters are answered by:"
            " %(substitute)s.\n\nSee to it that an appointment is made and recorded."
        ),
    ),
    "notices.vacancies": NoticeWords(
        subject=_("Newly vacant posts: %(count)s"),
        body=_("Posts that nobody holds since the last notice: %(count)s.\n\n%(posts)s"),
    ),
    "notices.stuck": NoticeWords(
        subject=_("Letters are not leaving: %(count)s"),
        body=_(
            "The oldest letter has waited for %(minutes)s minutes; letters waiting longer than an hour: %(count)s."
            "\n\nCheck the mail server and the setting KOPIR_MAIL: `kopir mail status`, `kopir mail test ADDRESS`."
        ),
    ),
    "notices.member_asks": NoticeWords(
        subject=_("Somebody asks to act for %(organisation)s"),
        body=_(
            "Confirm only somebody you know: this person will write and decide in the name of the organisation."
            "\n\nIf you refuse, the person reads your reason."
        ),
    ),
    "notices.first_member_asks": NoticeWords(
        subject=_("Somebody asks to be the first to act for %(organisation)s"),
        body=_("The organisation has no member yet, so an administrator decides. Check by another way who asks."),
    ),
    "notices.member_confirmed": NoticeWords(
        subject=_("Now you act for %(organisation)s"),
        body=_("Your request was confirmed. Choose the organisation in the menu, and write in its name."),
    ),
    "notices.member_refused": NoticeWords(
        subject=_("Your request to act for %(organisation)s was refused"),
        body=_("The reason: %(reason)s\n\nIf this is a mistake, talk to the organisation and ask again."),
    ),
    "notices.digest": NoticeWords(
        subject=_("Your sector this week: %(post)s"),
        body=_("From %(since)s to %(until)s.\n\n%(content)s"),
    ),
    "notices.test": NoticeWords(
        subject=_("Test letter of Köpir"),
        body=_("If you read this, letters of Köpir reach this address."),
    ),
}
