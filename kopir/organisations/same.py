"""Proposals that two rows are one organisation. Computed, never decided here: an administrator merges or says "not the same".

Rows meet under their match keys (see keys.py), so the work grows with the number of meetings, not of rows. A key that
very many rows share (a house full of offices, a name that every town has) says nothing and is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from kopir.base.tongue import LANGUAGES
from kopir.organisations.keys import is_branch_name, name_words
from kopir.organisations.models import MatchKey, Organisation, SamePair
from kopir.organisations.words import PairReason

MOST_UNDER_A_NAME = 30
MOST_AT_AN_ADDRESS = 20
SIMILAR = 0.75
LOWEST_SCORE = 50


class Likeness(NamedTuple):
    """`score` 0-100; `why`: reason codes of words.PairReason, with a number where it says how much."""

    score: int
    why: list[list[str]]


def propose(touched: Iterable[int]) -> int:
    """Compare the touched rows with all rows that share a key; answers how many pairs are new. Decided pairs stay."""
    touched = set(touched)
    pairs = set(_meetings(touched))
    if not pairs:
        return 0
    rows = _rows({pk for pair in pairs for pk in pair})
    known = _known(pairs)
    fresh = []
    for first, second in sorted(pairs - known):
        if first in rows and second in rows and (found := likeness(rows[first], rows[second])):
            fresh.append(SamePair(first_id=first, second_id=second, score=found.score, why=found.why))
    SamePair.objects.bulk_create(fresh)
    return len(fresh)


def _meetings(touched: set[int]) -> Iterator[tuple[int, int]]:
    mine = MatchKey.objects.filter(organisation__in=touched).values_list("key", flat=True)
    groups: dict[str, list[int]] = defaultdict(list)
    for key, pk in MatchKey.objects.filter(key__in=set(mine)).values_list("key", "organisation_id"):
        groups[key].append(pk)
    for key, pks in groups.items():
        if len(pks) <= (MOST_UNDER_A_NAME if key[0] == "n" else MOST_AT_AN_ADDRESS):
            yield from (pair for pair in combinations(sorted(pks), 2) if not touched.isdisjoint(pair))


def _rows(pks: set[int]) -> dict[int, Organisation]:
    """Merged rows stay out. (Asked by id alone: a join would make SQLite walk all living rows for each batch.)"""
    names = ("name_kk", "name_ru", "name_en")
    rows = Organisation.objects.filter(pk__in=pks).only(
        "kind", "ref", *names, "bin", "territory", "address", "address_folded", "merged_into"
    )
    return {row.pk: row for row in rows if row.merged_into_id is None}


def _known(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    rows = SamePair.objects.filter(first__in={first for first, _second in pairs})
    return set(rows.values_list("first_id", "second_id"))


def likeness(one: Organisation, two: Organisation) -> Likeness | None:
    """None when the two are not alike enough to ask a person."""
    if one.kind != two.kind or _one_register_parts(one, two) or _is_branch(one) != _is_branch(two):
        return None
    same = [language for language in LANGUAGES if _same_name(one, two, language)]
    near = _nearness(one, two)
    at_one_address = bool(one.address_folded) and one.address_folded == two.address_folded
    by_name = bool(same) and (near or at_one_address or not (one.bin and two.bin))
    similarity = 1.0 if same else max(_similarity(one, two, language) for language in LANGUAGES)
    if not by_name and not (at_one_address and similarity >= SIMILAR):
        return None
    return _scored(one, two, same, at_one_address, near, similarity)


def _scored(
    one: Organisation, two: Organisation, same: list[str], at_one_address: bool, near: bool, similarity: float
) -> Likeness | None:
    score, why = 0, []
    if same:
        score += 60 + 10 * (len(same) - 1)
        why += [[str(PairReason.SAME_NAME), language] for language in same]
    else:
        score += round(similarity * 50)
        why.append([str(PairReason.SIMILAR_NAME), f"{similarity:.2f}"])
    if at_one_address:
        score += 25
        why.append([str(PairReason.SAME_ADDRESS)])
    elif near:
        score += 10
        why.append([str(PairReason.SAME_REGION)])
    if one.bin and two.bin:
        score -= 15
        why.append([str(PairReason.DIFFERENT_BIN)])
    elif one.bin or two.bin:
        score += 5
        why.append([str(PairReason.BIN_MISSING)])
    return Likeness(min(score, 99), why) if score >= LOWEST_SCORE else None


def _one_register_parts(one: Organisation, two: Organisation) -> bool:
    """Two numbers of one register of another country: that register holds them for two."""
    first, second = (row.ref.partition("-")[0] if not row.bin else "" for row in (one, two))
    return first == second and first not in ("", "n", "o", "org")


def _is_branch(row: Organisation) -> bool:
    return is_branch_name(row.name_ru or row.name_kk)


def _same_name(one: Organisation, two: Organisation, language: str) -> bool:
    names = getattr(one, f"name_{language}"), getattr(two, f"name_{language}")
    return all(names) and name_words(names[0]) == name_words(names[1])


def _near(code: str | None, other: str | None) -> bool:
    return bool(code and other and code[:2] == other[:2] and code[:2] != "00")


def _nearness(one: Organisation, two: Organisation) -> bool:
    return _near(one.territory_id, two.territory_id)


def _similarity(one: Organisation, two: Organisation, language: str) -> float:
    """0-1: the larger of the share of common words and the likeness of letters."""
    first, second = (name_words(getattr(row, f"name_{language}")) for row in (one, two))
    if not first or not second:
        return 0.0
    shared = len(first & second) / len(first | second)
    letters = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio()
    return max(shared, letters)
