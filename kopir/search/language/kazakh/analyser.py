"""From a Kazakh word to its headword: endings are taken off as the table of suffixes allows, the likeliest headword wins.

`analyse` tells how; `lemma` tells only the headword. See docs/kazakh.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple

from kopir.base.fold import KAZAKH_LETTERS
from kopir.base.loaded import loaded_once
from kopir.search.language.kazakh import exceptions
from kopir.search.language.kazakh.headwords import NOUN, VERB, is_basic, spellings
from kopir.search.language.kazakh.sounds import (
    ANY,
    CONSONANTS,
    LOAN_ENDS,
    OPEN,
    VOWELS,
    Allomorph,
    ends_lawfully,
    plain,
    plain_of_small,
    soundings,
    tone,
    true_tone,
    written,
)
from kopir.search.language.kazakh.suffixes import (
    DERIVATIONS,
    NOMINAL,
    NOT_FINAL,
    RARE,
    RARE_OF_NOUNS,
    UNSAFE,
    VERB_DERIVATIONS,
    VERBAL,
    Suffix,
)

SHORTEST_UNKNOWN: Final = 4  # letters that must remain of a word nobody has listed
LONGEST_WORD: Final = 60
LONGEST_ABBREVIATION: Final = 5
SAID: Final = ("ба", "бе", "бан", "бен", "баз", "без", "бал", "бел", "бар", "бер", "бат", "бет")
"""One stem for each sound after which endings begin differently, of either harmony."""
SOFTENED: Final = {"г": "к", "б": "п"}  # what к and п have become before a vowel, and what they were
_LIKE_ACCUSATIVE: Final = ("ды", "ді", "ты", "ті")
_KAZAKH_LETTER: Final = re.compile(f"[{KAZAKH_LETTERS}]")


class Analysis(NamedTuple):
    """`lemma`: the headword in its true spelling, or what remains of an unknown word. `part`: noun or verb.
    `suffixes`: names of what was taken off, from the stem outwards. `is_known`: the lemma is a headword or made from one."""

    word: str
    lemma: str
    part: str
    suffixes: tuple[str, ...]
    is_known: bool


class _Ending(NamedTuple):
    suffix: Suffix
    sounding: Allomorph
    merged: bool = False  # an ы or і of the stem has run together with it: оқы-й-ды → оқиды


class _Strip(NamedTuple):
    """`stem` is what stands before the endings, not yet looked up; `endings` from the stem outwards."""

    stem: str
    part: str
    endings: tuple[_Ending, ...]


# ---- Taking endings off ----------------------------------------------------------------------------------


@loaded_once
def _table() -> dict[str, list[_Ending]]:
    """Sounding → the endings that sound so."""
    table: dict[str, list[_Ending]] = defaultdict(list)
    for suffix in (*NOMINAL, *VERBAL):
        for sounding in soundings(suffix.template):
            table[sounding.text].append(_Ending(suffix, sounding))
            if sounding.text[0] == "й" and sounding.after <= OPEN:
                merged = Allomorph("и" + sounding.text[1:], CONSONANTS, ANY)
                table[merged.text].append(_Ending(suffix, merged, merged=True))
    return dict(table)


@cache
def _longest() -> int:
    return max(map(len, _table()))


def _strips(word: str) -> Iterator[_Strip]:
    """All lawful ways to part a plain word into stem and endings, the bare word first."""
    yield _Strip(word, NOUN, ())
    yield _Strip(word, VERB, ())
    yield from _stripped(word, None, ())


def _stripped(word: str, states: frozenset[str] | None, endings: tuple[_Ending, ...]) -> Iterator[_Strip]:
    table = _table()
    for length in range(1, min(_longest(), len(word) - 2) + 1):
        fitting = table.get(word[-length:])
        if not fitting:
            continue
        rest = word[:-length]
        last, rest_tone = rest[-1], tone(rest)
        for ending in fitting:
            suffix, sounding = ending.suffix, ending.sounding
            if (suffix.gives in NOT_FINAL) if states is None else (suffix.gives not in states):
                continue
            if last not in sounding.after or not _agree(rest_tone, sounding.tone):
                continue
            chain = (ending, *endings)
            for part in (NOUN, VERB):
                if part in suffix.after:
                    yield _Strip(rest, part, chain)
            yield from _stripped(rest, suffix.after, chain)


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


# ---- Finding the headword --------------------------------------------------------------------------------


def _whole_stems(strip: _Strip) -> Iterator[str]:
    """What the stem may be when nothing touches it: first as it stands, then as it was before its last sound changed."""
    stem, endings = strip.stem, strip.endings
    if endings and endings[0].merged:
        yield from (stem + "ы", stem + "и")
        return
    yield stem
    if not endings:
        return
    first = endings[0].sounding
    if not first.opens:
        if stem[-1] == "и" and stem[:-1].endswith(LOAN_ENDS):
            yield stem[:-1]  # факт, фактілер
        return
    hardened = stem[:-1] + SOFTENED.get(stem[-1], stem[-1])
    if hardened != stem:
        yield hardened
    if strip.part == VERB:
        if first.text == "у":
            yield from (stem + "ы", stem + "и")
        if stem[-1] == "у":
            yield stem[:-1] + "п"  # тап, тауып
        if stem.endswith("ий"):
            yield stem[:-1]  # жи, жияды
        return
    for vowel in "ыи":
        if (longer := f"{stem[:-1]}{vowel}{hardened[-1]}") in exceptions.SHORTENED:
            yield longer  # орын, орны
    yield stem + "ь"


def _headwords(strip: _Strip) -> Iterator[str]:
    """True spellings of the headwords that this stem may be, and whose harmony the first ending keeps."""
    for stem in _whole_stems(strip):
        for spelling in spellings(strip.part, stem):
            keeps = not strip.endings or _agree(true_tone(spelling), strip.endings[0].sounding.tone)
            if keeps and _lawful(strip, stem):
                yield spelling


def _lawful(strip: _Strip, stem: str) -> bool:
    """The passive is said with н only after a syllable with л, and with л only elsewhere."""
    for ending in strip.endings[:1]:
        if ending.suffix.name == "passive after л":
            return "л" in stem[-2:]
        if ending.suffix.name == "passive":
            return stem[-1] != "л"
    return True


def _names(endings: tuple[_Ending, ...]) -> tuple[str, ...]:
    return tuple(ending.suffix.name for ending in endings)


@lru_cache(maxsize=20_000)
def analyse(word: str) -> Analysis:
    """How a word is made. Letter case does not matter; a word typed without Kazakh letters is analysed alike."""
    small = word.strip().lower()
    key = plain(small)[:LONGEST_WORD]
    if not key or " " in key:
        return _compound(word, small)
    if key in exceptions.LEMMAS:
        lemma, part = exceptions.LEMMAS[key]
        return Analysis(word, lemma, part, (), True)
    strips = list(_strips(key))
    return _known(word, small, strips) or _derived(word, small, strips) or _unknown(word, small, strips)


def _compound(word: str, small: str) -> Analysis:
    """Of a word with a hyphen only the last part changes: азық-түлікке. Abbreviations take their endings after one: ҮЕҰ-ларға."""
    head, hyphen, last = small.rpartition("-")
    if not hyphen or not last:
        return Analysis(word, small, NOUN, (), False)
    for strip in _strips(plain(head + last)):
        if strip.stem == plain(head) and strip.part == NOUN:
            return Analysis(word, head, NOUN, _names(strip.endings), analyse(head).is_known)
    if len(head) <= LONGEST_ABBREVIATION and (endings := _endings_by_sound(plain(last))):
        return Analysis(word, head, NOUN, endings, False)
    found = analyse(last)
    return found._replace(word=word, lemma=f"{head}-{found.lemma}")


def _endings_by_sound(last: str) -> tuple[str, ...]:
    """Endings that follow the sound of an abbreviation as it is said, which its letters do not tell: ҮЕҰ-ның, ТЖД-ға, БҰҰ-да."""
    for said in SAID:
        for strip in _strips(said + last):
            if strip.stem == said and strip.part == NOUN:
                return _names(strip.endings)
    return ()


def readings(word: str) -> Iterator[Analysis]:
    """Every way to read a word as a form of a headword, in no order; the lists of headwords are cleaned by it."""
    for strip in _strips(plain(word)):
        for spelling in _headwords(strip):
            yield Analysis(word, spelling, strip.part, _names(strip.endings), True)


def _known(word: str, small: str, strips: list[_Strip]) -> Analysis | None:
    best: tuple[tuple[bool | int, ...], Analysis] | None = None
    for strip in strips:
        for spelling in _headwords(strip):
            rank = _rank(strip, spelling, small)
            if best is None or rank > best[0]:
                best = rank, Analysis(word, spelling, strip.part, _names(strip.endings), True)
    if best and not best[1].suffixes and _sounds_accusative(best[1]):
        return next((found for found in map(partial(_accusative, word, small), strips) if found), best[1])
    return best[1] if best else None


def _sounds_accusative(found: Analysis) -> bool:
    """After most consonants "having" and the accusative sound alike: төлемді, қаражатты. Only the basic words are taken for the
    first: whoever writes to an office mostly names what he speaks of."""
    return found.part == NOUN and found.lemma[-2:] in _LIKE_ACCUSATIVE and not is_basic(NOUN, found.lemma)


def _accusative(word: str, small: str, strip: _Strip) -> Analysis | None:
    if _names(strip.endings) != ("accusative",):
        return None
    spelled = (spelling for spelling in _headwords(strip) if spelling == small[: len(spelling)] or plain(small) == small)
    return next((Analysis(word, spelling, NOUN, ("accusative",), True) for spelling in spelled), None)


def _rank(strip: _Strip, spelling: str, typed: str) -> tuple[bool | int, ...]:
    """The better reading has the greater rank: spelled as typed; listed as a whole; likely; basic; long; with few endings.

    What was typed without a single Kazakh letter may have lost them, so its spelling counts last.
    """
    changed = plain_of_small(spelling) != strip.stem  # at its end only
    length = min(len(spelling), len(strip.stem)) - changed
    as_typed = spelling[:length] == typed[:length]
    rare = RARE | RARE_OF_NOUNS if strip.part == NOUN else RARE
    return (
        as_typed or not _KAZAKH_LETTER.search(typed),
        not strip.endings,
        rare.isdisjoint(_names(strip.endings)),
        is_basic(strip.part, spelling),
        len(strip.stem),
        -len(strip.endings),
        as_typed,
        strip.part == VERB,
    )


def _derived(word: str, small: str, strips: list[_Strip]) -> Analysis | None:
    """The likelier endings first, then the longer stem: қандастарға is of қандас, not of a verb қандаста-."""
    likely = sorted(strips, key=lambda strip: (RARE.isdisjoint(_names(strip.endings)), len(strip.stem)), reverse=True)
    found = next((strip for strip in likely if _is_derived(strip.stem, strip.part)), None)
    return _remaining(word, small, found, is_known=True) if found else None


@loaded_once
def _derivations() -> dict[str, list[tuple[Allomorph, str]]]:
    return {
        part: [(sounding, of) for template, of in rows for sounding in soundings(template)]
        for part, rows in ((NOUN, DERIVATIONS), (VERB, VERB_DERIVATIONS))
    }


def _is_derived(stem: str, part: str, depth: int = 3) -> bool:
    """The stem is made from a headword by derivations: мектепаралықтық."""
    for sounding, of in _derivations()[part]:
        if not stem.endswith(sounding.text):
            continue
        rest = stem[: -len(sounding.text)]
        if len(rest) < 2 or rest[-1] not in sounding.after or not _agree(tone(rest), sounding.tone):
            continue
        whole = rest[:-1] + SOFTENED.get(rest[-1], rest[-1]) if sounding.opens else rest  # шегуші from шек-
        if spellings(of, rest) or spellings(of, whole) or (depth > 1 and _is_derived(rest, of, depth - 1)):
            return True
    return False


def _unknown(word: str, small: str, strips: list[_Strip]) -> Analysis:
    """Nobody has listed it: what may be taken off is taken off, as long as enough remains to be a word."""
    bare = strips[0]
    fit = [strip for strip in strips if strip.part == NOUN and _is_safe(strip)]
    best = max(fit, key=lambda strip: (-len(strip.stem), -len(strip.endings)), default=bare)
    return _remaining(word, small, best, is_known=False)


def _is_safe(strip: _Strip) -> bool:
    return (
        len(strip.stem) >= SHORTEST_UNKNOWN
        and UNSAFE.isdisjoint(_names(strip.endings))
        and any(letter in VOWELS for letter in strip.stem)
        and ends_lawfully(strip.stem)
    )


def _remaining(word: str, small: str, strip: _Strip, *, is_known: bool) -> Analysis:
    """What remains, in the letters in which it was typed as far as they say the same."""
    stem = strip.stem
    if strip.endings and strip.endings[0].sounding.opens and stem[-1] in SOFTENED:
        stem = stem[:-1] + SOFTENED[stem[-1]]
    remains = written(stem)
    typed = small[: len(remains)]
    if plain(typed) == stem:
        remains = typed
    elif plain(typed[:-1]) == stem[:-1]:
        remains = typed[:-1] + ("қ" if stem[-1] == "к" and typed[-1] == "ғ" else stem[-1])
    return Analysis(word, remains, strip.part, _names(strip.endings), is_known)


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The headword of a word in its true spelling; of an unknown one, what remains of it."""
    return analyse(word).lemma
