"""Names of the classifier in readable words: `Бестам а.о.` → `Бестам ауылдық округі`.

The classifier abbreviates nearly everything; its own spelling is kept in `official_kk`, `official_ru`.
A city administration of the second level (`Семей Қ.Ә.`, `Семей Г.А.`) is the city with the settlements under it and is
called by everybody simply the city; the city without them, one level below, is marked as the city proper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kopir.territories.words import Kind, Level


@dataclass(frozen=True, slots=True)
class Names:
    kk: str
    ru: str
    en: str


def tidy(name: str) -> str:
    """One space between words, none around."""
    return " ".join(name.split())


def level_of(code: str) -> Level:
    """By the digits: 2+2+2+3. The country is 000000000."""
    if not code.strip("0"):
        return Level.COUNTRY
    for level, kept in ((Level.REGION, 2), (Level.DISTRICT, 4), (Level.RURAL_DISTRICT, 6)):
        if not code[kept:].strip("0"):
            return level
    return Level.SETTLEMENT


# ---- What it is ------------------------------------------------------------------------------------------

_KINDS = [
    (Kind.CITY_ADMINISTRATION, r"қ\.\s?ә\.?$|Қ\.Ә\.?$|г\.\s?а\.?$|Г\.А\.?$"),
    (Kind.CITY, r"\b[қќ]\.?$|^г\.|қаласы$"),
    (Kind.CITY_DISTRICT, r"р\.а\.|\bауданы?$|\bрайон\b"),
    (Kind.RURAL_DISTRICT, r"а\.\s?о\.?$|с\.о\b|ауылдық округі$|а\.\s?ә\.?$|с\.а\b"),
    (Kind.TOWN, r"к\.\s?ә\.?$|п\.а\.|\bк\.$|^п\.|кенті$"),
    (Kind.VILLAGE, r"\bа\.$|^с\.|ауылы?$|^село"),
]
_KIND_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]


def kind_of(code: str, kk: str, ru: str) -> Kind:
    level = level_of(code)
    if level == Level.COUNTRY:
        return Kind.COUNTRY
    found = next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(ru) or pattern.search(kk)), Kind.OTHER)
    if level == Level.REGION:
        return Kind.REPUBLICAN_CITY if found == Kind.CITY else Kind.REGION
    if level == Level.DISTRICT:
        return found if found == Kind.CITY_ADMINISTRATION else Kind.DISTRICT
    return found


def is_city_proper(code: str, kind: Kind) -> bool:
    """The city itself inside its administration: the first unit of the third level."""
    return kind == Kind.CITY and level_of(code) == Level.RURAL_DISTRICT and code[4:6] == "10"


# ---- Words -----------------------------------------------------------------------------------------------

_KK = [
    (r"\s*\bат(?:ын\.?|\.)\s*а\.\s?о\.?$", " атындағы ауылдық округ"),
    (r"\s*\bат(?:ын\.?|\.)\s*а\.\s?ә\.?$", " атындағы ауылдық әкімшілік"),
    (r"\s*\bат(?:ын)?\.\s*ауданы?$", " атындағы аудан"),
    (r"\s*\bат(?:ын)?\.\s*(?:а\.?|с\.?|ауыл)$", " атындағы ауыл"),
    (r"\s*атындағы а\.$", " атындағы ауыл"),
    (r"\s*атындағы а\.\s?о\.?$", " атындағы ауылдық округ"),
    (r"\s*а\.\s?о\.?$", " ауылдық округі"),
    (r"\s*а\.\s?ә\.?$", " ауылдық әкімшілігі"),
    (r"\s*к\.\s?ә\.?$", " кенттік әкімшілігі"),
    (r"\s*қ\.\s?ә\.?$", " қалалық әкімшілігі"),
    (r"\s*\bқ\.$", " қаласы"),
    (r"\s*\bа\.$", " ауылы"),
    (r"\s*\bк\.$", " кенті"),
    (r"\s*\bст\.$", " стансасы"),
    (r"\s*\bрзд\.$", " разъезі"),
    (r"^рзд\.\s*(.+)$", r"\1 разъезі"),
    (r"\s*\bуч\.$", " учаскесі"),
    (r"\s*\bж\.$", " жайылымы"),
    (r"\s*\bшарқож$|\s*\bшар\.\s?қож\.?$", " шаруа қожалығы"),
    (r"\bшар\.\s?қонысы$", "шаруа қонысы"),
    (r"\s*\bорманшар$", " орман шаруашылығы"),
    (r"^Маш\.\s?ауласы$", "Машина ауласы"),
]
_RU_FULL = {
    "с.о": "сельский округ",
    "с.а": "сельская администрация",
    "п.а": "поселковая администрация",
    "г.а": "городская администрация",
}
_RU = [
    (r"\bкрес\.\s?пос\.\s*", "крестьянское поселение "),
    (r"\bкр\.\s?хоз\.?\s*", "крестьянское хозяйство "),
    (r"\bЖив\.\s?т(?:очка|\.)\s*", "животноводческая точка "),
    (r"\bжил\.\s?дом\b", "жилой дом"),
    (r"\bоздоровит\.\s*", "оздоровительный "),
    (r"^Маш\.\s?двор$", "Машинный двор"),
    (r"^Отд\.\s*", "отделение "),
    (r"^р\.а\.\s*(?:им\.)?\s*", "район "),
    (r"^(.+?)\s*р\.а\.$", r"район \1"),
    (r"^г\.\s*", "город "),
    (r"^с\.\s*", "село "),
    (r"^п\.\s*", "посёлок "),
    (r"^ст\.\s*", "станция "),
    (r"^рзд\.\s*", "разъезд "),
    (r"^уч\.\s*", "участок "),
    (r"^отг\.\s*", "отгон "),
    (r"^Район\b", "район"),
    (r"\bим\.\s*", "имени "),
]
_KK_RULES = [(re.compile(pattern), words) for pattern, words in _KK]
_RU_RULES = [(re.compile(pattern), words) for pattern, words in _RU]
_RU_BEFORE = re.compile(r"^(с\.о|с\.а|п\.а|г\.а)\.?\s*(?=\S)(.+)$")
_RU_AFTER = re.compile(r"^(.+?)\s*(с\.о|с\.а|п\.а|г\.а)\.?$")
_RU_ADJECTIVE = re.compile(r"(?:[иыо]й|ая|яя)$")
_ADMINISTRATION = re.compile(r"\s*(?:[ҚқГг]\.\s?[ӘәАа]\.?)$")


def readable(code: str, kk: str, ru: str, kind: Kind) -> Names:
    """Names in full words from the classifier's. English is the Kazakh name in Latin letters."""
    kk, ru = tidy(kk).replace("ќ", "қ").replace(" .", "."), tidy(ru)
    if kind == Kind.CITY_ADMINISTRATION and level_of(code) == Level.DISTRICT:
        return _city(_ADMINISTRATION.sub("", kk), _ADMINISTRATION.sub("", ru))
    if "р.а." in ru:
        kk = re.sub(r"\s*(атын\.\s*)?а\.ә\.$", lambda m: " атындағы аудан" if m[1] else " ауданы", kk)
    words = Names(_kk(kk), _ru(ru), latin(_kk(kk) or _ru(ru)) if kind == Kind.OTHER else english(kk or ru, kind))
    if is_city_proper(code, kind):
        return Names(f"{words.kk} (қаланың өзі)", f"{words.ru} (сам город)", f"{words.en} (city proper)")
    return words


def _city(kk: str, ru: str) -> Names:
    return Names(f"{kk} қаласы" if kk else "", f"город {ru}" if ru else "", latin(kk or ru))


def _kk(name: str) -> str:
    for pattern, words in _KK_RULES:
        changed = pattern.sub(words, name)
        if changed != name:
            return tidy(changed)
    return name


def _ru(name: str) -> str:
    if found := _RU_BEFORE.match(name):
        name = f"{_RU_FULL[found[1]]} {found[2]}"
    elif found := _RU_AFTER.match(name):
        full, proper = _RU_FULL[found[2]], found[1]
        name = f"{proper} {full}" if _RU_ADJECTIVE.search(proper) else f"{full} {proper}"
    for pattern, words in _RU_RULES:
        name = pattern.sub(words, name)
    return tidy(name)


# ---- English ---------------------------------------------------------------------------------------------

_LATIN = dict(zip("аәбвгғдезийкқлмноөпрстуұүфһыіэъь", [*"aabvggdeziykklmnooprstuuufhyie", "", ""], strict=True))
_LATIN |= {"ё": "yo", "ж": "zh", "ң": "ng", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_NASAL = re.compile(r"ң(?=[гғ])|Ң(?=[ГҒ])")


def _hard_n(match: re.Match[str]) -> str:
    return "н" if match[0] == "ң" else "Н"


_SUFFIX = {
    Kind.REGION: "Region",
    Kind.DISTRICT: "District",
    Kind.CITY_DISTRICT: "District",
    Kind.RURAL_DISTRICT: "Rural District",
}
_PROPER = re.compile(
    r"\s*(?:атындағы|атын\.|ат\.)?\s*(?:облысы|ауданы?|қаласы|а\.\s?о\.?|а\.\s?ә\.?|к\.\s?ә\.?|[қҚ]\.\s?[әӘ]\.?|ауылы?|кенті"
    r"|[қакж]\.|ст\.|уч\.|рзд\.|ауылдық округі?)$"
)


def proper(kk: str) -> str:
    """The Kazakh name without the word for what it is: `Ұлан ауданы` → `Ұлан`."""
    return _PROPER.sub("", tidy(kk)) or tidy(kk)


def english(kk: str, kind: Kind) -> str:
    return f"{latin(proper(kk))} {_SUFFIX.get(kind, '')}".strip()


def latin(text: str) -> str:
    """Kazakh or Russian in plain Latin letters, one rule for both; capitals stay where they were."""
    return "".join(_letter(char) for char in _NASAL.sub(_hard_n, text))


def _letter(char: str) -> str:
    small = char.lower()
    if small not in _LATIN:
        return char
    return _LATIN[small] if char == small else _LATIN[small].capitalize()
