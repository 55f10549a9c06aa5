"""Words of territories."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(IntegerChoices):
    COUNTRY = 0, pgettext_lazy("level of territory", "country")
    REGION = 1, _("region or city of republican significance")
    DISTRICT = 2, _("district or city of regional significance")
    RURAL_DISTRICT = 3, _("rural district, town or city district")
    SETTLEMENT = 4, pgettext_lazy("level of territory", "settlement")


class Kind(TextChoices):
    COUNTRY = "country", pgettext_lazy("kind of territory", "country")
    REGION = "region", pgettext_lazy("kind of territory", "region")
    REPUBLICAN_CITY = "republican_city", pgettext_lazy("kind of territory", "city of republican significance")
    DISTRICT = "district", pgettext_lazy("kind of territory", "district")
    CITY_ADMINISTRATION = "city_administration", pgettext_lazy("kind of territory", "city administration")
    CITY_DISTRICT = "city_district", pgettext_lazy("kind of territory", "city district")
    CITY = "city", pgettext_lazy("kind of territory", "city")
    RURAL_DISTRICT = "rural_district", pgettext_lazy("kind of territory", "rural district")
    TOWN = "town", pgettext_lazy("kind of territory", "town")
    VILLAGE = "village", pgettext_lazy("kind of territory", "village")
    OTHER = "other", pgettext_lazy("kind of territory", "other")


class NameOrigin(TextChoices):
    """Where an English name comes from."""

    GIVEN = "given", pgettext_lazy("origin of a name", "given")
    TRANSLITERATED = "transliterated", _("written in Latin letters by rule")


SENTENCES = {
    "territories.import": _("%(actor)s imported territories: %(created)s new, %(updated)s changed, %(ended)s ended"),
    "territories.edit": _("%(actor)s edited the territory %(subject)s"),
    "territories.rename": _("The territory %(former)s is now called %(subject)s"),
    "territories.end": _("The territory %(subject)s has ended: it is no longer in the classifier"),
    "territories.return": _("The territory %(subject)s is in the classifier again"),
    "territories.change": _("The territory %(subject)s has changed in the classifier"),
}
