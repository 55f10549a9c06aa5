"""Kazakh as people type it who lack its letters: without them, or in Latin script."""

from __future__ import annotations

PLAIN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_SINGLE = dict(zip("аәбвгғдезийкқлмнңоөпрстуұүфһыіэ", "aabvggdeziykqlmnnooprstuuufhyie", strict=True))
_SINGLE |= {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}


def typed(text: str, how: str) -> str:
    """`how`: kazakh, as it is; plain; latin."""
    if how == "kazakh":
        return text
    return text.translate(PLAIN) if how == "plain" else "".join(map(_latin, text))


def _latin(letter: str) -> str:
    found = _SINGLE.get(letter.lower())
    if found is None:
        return letter
    return found.capitalize() if letter.isupper() else found
