"""Words of search."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What can be found. In the order in which equally good results stand."""

    TERRITORY = "territory", _("Territories")
    SECTOR = "sector", _("Sectors")
    POST = "post", _("Posts")
    ORGANISATION = "organisation", _("Organisations")
    MATTER = "matter", _("Matters")
