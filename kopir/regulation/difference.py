"""What differs between two versions, provision by provision and word by word. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, Protocol

from kopir.base.tongue import LANGUAGES
from kopir.regulation.words import ChangeKind

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Provided(Protocol):
    """A provision of the database, or a point that was read and is not saved yet."""

    @property
    def address(self) -> str: ...
    @property
    def marker(self) -> str: ...
    @property
    def is_heading(self) -> bool: ...


class Piece(NamedTuple):
    """`kind`: same, added or removed."""

    text: str
    kind: str


@dataclass(frozen=True)
class Change:
    """`pieces`: by language, only those in which something differs."""

    address: str
    marker: str
    is_heading: bool
    kind: ChangeKind
    pieces: Mapping[str, Sequence[Piece]]


def texts_of(row: Provided) -> dict[str, str]:
    """By language, those that there are."""
    given = getattr(row, "texts", None)
    if given is None:
        given = {language: getattr(row, f"text_{language}") for language in LANGUAGES}
    return {language: given.get(language, "") for language in LANGUAGES if given.get(language)}


def compare(old: Iterable[Provided], new: Iterable[Provided]) -> list[Change]:
    """Added, removed and changed provisions in the order of the new text; what is gone stands where it stood."""
    before, after = {row.address: row for row in old}, {row.address: row for row in new}
    found = []
    for address in _order(list(before), list(after)):
        change = _change(before.get(address), after.get(address))
        if change is not None:
            found.append(change)
    return found


def reads_otherwise(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Whether a text says something else in a language that both have; a language that was added changes nothing."""
    return any(old[language] != new[language] for language in old.keys() & new.keys())


def _order(before: list[str], after: list[str]) -> list[str]:
    known = set(after)
    gone: dict[str, list[str]] = {}
    last = ""
    for address in before:
        if address in known:
            last = address
        else:
            gone.setdefault(last, []).append(address)
    return [*gone.get("", ()), *(one for address in after for one in (address, *gone.get(address, ())))]


def _change(old: Provided | None, new: Provided | None) -> Change | None:
    row = new or old
    assert row is not None
    was, now = (texts_of(old) if old else {}), (texts_of(new) if new else {})
    differing = [language for language in LANGUAGES if was.get(language) != now.get(language)]
    renumbered = old is not None and new is not None and old.marker != new.marker
    if not differing and not renumbered:
        return None
    kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
    pieces = {language: words(was.get(language, ""), now.get(language, "")) for language in differing}
    return Change(row.address, row.marker, row.is_heading, kind, pieces)


def words(old: str, new: str) -> list[Piece]:
    """Word by word; a change of a few letters inside a word shows the whole word."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(one[start:end]), "same"))
            continue
        pieces += [Piece("".join(one[start:end]), "removed")] if end > start else []
        pieces += [Piece("".join(other[begin:stop]), "added")] if stop > begin else []
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """A lone space between two changes belongs to both: `del del`, then `ins ins`, reads better than word by word."""
    found: list[Piece] = []
    gone, come = "", ""
    for place, piece in enumerate(pieces):
        is_gap = piece.kind == "same" and not piece.text.strip() and (gone or come) and place + 1 < len(pieces)
        if piece.kind == "removed" or is_gap:
            gone += piece.text
        if piece.kind == "added" or is_gap:
            come += piece.text
        if piece.kind == "same" and not is_gap:
            found += _pair(gone, come)
            gone, come = "", ""
            found.append(piece)
    return found + _pair(gone, come)


def _pair(gone: str, come: str) -> list[Piece]:
    return [Piece(text, kind) for text, kind in ((gone, "removed"), (come, "added")) if text]
