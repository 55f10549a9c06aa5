"""Names of akimats from the names of their territories, and names in capitals made readable. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = "аәеёиоөуұүыіэюя"
_FRONT = "әеөүіэ"
_VOICELESS = "пфктсшщчцхқбвгғд"  # Kazakh devoices final б, в, г, д of borrowed words
_NASAL = "мнң"
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)

# Cities that official texts leave as they are.
_UNBENDING = frozenset({"Семей"})


def akimat_names(kk: str, ru: str, en: str) -> dict[str, str]:
    """`Ұлан ауданы` → Ұлан ауданының әкімдігі; Акимат Уланского района; Akimat of Ulan District."""
    return {
        "kk": f"{genitive_kk(kk)} әкімдігі" if kk else "",
        "ru": f"Акимат {genitive_ru(ru)}" if ru else "",
        "en": f"Akimat of {en}" if en else "",
    }


def genitive_kk(name: str) -> str:
    """ауданы → ауданының, қала → қаланың, аудан → ауданның, Абай → Абайдың. Ground: vowel harmony and the last sound."""
    word = name.rstrip().lower()
    vowel = next((letter for letter in reversed(word) if letter in _VOWELS), "а")
    ending = "ің" if vowel in _FRONT else "ың"
    last = word[-1:]
    if last in _NASAL or (last in _VOWELS and last not in "иу"):  # the two end in a glide
        return f"{name}н{ending}"
    return f"{name}{'т' if last in _VOICELESS else 'д'}{ending}"


def genitive_ru(name: str) -> str:
    """Уланский район → Уланского района; область Абай → области Абай; город Караганда → города Караганды. Names with
    Kazakh letters stay as they are."""
    words = name.split()
    if not words:
        return ""
    first, last = words[0].lower(), words[-1].lower()
    if first in ("район", "область"):
        return " ".join([_noun(first), *words[1:]])
    if first == "город":
        return " ".join(["города", *(_city(word) for word in words[1:])])
    if last in ("район", "область"):
        return " ".join([*(_adjective(word) for word in words[:-1]), _noun(last)])
    return name


def _noun(word: str) -> str:
    return {"район": "района", "область": "области"}[word]


def _adjective(word: str) -> str:
    """Masculine and feminine, also joined by a hyphen: Северо-Казахстанская → Северо-Казахстанской."""
    if word.endswith(("ая", "яя")):
        return f"{word[:-2]}{'ой' if word.endswith('ая') else 'ей'}"
    return f"{word[:-2]}ого" if word.endswith(("ий", "ый", "ой")) else word


def _city(word: str) -> str:
    if _KAZAKH.search(word) or word in _UNBENDING:
        return word
    if word.endswith(("ный", "кий")):
        return f"{word[:-2]}ого"
    ending = word[-1].lower()
    if ending == "а":
        return f"{word[:-1]}{'и' if word[-2] in 'гкхжчшщ' else 'ы'}"
    if ending == "ь":
        return f"{word[:-1]}и"
    if ending == "й":
        return f"{word[:-1]}я"
    return word if ending in _VOWELS else f"{word}а"


# ---- Names in capitals -----------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_SOUNDS = frozenset("aeiouy" + _VOWELS)
_BEGINS = re.compile(r"(?:^|[«\"(]\s*)$")


@lru_cache(maxsize=1000)  # a name is asked for in three languages, one after the other
def readable(name: str) -> str:
    """A name that a register keeps in capitals only, as people write: `КОРПОРАТИВНЫЙ ФОНД «ЖАС ОТАН»` → Корпоративный
    фонд «Жас отан», `FRIENDS OF THE PARK` → Friends of the Park. Words without a vowel or with a digit stay; so does a
    name with any small letter, and one of a single short word."""
    if not name.isupper() or len(name) < 6:
        return name
    bend = _sentence if _CYRILLIC.search(name) else _title
    return _WORD.sub(lambda match: bend(match[0], name[: match.start()]), name)


def _is_sign(word: str) -> bool:
    return not _SOUNDS.intersection(word.lower()) or any(letter.isdigit() for letter in word)


def _sentence(word: str, before: str) -> str:
    if _is_sign(word):
        return word
    return word.capitalize() if _BEGINS.search(before) else word.lower()


def _title(word: str, before: str) -> str:
    if _is_sign(word):
        return word
    return word.lower() if before and word.lower() in _SMALL else word.capitalize()
