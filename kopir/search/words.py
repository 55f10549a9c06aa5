"""Words of search."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What can be found. In the order in which equally good results stand."""

    TERRITORY = "territory", _("Territories")
    SECTOR = "sector", _("Sectors")
    POST = "post", _("Posts")
    ORGANISATION = "organisation", _("Organisations")
    MATTER = "matter", _("Matters")


# Beside one result.
ONE = {
    Kind.TERRITORY: pgettext_lazy("search result", "territory"),
    Kind.SECTOR: pgettext_lazy("search result", "sector"),
    Kind.POST: pgettext_lazy("search result", "post"),
    Kind.ORGANISATION: pgettext_lazy("search result", "organisation"),
    Kind.MATTER: pgettext_lazy("search result", "matter"),
}
