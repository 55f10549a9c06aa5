"""Numbers of organisations are checked here, and personal numbers are kept out.

BIN (БИН, БСН): 12 digits. 1-4 year and month of registration; 5 type (4 legal person, resident; 5 the same,
non-resident; 6 joint enterprise of sole traders); 6 kind (0 head, 1 branch, 2 representation, 3 and 4 farm:
3 by the published rules, 4 on every farm of a public extract of the register); 7-11 serial; 12 check.
IIN (ИИН, ЖСН), the number of a person: 1-6 date of birth, 7 century and sex, 8-11 serial, 12 check. The fifth
digit, a ten of the day of birth, is 0-3, so no number can be both. Köpir never stores an IIN.

Check digit of both: weights 1…11 modulo 11; if that gives 10, weights 3…11, 1, 2; if again 10, such a number
is not issued. Source: rules under the Law of 12 January 2007 No 223 on national registers of identification
numbers; tried on the 517 rows of a public extract of the register.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

from kopir.base.errors import Refused

if TYPE_CHECKING:
    from kopir.base.errors import Words

MASK: Final = "••••••••••••"

_FIRST_WEIGHTS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY_FROM: Final = 40  # two-digit years from here on are of the 20th century
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]+")
# Twelve digits, together or in groups parted by spaces or dashes, not inside a longer run of digits.
_TWELVE = re.compile(r"(?<!\d)(?=(\d(?:[ \t\u00a0\u2007\u2009\u202f\u2010-\u2015\u2212-]{0,3}\d){11})(?!\d))")

Resident = Literal["resident", "non_resident", "joint_enterprise"]
Branch = Literal["head", "branch", "representation", "farm"]
_RESIDENT: Final[dict[str, Resident]] = {"4": "resident", "5": "non_resident", "6": "joint_enterprise"}
_BRANCH: Final[dict[str, Branch]] = {
    "0": "head",
    "1": "branch",
    "2": "representation",
    "3": "farm",
    "4": "farm",
}

BinFault = Literal["length", "digits", "date", "type", "kind", "checksum"]


@dataclass(frozen=True)
class Bin:
    """A lawful BIN. `year` and `month` are of the registration or the last re-registration."""

    value: str
    year: int
    month: int
    resident: Resident
    branch: Branch

    def __str__(self) -> str:
        return self.value


class InvalidBin(Refused):
    """`code` says which part is wrong, `reason` what to do about it."""

    def __init__(self, code: BinFault, reason: "Words") -> None:
        super().__init__(code, reason, field="bin")


_PERSONAL = _("This looks like a personal number (IIN). Enter the organisation's BIN: personal numbers are not kept.")
_REASONS: Final[dict[BinFault, "Words"]] = {
    "digits": _("A BIN has digits only. Remove letters and other signs."),
    "length": _("A BIN has 12 digits. Count them and enter all of them."),
    "date": _("Digits 3 and 4 of a BIN are the month of registration, 01 to 12. Check the first four digits."),
    "type": _("The fifth digit of a BIN is 4, 5 or 6. Check it in the registration certificate."),
    "kind": _("The sixth digit of a BIN is 0 to 4. Check it in the registration certificate."),
    "checksum": _("One of the digits is wrong: the check digit does not fit. Compare the BIN with the certificate."),
}


def check_digit(eleven: str) -> int | None:
    """The twelfth digit for the first eleven; None for a number that is not issued."""
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def check_bin(text: str) -> Bin:
    """Reads a BIN as people write it, with spaces or dashes. Raises InvalidBin with the first fault found."""
    value = _BETWEEN.sub("", text)
    fault = _fault(value)
    if fault == "type" and looks_like_iin(value):
        raise InvalidBin("type", _PERSONAL)
    if fault:
        raise InvalidBin(fault, _REASONS[fault])
    year, month = int(value[:2]), int(value[2:4])
    return Bin(
        value=value,
        year=year + (1900 if year >= _CENTURY_FROM else 2000),
        month=month,
        resident=_RESIDENT[value[4]],
        branch=_BRANCH[value[5]],
    )


def _fault(value: str) -> BinFault | None:
    if value and not _is_digits(value):
        return "digits"
    if len(value) != 12:
        return "length"
    if not 1 <= int(value[2:4]) <= 12:
        return "date"
    if value[4] not in _RESIDENT:
        return "type"
    if value[5] not in _BRANCH:
        return "kind"
    return None if check_digit(value[:11]) == int(value[11]) else "checksum"


def _is_digits(value: str) -> bool:
    return value.isascii() and value.isdecimal()


def looks_like_iin(text: str) -> bool:
    """Whether a personal number may stand here: 12 digits with a date of birth, a century and a right check.

    Spaces and dashes do not matter. About one in 400 random numbers of twelve digits looks so by chance.
    """
    value = _BETWEEN.sub("", text)
    if len(value) != 12 or not value.isdecimal():
        return False
    value = "".join(str(unicodedata.decimal(digit)) for digit in value)
    return value[6] in "0123456" and _is_birth(value) and check_digit(value[:11]) == int(value[11])


def _is_birth(value: str) -> bool:
    """Digits 1-6 as YYMMDD; digit 7 names the century (0 is given to foreigners and leaves it open)."""
    century = (20, 18, 18, 19, 19, 20, 20)[int(value[6])]
    try:
        date(century * 100 + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return False
    return True


def hide_personal_numbers(text: str) -> tuple[str, int]:
    """The text with every personal number masked, and how many there were. BINs and other numbers stay."""
    kept: list[str] = []
    end = hidden = 0
    for match in _TWELVE.finditer(text):
        if match.start() >= end and looks_like_iin(match[1]):
            kept += [text[end : match.start()], MASK]
            end = match.end(1)
            hidden += 1
    return "".join([*kept, text[end:]]), hidden


def kept_words(text: str, longest: int | None = None) -> str:
    """Words of people as they are kept: without a personal number, with plain ends of lines, no longer than it may be."""
    return hide_personal_numbers(text.replace("\r\n", "\n").strip())[0][:longest]
