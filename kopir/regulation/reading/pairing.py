"""The files of one document laid side by side, paragraph by paragraph, by address. What finds no partner is kept and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, language_name
from kopir.regulation.reading.markers import Addresses
from kopir.regulation.reading.shapes import Head, Line, Parsed, Point

LIMIT = 5000


class Mismatch(NamedTuple):
    """`address`, and what is the matter with it, in words."""

    address: str
    words: str


@dataclass(frozen=True)
class Text:
    """A document in all the languages that were given. `heads`: by language, the file's own head."""

    points: Sequence[Point]
    heads: Mapping[str, Head]
    mismatches: Sequence[Mismatch] = ()
    warnings: Sequence[str] = ()

    @property
    def languages(self) -> list[str]:
        return [language for language in LANGUAGES if language in self.heads]

    @property
    def head(self) -> Head:
        """The state language's, else the first there is."""
        return self.heads[self.languages[0]]


class _Row(NamedTuple):
    level: int
    line: Line


def pair(files: Sequence[Parsed]) -> Text:
    """Raises Refused when two files are of one language, of different documents, or without any text."""
    by_language = _by_language(files)
    warnings = [f"{file.name}: {words}" if file.name else words for file in files for words in file.warnings]
    rows: dict[str, dict[str, _Row]] = {}
    for language, file in by_language.items():
        addresses = Addresses()
        rows[language] = {address: _Row(level, line) for address, level, line in addresses.of(file.lines)}
        warnings += [f"{language_name(language, _reader())}: {words}" for words in addresses.warnings]
    order = _merged([list(found) for found in rows.values()])
    if len(order) > LIMIT:
        raise _refuse("too_long", _("The document has more than %(limit)d paragraphs.") % {"limit": LIMIT})
    points = [_point(address, rows) for address in order]
    return Text(points, {language: file.head for language, file in by_language.items()}, _mismatches(order, rows), warnings)


def _reader() -> str:
    return get_language() or "kk"


def _refuse(code: str, reason: str, next_step: str = "") -> Refused:
    return Refused(code, reason, next_step, field="files")


def _by_language(files: Sequence[Parsed]) -> dict[str, Parsed]:
    found: dict[str, Parsed] = {}
    for file in files:
        language, said = file.head.language, {"name": file.name}
        if not file.lines:
            raise _refuse("no_text", _("There is no text in %(name)s.") % said, _("Choose another file."))
        if not language:
            step = _("Write “language: kk” (or ru, en) into its head.")
            raise _refuse("no_language", _("It is not said in which language %(name)s is.") % said, step)
        if language in found:
            said["language"] = language_name(language, _reader())
            raise _refuse("same_language", _("Two files are in one language: %(language)s.") % said)
        found[language] = file
    if not found:
        raise _refuse("no_text", _("There is no text."), _("Choose a file or paste the text."))
    if len(refs := {file.head.ref for file in found.values() if file.head.ref}) > 1:
        raise _refuse("two_documents", _("The files are of different documents: %(refs)s.") % {"refs": ", ".join(sorted(refs))})
    return {language: found[language] for language in LANGUAGES if language in found}


def _merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """The first order; what only later ones have stands after what it follows there."""
    merged = list(orders[0])
    for order in orders[1:]:
        known, place = {address: at for at, address in enumerate(merged)}, 0
        added: dict[int, list[str]] = {}
        for address in order:
            if address in known:
                place = known[address] + 1
            else:
                added.setdefault(place, []).append(address)
        merged = [one for at in range(len(merged) + 1) for one in [*added.get(at, ()), *merged[at : at + 1]]]
    return merged


def _point(address: str, rows: Mapping[str, Mapping[str, _Row]]) -> Point:
    found = {language: of[address] for language, of in rows.items() if address in of}
    first = next(iter(found.values()))
    texts = {language: row.line.text for language, row in found.items()}
    return Point(address, first.line.marker, first.level, bool(first.line.heading), texts)


def _mismatches(order: Sequence[str], rows: Mapping[str, Mapping[str, _Row]]) -> list[Mismatch]:
    found = []
    for address in order:
        there = {language: of[address] for language, of in rows.items() if address in of}
        missing = [language_name(language, _reader()) for language in rows if language not in there]
        if missing:
            found.append(Mismatch(address, _("missing: %(languages)s") % {"languages": ", ".join(missing)}))
        if len({bool(row.line.heading) for row in there.values()}) > 1:
            found.append(Mismatch(address, _("a heading in one language, a paragraph in another")))
        elif len({_same_marker(row.line.marker) for row in there.values()}) > 1:
            markers = ", ".join(f"{language}: {row.line.marker or '—'}" for language, row in there.items())
            found.append(Mismatch(address, _("different numbers: %(markers)s") % {"markers": markers}))
    return found


def _same_marker(marker: str) -> str:
    """Letters differ from alphabet to alphabet; numbers do not."""
    return marker if marker[:1].isdigit() or not marker else "a)"
