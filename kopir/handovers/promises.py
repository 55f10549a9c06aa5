"""Promises: sentences that speak of what will be done and name a day. A small rule that anybody can follow; what it finds is
confirmed or struck out by the one in whose time it was said.

A sentence counts when all of these hold:
1. it is no question;
2. it has a word of promising: a Kazakh verb of the first person plural or of the passive in the present-future tense (*ашамыз,
   ашылады*), a Russian perfective verb of the first person plural, *будет*, *обязуемся*, *планируется* (*откроем*), an English
   *will*, *shall*, *we plan*; or the word "promise" itself;
3. it names a day: in figures (15.12.2026, 2026-12-15), with the name of a month (*15 желтоқсанға дейін, до 15 декабря,
   by 15 December*), the end of a month or of the year, or a span from the day on which it was said (*10 күн ішінде, в течение
   двух недель, within 10 days, келесі аптада, на следующей неделе, next week, ертең, завтра, tomorrow*).

A day without a year is the next such day. A month without a day is its last day. Spans are counted in calendar days, also when
working days were said, because this is a reminder and not a term. Of several days in a sentence the last one counts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Found:
    quote: str
    due_on: date


_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-яёәғқңөұүһі]|\d)|\n+")

# ---- Words of promising ------------------------------------------------------------------------------------------------

_KAZAKH = (
    r"\w{2,}(?:[аеий]мыз|[аеий]міз|[аеи]м[ыі]з)\b|\w{2,}[ыіу]лады\b|\w{2,}[ыіу]леді\b|\w{2,}[ыі]нады\b|\w{2,}[ыі]неді\b"
    r"|болады\b|береді\b|\w*жоспарла\w*|уәде\w*|міндетте\w*"
)
_RUSSIAN = (
    r"(?:будет|будут|будем)\b|обяз(?:уемся|уюсь)\b|обеща\w+|планиру\w+|намерен\w*|"
    r"(?:от|за|вы|при|про|под|по|на|пере|у|об|ор|раз|рас|с|со|в|до|из|ис|вос|вер|реш|нач)\w{1,}"
    r"(?:ем|ём|им|емся|ёмся|имся)\b"
)
_ENGLISH = r"\b(?:will|shall|promise|undertake|plan to|going to|intend to)\b"
_PROMISING = {code: re.compile(words, re.I) for code, words in (("kk", _KAZAKH), ("ru", _RUSSIAN), ("en", _ENGLISH))}

# ---- Days --------------------------------------------------------------------------------------------------------------

_MONTHS = {
    "kk": ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
    "ru": ["январ", "феврал", "март", "апрел", "ма[йяе]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"],
    "en": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
}
_NUMBERS = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "он": 10,
    "одного": 1, "двух": 2, "две": 2, "два": 2, "трёх": 3, "трех": 3, "три": 3, "пяти": 5, "пять": 5, "десяти": 10, "десять": 10,
    "a": 1, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10,
}  # fmt: skip
_FIGURES = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = r"(?:\s*(20\d\d)\s*(?:ж\b|жыл\w*|г\b|год\w*)?\.?,?)"
_NUMBER = r"(\d{1,3}|" + "|".join(_NUMBERS) + r")"
_UNITS = {"day": 1, "week": 7, "month": 30}
_SPANS = [
    re.compile(_NUMBER + r"\s+(?:жұмыс\s+)?(күн|апта|ай)\w*\s+(?:ішінде|кейін|соң)", re.I),
    re.compile(
        r"(?:в течение|через|не позднее чем через)\s+" + _NUMBER
        + r"\s+(?:рабочих\s+|календарных\s+)?(дн|день|недел|месяц)", re.I
    ),
    re.compile(r"(?:within|in)\s+" + _NUMBER + r"\s+(?:working\s+)?(day|week|month)", re.I),
]  # fmt: skip
_UNIT_OF = {"күн": "day", "апта": "week", "ай": "month", "дн": "day", "день": "day", "недел": "week", "месяц": "month"}
_PLAIN_SPANS = {
    re.compile(r"\b(?:ертең|завтра|tomorrow)\b", re.I): 1,
    re.compile(r"\b(?:келесі аптада|бір аптадан кейін|на следующей неделе|через неделю|next week)\b", re.I): 7,
    re.compile(r"\b(?:келесі айда|в следующем месяце|через месяц|next month)\b", re.I): 30,
}
_YEARS_END = re.compile(r"жыл(?:дың)?\s+(?:соңына|аяғына)|(?:до|к)\s+конц[ау]\s+(?:этого\s+)?года|end of (?:the|this) year", re.I)


def find(text: str, language: str, said_on: date) -> list[Found]:
    """In the order of the text. The language only says which words promise; days are known in all three."""
    promising = _PROMISING.get(language, _PROMISING["kk"])
    return list(_found(text, promising, said_on))


def _found(text: str, promising: re.Pattern[str], said_on: date) -> Iterator[Found]:
    for sentence in filter(None, (part.strip() for part in _SENTENCES.split(text))):
        if sentence.endswith("?") or not promising.search(sentence):
            continue
        days = [day for day in _days(sentence, said_on) if day >= said_on]
        if days:
            yield Found(sentence[:LONGEST], max(days))


def _days(sentence: str, said_on: date) -> Iterator[date]:
    for day, month, year, *iso in _FIGURES.findall(sentence):
        parts = iso if iso[0] else [f"20{year[-2:]}", month, day]
        yield from _lawful(*map(int, parts))
    rest = _FIGURES.sub(" ", sentence)
    yield from _named(rest, said_on)
    yield from _spans(rest, said_on)
    if _YEARS_END.search(rest):
        yield date(said_on.year, 12, 31)


def _lawful(year: int, month: int, day: int) -> Iterator[date]:
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        yield date(year, month, day)


def _named(sentence: str, said_on: date) -> Iterator[date]:
    """`15 желтоқсан`, `желтоқсанның 15`, `December 15`, with the year before, behind or nowhere; a month alone is its end."""
    for language, names in _MONTHS.items():
        for month, name in enumerate(names, start=1):
            ending = r"\w*" if language != "en" else r"\b"
            for found in _month(name, ending).finditer(sentence):
                year, before, behind, later = found.groups()
                if name == "may" and not (before or behind):
                    continue  # "may" is mostly no month
                yield from _day_of(month, before or behind, year or later, said_on)


@cache
def _month(name: str, ending: str) -> re.Pattern[str]:
    return re.compile(rf"{_YEAR}?\s*(?:\b(\d{{1,2}})\s+)?\b{name}{ending}(?:\s+(\d{{1,2}})\b(?!\d))?{_YEAR}?", re.I)


def _day_of(month: int, day: str | None, year: str | None, said_on: date) -> Iterator[date]:
    for candidate in [int(year)] if year else [said_on.year, said_on.year + 1]:
        last = monthrange(candidate, month)[1]
        for found in _lawful(candidate, month, int(day) if day else last):
            if year or found >= said_on:
                yield found
                return


def _spans(sentence: str, said_on: date) -> Iterator[date]:
    for pattern in _SPANS:
        for number, unit in pattern.findall(sentence):
            count = int(number) if number.isdecimal() else _NUMBERS[number.lower()]
            yield said_on + timedelta(days=count * _UNITS[_UNIT_OF.get(unit.lower(), unit.lower())])
    for plain, days in _PLAIN_SPANS.items():
        if plain.search(sentence):
            yield said_on + timedelta(days=days)
