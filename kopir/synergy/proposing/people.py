"""The same people concerned, in the same district, in the same half-year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.synergy.proposing.candidates import Candidate, Described, too_common
from kopir.synergy.proposing.concepts import in_words, of_people
from kopir.synergy.words import Kind, Side

MOST = 5
"""Members of a group; more are no help to each other."""
ENOUGH = 2.0


def same_people(matters: Sequence[Described]) -> list[Candidate]:
    """Groups of matters by different authors. What both say of whom they are for must coincide in at least one telling concept
    that names people, and the matters in one more, of the same or of what they are about."""
    common = too_common(one.people for one in matters)
    places: dict[str, list[Described]] = defaultdict(list)
    for one in matters:
        if one.people - common:
            places[one.district].append(one)
    return [group for place in places.values() for group in _groups(place, common)]


def _groups(place: list[Described], common: frozenset[str]) -> Iterator[Candidate]:
    """Each matter with all that are like it, so that every two of a group are alike."""
    alike = {(one.matter.pk, other.matter.pk) for one, other in combinations(place, 2) if _weight(one, other, common) >= ENOUGH}
    used: set[int] = set()
    for first in place:
        group = [first] if first.matter.pk not in used else []
        for other in place if group else ():
            fits = other is not first and other.matter.pk not in used and len(group) < MOST
            if fits and all(_pair(one, other) in alike for one in group):
                group.append(other)
        if len(group) > 1:
            used |= {one.matter.pk for one in group}
            yield _candidate(group, common)


def _pair(one: Described, other: Described) -> tuple[int, int]:
    return min(one.matter.pk, other.matter.pk), max(one.matter.pk, other.matter.pk)


def _weight(one: Described, other: Described, common: frozenset[str]) -> float:
    if one.matter.author_id == other.matter.author_id:
        return 0.0
    said = (one.people & other.people) - common
    return len(said) + len((one.about & other.about) - said) if said & of_people() else 0.0


def _candidate(group: list[Described], common: frozenset[str]) -> Candidate:
    """Each two of a group name some people in common, all together perhaps none."""
    said = frozenset.intersection(*(one.people for one in group)) - common
    people = said & of_people()
    about = (frozenset.intersection(*(one.about for one in group)) | said) - people
    why = [listed(_("The same people: %(words)s"), people)] if people else []
    why.append(place_words(group[0]))
    if about:
        why.append(listed(_("About the same: %(words)s"), about))
    members = [(one.matter, Side.ALIKE) for one in group]
    return Candidate(Kind.SAME_PEOPLE, members, why, len(people) + len(about) + 0.1 * len(group))


def listed(words: object, found: frozenset[str]) -> dict[str, str]:
    """A sentence with concepts in it, by language."""
    names = [in_words(one) for one in sorted(found)]
    sentences = in_all_languages(words)  # type: ignore[arg-type]
    return {code: sentences[code] % {"words": ", ".join(name[code] for name in names)} for code in LANGUAGES}


def place_words(one: Described) -> dict[str, str]:
    place, sentences = one.matter.territory, in_all_languages(_("The same place and half-year: %(place)s"))
    return {code: sentences[code] % {"place": place.name(code).text if place else ""} for code in LANGUAGES}
