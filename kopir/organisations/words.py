"""Words of organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    STATE_BODY = "state_body", _("state body")
    NGO = "ngo", _("non-governmental organisation")


class BodyKind(TextChoices):
    MINISTRY = "ministry", _("ministry")
    COMMITTEE = "committee", _("committee")
    AGENCY = "agency", _("agency")
    AKIMAT = "akimat", _("akimat")
    AKIM_OFFICE = "akim_office", _("akim's apparatus")
    MANAGEMENT = "management", _("regional management")
    DEPARTMENT = "department", _("district department")
    MASLIKHAT = "maslikhat", _("maslikhat")
    PUBLIC_COUNCIL = "public_council", _("public council")
    OTHER = "other", _("other body")


class Tier(TextChoices):
    CENTRAL = "central", _("central body")
    REGION = "region", _("region")
    REGION_MANAGEMENT = "region_management", _("regional management")
    DISTRICT = "district", _("district")
    RURAL_DISTRICT = "rural_district", _("rural district")


class LegalForm(TextChoices):
    OO = "OO", _("public association")
    OF = "OF", _("public fund")
    CHF = "CHF", _("private fund")
    KF = "KF", _("corporate fund")
    OUL = "OUL", _("association of legal entities")
    CHU = "CHU", _("private institution")
    NAO = "NAO", _("non-profit joint-stock company")
    PK = "PK", _("consumer co-operative")
    INO = "INO", _("branch of a foreign non-profit organisation")
    OTHER = "OTHER", _("other legal form")
    NONE = "NONE", _("initiative group without registration")


class Status(TextChoices):
    ACTIVE = "active", pgettext_lazy("organisation", "active")
    INACTIVE = "inactive", pgettext_lazy("organisation", "inactive")
    SUSPENDED = "suspended", pgettext_lazy("organisation", "suspended")
    LIQUIDATING = "liquidating", pgettext_lazy("organisation", "in liquidation")
    ENDED = "ended", pgettext_lazy("organisation", "ended")


class OutOfScope(TextChoices):
    """Why the law keeps an organisation out of the NGO Database."""

    PARTY = "party", _("political party")
    TRADE_UNION = "trade_union", _("trade union")
    RELIGIOUS = "religious", _("religious association")
    STATE = "state", _("state body or institution")
    COMMERCIAL = "commercial", _("commercial organisation")
    HOUSE_OWNERS = "house_owners", _("association of house owners")
    UNKNOWN_FORM = "unknown_form", _("legal form is not recognised")


class FundingSource(TextChoices):
    STATE_ORDER = "state_order", _("state social order")
    GRANT = "grant", _("state grant")
    PRIZE = "prize", _("prize")
    FOREIGN = "foreign", _("foreign donors")
    DONATIONS = "donations", _("donations")
    FEES = "fees", _("membership fees")
    BUSINESS = "business", _("business and social responsibility")
    SERVICES = "services", _("paid services and social entrepreneurship")
    ENDOWMENT = "endowment", _("endowment")
    OTHER = "other", _("other source")


class MembershipState(TextChoices):
    REQUESTED = "requested", _("waits for confirmation")
    ACTIVE = "active", pgettext_lazy("membership", "in force")
    REFUSED = "refused", pgettext_lazy("membership", "refused")
    ENDED = "ended", pgettext_lazy("membership", "ended")


class PairState(TextChoices):
    PROPOSED = "proposed", _("may be the same")
    DIFFERENT = "different", _("not the same")
    MERGED = "merged", _("merged")


class PairReason(TextChoices):
    """Why two rows may be the same organisation."""

    SAME_NAME = "same_name", _("the same name, apart from the legal form")
    SIMILAR_NAME = "similar_name", _("similar names")
    SAME_ADDRESS = "same_address", _("the same address")
    SAME_REGION = "same_region", _("the same region")
    BIN_MISSING = "bin_missing", _("one of the two has no BIN")
    DIFFERENT_BIN = "different_bin", _("the BINs differ")
    BY_HAND = "by_hand", _("named by an administrator")


SENTENCES = {
    "organisations.create": _("%(actor)s added the organisation %(subject)s"),
    "organisations.edit": _("%(actor)s edited the organisation %(subject)s"),
    "organisations.import": _("%(actor)s took over %(subject)s from the register %(source)s"),
    "organisations.subordinate": _("%(actor)s placed %(subject)s under %(higher)s"),
    "organisations.succeed": _("%(actor)s recorded that %(successor)s succeeds %(subject)s"),
    "organisations.merge": _("%(actor)s merged %(other)s into %(subject)s"),
    "organisations.unmerge": _("%(actor)s undid the merging of %(other)s into %(subject)s"),
    "organisations.mark_different": _("%(actor)s recorded that %(subject)s and %(other)s are not the same"),
    "organisations.request_membership": _("A person asked to act for %(organisation)s"),
    "organisations.confirm_membership": _("%(actor)s confirmed a member of %(organisation)s"),
    "organisations.refuse_membership": _("%(actor)s refused a request to act for %(organisation)s"),
    "organisations.end_membership": _("A membership of %(organisation)s ended"),
}
