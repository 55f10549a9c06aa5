"""Privacy classes: every model field is open, restricted, personal or secret. Exports, journal and scrubbing obey it."""

from __future__ import annotations

from enum import Enum

from django.db.models import Model


class Privacy(Enum):
    OPEN = "open"  # anybody may read it
    RESTRICTED = "restricted"  # the parties of the matter, the body itself, oversight
    PERSONAL = "personal"  # about a living person; erasable
    SECRET = "secret"  # never leaves the database, never written to the journal  # noqa: S105


def classes(*, open: str = "", restricted: str = "", personal: str = "", secret: str = "") -> dict[str, Privacy]:
    """`PRIVACY = classes(open="code name_kk", personal="email")`: field names with spaces between them."""
    given = {
        Privacy.OPEN: open,
        Privacy.RESTRICTED: restricted,
        Privacy.PERSONAL: personal,
        Privacy.SECRET: secret,
    }
    return {name: privacy for privacy, names in given.items() for name in names.split()}


def privacy_of(model: type[Model], field: str) -> Privacy:
    """The class of a field; a primary key is open; an unclassified field counts as secret (and fails a test)."""
    if model._meta.pk is not None and field == model._meta.pk.name:
        return Privacy.OPEN
    known: dict[str, Privacy] = getattr(model, "PRIVACY", {})
    return known.get(field, Privacy.SECRET)


def unclassified(model: type[Model]) -> list[str]:
    """Names of a model's own fields that have no class."""
    known = getattr(model, "PRIVACY", {})
    return [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name not in known]
