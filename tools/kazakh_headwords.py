"""Makes the lists of Kazakh headwords in kopir/search/language/kazakh/reference: `python -m tools.kazakh_headwords [kk_KZ.dic]`.

headwords.txt   from the Kazakh dictionary for hunspell (Debian: hunspell-kk; Akmaral Mussayeva, László Németh, Rail Aliev, 2009;
                GPL 2+, LGPL 2.1+ or MPL 1.1+, of which MPL is taken) and the names of countries and languages of the Unicode
                Common Locale Data Repository as Babel packs it (Unicode licence); left alone where there is no dictionary
field.txt       from the project's own glossary: words that the other lists lack

The dictionary names verbs by their action (`бару`) beside their stems and holds many inflected forms. Here verbs stand by their
stem with a hyphen (`бар-`), and a form of another listed word is left out: the analyser itself says what may be one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from kopir.search.language import is_known
from kopir.search.language.kazakh.analyser import Analysis, analyse, lemma, readings
from kopir.search.language.kazakh.exceptions import SHORTENED
from kopir.search.language.kazakh.headwords import basic, headwords, is_basic
from kopir.search.language.kazakh.sounds import BACK, LOAN_ENDS, ends_lawfully, plain, tone

SEARCH = Path(__file__).resolve().parent.parent / "kopir/search"
HEADWORDS = SEARCH / "language/kazakh/reference/headwords.txt"
FIELD = SEARCH / "language/kazakh/reference/field.txt"
GLOSSARY = SEARCH / "reference/glossary"
SOURCE = Path("/usr/share/hunspell/kk_KZ.dic")
HEADER = """\
# Kazakh headwords; a verb ends in a hyphen. Made by tools/kazakh_headwords.py, not to be edited: additions go to basic.txt.
# Taken from the Kazakh dictionary for hunspell 1.1, (c) 2009 Akmaral Mussayeva, Laszlo Nemeth, Rail Aliev,
# under the Mozilla Public License 1.1 or later; this file stays under that licence. Names of countries and languages
# come from the Unicode Common Locale Data Repository (Unicode License V3).
"""
FIELD_HEADER = """\
# Words of the glossary (kopir/search/reference/glossary) that the other lists lack; a verb ends in a hyphen.
# Made by tools/kazakh_headwords.py, not to be edited.
"""
_WORD = re.compile(r"[а-яёәғқңөұүһі]{2,}")

# A listed word is left out as a form of another when it can be read so, the other has at least so many letters, and the reading
# ends thus. Endings that also make words of their own (-ма, -ар, -сыз, -дай, -лы) are not here.
SHORTEST_BASE = {
    "plural": 3, "genitive": 2, "dative": 4, "accusative": 3, "locative": 4, "ablative": 4, "instrumental": 3, "being in": 3,
    "his": 5, "our": 3, "like": 5, "past participle": 3, "habitual participle": 2, "he does": 2, "converb": 3, "condition": 3,
    "past": 4, "passive": 3, "passive after л": 3, "evidential": 3, "until": 3, "intention": 4,
    "action": 4,
}  # fmt: skip
# before a case
TELLING = {"plural", "his", "our", "action", "past participle", "habitual participle", "being in"}
# Endings that also make words: a word with no others is left in the list even when a basic word stands before them.
MAKING = {
    "accusative", "negation", "like", "future participle", "we did", "my", "thy", "thou art", "you are", "I am",
    "let him", "do", "intention", "we are",
}  # fmt: skip


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    if source.exists():
        make_headwords(source)
    make_field()


def make_headwords(source: Path) -> None:
    nouns, verbs = parts(source.read_text(encoding="utf-8-sig").split())
    nouns |= names()
    write(HEADWORDS, HEADER, nouns, verbs)  # the analyser reads them to tell which are forms of others
    kept_nouns = {noun for noun in nouns - basic() if len(noun) > 2 and not is_form(noun)}
    kept_verbs = {verb for verb in verbs if f"{verb}-" not in basic() and len(verb) > 2 and not is_inflected(verb)}
    write(HEADWORDS, HEADER, kept_nouns, kept_verbs)


def make_field() -> None:
    """First the entries of one word; then, of longer ones, the words from which nothing can be taken off."""
    write(FIELD, FIELD_HEADER, set(), set())
    entries = list(glossary())
    alone = [entry for entry in entries if " " not in entry[0]]
    nouns, verbs = set[str](), set[str]()
    for word, kind in alone:
        if _WORD.fullmatch(word) and not is_known(word):
            verb = _stem_of_glossary_verb(word) if kind == "v" else ""
            (verbs if verb else nouns).add(verb or word)
    write(FIELD, FIELD_HEADER, nouns, verbs)
    inside = {word for term, _ in entries for word in _PART.findall(term)}
    nouns |= {word for word in inside if not is_known(word) and analyse(word).lemma == word}
    write(FIELD, FIELD_HEADER, nouns, verbs)


def glossary() -> Iterator[tuple[str, str]]:
    """Kazakh terms and their kinds."""
    for path in sorted(GLOSSARY.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["kk"].strip().lower(), row["kind"]


def _stem_of_glossary_verb(action: str) -> str:
    if action.endswith("ю"):
        return action[:-1] + "й"
    body = action[:-1]
    return body if ends_lawfully(plain(body)) else body + ("ы" if tone(plain(body)) == BACK else "і")


def write(target: Path, header: str, nouns: set[str], verbs: set[str]) -> None:
    lines = sorted([*nouns, *(f"{verb}-" for verb in verbs)])
    target.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(nouns)} nouns, {len(verbs)} verbs, {target.stat().st_size} bytes")
    for cached in (headwords, analyse, lemma):
        cached.cache_clear()


def names() -> set[str]:
    """Countries and languages that are called by one word."""
    kazakh = Locale("kk")
    found = {name.lower() for name in (*kazakh.territories.values(), *kazakh.languages.values())}
    return {name for name in found if _WORD.fullmatch(name) and len(name) > 3}


def parts(lines: list[str]) -> tuple[set[str], set[str]]:
    """Nouns and verb stems of the dictionary's lines."""
    rows = [line.partition("/") for line in lines[1:]]
    words = {word.lower() for word, _, _ in rows if _WORD.fullmatch(word.lower())}
    actions = {word: stem_of(word, words) for word, _, flags in rows if flags.startswith("M") and word in words}
    verbs = {stem for stem in actions.values() if stem}
    words -= {stem[:-2] + stem[-1] for stem in words if plain(stem) in SHORTENED}  # кейп is only heard in кейпі
    named = {action for action, stem in actions.items() if stem}
    return words - named - {verb for verb in verbs if is_only_verb(verb)}, verbs


def stem_of(action: str, words: set[str]) -> str:
    """`бару` → `бар`, `оқу` → `оқы`, `қою` → `қой`; empty when the list has no such stem: `біреу` is no verb."""
    body = action[:-1]
    hardened = body[:-1] + {"ғ": "қ", "г": "к", "б": "п"}.get(body[-1], body[-1])
    tries = (body, hardened, body + "ы", body + "і") if action.endswith("у") else (body + "й", body)
    if any(f"{stem}-" in basic() for stem in tries):
        return next(stem for stem in tries if f"{stem}-" in basic())
    return next((stem for stem in tries if stem in words), "")


_PART = re.compile(r"[^\W\d_]{2,}")
_VERB_MAKING = re.compile(r"..([лдт][ае][нс]?|[дт][ыі]р|[ғгқк][ыі]з|[ыі]?т|[ыі]?[лн])$")


def is_only_verb(stem: str) -> bool:
    return len(stem) > 4 and bool(_VERB_MAKING.search(stem))


def is_form(word: str) -> bool:
    return any(_is_telling(found) for found in readings(word) if found.suffixes and found.lemma != word)


def _is_telling(found: Analysis) -> bool:
    """Whether this reading is enough to leave the word out."""
    if found.suffixes == ("his",) and found.word.endswith("и") and plain(found.lemma) not in SHORTENED:
        return False  # тарихи is no form of тарих
    if is_basic(found.part, found.lemma):
        return _is_of_basic(found)
    return _is_of_longer(found.word, found.lemma, found.suffixes)


def _is_of_basic(found: Analysis) -> bool:
    if found.suffixes == ("accusative",) and (found.word[-2] == "н" or found.lemma[-1] in "рйу"):
        return True  # an adjective would have -лы
    return not MAKING.issuperset(found.suffixes) and found.suffixes[-1] != "we did" and found.suffixes != ("my", "dative")


def _is_of_longer(word: str, base: str, suffixes: tuple[str, ...]) -> bool:
    last, before = suffixes[-1], suffixes[-2] if len(suffixes) > 1 else ""
    if suffixes == ("his",) and base.endswith(LOAN_ENDS):
        return True  # факті is факт
    if len(base) < SHORTEST_BASE.get(last, 99):
        return False
    if last == "accusative":  # -ды also makes adjectives, -ын nouns
        return before in TELLING and (before != "his" or len(base) > 4) if before else word[-2] == "н"
    if last == "converb":
        return word[-1] == "п" or before == "negation" or len(base) > 4
    if last == "past":
        return not before and base[-1] != "н"
    return not before or before in TELLING or last not in ("dative", "locative", "ablative", "like")


def is_inflected(verb: str) -> bool:
    """The passive is inflection: `жазыл-` is a form of `жаз-`. And `қорди-` would hide көрді typed as `корди`."""
    return any(_is_passive(found) or _hides(found) for found in readings(verb))


def _is_passive(found: Analysis) -> bool:
    is_passive = found.suffixes[-1:] in (("passive",), ("passive after л",))
    return is_passive and (len(found.lemma) > 2 or is_basic(found.part, found.lemma))


def _hides(found: Analysis) -> bool:
    looks_so = found.suffixes in (("past",), ("his",)) and not found.word.startswith(found.lemma)
    return looks_so and is_basic(found.part, found.lemma)


if __name__ == "__main__":
    main()
