"""Words of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


class Office(TextChoices):
    NONE = "none", _("none")
    COORDINATOR = "coordinator", _("co-ordinator")
    ADMINISTRATOR = "administrator", _("administrator")


SENTENCES = {
    "people.edit_own": _("A person changed the own account"),
    "people.first_administrator": _("The first administrator was made: %(subject)s"),
    "people.grant_office": _("%(actor)s gave %(subject)s the office: %(office)s"),
    "people.withdraw_office": _("%(actor)s withdrew from %(subject)s the office: %(office)s"),
    "people.deactivate": _("%(actor)s closed the account of %(subject)s"),
    "people.reactivate": _("%(actor)s opened the account of %(subject)s again"),
}
