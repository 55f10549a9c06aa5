"""What somebody typed on the wrong keyboard layout: the same keys on the other ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kopir.base.fold import fold

_LATIN = re.compile(r"[a-z]", re.I)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
# The Kazakh layout is the Russian one with its own letters on the row of numbers.
_NUMBERS, _ON_NUMBERS = "2345890-=", "әіңғүұқөһ"
_SHIFTED = '{}:"<>~'
_SHIFTED_RUSSIAN = "хъжэбюё"


def _keys(source: str, target: str) -> dict[int, str]:
    return {ord(one): other for one, other in zip(source, target, strict=True)}


TO_RUSSIAN = _keys(_QWERTY + _SHIFTED, _RUSSIAN + _SHIFTED_RUSSIAN)
TO_KAZAKH = TO_RUSSIAN | _keys(_NUMBERS, _ON_NUMBERS)
TO_LATIN = _keys(_RUSSIAN + _ON_NUMBERS, _QWERTY + _NUMBERS)
MISSED_KAZAKH = _keys(_NUMBERS, _ON_NUMBERS)


def other_layouts(text: str) -> Iterator[str]:
    """The text as other layouts would have it: `vtrntg` → `мектеп`, `5алым` → `ғалым`, `ысрщщд` → `school`."""
    small = text.casefold()
    found = [_on(word) for word in small.split()]
    seen = {small}
    for at in range(max(map(len, found), default=0)):
        reading = " ".join(forms[min(at, len(forms) - 1)] for forms in found)
        if reading not in seen and fold(reading):
            seen.add(reading)
            yield reading


def _on(word: str) -> list[str]:
    """A word of one script on the other layouts; a number or a word of both scripts stays as it is."""
    latin, cyrillic = bool(_LATIN.search(word)), bool(_CYRILLIC.search(word))
    if latin and not cyrillic:
        return list(dict.fromkeys([word.translate(TO_RUSSIAN), word.translate(TO_KAZAKH)]))
    if cyrillic and not latin:
        missed = word.translate(MISSED_KAZAKH)
        return [missed, word.translate(TO_LATIN)] if missed != word else [word.translate(TO_LATIN)]
    return [word]
