"""What is computed from an organisation for finding its like: the folded address and the match keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from kopir.base.bulk import insert
from kopir.base.fold import fold
from kopir.organisations.models import MatchKey, Organisation

# Words that say the form, not the name (folded).
_FORM_TEXT = """
    общественное общественного общественный обьединение объединение обьединения объединения фонд фонда частный
    частного частное корпоративный корпоративного учреждение учреждения ассоциация ассоциации союз союза
    юридических лиц в форме и республиканское республиканского некоммерческое акционерное общество
    потребительский кооператив оо роо оф чф кф оюл чу нао бф пк когамдык бирлестик бирлестиги бирлестигинин
    кор коры корынын корпоративтик жеке мекеме мекемеси занды тулгалар тулгалардын кауымдастык кауымдастыгы
    нысанындагы республикалык одагы тутыну кооперативи коммерциялык емес акционерлик когамы кб ркб кк жк зтб
    жм кеак inc incorporated the public private fund foundation association of legal entities
"""
_FORM_WORDS = frozenset(_FORM_TEXT.split())
_BRANCH_SIGNS = ("филиал", "представительств", "отделени", "окилди", "болимше")
MIN_ADDRESS_PARTS = 3


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name without those of its legal form; all of them when nothing else is left."""
    words = frozenset(fold(name).split())
    return words - _FORM_WORDS or words


def is_branch_name(name: str) -> bool:
    folded = fold(name)
    return any(sign in folded for sign in _BRANCH_SIGNS)


def match_keys(row: Organisation) -> set[str]:
    """A name that is known in English only meets its like within one address: such registers hold thousands of alike
    names. An address counts when it names at least a street and a number."""
    keys = {_hashed("n", " ".join(sorted(name_words(name)))) for name in {row.name_kk, row.name_ru} if name}
    if not keys and row.name_en:
        keys.add(_hashed("n", " ".join(sorted(name_words(row.name_en))), row.address_folded))
    if row.address_folded and row.address.count(",") + 1 >= MIN_ADDRESS_PARTS and re.search(r"\d", row.address[7:]):
        keys.add(_hashed("a", row.address_folded))
    return keys


def _hashed(kind: str, *parts: str) -> str:
    return kind + blake2b("|".join(parts).encode(), digest_size=9).hexdigest()


def refresh_columns(row: Organisation) -> None:
    """Set what is kept beside the address. Call before saving."""
    row.address_folded = fold(row.address)[:500]


def refresh(rows: Sequence[Organisation], *, new: bool = False) -> None:
    """Write the match keys of saved rows anew; `new` rows have none yet."""
    wanted = {(row.pk, key) for row in rows for key in match_keys(row)}
    if not new:
        stored = MatchKey.objects.filter(organisation__in=[row.pk for row in rows])
        have = {(key.organisation_id, key.key): key.pk for key in stored}
        gone = [pk for pair, pk in have.items() if pair not in wanted]
        MatchKey.objects.filter(pk__in=gone).delete()
        wanted -= have.keys()
    _add(wanted)


def _add(wanted: Iterable[tuple[int, str]]) -> None:
    insert([MatchKey(organisation_id=pk, key=key) for pk, key in sorted(wanted)])
