"""Words of sectors."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "sectors.edit": _("%(actor)s edited the sector %(subject)s"),
    "sectors.add": _("%(actor)s added the sector %(subject)s"),
    "sectors.end": _("%(actor)s ended the sector %(subject)s from %(ends_on)s"),
}
VOCABULARIES = {"icnptso": "ICNP/TSO"}
