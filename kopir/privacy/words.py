"""Words of privacy: what is kept about a person, kind by kind."""

from django.utils.translation import gettext_lazy as _

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
