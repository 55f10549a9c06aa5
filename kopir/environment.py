"""Settings come from environment variables only. This table names each one, its default and its meaning.

`docs/settings.md` is written from it. A wrong value stops the start and names the setting.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# What may stand behind the question mark of a database's address; the names are those of libpq.
_OF_CONNECTIONS = frozenset({"sslmode", "sslrootcert", "target_session_attrs", "connect_timeout"})
BESIDE_SOURCE = Path(__file__).resolve().parent.parent / "data"


class WrongSetting(SystemExit):
    """Stops the start; the message names the setting and what it should be, and shows no password."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        shown = "" if name == "KOPIR_SECRET_KEY" else f"={re.sub('//[^/,]*@', '//…@', value)!r}"
        super().__init__(f"Köpir cannot start: {name}{shown} is wrong. {wanted}")


class UnknownSetting(SystemExit):
    """Stops the start: a setting that is misspelt would otherwise be left out in silence."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Köpir cannot start: there is no setting {name}; docs/settings.md lists them.")


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str
    parse: Callable[[str], Any]
    wanted: str
    meaning: str


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError
        return number

    return parse


def _folder(text: str) -> Path:
    """Made when it is not there. The default stands beside the program's source, wherever a command is called from."""
    folder = BESIDE_SOURCE if text == "data" and BESIDE_SOURCE.parent.joinpath("pyproject.toml").exists() else Path(text)
    try:
        folder = folder.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        raise ValueError from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError
    return folder


def _yes_no(text: str) -> bool:
    return {"yes": True, "no": False}[text.lower()]


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError
    return text.rstrip("/")


def _database(text: str) -> dict[str, Any]:
    """`sqlite` keeps the database in the data folder; otherwise postgresql://user:password@host:port/name. Of several hosts with
    commas between them the one that may be written to is used, so that a promoted standby is found."""
    if text == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3"}
    parts = urlsplit(text)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ValueError
    hosts, ports = _hosts(parts.netloc.rpartition("@")[2])
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    if not options.keys() <= _OF_CONNECTIONS:
        raise ValueError
    several = {"target_session_attrs": "read-write", "connect_timeout": "5"} if "," in hosts else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": hosts,
        "PORT": ports,
        "OPTIONS": several | options,
    }


def _hosts(text: str) -> tuple[str, str]:
    """Hosts and ports as libpq takes them: as many of one as of the other, or no port at all."""
    pairs = [urlsplit(f"//{one}") for one in text.split(",")]
    if len(pairs) > 1 and not all(pair.hostname for pair in pairs):
        raise ValueError
    hosts = ",".join(unquote(pair.hostname or "") for pair in pairs)
    given = [str(pair.port or "") for pair in pairs]
    return hosts, ",".join(given) if any(given) else ""


def _standbys(text: str) -> list[dict[str, Any]]:
    """Addresses of one host each: which one lags must be told apart."""
    found = [_database(one) for one in _words(text)]
    if any(one["ENGINE"].endswith("sqlite3") for one in found):
        raise ValueError
    return found


def _mail(text: str) -> dict[str, Any]:
    """`folder` writes each letter to a file; otherwise smtp://user:password@host:port or smtps:// or smtp+tls://."""
    if text == "folder":
        return {"channel": "folder"}
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ValueError
    return {
        "channel": "smtp",
        "host": parts.hostname,
        "port": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "ssl": parts.scheme == "smtps",
        "tls": parts.scheme == "smtp+tls",
    }


def _secret(text: str) -> str:
    if 0 < len(text) < 40:
        raise ValueError
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


_HOST_NAME = re.compile(r"\*|\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)


def _host_names(text: str) -> list[str]:
    """As browsers send them: without https://, port or path; көпір.қаз as its xn--…"""
    names = [name if name.isascii() else name.encode("idna").decode() for name in _words(text)]
    if not all(_HOST_NAME.fullmatch(name) for name in names):
        raise ValueError
    return names


def _sender(text: str) -> str:
    """An address, also with a name before it: Köpir <kopir@example.kz>."""
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+|[^@<>\r\n]+<[^\s@<>]+@[^\s@<>]+>", text):
        raise ValueError
    return text


def _scanner(text: str) -> str:
    """A command whose program is there, or a function by its dotted path."""
    words = shlex.split(text)
    if words and not re.fullmatch(r"\w+(\.\w+)+", text) and shutil.which(words[0]) is None:
        raise ValueError
    return text


def _encoder(text: str) -> str:
    """Empty: the packaged one; `none`; or a folder with a model in the ONNX format."""
    if text in ("", "none"):
        return text
    folder = Path(text).expanduser().resolve()
    if not (folder / "model.onnx").is_file() or not (folder / "tokenizer.json").is_file():
        raise ValueError
    return str(folder)


# By the rule of keeping so many days; see kopir/privacy/retention.py.
RETENTION = {"unconfirmed": 30, "letters": 365, "closed": 1826}


def _retention(text: str) -> dict[str, int]:
    """`letters=365,closed=0`: rules that are not named keep their days; 0 keeps for ever."""
    given = dict(part.split("=") for part in _words(text))
    if not given.keys() <= RETENTION.keys():
        raise ValueError
    return RETENTION | {name: _whole(0, 36_500)(days) for name, days in given.items()}


def _log_level(text: str) -> str:
    return {"debug": "DEBUG", "info": "INFO", "warning": "WARNING", "error": "ERROR"}[text.lower()]


# Where the suite finds real registers and measured texts; no settings of an installation.
OF_THE_TESTS = frozenset({"KOPIR_REGISTERS", "KOPIR_EVAL"})

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "KOPIR_DATA",
        "data",
        _folder,
        "A folder that can be written to.",
        "Where the database, files, keys, mail folder and rejected rows live.",
    ),
    Setting("KOPIR_HOST", "127.0.0.1", str, "An address to listen on.", "Address the web server listens on."),
    Setting("KOPIR_PORT", "8000", _whole(1, 65535), "A number from 1 to 65535.", "Port the web server listens on."),
    Setting(
        "KOPIR_ADDRESS",
        "",
        lambda t: _address(t) if t else "",
        "Like https://kopir.example.kz, without a path.",
        "Public address, used in letters and receipts. With https, cookies travel only over https. "
        "Empty: http://localhost and the port.",
    ),
    Setting(
        "KOPIR_HOSTS",
        "",
        _host_names,
        "Host names with commas between them, without https:// and port.",
        "Further host names that requests may carry, besides the public address and localhost.",
    ),
    Setting(
        "KOPIR_DATABASE",
        "sqlite",
        _database,
        "`sqlite` or postgresql://user:password@host:port/name.",
        "The database. Several hosts (`host:port,host:port`): the one that may be written to is found, also after a standby was "
        "promoted. After `?` may stand sslmode, sslrootcert, target_session_attrs and connect_timeout.",
    ),
    Setting(
        "KOPIR_STANDBYS",
        "",
        _standbys,
        "Addresses postgresql://user:password@host:port/name of one host each, with commas between them.",
        "Hot standbys of the PostgreSQL database. Pages asked for without a sign-in are read there; all else from the database.",
    ),
    Setting(
        "KOPIR_STANDBY_LAG",
        "5",
        _whole(2, 3600),
        "A number from 2 to 3600.",
        "Seconds by which a standby may lag behind; one that lags more is not read from until it has caught up.",
    ),
    Setting(
        "KOPIR_SECRET_KEY",
        "",
        _secret,
        "At least 40 characters, or empty.",
        "Signs sessions and links. Empty: made once and kept in the data folder under keys/.",
    ),
    Setting(
        "KOPIR_MAIL",
        "folder",
        _mail,
        "`folder`, smtp://…, smtp+tls://… or smtps://user:password@host:port.",
        "How letters leave. `folder` writes them to mail/ in the data folder.",
    ),
    Setting("KOPIR_MAIL_FROM", "kopir@localhost", _sender, "An e-mail address.", "Sender of letters."),
    Setting(
        "KOPIR_MAX_FILE_MB",
        "20",
        _whole(1, 500),
        "A number from 1 to 500.",
        "Largest file that may be attached, in MB.",
    ),
    Setting(
        "KOPIR_SCANNER",
        "",
        _scanner,
        "A command that is on this machine, or empty.",
        "Antivirus command called with the path of each new file; exit 0 clean, 1 infected, other: the file is refused.",
    ),
    Setting(
        "KOPIR_ENCODER",
        "",
        _encoder,
        "A folder that holds model.onnx and tokenizer.json, `none`, or empty.",
        "What tells the search what a text means. Empty: the packaged encoder. A folder: a stronger multilingual model, for "
        "which the packages onnxruntime and tokenizers must be installed. `none`: the search goes by words alone.",
    ),
    Setting(
        "KOPIR_WEB_PROCESSES",
        "1",
        _whole(1, 64),
        "A number from 1 to 64.",
        "Web processes started by `kopir serve`.",
    ),
    Setting(
        "KOPIR_BEHIND_PROXY",
        "no",
        _yes_no,
        "`yes` or `no`.",
        "Trust X-Forwarded-Proto and X-Forwarded-For of a reverse proxy in front.",
    ),
    Setting(
        "KOPIR_LIMITS",
        "yes",
        _yes_no,
        "`yes` or `no`.",
        "Count forms sent, searches and tables asked for, and ask those who send too many in a minute to wait. `no` is for "
        "measuring and for installations whose proxy counts. Attempts at signing in are counted always.",
    ),
    Setting(
        "KOPIR_KEPT_PAGES",
        "200",
        _whole(0, 5000),
        "A number from 0 to 5000; 0 keeps none.",
        "Public pages that each web process keeps in memory until the next act or the next day; one takes at most 0.2 MB, most "
        "take 0.03 MB.",
    ),
    Setting(
        "KOPIR_RETENTION",
        ",".join(f"{name}={days}" for name, days in RETENTION.items()),
        _retention,
        "Rules and days, like letters=365,closed=0; 0 keeps for ever.",
        "After how many days what is personal ends: `unconfirmed` accounts, `letters` (which went to whom), `closed` accounts. "
        "A draft, to be checked against the law; `kopir privacy retention --dry-run` shows what would go.",
    ),
    Setting("KOPIR_LOG", "info", _log_level, "debug, info, warning or error.", "How much is logged."),
    Setting(
        "KOPIR_DEBUG",
        "no",
        _yes_no,
        "`yes` or `no`.",
        "Show error details in the browser; for development only.",
    ),
)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings by name without the KOPIR_ prefix. Raises WrongSetting or UnknownSetting for the first bad one."""
    known = {setting.name for setting in SETTINGS}
    for name in environ:
        if name.startswith("KOPIR_") and name not in known | OF_THE_TESTS:
            raise UnknownSetting(name)
    values = {setting.name.removeprefix("KOPIR_"): _value(setting, environ) for setting in SETTINGS}
    if values["STANDBYS"] and values["DATABASE"]["ENGINE"].endswith("sqlite3"):
        raise WrongSetting(
            "KOPIR_STANDBYS", environ["KOPIR_STANDBYS"], "SQLite has no standbys: KOPIR_DATABASE names no PostgreSQL."
        )
    return values


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.name, setting.default)
    try:
        return setting.parse(text)
    except (ValueError, KeyError, TypeError):
        raise WrongSetting(setting.name, text, setting.wanted) from None
