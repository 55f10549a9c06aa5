"""Words of the calendar."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    HOLIDAY = "holiday", _("day off")
    WORKING = "working", _("working day")


SENTENCES = {
    "calendar.edit": _("%(actor)s changed the working calendar: %(subject)s"),
    "calendar.load": _("%(actor)s filled the working calendar of %(year)s: %(days)s days"),
    "calendar.remove": _("%(actor)s removed a day from the working calendar: %(subject)s"),
}
