"""A document being made, and the words under which it is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kopir.base.fold import fold, mend_script, skeleton
from kopir.search.backends import IndexText
from kopir.search.language import lemmas
from kopir.search.models import Document

LONGEST_TEXT = 20_000
_WORD = re.compile(r"\w+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
LANGUAGES = ("kk", "ru", "en")


@dataclass(slots=True)
class Made:
    """A document and the words under which it is found. `also`: words beside names and text."""

    document: Document
    names: list[str] = field(default_factory=list)
    sounds: str = ""
    also: list[str] = field(default_factory=list)

    def index_text(self) -> IndexText:
        names = " ".join(self.names)
        body = [self.document.label, self.document.text, *self.also]
        return IndexText(
            self.document.pk,
            in_small_letters(names),
            " ".join(dict.fromkeys(map(fold, [*filter(None, self.names), *joined(names)]))),
            self.sounds or skeleton(names),
            fold(" ".join(part for part in body if part)),
            " ".join(dict.fromkeys(self._lemmas())),
        )

    def _lemmas(self) -> Iterator[str]:
        """Of each name in its own language, of the texts paragraph by paragraph."""
        for language in LANGUAGES:
            yield from lemmas(getattr(self.document, f"name_{language}"), language)
        for text in (self.document.text, *self.also):
            yield from lemmas(text)


def in_small_letters(text: str) -> str:
    """Words as they are written, but for case and letters of the wrong script."""
    return " ".join(_WORD.findall(mend_script(text).casefold()))


def joined(text: str) -> list[str]:
    """Its words with hyphens without them: `Усть-Каменогорск` is written `Устькаменогорск` too."""
    return [word.replace("-", "") for word in _HYPHENED.findall(text)]
