"""A place by what somebody types: in Kazakh, Russian or English, with or without the Kazakh letters, in Cyrillic or Latin.

Every name is kept as a spelling skeleton between two line ends, so one look through 16,000 short texts finds names that
begin with what was typed, and names that hold it inside.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from kopir.base.fold import skeleton
from kopir.base.layouts import other_layouts
from kopir.territories.models import Territory, lineage
from kopir.territories.naming import is_city_proper
from kopir.territories.queries.finding import in_force, sorted_by
from kopir.territories.words import Kind, Level

LEVELS = (Level.REGION, Level.DISTRICT, Level.RURAL_DISTRICT, Level.SETTLEMENT)
LONGEST = 100  # characters of typed text that are looked at
MOST_NAMESAKES = 30
CANDIDATES = 400  # namesakes looked through when the rest of the text names what holds them
# Abbreviations of what a place is. A capital С. or П. is somebody's initial.
_SHORT = [
    (re.compile(r"\b[рР]-[нН]\b\.?"), "район "),
    (re.compile(r"\b[гГ]\."), "город "),
    (re.compile(r"\bп\."), "посёлок "),
    (re.compile(r"\bс\.(?!\s*[оа]\b)"), "село "),
]
_CODE = re.compile(r"\((\d{9})\)\s*$")
_PARTS = re.compile(r"\s*[,;—]\s*|\s+–\s+")


@dataclass(frozen=True)
class Suggestion:
    """`label`: the name with its district and region, in the reader's language; `resolve` understands it."""

    territory: Territory
    label: str

    @property
    def code(self) -> str:
        return self.territory.code


def suggest(text: str, limit: int = 10, levels: Sequence[int] = LEVELS) -> list[Suggestion]:
    """Territories in force for the letters typed so far: names that begin so, then names with a word that does; higher
    levels first. A number is taken for a KATO code. Behind a name may stand what holds it: `Бірлік Ұлан`."""
    typed = _typed(text)
    if not typed:
        return []
    living = Territory.objects.filter(in_force(), level__in=levels)
    if typed.isdigit():
        return label_all(_by_code(living, typed, limit))
    return label_all(_by_name(living, typed, limit) or _by_other_keys(living, text, limit))


def resolve(text: str) -> Territory | list[Territory]:
    """The territory of a whole name, code or label; a list when several are called so, an empty one when none is."""
    if code := _CODE.search(text):
        text = code[1]
    first, *above = [_skeleton(part) for part in _PARTS.split(text[:300]) if part.strip()] or [""]
    if not first:
        return []
    named = Q(code=first) if first.isdigit() else _exactly(first)
    found = list(Territory.objects.filter(named, in_force()).order_by("level", sorted_by())[:CANDIDATES])
    if above:
        found = _held_by(found, above)
    if len(found) > 1:
        found = _labelled(found, text) or found
    return found[0] if len(found) == 1 else found


def meant(text: str) -> list[Territory]:
    """What a person may mean by a typed name: the place or the namesakes of that whole name; when there is none, those that
    are suggested for it as a beginning, or as the same keys of another layout."""
    found = resolve(text)
    if isinstance(found, Territory):
        return [found]
    return list(found[:MOST_NAMESAKES]) or [one.territory for one in suggest(text)]


def _labelled(found: Sequence[Territory], text: str) -> list[Territory]:
    """Those whose whole label was typed: the region `Almaty` is not meant by what is a city's label in English."""
    typed = text.strip().casefold()
    return [suggestion.territory for suggestion in label_all(found) if suggestion.label.casefold() == typed]


def label_all(found: Iterable[Territory]) -> list[Suggestion]:
    """Labels for all of them with one query. Namesakes of one district are told apart by their rural district, namesakes
    inside that by their codes."""
    found = list(found)
    above = _above(found)
    labels = [_label(one, above[one.code], _lowest_shown(one)) for one in found]
    labels = _apart(labels, [_label(one, above[one.code], Level.SETTLEMENT) for one in found])
    labels = _apart(labels, [f"{label} ({one.code})" for one, label in zip(found, labels, strict=True)])
    return [Suggestion(one, label) for one, label in zip(found, labels, strict=True)]


def _apart(labels: list[str], longer: list[str]) -> list[str]:
    """The longer label where the shorter one is not the only one of its kind."""
    times = Counter(labels)
    return [label if times[label] == 1 else long for label, long in zip(labels, longer, strict=True)]


def _label(one: Territory, above: Iterable[Territory], lowest: int) -> str:
    held = [str(holder) for holder in above if Level.REGION <= holder.level <= lowest]
    return ", ".join([str(one), *reversed(held)])


def _lowest_shown(one: Territory) -> int:
    """The city proper needs no city beside its name."""
    return Level.REGION if is_city_proper(one.code, Kind(one.kind)) else Level.DISTRICT


def _above(found: Sequence[Territory]) -> dict[str, list[Territory]]:
    """code → what holds it, highest first; one query for all."""
    codes = {code for one in found for code in lineage(one.code)[1:]}
    holders = Territory.objects.in_bulk(codes) if codes else {}
    above: dict[str, list[Territory]] = defaultdict(list)
    for one in found:
        above[one.code] = [holders[code] for code in reversed(lineage(one.code)[1:]) if code in holders]
    return above


# ---- Finding ---------------------------------------------------------------------------------------------


def _typed(text: str) -> str:
    return _skeleton(text[:LONGEST])


def _skeleton(text: str) -> str:
    for pattern, word in _SHORT:
        text = pattern.sub(word, text)
    return skeleton(text).strip()


def _by_code(living: QuerySet[Territory], typed: str, limit: int) -> list[Territory]:
    return list(living.filter(code__startswith=typed).order_by("level", "code")[:limit])


def _by_name(living: QuerySet[Territory], typed: str, limit: int) -> list[Territory]:
    found = list(_matching(living, typed.split())[:limit])
    if not found and " " in typed:
        found = _with_holder(living, typed.split(), limit)
    if not found and len(typed) > 2:  # half of a sound that two letters write: `os` of Osh
        found = list(_matching(living, typed[:-1].split())[:limit])
    return found


def _by_other_keys(living: QuerySet[Territory], text: str, limit: int) -> list[Territory]:
    """When nothing is called as typed: the same keys on another layout, `ekfy` for `улан`."""
    for reading in map(_typed, other_layouts(text[:LONGEST])):
        if reading and (found := list(_matching(living, reading.split())[:limit])):
            return found
    return []


def _matching(living: QuerySet[Territory], words: Sequence[str]) -> QuerySet[Territory]:
    """Every word begins a word of some name. In order: the whole name begins so; the level; the word is whole."""
    typed = " ".join(words)
    every = Q()
    for word in words:
        every &= Q(skeletons__contains=f"\n{word}") | Q(skeletons__contains=f" {word}")
    begins = Case(When(skeletons__contains=f"\n{typed}", then=Value(0)), default=Value(1), output_field=IntegerField())
    whole = Q(skeletons__contains=f"\n{typed} ") | Q(skeletons__contains=f"\n{typed}\n")
    is_whole = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    return living.filter(every).annotate(begins=begins, is_whole=is_whole).order_by("begins", "level", "is_whole", sorted_by())


def _with_holder(living: QuerySet[Territory], words: Sequence[str], limit: int) -> list[Territory]:
    """The first words name the place, the rest what holds it; as many words as can be belong to the place."""
    for place in range(len(words) - 1, 0, -1):
        candidates = _matching(living, words[:place])[:CANDIDATES]
        found = _held_by(list(candidates), words[place:])
        if found:
            return found[:limit]
    return []


def _held_by(found: Sequence[Territory], words: Sequence[str]) -> list[Territory]:
    """Those inside a territory that some name of is begun by each of the words."""
    above = _above(found)
    return [one for one in found if all(any(_says(held, word) for held in above[one.code]) for word in words)]


def _says(territory: Territory, word: str) -> bool:
    return f"\n{word}" in territory.skeletons or f" {word}" in territory.skeletons


def _exactly(typed: str) -> Q:
    """The whole name, or the name without the word for what it is: `Ұлан` for `Ұлан ауданы`."""
    kinds = ("oblisi", "audani", "kalasi", "auili", "kenti")
    return Q(skeletons__contains=f"\n{typed}\n") | Q(
        *[("skeletons__contains", f"\n{typed} {kind}\n") for kind in kinds], _connector=Q.OR
    )
