"""Names of authorised posts from the names of their territories. Kazakh leaves the territory as it is, Russian bends it."""

from __future__ import annotations

from kopir.organisations.naming import genitive_ru
from kopir.organisations.words import Tier
from kopir.territories.models import Territory

PATTERNS = {
    Tier.REGION: {
        "kk": "%(of)s әкімі аппараты басшысының орынбасары",
        "ru": "заместитель руководителя аппарата акима %(of)s",
        "en": "Deputy head of the akim's apparatus, %(of)s",
    },
    Tier.DISTRICT: {
        "kk": "%(of)s әкімінің орынбасары",
        "ru": "заместитель акима %(of)s",
        "en": "Deputy akim, %(of)s",
    },
}


def post_names(territory: Territory, tier: Tier) -> dict[str, str]:
    """The name of the authorised post of an akimat: by tier the deputy head of the akim's apparatus, or a deputy akim.

    A language in which the territory has no name gets none.
    """
    of = {"kk": territory.name_kk, "ru": genitive_ru(territory.name_ru), "en": territory.name_en}
    return {language: PATTERNS[tier][language] % {"of": name} for language, name in of.items() if name}
