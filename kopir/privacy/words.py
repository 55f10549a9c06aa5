"""Words of privacy: what is kept about a person, kind by kind; erasing it in the journal's sentences."""

from django.utils.translation import gettext_lazy as _

from kopir.notices.texts import NoticeWords

KINDS = {
    "account.emailaddress": _("E-mail addresses"),
    "mfa.authenticator": _("Second factors"),
    "usersessions.usersession": _("Devices you are signed in on"),
    "people.person": _("Your account"),
    "organisations.membership": _("Acting for organisations, and decisions about it"),
    "organisations.samepair": _("Decisions about organisations that may be the same"),
    "posts.appointment": _("Posts you hold or held"),
    "notices.notice": _("Notices to you"),
    "notices.reading": _("Notices you have read"),
    "notices.letter": _("Letters to you"),
    "notices.preference": _("Letters you chose to get"),
    "interactions.matter": _("Matters you sent"),
    "interactions.message": _("Messages you wrote in matters"),
    "interactions.attachment": _("Files you added to matters"),
    "regulation.proof": _("Proofs of duties you gave or checked"),
    "regulation.report": _("Reports you wrote"),
    "regulation.feed": _("Calendar addresses you made"),
    "practices.readmark": _("Practice cards you have read"),
    "practices.ask": _("Questions you asked about practices"),
    "handovers.pack": _("Hand-over files in which you leave or come"),
    "search.judgement": _("Decisions about matters that may be the same"),
    "search.savedsearch": _("Searches you keep"),
    "journal.entry": _("What you did, as the journal keeps it"),
    "journal.withheld": _("Earlier values of your account, as the journal keeps them apart"),
    "journal.access": _("Your sign-ins, looks and refusals"),
}

SENTENCES = {
    "privacy.forget": _("%(actor)s erased the personal data of %(subject)s"),
    "privacy.remove_factors": _("%(actor)s removed the second factors of %(subject)s"),
    "journal.scrub": _("Personal values of %(subject)s were erased beside %(count)s entries; the entries stay"),
}

RUNS_THE_MACHINE = _("whoever runs the machine of Köpir")

NOTICES = {
    "privacy.factors_removed": NoticeWords(
        subject=_("Your second factors were removed"),
        body=_(
            "The second factors of your account (the app with codes, keys and recovery codes) were removed, and you are signed"
            " out on every device. It was done by: %(office)s.\n\nSign in with your password. If your role needs a second factor,"
            " you set one up then.\n\nIf you did not ask for it, set a new password at once and write to the administrator."
        ),
    ),
}

RULES_OF_KEEPING = {
    "unconfirmed": _("Accounts whose e-mail address was never confirmed"),
    "letters": _("Which letters went to whom"),
    "closed": _("Personal data of closed accounts"),
}
