"""Fields of a card by the usual names of columns and headings in Kazakh, Russian and English. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kopir.practices.models.cards import TEXTS

NUMBERS = ("cost_tenge", "months", "people_reached")
FIELDS = (*TEXTS, *NUMBERS, "place", "sector")
JOINED = frozenset(TEXTS) - {"title"}
"""Fields that may be taken from several columns; their words then stand one under the other."""

# Each name is given without spaces and signs; a longer heading that begins with one of them counts too.
_NAMES: dict[str, str] = {
    "title": "title name атауы тақырыбы тақырып атау название наименование заголовок тема practice тәжірибе тәжірибеатауы"
    " практика названиепрактики projecttitle жобаатауы названиепроекта",
    "problem": "problem issue need challenge objects purpose мәселе проблема түйткіл қажеттілік потребность задача"
    " problemstatement описаниепроблемы мәселенің whatwaswrong неболды нечтобылонетак",
    "people": "people beneficiaries targetgroup audience whom кімгеарналған кімдер адамдар нысаналытоп мақсаттытоп"
    " бенефициарлар люди целеваягруппа длякого благополучатели бенефициары кого",
    "context": "context background circumstances conditionsatstart жағдай мәнжай мәнмәтін контекст обстоятельства предыстория"
    " описаниеситуации",
    "steps": "steps whatwasdone activities activity actions howitwasdone implementation істелгенжұмыс нежасалды неістелді"
    " қадамдар жұмыстар ісшаралар чтосделано чтобылосделано шаги деятельность мероприятия ходработы действия",
    "results": "results result outcome outcomes impact whatcameofit нәтиже нәтижелер нешықты қорытынды результат результаты"
    " итог итоги эффект чтополучилось",
    "failed": "failed whatdidnotwork difficulties obstacles lessons неболмады незжұмысістемеді қиындықтар кедергілер сабақтар"
    " чтонеполучилось чтонесработало трудности сложности уроки препятствия",
    "because": "because whyitdidnotwork whyfailed reasonoffailure неліктенболмады негеболмады сәтсіздіксебебі почемунеполучилось"
    " почемунесработало причинанеудачи",
    "conditions": "conditions requirements whatisneeded preconditions transfer қайталауүшіннекерек шарттар қажеттішарттар"
    " некерек условия чтонужно чтонеобходимо требования условияповторения",
    "law": "law legalground legalbasis legalframework regulation құқықтықнегіз заң заңнама құжат правовоеоснование закон"
    " нормативнаябаза основание",
    "cost_tenge": "cost costtenge budget price құны бюджет шығын стоимость затраты расходы",
    "months": "months durationmonths duration ұзақтығы айсаны мерзімай продолжительность срокмесяцев месяцев",
    "people_reached": "peoplereached reached numberofpeople beneficiariesnumber қамтылғанадамдар адамсаны қамтылды"
    " охват охваченолюдей числолюдей количестволюдей",
    "place": "place territory location region city address жер орны аумақ өңір аудан облыс қала место территория регион район"
    " область город местоположение",
    "sector": "sector sphere field сала бағыт сфера отрасль направление",
}  # fmt: skip
_FIELD = {alias: field for field, aliases in _NAMES.items() for alias in aliases.split()}
_LONG = sorted((alias for alias in _FIELD if len(alias) > 4), key=len, reverse=True)


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def is_named(heading: str) -> bool:
    """Whether it is one of the usual names as it is."""
    return _plain(heading) in _FIELD


def field_of(heading: str) -> str:
    """The field a column or heading is likely for; empty when its name says nothing."""
    plain = _plain(heading)
    return _FIELD.get(plain) or next((_FIELD[alias] for alias in _LONG if plain.startswith(alias)), "")


def propose(headings: Iterable[str]) -> dict[str, str]:
    """{heading: field} for those that are recognised. The first column for a field counts; only whole texts are joined by a
    person's own decision."""
    given = list(headings)
    found: dict[str, str] = {}
    exact_first = sorted(given, key=lambda heading: not is_named(heading))
    for heading in exact_first:
        field = field_of(heading)
        if field and field not in found.values():
            found[heading] = field
    return {heading: found[heading] for heading in given if heading in found}


def doubled(mapping: Mapping[str, str]) -> str:
    """A field that was chosen for several columns and takes only one; empty when there is none."""
    seen: set[str] = set()
    for field in mapping.values():
        if field in seen and field not in JOINED:
            return field
        seen.add(field)
    return ""
