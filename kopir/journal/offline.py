"""`kopir verify-receipt FILE`, `kopir verify-heads FIRST SECOND PROOF`: need the files and the list of public keys only.

No database, no settings, no network. They speak the language of the terminal, or that of `--language`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from gettext import translation
from pathlib import Path
from typing import Any

import click

from kopir.base.terminal import SPOKEN, terminal_language
from kopir.journal.growth import check_growth
from kopir.journal.public_keys import FEARED, BadReceipt, gettext_noop
from kopir.journal.receipts import Checked, check

GOOD, BAD, UNABLE = 0, 1, 2
KEY_NAMES = "journal.keys.json", "journal.pub.pem"  # the list is there once the key was replaced
Gettext = Callable[[str], str]


def speaking(language: str | None) -> Gettext:
    """From English into the language, by the catalogue of this room."""
    languages = [language or terminal_language()]
    return translation("django", Path(__file__).parent / "locale", languages, fallback=True).gettext


class Spoken(click.Command):
    """Help in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        _ = speaking(ctx.params.get("language"))
        self.help = _(self.help or "")
        for option in self.params:
            if isinstance(option, click.Option) and option.help:
                option.help = _(option.help)
        return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        self.help = speaking(None)(self.help or "")
        return super().get_short_help_str(limit)


_key = click.option(
    "--key",
    type=click.Path(path_type=Path),
    help=gettext_noop("The list of the installation's public keys (JSON), or one key (PEM)."),
)
_json = click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer as JSON."))
_language = click.option(
    "--language",
    type=click.Choice(SPOKEN),
    is_eager=True,
    help=gettext_noop("Language of the answer; that of the terminal when not given."),
)


@click.command(
    cls=Spoken,
    help=gettext_noop(
        "Say whether a receipt is true, and what it proves. Exits 0 when it is, 1 when it is not, 2 when that cannot be told."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@_key
@_json
@_language
def verify_receipt(file: Path, key: Path | None, as_json: bool, language: str | None) -> None:
    _ = speaking(language)
    _answer(_outcome(file, key, _), _proven_in_words, as_json, _)


def _outcome(file: Path, key: Path | None, _: Gettext) -> dict[str, Any]:
    """`verdict` is good, bad or unable; the other names depend on it."""
    return _checked(lambda found: _proven(check(*_read(file, found)), found), key, _)


@click.command(
    cls=Spoken,
    help=gettext_noop(
        "Say whether nothing was changed between two kept heads (or receipts), by the PROOF between them. Exits 0, 1 or 2."
    ),
)
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.argument("proof", type=click.Path(path_type=Path))
@_key
@_json
@_language
def verify_heads(first: Path, second: Path, proof: Path, key: Path | None, as_json: bool, language: str | None) -> None:
    _ = speaking(language)
    _answer(_growth((first, second, proof), key, _), _growth_in_words, as_json, _)


def _growth(files: tuple[Path, Path, Path], key: Path | None, _: Gettext) -> dict[str, Any]:
    def compare(found: Path) -> dict[str, Any]:
        first, second, proof, pem = _read(*files, found)
        return {"verdict": "good", **asdict(check_growth(first, second, proof, pem)), "key_file": str(found)}

    return _checked(compare, key, _)


# ---- Checking --------------------------------------------------------------------------------------------


def _checked(run: Callable[[Path], dict[str, Any]], key: Path | None, _: Gettext) -> dict[str, Any]:
    found = key or _key_at_hand()
    if found is None:
        words = _("Give the list of the installation's public keys with --key. Each installation publishes it.")
        return {"verdict": "unable", "code": "no_key", "words": words}
    try:
        return run(found)
    except OSError as error:
        words = _missing(error, _) % {"path": error.filename}
        return {"verdict": "unable", "code": "file", "words": words}
    except BadReceipt as problem:
        verdict = "unable" if problem.code == "key" else "bad"
        return {"verdict": verdict, "code": problem.code, "words": _(problem.words) % problem.facts}


def _missing(error: OSError, _: Gettext) -> str:
    return _("There is no file %(path)s.") if isinstance(error, FileNotFoundError) else _("The file %(path)s cannot be read.")


def _read(*files: Path) -> list[bytes]:
    return [file.read_bytes() for file in files]


def _key_at_hand(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The keys of the installation on this machine, if there is one."""
    folder = Path(environ.get("KOPIR_DATA", "data")) / "keys"
    return next((path for path in (folder / name for name in KEY_NAMES) if path.is_file()), None)


def _proven(checked: Checked, key: Path) -> dict[str, Any]:
    return {
        "verdict": "good",
        "entry": checked.content,
        "leaf": checked.leaf,
        "size": checked.size,
        "signed_at": checked.signed_at,
        "key": checked.key_id,
        "key_file": str(key),
        "until": checked.until,
        "why": checked.why,
    }


# ---- Answering -------------------------------------------------------------------------------------------

InWords = Callable[[Mapping[str, Any], Gettext], list[str]]


def _answer(outcome: Mapping[str, Any], in_words: InWords, as_json: bool, _: Gettext) -> None:
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=2))
    elif outcome["verdict"] == "good":
        click.echo("\n".join(in_words(outcome, _)))
    else:
        click.echo(_("NOT TRUE.") if outcome["verdict"] == "bad" else _("Cannot be checked."))
        click.echo(outcome["words"])
    sys.exit({"good": GOOD, "bad": BAD}.get(outcome["verdict"], UNABLE))


def _growth_in_words(outcome: Mapping[str, Any], _: Gettext) -> list[str]:
    return [
        _(
            "TRUE. The %(first)d entries sealed at %(first_at)s stand unchanged, in the same order,\n"
            "among the %(second)d that were sealed at %(second_at)s."
        )
        % outcome,
        _signers(outcome, _) % outcome,
        *_copies_in_words({**outcome, "key": outcome["second_key"], "size": outcome["second"]}, _),
    ]


def _signers(outcome: Mapping[str, Any], _: Gettext) -> str:
    if outcome["first_key"] == outcome["second_key"]:
        return _("Both heads are signed with the key %(first_key)s (%(key_file)s).")
    return _("The first head is signed with the key %(first_key)s, the second with %(second_key)s (%(key_file)s).")


def _proven_in_words(outcome: Mapping[str, Any], _: Gettext) -> list[str]:
    lines = _lines(outcome["entry"], _)
    width = max((len(name) for name, _value in lines), default=0) + 2
    return [
        _("TRUE. The journal held this entry, exactly so, when its head was signed."),
        "",
        *(f"  {name:<{width}}{value}" for name, value in lines),
        "",
        _(
            "It is entry %(number)d of the %(size)d that were sealed at %(signed_at)s,\n"
            "signed with the key %(key)s (%(key_file)s)."
        )
        % {**outcome, "number": outcome["leaf"] + 1},
        _(
            "The receipt proves that the act was recorded and has not been changed since.\n"
            "It does not prove that what was said in it is so."
        ),
        *_copies_in_words(outcome, _),
    ]


def _copies_in_words(outcome: Mapping[str, Any], _: Gettext) -> list[str]:
    """Of a head by a key that was replaced: no check can know who has a copy of it by now."""
    if outcome["until"] is None:
        return []
    feared = _("CAUTION. The key %(key)s was stolen or lost later, and replaced. Whoever has it can sign such a head, too.")
    planned = _("The key %(key)s was replaced later. Should anybody have kept a copy of it, such a head can be forged with it.")
    words = _(
        "To be sure, take from the installation its head of %(until)d entries and the proof from %(size)d to %(until)d,\n"
        "and compare:\n"
        "kopir verify-heads RECEIPT HEAD PROOF --key LIST"
    )
    return ["", (feared if outcome["why"] in FEARED else planned) % outcome, words % outcome]


def _lines(entry: Mapping[str, Any], _: Gettext) -> list[tuple[str, str]]:
    """The parts of an entry that people ask for; the whole content stands in the file."""
    apart = _("some values are kept apart for privacy; their fingerprint is sealed")
    told = [
        (_("when"), entry.get("at")),
        (_("act"), entry.get("act")),
        (_("about"), entry.get("label")),
        (_("done by"), _actor(entry)),
        (_("reason"), entry.get("reason")),
        (_("apart"), apart if entry.get("withheld") else ""),
    ]
    return [(name, str(value)) for name, value in told if value]


def _actor(entry: Mapping[str, Any]) -> str:
    """The role, and for whom, in the first of the languages that is there."""
    names = entry.get("for") or {}
    name = next((names[language] for language in SPOKEN if names.get(language)), "")
    return f"{name} ({entry.get('role', '')})" if name else str(entry.get("role", ""))
