"""How the project writes Kazakh and Russian, as far as a pattern tells it and never wrongly; `tools.messages check` asks here.

A placeholder cannot take an ending that follows its last sound: whether a number is read -нан or -тен nobody knows beforehand.
Such a sentence is said otherwise. An ordinal is no ending: `%(number)s-жол` is always right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PLACE = r"(?:%\(\w+\)[sdf]|%[sdf]|\{\w+\})"
_ENDINGS = (
    "ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке на не да де та те нан нен дан ден тан тен мен бен пен "
    "ы і сы сі ын ін сын сін ына іне сына сіне ында інде лар лер дар дер тар тер дағы дегі тағы тегі"
).replace(" ", "|")


class Fault(NamedTuple):
    pattern: re.Pattern[str]
    advice: str


def _fault(pattern: str, advice: str) -> Fault:
    return Fault(re.compile(pattern, re.IGNORECASE), advice)


AFTER_PLACES = [
    _fault(rf"{_PLACE}»?-?(?:{_ENDINGS})(?!\w)", "an ending after a placeholder depends on its last sound: say it otherwise"),
    _fault(rf"{_PLACE}»? (?:мен|бен|пен)(?!\w)", "мен or пен after a placeholder depends on its last sound: say it otherwise"),
]
_BOTH = [
    _fault("Köpir", "the name is Көпір"),
    _fault("[“”„]", "quotes are «…»"),
    _fault("№(?! )", "a space stands after №"),
    _fault(r"(?-i:[а-яёәіңғүұқөһ]{2}\.[А-ЯЁӘІҢҒҮҰҚӨҺ])", "a space stands between sentences; perhaps the text stands there twice"),
    _fault(r"[\u0400-\u04ff][a-z]|[a-z][\u0400-\u04ff]", "Latin and Cyrillic letters in one word"),
    _fault("хэш", "хеш"),
    _fault("аккаунт", "есептік жазба, учётная запись"),
    _fault("мандат", "қызмет аясы, зона ответственности"),
]
FAULTS = {
    "kk": [
        *_BOTH,
        _fault("(?:^| )—(?: |$)", "the dash is –"),
        _fault("тіркелгі", "есептік жазба"),
        _fault("дауласт|дауласам|дауласад", "даулау is to contest, дауласу to quarrel"),
        _fault("уәкілетті тұлға", "уәкілетті лауазымды тұлға"),
        _fault("классификатор", "жіктеуіш"),
    ],
    "ru": [
        *_BOTH,
        _fault("(?:^| )–(?: |$)", "the dash is —"),
        _fault("квитанци", "расписка"),
        _fault(r"если не дан(?!\w)", "если не указан"),
    ],
}


def faults(language: str, text: str) -> Iterator[str]:
    bare = re.sub(_PLACE, "0", text)  # the letters of a placeholder are none of its words
    searched = [(fault, bare) for fault in FAULTS[language]] + [(fault, text) for fault in AFTER_PLACES if language == "kk"]
    for fault, words in searched:
        if found := fault.pattern.search(words):
            yield f"{found[0].strip()!r}: {fault.advice}"
