"""What is written in matters: sentences of the demonstration's topics, put together anew; and the words they are found by."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from random import Random
from typing import Any, NamedTuple

from kopir.base.fold import fold, skeleton
from kopir.demo.content import topics
from kopir.search.documents.made import in_small_letters
from kopir.search.language import lemmas

PLACE = {"kk": "Орны", "ru": "Место", "en": "Place"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Writing(NamedTuple):
    language: str
    title: str
    sentences: list[str]
    asked: str
    offered: str
    for_whom: str
    done: str
    proof: str


@cache
def sectors() -> dict[str, dict[str, list[Writing]]]:
    """{sector's code: {language: writings}}."""
    found: dict[str, dict[str, list[Writing]]] = {}
    for topic in topics().values():
        for language in ("kk", "ru", "en"):
            found.setdefault(topic["sector"], {}).setdefault(language, []).extend(_writings(language, topic.get(language, {})))
    return found


def _writings(language: str, told: dict[str, Any]) -> list[Writing]:
    rest = [told.get(name, "") for name in ("ask", "give", "whom", "done", "proof")]
    return [Writing(language, told[f"t{at}"], _sentences(told[f"x{at}"]), *rest) for at in (1, 2) if f"t{at}" in told]


def _sentences(text: str) -> list[str]:
    bare = " ".join(text.replace("{in}", "").replace("{of}", "").split()).replace(" :", ":")
    return [one[0].upper() + one[1:] for one in _SENTENCE.split(bare) if one]


@cache
def of_language(language: str) -> list[Writing]:
    return [one for by_language in sectors().values() for one in by_language.get(language, [])]


def choose(chance: Random, sector: str, language: str) -> Writing:
    """Of the sector when the demonstration has such texts, else any."""
    return chance.choice(sectors().get(sector, {}).get(language) or of_language(language))


# ---- Words by which they are found -----------------------------------------------------------------------
# Made of parts, each read once: folding and lemmas go word by word.

MOST = 200_000  # parts remembered: sentences and names come again and again, numbers never
exact = lru_cache(MOST)(in_small_letters)
folded = lru_cache(MOST)(fold)
sounds = lru_cache(MOST)(skeleton)


@lru_cache(MOST)
def stems(text: str, language: str = "") -> tuple[str, ...]:
    return tuple(lemmas(text, language))


def indexed(title: list[str], language: str, body: list[str]) -> tuple[str, str, str, str, str]:
    """exact, names, sounds, body, lemmas of a matter's document."""
    named = [stem for part in title for stem in stems(part, language)]
    return (
        " ".join(map(exact, title)),
        " ".join(map(folded, title)),
        " ".join(map(sounds, title)),
        " ".join(map(folded, body)),
        " ".join(dict.fromkeys([*named, *(stem for part in body for stem in stems(part))])),
    )
