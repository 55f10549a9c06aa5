"""Days and numbers that a person gives in a form or an address: those that papers and rows could bear, as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1800, 1, 1), date(2200, 12, 31)
"""Beyond them the day after and the hour in another zone do not exist, and nobody means them."""
_FAR = _("Give a day between the years 1800 and 2200.")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\u00a0\u202f'’,](?=\d{3}(?!\d))")
"""What stands between thousands: `1 200`. Browsers drop it, and all that was typed, from a number field of their own."""


class DayField(forms.DateField):
    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.validators += [MinValueValidator(FIRST, _FAR), MaxValueValidator(LAST, _FAR)]


class CountField(forms.IntegerField):
    """A whole number: `1200` and `1 200`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_BETWEEN_DIGITS.sub("", value) if isinstance(value, str) else value)


class PercentField(forms.DecimalField):
    """A part of a hundred: `12,5`, `12.5` and `12,5 %`; shown as the reader's language writes it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=2, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = value.strip().removesuffix("%").replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        return number_format(value.normalize() + 0) if isinstance(value, Decimal) else value


class ManyField(forms.ModelMultipleChoiceField):
    """A key that no row could have is no choice, not a number for the database to stumble over."""

    def clean(self, value: Any) -> Any:
        for given in value if isinstance(value, list | tuple) and not self.to_field_name else ():
            if number_of(str(given)) is None:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": str(given)[:40]})
        return super().clean(value)


def day_of(text: str) -> date | None:
    """None when the text is no day, or one that nobody means."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def number_of(text: str) -> int | None:
    """A whole number that a row could have; None for anything else. Thousands of digits are no number to anybody."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
