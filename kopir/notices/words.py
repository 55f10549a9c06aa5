"""Words of notices. The texts of notices are kept by the app that sends them: `NOTICES` in its words.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


SENTENCES = {
    "notices.resend": _("%(actor)s sent a letter again"),
    "notices.prefer": _("A person changed which notices to get"),
}
