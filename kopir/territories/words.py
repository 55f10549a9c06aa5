"""Words of territories."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    COUNTRY = 0, _("country")
    REGION = 1, _("region or city of republican significance")
    DISTRICT = 2, _("district or city of regional significance")
    RURAL_DISTRICT = 3, _("rural district, town or city district")
    SETTLEMENT = 4, _("settlement")


class Kind(TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    REPUBLICAN_CITY = "republican_city", _("city of republican significance")
    DISTRICT = "district", _("district")
    CITY_ADMINISTRATION = "city_administration", _("city administration")
    CITY_DISTRICT = "city_district", _("city district")
    CITY = "city", _("city")
    RURAL_DISTRICT = "rural_district", _("rural district")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")
    OTHER = "other", _("other")


class NameOrigin(TextChoices):
    """Where an English name comes from."""

    GIVEN = "given", _("given")
    TRANSLITERATED = "transliterated", _("written in Latin letters by rule")


SENTENCES = {
    "territories.import": _("%(actor)s imported territories: %(created)s new, %(updated)s changed, %(ended)s ended"),
    "territories.edit": _("%(actor)s edited the territory %(subject)s"),
    "territories.rename": _("The territory %(former)s is now called %(subject)s"),
    "territories.end": _("The territory %(subject)s has ended: it is no longer in the classifier"),
    "territories.return": _("The territory %(subject)s is in the classifier again"),
    "territories.change": _("The territory %(subject)s has changed in the classifier"),
}
