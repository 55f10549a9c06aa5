"""Words of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


class Office(TextChoices):
    NONE = "none", _("none")
    COORDINATOR = "coordinator", _("co-ordinator")
    ADMINISTRATOR = "administrator", _("administrator")
