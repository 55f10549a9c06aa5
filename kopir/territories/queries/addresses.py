"""The territory a postal address lies in, as registers write it: Russian or Kazakh, any case, old region names as well.

    070400, Абай область, Бородулихинский район, Бородулихинский сельский округ, село Успенка, ул. Ауэзова, д. 14

An address is cut at commas and at words that say what a name is (`область`, `ауданы`, `г.`). Each name is looked up among
territories of that kind inside what was found before, so a village is only sought inside its district. What is not sure is
left out: the answer is then the territory above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from kopir.base.fold import skeleton
from kopir.territories.models import PREFIX, Territory
from kopir.territories.queries.finding import in_force
from kopir.territories.words import Kind, Level

# Parts of a region that is another region today; addresses of before go on naming the old one.
SUCCESSORS = {"63": ("10",), "35": ("62",), "19": ("33", "75"), "61": ("79",), "11": ("71",)}

REGION, DISTRICT, CITY, RURAL, SETTLEMENT = range(5)  # groups, in the order in which they are looked for
_INSTEAD = {
    REGION: (REGION,),
    DISTRICT: (DISTRICT,),
    CITY: (CITY,),
    RURAL: (RURAL, CITY),
    SETTLEMENT: (SETTLEMENT, RURAL, CITY),
    None: (CITY, DISTRICT, RURAL, SETTLEMENT),
}  # where a name said to be one thing is sought, in order
_RANK = {REGION: 0, DISTRICT: 1, CITY: 1, RURAL: 2, SETTLEMENT: 3}
_GROUPS = {
    Kind.REGION: REGION,
    Kind.REPUBLICAN_CITY: CITY,
    Kind.DISTRICT: DISTRICT,
    Kind.CITY_DISTRICT: DISTRICT,
    Kind.CITY_ADMINISTRATION: CITY,
    Kind.CITY: CITY,
    Kind.RURAL_DISTRICT: RURAL,
}

# Words that say what a name is.
_WORDS = {
    REGION: "область области обл облысы region",
    DISTRICT: "район района ауданы аудан district",
    CITY: "город города гор г қаласы қала қ city",
    RURAL: "округ округа округі администрация администрации әкімшілігі әкімшілік",
    SETTLEMENT: "село села с ауылы ауыл а посёлок поселок п пгт кенті кент станция стансасы разъезд разъезі",
}
_KIND_WORDS = {word: group for group, words in _WORDS.items() for word in skeleton(words).split()}
_FILLERS = frozenset(
    skeleton("имени им атындағы атын сельский сельская ауылдық поселковая кенттік городская қалалық аульный rural proper").split()
)
_STREETS = frozenset(
    skeleton(
        "ул улица пр проспект мкр микрорайон м н д дом зд здание кв квартира пер переулок көшесі даңғылы даңғ шағынауданы "
        "шағын үй офис оф тел бульвар бул мөлтек алаңы тұйығы массив площадь шоссе трасса"
    ).split()
)
_ABBREVIATIONS = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in ((r"\bр-н\b\.?", " район "), (r"\b[са]\s?[./]\s?о\b\.?", " округ "))
]
_CUTS = re.compile(r"[,;]|\s-\s")
_ADJECTIVE = re.compile(r"(?:ov|ev|in|n)?sk(?:i|aia|oe|oi)$")
_LAST_VOWELS = re.compile(r"[aeiou]+$")
LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of an address: what it is said to be, and the words it may consist of, likeliest first."""

    group: int | None
    choices: tuple[str, ...]


class AddressMatcher:
    """Holds all names in memory; make one and ask it for every address of a register (some 10,000 a second).

    It knows the territories of the moment it was made.
    """

    def __init__(self) -> None:
        self._exact: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._alike: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._levels: dict[str, int] = {}
        rows = Territory.objects.filter(in_force(), level__gte=Level.REGION)
        for code, level, kind, skeletons in rows.values_list("code", "level", "kind", "skeletons"):
            self._levels[code] = level
            group = _GROUPS.get(Kind(kind), SETTLEMENT if level == Level.SETTLEMENT else RURAL)
            self._index(code, group, skeletons)

    def _index(self, code: str, group: int, skeletons: str) -> None:
        for line in skeletons.split("\n"):
            name = _proper(line.split())
            if name:
                self._exact[group, name].add(code)
                self._alike[group, stem(name)].add(code)

    def code(self, address: str) -> str | None:
        """The code of the deepest territory the address surely lies in."""
        scope: tuple[str, ...] = ()
        found: str | None = None
        for name in sorted(_names(address), key=_by_rank):
            if found is None and name.group in (RURAL, SETTLEMENT):
                continue
            code = self._find(name, scope)
            if code is not None:
                found, scope = code, self._scope(code)
        return found

    def _scope(self, code: str) -> tuple[str, ...]:
        """Beginnings of the codes inside, those of regions that came out of it behind."""
        own = code[: PREFIX[Level(self._levels[code])]]
        return (own, *SUCCESSORS.get(own, ()))

    def _find(self, name: _Name, scope: tuple[str, ...]) -> str | None:
        """A name that says not what it is may be anything inside a district, but only a big city in the whole country."""
        groups: Sequence[int] = _INSTEAD[name.group]
        if name.group is None and not any(len(start) > PREFIX[Level.REGION] for start in scope):
            groups = (CITY, DISTRICT) if scope else (CITY,)
        for group in groups:
            for words in name.choices:
                code = self._one(self._exact.get((group, words), ()), scope)
                if code is None and name.group is not None and group != SETTLEMENT:
                    code = self._one(self._alike.get((group, stem(words)), ()), scope)
                if code is not None and (scope or name.group is not None or self._levels[code] <= Level.DISTRICT):
                    return code
        return None

    def _one(self, codes: Iterable[str], scope: tuple[str, ...]) -> str | None:
        """The one of the highest level inside the first part of the scope that has any; None when two are alike."""
        for start in scope or ("",):
            inside = [code for code in codes if code.startswith(start)]
            if inside:
                highest = min(self._levels[code] for code in inside)
                top = [code for code in inside if self._levels[code] == highest]
                return top[0] if len(top) == 1 else None
        return None


def recognise(address: str) -> Territory | None:
    """The same for a single address, never stale: the matcher is made anew when the territories have changed."""
    state = Territory.objects.aggregate(Count("pk"), Max("source_date"), Count("ends_on"), Max("starts_on"))
    code = _matcher(tuple(state.values())).code(address)
    return Territory.objects.filter(code=code).first() if code else None


@lru_cache(maxsize=1)
def _matcher(state: tuple[object, ...]) -> AddressMatcher:
    return AddressMatcher()


# ---- Names in an address ---------------------------------------------------------------------------------


def _by_rank(name: _Name) -> int:
    return _RANK[name.group] if name.group is not None else 1


def _names(address: str) -> Iterator[_Name]:
    for part in _CUTS.split(address):
        yield from _names_of(part)


@lru_cache(maxsize=50_000)
def _names_of(part: str) -> tuple[_Name, ...]:
    for pattern, full in _ABBREVIATIONS:
        part = pattern.sub(full, part)
    words = skeleton(part).split()
    places = [place for place, word in enumerate(words) if word in _KIND_WORDS]
    if not places:
        plain = not any(word in _STREETS or word.isdigit() for word in words)
        return (_Name(None, (" ".join(words),)),) if plain and 0 < len(words) <= LONGEST_NAME else ()
    if words[0] in _STREETS:
        return ()
    return tuple(_around(words, places))


def _around(words: Sequence[str], places: Sequence[int]) -> Iterator[_Name]:
    """Each word of kind with the names that may belong to it: what stands before it, or after it up to the next one."""
    free = 0
    for number, place in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else len(words)
        before = _proper(words[free:place])
        after = _prefixes(words[place + 1 : following])
        yield _Name(_KIND_WORDS[words[place]], tuple(filter(None, (before, *after))))
        free = place + 1 if before else following


def _prefixes(words: Sequence[str]) -> list[str]:
    """`almati jarokova` → itself, `almati`: the street may follow without a comma."""
    names = [word for word in words if word not in _FILLERS]
    stop = next((place for place, word in enumerate(names) if word in _STREETS), len(names))
    return [" ".join(names[:end]) for end in range(min(stop, LONGEST_NAME), 0, -1)]


def _proper(words: Sequence[str]) -> str:
    """The name without the words that say what it is."""
    return " ".join(word for word in words if word not in _KIND_WORDS and word not in _FILLERS)


@lru_cache(maxsize=50_000)
def stem(name: str) -> str:
    """One key for `Байдибекский`, `Байдибека` and `Бәйдібек`."""
    short = _LAST_VOWELS.sub("", _ADJECTIVE.sub("", name))
    return short if len(short) > 2 else name
