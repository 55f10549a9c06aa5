"""What somebody may have meant: the right spelling of a word that was found.

Nothing here knows the index: spellings are taken from what the reader was shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kopir.base.fold import fold


def better_spelling(typed: Sequence[str], forms: Sequence[Sequence[str]], shown: Iterable[str]) -> str:
    """The typed words as those that were found write them: `уйым` → `ұйым`, `mektep` → `мектеп`. Empty when they are written
    as typed somewhere, or nowhere whole."""
    written = Counter(word.casefold() for word in shown)
    by_form: dict[str, Counter[str]] = {}
    for word, number in written.items():
        by_form.setdefault(fold(word), Counter())[word] += number
    found = [_written(word, of, written, by_form) for word, of in zip(typed, forms, strict=False)]
    return " ".join(found) if found and found != list(typed) else ""


def _written(word: str, forms: Sequence[str], written: Counter[str], by_form: dict[str, Counter[str]]) -> str:
    if written[word]:
        return word
    best = Counter[str]()
    for form in forms:
        best.update(by_form.get(form, {}))
    return best.most_common(1)[0][0] if best else word
