"""The words of the pages in Kazakh and Russian: `python -m tools.messages update|compile|check [app ...]`.

update   reads the code and the templates of each app and brings its catalogues up to them; translations are kept, never guessed
compile  writes the `.mo` file beside each `.po`
check    exits 1 and names every message without a translation, with other placeholders, unused, said in two ways, not compiled,
         or written otherwise than `tools.wording` has it

A message belongs to the nearest app above the file that says it. A file outside the apps belongs to `web/ui` when it stands under
`web`, else to `base`. `kopir/locale` is kept by hand and overrides other people's catalogues; it is only compiled.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools import wording

ROOT = Path(__file__).resolve().parent.parent / "kopir"
LANGUAGES = ("kk", "ru")
BY_HAND = ROOT / "locale"

# position of the context, the message and its plural among a call's arguments
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
CALLS |= {f"{name}_lazy": places for name, places in CALLS.items() if name != "gettext_noop"}
Ids = str | tuple[str, ...] | list[str]  # a message, or a message and its plural
_TEMPLATE_CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\(")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")
_CHANGING = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Project-Id-Version|'
    r'Report-Msgid-Bugs-To)[^"]*"\n',
    re.M,
)


class Said(NamedTuple):
    context: str | None
    text: str
    plural: str | None


# --- reading the code ------------------------------------------------------------------------------------------


def said_in_python(source: str) -> Iterator[Said]:
    tree = ast.parse(source)
    names, has_commands = _names(tree), "import click" in source
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (places := names.get(_called(node))):
            yield from _said(node, places)
        if has_commands:
            yield from _said_of_itself(node)


def _said_of_itself(node: ast.AST) -> Iterator[Said]:
    """The help of a command is its docstring, that of an option stands in `help=`; `kopir.operation.told` looks both up."""
    if isinstance(node, ast.FunctionDef) and any(_makes_command(one) for one in node.decorator_list):
        yield from (Said(None, words, None) for words in [ast.get_docstring(node)] if words)
    for given in node.keywords if isinstance(node, ast.Call) else ():
        if given.arg == "help" and isinstance(given.value, ast.Constant) and isinstance(given.value.value, str):
            yield Said(None, given.value.value, None)


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _called(decorator) in ("command", "group")


def _names(tree: ast.AST) -> dict[str, tuple[int | None, int, int | None]]:
    """The calls by the names this file imports them under; `_` means gettext."""
    aliases = {
        alias.asname: CALLS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.name in CALLS
    }
    return CALLS | {"_": CALLS["gettext"]} | aliases


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _said(node: ast.Call, places: tuple[int | None, int, int | None]) -> Iterator[Said]:
    words = [arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in node.args]
    context, text, plural = (None if place is None or place >= len(words) else words[place] for place in places)
    if text:
        yield Said(context, text, plural)


def said_in_template(source: str) -> Iterator[Said]:
    """Django turns the tags into calls; what stands between them is blanked out and no longer Python."""
    calls = templatize(source)
    for match in _TEMPLATE_CALL.finditer(calls):
        node = _call_at(calls, match.start(), match.end())
        if node is not None:
            yield from _said(node, _names(node)[_called(node)])


def _call_at(text: str, start: int, inside: int) -> ast.Call | None:
    """The call that begins here: the first closing bracket that makes it whole."""
    end = text.find(")", inside)
    while end >= 0:
        try:
            node = ast.parse(text[start : end + 1], mode="eval").body
        except SyntaxError:
            end = text.find(")", end + 1)
            continue
        return node if isinstance(node, ast.Call) else None
    return None


# --- apps and their files --------------------------------------------------------------------------------------


def files(root: Path = ROOT) -> Iterator[tuple[Path, Callable[[str], Iterator[Said]]]]:
    for path in root.rglob("*.py"):
        if "migrations" not in path.parts:
            yield path, said_in_python
    for path in root.rglob("templates/**/*"):
        if path.suffix in (".html", ".txt", ".md"):
            yield path, said_in_template


def owner(path: Path, root: Path = ROOT) -> str:
    for folder in path.parents:
        if folder == root:
            break
        if (folder / "apps.py").exists():
            return folder.relative_to(root).as_posix()
    return "web/ui" if "web" in path.relative_to(root).parts[:1] else "base"


def said_by_app() -> dict[str, set[Said]]:
    found: dict[str, set[Said]] = defaultdict(set)
    for path, read in files():
        source = path.read_text(encoding="utf-8")
        if words := set(read(source)):
            found[owner(path)] |= words
    return found


def po_file(app: str, language: str) -> Path:
    return ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


# --- update, compile -------------------------------------------------------------------------------------------


def update(app: str, said: Iterable[Said]) -> None:
    template = Catalog(fuzzy=False)
    for message in said:
        template.add((message.text, message.plural) if message.plural else message.text, context=message.context)
    for language in LANGUAGES:
        path = po_file(app, language)
        words = catalogue(path, language)
        words.update(template, no_fuzzy_matching=True)
        words.obsolete.clear()
        write(path, words)


def write(path: Path, words: Catalog) -> None:
    """Without dates and line numbers, so that a file changes only when its words do."""
    words.header_comment, words.fuzzy = "", False
    for message in words:
        message.locations.clear()
    out = io.BytesIO()
    write_po(out, words, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_CHANGING.sub("", out.getvalue().decode()).lstrip(), encoding="utf-8")


def compiled(path: Path) -> bytes:
    out = io.BytesIO()
    words = catalogue(path, path.parent.parent.name)
    words.revision_date = words.creation_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same words, the same bytes
    write_mo(out, words)
    return out.getvalue()


def compile_file(path: Path) -> None:
    path.with_suffix(".mo").write_bytes(compiled(path))


# --- check -----------------------------------------------------------------------------------------------------


def problems(app: str, said: set[Said]) -> Iterator[str]:
    for language in LANGUAGES:
        path = po_file(app, language)
        if not path.exists():
            yield f"{app} {language}: no catalogue for {len(said)} messages"
            continue
        for problem in _catalogue_problems(catalogue(path, language), said):
            yield f"{app} {language}: {problem}"
        yield from not_compiled(path)
        yield from (f"{app} {language}: {problem}" for problem in ill_worded(path))


def _catalogue_problems(words: Catalog, said: set[Said]) -> Iterator[str]:
    wanted = {(one.context, one.text) for one in said}
    there = {(message.context, _first(message.id)): message for message in words if message.id}
    for key in sorted(wanted - there.keys(), key=str):
        yield f"missing: {key[1]!r}"
    for key in sorted(there.keys() - wanted, key=str):
        yield f"no longer said: {key[1]!r}"
    for key in sorted(wanted & there.keys(), key=str):
        yield from _message_problems(there[key])
    if words.obsolete:
        yield f"{len(words.obsolete)} commented-out messages"


def _message_problems(message: Message) -> Iterator[str]:
    forms = _forms(message)
    name = repr(_first(message.id))
    if not all(forms):
        yield f"not translated: {name}"
    elif message.fuzzy:
        yield f"fuzzy: {name}"
    elif any(not _same_places(message.id, form) for form in forms):
        yield f"other placeholders: {name}"


def _forms(message: Message) -> list[str]:
    return [form or "" for form in (message.string if isinstance(message.string, list | tuple) else (message.string,))]


def _same_places(said: Ids, form: str) -> bool:
    """A plural may drop the number where the singular does; it may never invent a name."""
    texts = [said] if isinstance(said, str) else said
    return sorted(_PLACEHOLDER.findall(form)) in [sorted(_PLACEHOLDER.findall(text)) for text in texts]


def _first(said: Ids) -> str:
    return said if isinstance(said, str) else said[0]


def not_compiled(path: Path) -> Iterator[str]:
    mo = path.with_suffix(".mo")
    if not mo.exists() or _words_of(mo.read_bytes()) != _words_of(compiled(path)):
        yield f"not compiled: {path.relative_to(ROOT.parent)}"


def ill_worded(path: Path) -> Iterator[str]:
    language = path.parent.parent.name
    for message in catalogue(path, language):
        if message.id:
            for fault in sorted({fault for form in _forms(message) for fault in wording.faults(language, form)}):
                yield f"{fault}, in {_first(message.id)!r}"


def _words_of(mo: bytes) -> dict[str, str]:
    """Without the header, which names the maker of the file."""
    found: dict[str, str] = vars(GNUTranslations(io.BytesIO(mo)))["_catalog"]
    return {key: text for key, text in found.items() if key}


def said_in_two_ways(apps: Iterable[str]) -> Iterator[str]:
    """Django merges all catalogues into one, so a message has one translation whatever app says it."""
    for language in LANGUAGES:
        ways: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
        for app in apps:
            for message in catalogue(po_file(app, language), language):
                if message.id and message.string:
                    ways[message.context, _first(message.id)].setdefault(str(message.string), app)
        for (_context, text), found in ways.items():
            if len(found) > 1:
                yield f"{language}: {text!r} is said in {len(found)} ways ({', '.join(found.values())}); give it a context"


# --- the command -----------------------------------------------------------------------------------------------


def chosen(names: list[str], said: dict[str, set[Said]]) -> list[str]:
    """Apps by name, `web/ui` or `kopir.web.ui`; none named means all. A catalogue whose app fell silent counts too."""
    kept = {path.parents[2].relative_to(ROOT).parent.as_posix() for path in ROOT.rglob("locale/*/LC_MESSAGES/django.po")} - {"."}
    everyone = sorted(kept | said.keys())
    wanted = {name.removeprefix("kopir.").replace(".", "/").strip("/") for name in names}
    if unknown := wanted - set(everyone):
        raise SystemExit(f"No messages in: {', '.join(sorted(unknown))}")
    return [app for app in everyone if not wanted or app in wanted]


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in ("update", "compile", "check"):
        print(__doc__)
        return 2
    said = said_by_app()
    apps = chosen(arguments[1:], said)
    by_hand = sorted(BY_HAND.rglob("*.po"))
    if arguments[0] == "check":
        return _check(apps, said, by_hand, everything=not arguments[1:])
    if arguments[0] == "update":
        for app in apps:
            update(app, said[app])
    else:
        for path in [po_file(app, language) for app in apps for language in LANGUAGES] + by_hand:
            compile_file(path)
    return 0


def _check(apps: list[str], said: dict[str, set[Said]], by_hand: list[Path], *, everything: bool) -> int:
    found = [problem for app in apps for problem in problems(app, said[app])]
    found += [problem for path in by_hand for problem in (*not_compiled(path), *ill_worded(path))]
    found += said_in_two_ways(apps) if everything else ()
    print("\n".join(found) or f"{sum(len(said[app]) for app in apps)} messages of {len(apps)} apps: all translated and compiled")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
