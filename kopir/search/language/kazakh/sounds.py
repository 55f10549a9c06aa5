"""Sounds: the plain spelling in which words are analysed, vowel harmony, and how a suffix takes the sound of what precedes it.

Words are analysed without the letters that only Kazakh has (`kopir.base.fold`), because half of all people type so; what those
letters tell is kept where it matters: each headword remembers its true spelling, hence its harmony. One thing is spelled out:
я is йа and ю is йу, so that `тояды` parts as той-а-ды and `қою` as қой-у; э is е, as Latin letters have it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from kopir.base.fold import fold

BACK: Final = "back"
FRONT: Final = "front"
ANY: Final = ""

VOWELS: Final = frozenset("аеиоуыэ")  # in the plain spelling; и stands for і and и
_OPEN = "аоыеиэ"  # a suffix that begins with a vowel meets these with й, с or nothing between
_GLIDES = "рйуиь"  # и and у end in a glide: `тауы`, `миы`; ль sounds so: `рубльді`
_NASALS = "мн"  # ң is н in the plain spelling
_BUZZING = "зж"
_HARD = "кпстфхцчшщбвгд"  # voiceless, and the voiced ones in which only loans end: `клубта`
_ALL = frozenset(_OPEN + _GLIDES + _NASALS + _BUZZING + _HARD + "л")

CONSONANTS: Final = frozenset(_GLIDES + "л" + _NASALS + _BUZZING + _HARD)
OPEN: Final = frozenset(_OPEN)

# archiphoneme → its sounds → after which letters each stands
ARCHIPHONEMES: Final[dict[str, dict[str, frozenset[str]]]] = {
    "L": {"л": frozenset(_OPEN + _GLIDES), "д": frozenset("л" + _NASALS + _BUZZING), "т": frozenset(_HARD)},
    "N": {"н": frozenset(_OPEN + _NASALS), "д": frozenset(_GLIDES + "л" + _BUZZING), "т": frozenset(_HARD)},
    "C": {"н": frozenset(_OPEN), "д": frozenset(_GLIDES + "л" + _NASALS + _BUZZING), "т": frozenset(_HARD)},
    "B": {"н": frozenset(_NASALS), "д": frozenset(_OPEN + _GLIDES + "л" + _BUZZING), "т": frozenset(_HARD)},
    "D": {"д": _ALL - frozenset(_HARD), "т": frozenset(_HARD)},
    "G": {"г": _ALL - frozenset(_HARD), "к": frozenset(_HARD)},
    "M": {"м": _ALL - frozenset(_HARD + _BUZZING), "б": frozenset(_BUZZING), "п": frozenset(_HARD)},
    "P": {
        "м": _ALL - frozenset(_HARD + _BUZZING),
        "б": frozenset(_NASALS + _BUZZING),
        "п": frozenset(_HARD),
    },
}
_VOWEL_PAIRS = {BACK: {"A": "а", "Y": "ы"}, FRONT: {"A": "е", "Y": "и"}}


class Allomorph(NamedTuple):
    """One sounding of a suffix. `after`: the letters it may follow; `tone`: the harmony it asks for, ANY when it has none."""

    text: str
    after: frozenset[str]
    tone: str

    @property
    def opens(self) -> bool:
        """Begins with a vowel, before which к and п soften: `кітап`, `кітабы`."""
        return self.text[0] in VOWELS


def soundings(template: str) -> list[Allomorph]:
    """All soundings of a template.

    Small letters stand for themselves, A for а/е, Y for ы/і, the other capitals for a consonant of ARCHIPHONEMES. In brackets
    stand the beginnings after a consonant and after a vowel, the one in A or Y or nothing being for consonants: `(Y|)м` is ым, ім
    and м; `(A|й)` is а, е and й; `(с|)Y` is сы, сі after vowels and ы, і.
    """
    found: dict[tuple[str, str], Allomorph] = {}
    for text, after in _beginnings(template):
        for tone, pair in _VOWEL_PAIRS.items():
            for sounding in _filled(text, after, pair, tone if any(sign in text for sign in pair) else ANY):
                found[sounding.text, sounding.tone] = sounding
    return list(found.values())


def _beginnings(template: str) -> list[tuple[str, frozenset[str]]]:
    if not template.startswith("("):
        return [(template, _ALL)]
    choice, rest = template[1:].split(")")
    first, _, second = choice.partition("|")
    if first in "AY":
        return [(first + rest, CONSONANTS), (second + rest, OPEN)]
    return [(first + rest, OPEN), (second + rest, CONSONANTS)]


def _filled(text: str, after: frozenset[str], pair: dict[str, str], tone: str) -> list[Allomorph]:
    plain_text = plain("".join(pair.get(sign, sign) for sign in text[1:])) if len(text) > 1 else ""
    first = pair.get(text[0], text[0])
    if first in ARCHIPHONEMES:
        sounds = ARCHIPHONEMES[first]
        return [Allomorph(sound + plain_text, after & letters, tone) for sound, letters in sounds.items() if after & letters]
    return [Allomorph(plain(first) + plain_text, after, tone)]


_SPELLED_OUT = str.maketrans({"я": "йа", "ю": "йу", "э": "е"})
_KAZAKH = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_FRONT_LETTERS = frozenset("әеөүіэ")
_BACK_LETTERS = frozenset("аоұыя")


def plain(word: str) -> str:
    """The spelling in which words are analysed."""
    return fold(word).translate(_SPELLED_OUT)


def plain_of_small(word: str) -> str:
    """The same for a word that is known to be of small Cyrillic letters: a headword."""
    return word.translate(_KAZAKH).translate(_SPELLED_OUT)


def written(stem: str) -> str:
    """The plain spelling as people write it, still without Kazakh letters."""
    return stem.replace("йа", "я").replace("йу", "ю")


# After these either harmony is heard whatever the vowel: фактілер, Сәтбаевтың.
LOAN_ENDS: Final = ("кт", "ск", "нк", "рк", "ев")

_CLUSTER = re.compile(r"[аеиоуыэ].?$|[рлнймскпф][тксшпчц]$|[лмнртсф]{2}$")


def ends_lawfully(stem: str) -> bool:
    """Kazakh words and most loans end in a vowel, in one consonant, or in two of which the second is voiceless."""
    return bool(_CLUSTER.search(stem))


def true_tone(spelling: str) -> str:
    """The harmony of a headword, by its last vowel; after и, у, ю, ё, and with ь anywhere, either is heard."""
    if "ь" in spelling or spelling.endswith(LOAN_ENDS):
        return ANY
    for letter in reversed(spelling):
        if letter in "иуюё":
            return ANY
        if letter in _FRONT_LETTERS:
            return FRONT
        if letter in _BACK_LETTERS:
            return BACK
    return ANY


@lru_cache(maxsize=20_000)
def tone(stem: str) -> str:
    """The harmony of a plain spelling, as far as it shows: о, у, and а in the first syllable (ә) may stand for either side; и is
    the front і only when the vowel before it is front."""
    if stem.endswith(LOAN_ENDS):
        return ANY
    for place in range(len(stem) - 1, -1, -1):
        letter = stem[place]
        if letter == "ы" or (letter == "а" and any(earlier in VOWELS for earlier in stem[:place])):
            return BACK
        if letter in "еэ":
            return FRONT
        if letter == "и":
            return FRONT if tone(stem[:place]) == FRONT else ANY
        if letter in "аоу":
            return ANY
    return ANY
