"""Makes kopir/search/language/kazakh/reference/headwords.txt: `python -m tools.kazakh_headwords [kk_KZ.dic]`.

The words come from the Kazakh dictionary for hunspell (Debian: package hunspell-kk; Akmaral Mussayeva, László Németh, Rail Aliev,
2009; GPL 2+, LGPL 2.1+ or MPL 1.1+, of which MPL is taken). That list names verbs by their action (`бару`) beside their stems and
holds many inflected forms; here verbs stand by their stem with a hyphen (`бар-`) and forms of other listed words are left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "kopir/search/language/kazakh/reference/headwords.txt"
SOURCE = Path("/usr/share/hunspell/kk_KZ.dic")
HEADER = """\
# Kazakh headwords; a verb ends in a hyphen. Made by tools/kazakh_headwords.py, not to be edited: additions go to additions.txt.
# Taken from the Kazakh dictionary for hunspell 1.1, (c) 2009 Akmaral Mussayeva, Laszlo Nemeth, Rail Aliev,
# under the Mozilla Public License 1.1 or later; this file stays under that licence.
"""
_WORD = re.compile(r"[а-яёәғқңөұүһі]{2,}")


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    nouns, verbs = parts(source.read_text(encoding="utf-8-sig").split())
    TARGET.write_text(HEADER + "\n".join(sorted([*nouns, *(f"{verb}-" for verb in verbs)])) + "\n", encoding="utf-8")
    print(f"{len(nouns)} nouns and {len(verbs)} verbs, {TARGET.stat().st_size} bytes")


def parts(lines: list[str]) -> tuple[set[str], set[str]]:
    """Nouns and verb stems of the dictionary's lines."""
    rows = [line.partition("/") for line in lines[1:]]
    words = {word.lower() for word, _, _ in rows if _WORD.fullmatch(word.lower())}
    actions = {word for word, _, flags in rows if flags.startswith("M") and word in words}
    verbs = {stem for action in actions if (stem := stem_of(action, words))}
    named = {action for action in actions if stem_of(action, words)}
    return words - named - {verb for verb in verbs if is_only_verb(verb)}, verbs


def stem_of(action: str, words: set[str]) -> str:
    """`бару` → `бар`, `оқу` → `оқы`, `қою` → `қой`; empty when the list has no such stem: `біреу` is no verb."""
    body = action[:-1]
    tries = (body + "ы", body + "і", body) if action.endswith("у") else (body + "й", body)
    return next((stem for stem in tries if stem in words), "")


_VERB_MAKING = re.compile(r"..(ла|ле|да|де|та|те|лан|лен|дан|ден|тан|тен|лас|лес|дас|дес|тас|тес|дыр|дір|тыр|тір|ғыз|гіз|қыз|кіз|т)$")


def is_only_verb(stem: str) -> bool:
    return len(stem) > 4 and bool(_VERB_MAKING.search(stem))


if __name__ == "__main__":
    main()
