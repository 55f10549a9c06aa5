"""Names of authorised posts from the names of their territories, in good Kazakh, Russian and English.

Kazakh puts the territory's name before the word for akim as it is; Russian inflects it. The rules cover the names of the
classifier (regions, districts, cities under their own administration); an administrator corrects what remains.
"""

from __future__ import annotations

import re

from kopir.organisations.words import Tier
from kopir.territories.models import Territory

_CITY_KK = re.compile(r"\s*(?:қ\.\s*ә\.|г\.\s*а\.|қ\.|қаласы(?:ның әкімдігі)?|қалалық әкімдігі)$", re.I)
_CITY_RU = re.compile(r"^(?:г\.|город(?:ская администрация)?)\s*|\s*г\.\s*а\.$", re.I)
_ADJECTIVE = re.compile(r"(?:ский|цкий|ный|ый|ий)$")
_DECLINED = {
    "Астана": "Астаны",
    "Караганда": "Караганды",
    "Шымкент": "Шымкента",
    "Рудный": "Рудного",
    "Риддер": "Риддера",
    "Атырау": "Атырау",
    "Уральск": "Уральска",
}


def post_names(territory: Territory, tier: Tier) -> dict[str, str]:
    """The name of the authorised post of an akimat: by tier the deputy head of the akim's apparatus, or a deputy akim.

    A language in which the territory has no name gets none.
    """
    of = {
        "kk": of_kazakh(territory.name_kk),
        "ru": of_russian(territory.name_ru),
        "en": territory.name_en.strip(),
    }
    return {language: PATTERNS[tier][language] % {"of": name} for language, name in of.items() if name}


PATTERNS = {
    Tier.REGION: {
        "kk": "%(of)s әкімі аппараты басшысының орынбасары",
        "ru": "Заместитель руководителя аппарата акима %(of)s",
        "en": "Deputy head of the akim's apparatus, %(of)s",
    },
    Tier.DISTRICT: {
        "kk": "%(of)s әкімінің орынбасары",
        "ru": "Заместитель акима %(of)s",
        "en": "Deputy akim, %(of)s",
    },
}


def of_kazakh(name: str) -> str:
    """`Ұлан ауданы` stays; `Семей Қ.Ә.` and `Астана қ.` → `Семей қаласы`, `Астана қаласы`."""
    name = " ".join(name.replace("атын.", "атындағы ").split())
    bare = _CITY_KK.sub("", name)
    return f"{bare} қаласы" if bare != name else name


def of_russian(name: str) -> str:
    """The genitive: `Уланский район` → `Уланского района`, `г.Астана` → `города Астаны`."""
    name = " ".join(name.replace("им.", "имени ").split())
    bare = _CITY_RU.sub("", name)
    if bare != name:
        return f"города {_city(bare)}"
    words = name.split()
    if not words:
        return ""
    if words[0].lower() in ("район", "область"):
        return " ".join([_kind(words[0]), *words[1:]])
    if words[-1].lower() in ("район", "область"):
        return " ".join([*(_adjective(word) for word in words[:-1]), _kind(words[-1])])
    return name


def _kind(word: str) -> str:
    return {"район": "района", "область": "области"}[word.lower()]


def _adjective(word: str) -> str:
    if word.endswith(("ская", "ная")):
        return f"{word[:-2]}ой"
    return _ADJECTIVE.sub(lambda match: match[0][:-2] + "ого", word)


def _city(name: str) -> str:
    if name in _DECLINED:
        return _DECLINED[name]
    return f"{name}а" if name.endswith("ск") else name
