"""Logs: one JSON object a line on standard error; no names, addresses or texts of people."""

from __future__ import annotations

import logging
import logging.config
import re
import traceback
from typing import Any

import structlog

# What stands in quotes or after an equals sign in the words of an error may have been typed by somebody; names of our own
# tables and rules hold an underscore.
_TYPED = re.compile(r"""'(?![a-z]+_\w+')[^']*'|"(?![a-z]+_\w+")[^"]*"|«[^»]*»|“[^”]*”|=\([^)]*\)""")
_OURS = ("  ", "Traceback ", "\nThe above exception", "\nDuring handling")


def _told(exc_info: Any) -> str:
    """The traceback without what people typed: of the words of an error the first line, for PostgreSQL puts the row below it,
    and in that line nothing in quotes."""
    parts = traceback.format_exception(*exc_info)
    return "".join(part if part.startswith(_OURS) else _without_values(part) for part in parts).rstrip()


def _without_values(words: str) -> str:
    return _TYPED.sub("…", words.split("\n")[0]) + "\n"


PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(_told),
]


class Crashes(logging.Filter):
    """Keeps what broke, with its route: an address may hold a key. Refusals, wrong addresses and "not ready" are in the access
    stream and the request log already."""

    def filter(self, record: logging.LogRecord) -> bool:
        found = getattr(getattr(record, "request", None), "resolver_match", None)
        record.msg, record.args = "broke: %s", (found.route if found else "unknown",)
        return bool(record.exc_info)


def configure(options: dict[str, Any]) -> None:
    """Called by Django with settings.LOGGING."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = {"class": "logging.StreamHandler", "formatter": "json"}
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": PROCESSORS,
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": handler},
            "filters": {"crashes": {"()": Crashes}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {"django.request": {"level": "ERROR", "filters": ["crashes"]}},
        }
    )
