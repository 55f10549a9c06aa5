"""The plain form: a head between lines of three hyphens, then headings and paragraphs. See docs/regulation-format.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.regulation.reading.markers import split_marker
from kopir.regulation.reading.shapes import ADDRESS, Head, Line, Parsed, one_line
from kopir.regulation.words import NormKind

FENCE = "---"
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ADDRESS = re.compile(r"\s*\{#([^{}\s]*)\}\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_YES, _NO = ("yes", "true", "иә", "да", "1"), ("no", "false", "жоқ", "нет", "0")


def parse(text: str, name: str = "") -> Parsed:
    """Raises Refused when the head cannot be understood; what is passed over in the text becomes a warning."""
    warnings: list[str] = []
    head, body = _split_head(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    values = _head(head, warnings)
    lines = list(_lines(_COMMENT.sub("", body), warnings))
    return Parsed(values, lines, warnings, name)


# ---- The head ------------------------------------------------------------------------------------------------------


def _split_head(text: str) -> tuple[list[str], str]:
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != FENCE:
        return [], text
    for place, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return lines[1:place], "\n".join(lines[place + 1 :])
    raise Refused(
        "head_open",
        _("The head of the file begins with --- and never ends."),
        _("Put a line of three hyphens under the last line of the head."),
        field="files",
    )


def _head(lines: list[str], warnings: list[str]) -> Head:
    values = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.strip()
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or name not in _READERS:
            warnings.append(_("This line of the head is not known and was passed over: %(line)s") % {"line": line.strip()})
        elif unquoted := _unquoted(value.strip()):
            values[name] = _READERS[name](name, unquoted)
    return Head(**values)  # type: ignore[arg-type]


def _unquoted(value: str) -> str:
    """Quotes around a value may stand; inside them a backslash keeps a quote."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return one_line(value[1:-1].replace('\\"', '"').replace("\\\\", "\\"))
    return one_line(value)


def _wrong(name: str, value: str, allowed: str) -> Refused:
    said = {"name": name, "value": value[:80], "allowed": allowed}
    return Refused("head_value", _("The head says %(name)s: %(value)s. It should be: %(allowed)s.") % said, field="files")


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _wrong(name, value, _("a date like 2018-08-28")) from None


def _yes_or_no(name: str, value: str) -> bool:
    if value.lower() in (*_YES, *_NO):
        return value.lower() in _YES
    raise _wrong(name, value, _("yes or no"))


def _one_of(*allowed: str) -> Callable[[str, str], str]:
    def reader(name: str, value: str) -> str:
        if value not in allowed:
            raise _wrong(name, value, ", ".join(allowed))
        return value

    return reader


def _address(name: str, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", value):
        raise _wrong(name, value, _("Latin letters, digits and hyphens"))
    return value


def _words(name: str, value: str) -> str:
    limit = {"number": 60, "issuer": 300}.get(name, 500)
    if len(value) > limit:
        raise _wrong(name, value, _("at most %(limit)d characters") % {"limit": limit})
    return value


_READERS: dict[str, Callable[[str, str], object]] = {
    "ref": _address, "scope": _address, "kind": _one_of(*NormKind.values), "language": _one_of(*LANGUAGES),
    "title": _words, "number": _words, "issuer": _words, "source": _words, "note": _words,
    "adopted_on": _day, "starts_on": _day, "draft": _yes_or_no,
}  # fmt: skip


# ---- The text ------------------------------------------------------------------------------------------------------


def _lines(body: str, warnings: list[str]) -> Iterator[Line]:
    """A paragraph ends at an empty line, at a heading and where the next one begins with a marker."""
    tables = 0
    held: list[str] = []
    for row in [*body.split("\n"), ""]:
        stripped = row.strip()
        is_table, is_heading = stripped.startswith("|"), bool(_HEADING.match(stripped))
        tables += is_table
        begins = not stripped or is_table or is_heading or bool(split_marker(stripped)[0])
        if held and (begins or _ADDRESS.search(held[-1])):
            yield _paragraph(" ".join(held), warnings)
            held = []
        if is_heading:
            yield _heading(stripped, warnings)
        elif stripped and not is_table:
            held.append(stripped)
    if tables:
        warnings.append(_("Tables are not read: %(number)d lines of tables were passed over.") % {"number": tables})


def _heading(row: str, warnings: list[str]) -> Line:
    found = _HEADING.match(row)
    assert found
    text, address = _take_address(found.group(2), warnings)
    return Line(one_line(text), "", address, len(found.group(1)))


def _paragraph(row: str, warnings: list[str]) -> Line:
    text, address = _take_address(row, warnings)
    if text.startswith("\\"):
        return Line(one_line(text[1:]), "", address)
    marker, rest = split_marker(text)
    return Line(one_line(rest), marker, address)


def _take_address(text: str, warnings: list[str]) -> tuple[str, str]:
    found = _ADDRESS.search(text)
    if not found:
        return text, ""
    address = found.group(1)
    if not ADDRESS.fullmatch(address):
        said = {"address": address[:60]}
        warnings.append(_("%(address)s cannot be an address: small Latin letters, digits, points and hyphens.") % said)
        return text[: found.start()], ""
    return text[: found.start()], address
