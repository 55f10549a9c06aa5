"""Addresses in letters: always the public address of the installation, in the reader's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

UNSUBSCRIBE_PATH = "/letters/unsubscribe/{token}/"
PREFERENCES_PATH = "/account/letters/"


def page_address(path: str, language: str) -> str:
    """A page by its path without the language: `/interactions/12/` → `https://…/kk/interactions/12/`."""
    return f"{settings.KOPIR_ADDRESS}/{language}/{path.lstrip('/')}"


def host() -> str:
    """The name in Message-IDs."""
    return urlsplit(settings.KOPIR_ADDRESS).hostname or "localhost"
