"""Words of posts."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostKind(TextChoices):
    AUTHORISED = "authorised", _("authorised official")
    HEAD = "head", _("head of the body")
    EXECUTOR = "executor", _("structural unit")
    COORDINATION = "coordination", _("co-ordinating committee")


class Rank(IntegerChoices):
    """How high a post stands within its body; larger is higher."""

    SPECIALIST = 10, _("specialist")
    HEAD_OF_UNIT = 20, _("head of a unit")
    DEPUTY_HEAD_OF_DEPARTMENT = 30, _("deputy head")
    HEAD_OF_DEPARTMENT = 40, _("head of a management or department")
    DEPUTY_HEAD_OF_OFFICE = 50, _("deputy head of the akim's apparatus")
    DEPUTY_AKIM = 60, _("deputy akim")
    AKIM = 70, _("akim, minister or chair")


class PostState(TextChoices):
    TO_BE_CONFIRMED = "to_be_confirmed", _("to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("post", "confirmed")
    ENDED = "ended", pgettext_lazy("post", "ended")


class AppointmentKind(TextChoices):
    PERMANENT = "permanent", _("holder")
    ACTING = "acting", _("acting")
    DEPUTY = "deputy", _("deputy during absence")


class GapKind(TextChoices):
    """Why a place and a sector are without an answer of their own."""

    NOWHERE = "nowhere", _("no post answers")
    COUNTRY_ONLY = "country_only", _("only the country's post answers")
    VACANT = "vacant", _("the post is vacant")


SENTENCES = {
    "posts.create": _("%(actor)s created the post %(subject)s"),
    "posts.create_all": _("%(actor)s created the posts of regions and districts, to be confirmed: %(created)s"),
    "posts.edit": _("%(actor)s edited the post %(subject)s"),
    "posts.confirm": _("%(actor)s confirmed the post %(subject)s"),
    "posts.end": _("%(actor)s ended the post %(subject)s"),
    "posts.grant_power": _("%(actor)s gave the post %(subject)s the power: %(power)s"),
    "posts.withdraw_power": _("%(actor)s withdrew from the post %(subject)s the power: %(power)s"),
    "posts.set_mandate": _("%(actor)s changed what the post %(subject)s answers for"),
    "posts.appoint": _("%(actor)s recorded an appointment to the post %(post)s from %(starts_on)s"),
    "posts.end_appointment": _("%(actor)s recorded the end of an appointment to the post %(post)s on %(ends_on)s"),
    "posts.edit_power": _("%(actor)s edited the power %(subject)s"),
    "posts.edit_tier_rule": _("%(actor)s edited the lowest rank of an authorised post: %(subject)s"),
    "posts.load_reference": _("%(actor)s added reference data of posts: %(subject)s"),
}
