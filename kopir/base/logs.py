"""Logs: one JSON object a line on standard error; no names, addresses or texts of people."""

from __future__ import annotations

import logging
import logging.config
from typing import Any

import structlog

PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class Crashes(logging.Filter):
    """Keeps what broke. Refusals, wrong addresses and "not ready" are in the access stream and the request log already."""

    def filter(self, record: logging.LogRecord) -> bool:
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
