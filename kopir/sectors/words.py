"""Words of sectors."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "sectors.edit": _("%(actor)s edited the sector %(subject)s"),
    "sectors.add": _("%(actor)s added the sector %(subject)s"),
}
