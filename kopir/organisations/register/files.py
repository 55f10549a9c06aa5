"""Which tables are registers of organisations."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy

from kopir.base import incoming
from kopir.base.incoming import Table, Wanted
from kopir.organisations.register import columns

REGISTER = Wanted(
    lambda row: len(columns.recognise(row)),
    lambda row: columns.is_register(columns.recognise(row).values()),
    gettext_lazy("No column with the name of an organisation was found. Columns: %(columns)s."),
    gettext_lazy("Name the columns in the first row, for example: bin, name_kk, name_ru, address."),
)


def read(path: Path) -> Table:
    """Raises WrongFile."""
    return incoming.read(path, REGISTER)
