"""One row of a register as values fit to keep, or why it is not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base.fold import fold
from kopir.base.idents import Bin, InvalidBin, check_bin, hide_personal_numbers
from kopir.base.incoming import FORMULA_ERRORS, MORE_CELLS, lost
from kopir.base.tongue import detect
from kopir.organisations.models import Organisation
from kopir.organisations.register import cleaning, columns
from kopir.organisations.register.patterns import HOUSE_WORDS
from kopir.organisations.register.recogniser import Recognised, recognise, stated_form
from kopir.organisations.words import LegalForm, OutOfScope

NAMES = ("name_kk", "name_ru", "name_en")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CLEAN: dict[str, Callable[[str], object]] = {
    "email": cleaning.email,
    "website": cleaning.website,
    "phone": cleaning.text,
    "starts_on": cleaning.day,
    "status": cleaning.status,
}
_NOT_READ = gettext_lazy("The value cannot be read and was left out.")
_LEFT_OUT = {
    "starts_on": gettext_lazy("The date cannot be read and was left out."),
    "status": gettext_lazy("The status cannot be read: a new organisation counts as active, a known one keeps its own."),
}
_LIMITS = {
    name: Organisation._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
    for name in (*NAMES, "address", "phone", "email", "website")
}


Fault = tuple[str, str, str]


class Rejected(Exception):
    """`column`: the field whose value is at fault."""

    def __init__(self, column: str, reason: object) -> None:
        super().__init__(str(reason))
        self.column = column
        self.reason = str(reason)


@dataclass
class Taken:
    """Values of a row. `number`: that of the row in the file. `key`: what makes it the same row when the register comes
    again. `faults`: values that could not be taken as they are though the row is, (field, value, what was done); `private`: what
    was taken out of them because it may be a person's."""

    number: int
    key: str
    bin: str
    on: date | None
    values: dict[str, object]
    recognised: Recognised
    faults: list[Fault] = field(default_factory=list)
    private: list[Fault] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        return {name: str(self.values.get(name, "")) for name in NAMES}


@dataclass(frozen=True)
class Shape:
    """What the columns of a register say about it. A register with outside numbers and without BINs is foreign: its names
    are taken as they are, without a Kazakhstan legal form. `again`: {key: header} of second columns with a name that is read."""

    fields: dict[str, str]
    source: str
    numbers_lose_zeros: bool = False
    again: dict[str, str] = field(default_factory=dict)

    @property
    def is_foreign(self) -> bool:
        named = set(self.fields.values())
        return bool(named & {"ein", "number"}) and "bin" not in named

    @property
    def first_name(self) -> str:
        """The field of the first column with a name."""
        return next((name for name in columns.NAME_FIELDS if name in self.fields.values()), "name")

    def header(self, name: str) -> str:
        return next((header for header, known in self.fields.items() if known == name), name)


def take(shape: Shape, row: dict[str, str], number: int = 0) -> Taken:
    """Raises Rejected with the first fault that keeps the row out."""
    faults = [(shape.fields.get(header, header), value, done) for header, value, done in lost(row, shape.fields, shape.again)]
    given = {name: _plain(row.get(header)) for header, name in shape.fields.items()}
    _demand_organisation(row, given)
    if row.get(MORE_CELLS):
        raise Rejected("", _("The row has more cells than the table has columns: check its quotes and separators."))
    found = _bin(given.get("bin", ""), shape, faults)
    names = _names(given, shape)
    if not any(names.values()):
        raise Rejected(shape.first_name, _("The name is missing."))
    recognised = _recognised(given, names, found, shape)
    values: dict[str, object] = {**names, "address": _address(given)}
    day = cleaning.day(given.get("date", ""))
    taken = Taken(number, "", found.value if found else "", day, values, recognised, faults)
    _details(taken, given)
    taken.key = _key(taken, given, shape)
    return taken


def _plain(value: str | None) -> str:
    return "" if not value or value in FORMULA_ERRORS else value


_TOTAL = re.compile(
    r"(?:итого|всего|барлығы|жиыны|жиынтығы|(?:grand )?total)(?:\s*[:.–—-].*|\s*\d.*|\s+(?:по|на|за)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)


def _demand_organisation(row: dict[str, str], given: dict[str, str]) -> None:
    """Rows that belong to the table, not to its matter."""
    if sum(map(str.isdecimal, given.get("bin", ""))) == 12 or given.get("ein") or given.get("number"):
        return
    cells = [cell.strip() for cell in row.values() if cell.strip()]
    if any(_TOTAL.fullmatch(cell) for cell in cells):
        raise Rejected("", _("This is a row of totals, not an organisation: nothing needs to be done."))
    if len(cells) > 1 and cells == [str(place) for place in range(1, len(cells) + 1)]:
        raise Rejected("", _("This row numbers the columns: nothing needs to be done."))


_AROUND_BIN = re.compile(r"^[=\"'`’‘\s]*(?:(?:бин|бсн|bin)\W*)?|[\"'`’‘\s]+$|[.,]0+$", re.IGNORECASE)
_SHORTENED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)


def _bin(value: str, shape: Shape, faults: list[Fault]) -> Bin | None:
    plain = _AROUND_BIN.sub("", cleaning._NOT_SHOWN.sub("", value).replace("\u00a0", " "))
    if not plain:
        return None
    if _SHORTENED.fullmatch(plain):
        raise Rejected("bin", _("The spreadsheet has shortened the number: make the column a text and write the BIN again."))
    try:
        return check_bin(plain)
    except InvalidBin as fault:
        if found := _with_zeros(plain):
            if not shape.numbers_lose_zeros:
                faults.append(("bin", value, _("The zeros that were lost at the start were put back.")))
            return found
        raise Rejected("bin", fault.reason) from None


def _with_zeros(plain: str) -> Bin | None:
    """A spreadsheet that takes the number for a quantity drops the zeros at its start, also when it saves a CSV."""
    if not (plain.isdecimal() and 9 <= len(plain) < 12):
        return None
    try:
        return check_bin(plain.zfill(12))
    except InvalidBin:
        return None


_QUOTED = re.compile(r"[«\"“„].*[»\"”]", re.DOTALL)
_TWO_NAMES = re.compile(r"\s+[/|]\s+|\s*[\r\n]+\s*|(?<=[»\"”])\s*/\s*")


def _names(given: dict[str, str], shape: Shape) -> dict[str, str]:
    names = dict.fromkeys(NAMES, "")
    for field_name in (*NAMES, "name"):
        value = given.get(field_name, "")
        for place, part in (_parted(value) or {_place_of(field_name, value, shape): value}).items():
            names[place] = names[place] or cleaning.name(part)
    return names


def _place_of(field_name: str, value: str, shape: Shape) -> str:
    """Of a column whose language its name does not tell, by its words."""
    if field_name != "name":
        return field_name
    is_cyrillic = _CYRILLIC.search(value) is not None
    language = detect(cleaning.name(value), "ru") if is_cyrillic else "en"
    return f"name_{'ru' if language == 'en' and not shape.is_foreign and is_cyrillic else language}"


def _parted(value: str) -> dict[str, str]:
    """A name in Russian and in Kazakh within one cell; empty when it is one name."""
    parts = [part for part in _TWO_NAMES.split(value.strip()) if part]
    found = {f"name_{_language_of_form(part)}": part for part in parts}
    if len(parts) != 2 or found.keys() != {"name_ru", "name_kk"}:
        return {}
    return found if all(recognise(part, "", "").form for part in parts) else {}


def _language_of_form(name: str) -> str:
    """Of the words around the quotes: what is called so may be a word of the other language."""
    return detect(_QUOTED.sub(" ", name).strip() or name, "ru")


def _recognised(given: dict[str, str], names: dict[str, str], number: Bin | None, shape: Shape) -> Recognised:
    kind = given.get("kind", "").strip().lower()
    if kind in ("cgo", "mio", "akimat", "quasi", "state", "state_body"):
        return Recognised(out=OutOfScope.STATE)
    if shape.is_foreign and not any(_CYRILLIC.search(name) for name in names.values()):
        return Recognised(form=LegalForm.OTHER, by_form=False)
    found = recognise(names["name_ru"], names["name_kk"], names["name_en"], given.get("legal_form", ""))
    return _with_bin(found, number, " ".join(names.values())) if number else found


def _with_bin(found: Recognised, number: Bin, names: str) -> Recognised:
    """A number of sole traders or of a farm says "commercial" where the name says nothing; a simple partnership with such
    a number keeps no house unless its name says so."""
    by_traders = number.resident == "joint_enterprise" or number.branch == "farm"
    partnership = found.out == OutOfScope.HOUSE_OWNERS and not HOUSE_WORDS.search(fold(names))
    if by_traders and (found.out == OutOfScope.UNKNOWN_FORM or partnership):
        return Recognised(out=OutOfScope.COMMERCIAL, by_form=False)
    if found.form and number.branch in ("branch", "representation") and not found.is_branch:
        return Recognised(form=found.form, is_branch=True, by_form=found.by_form)
    return found


def _address(given: dict[str, str]) -> str:
    address = cleaning.address(given.get("address") or given.get("address_kk", ""))
    town = " ".join(part for part in (cleaning.text(given.get(name, "")) for name in ("state", "zip")) if part)
    around = ", ".join(part for part in (cleaning.text(given.get("city", "")), town) if part)
    return ", ".join(part for part in (address, around) if part)


def _details(taken: Taken, given: dict[str, str]) -> None:
    """The values that may be missing; one that cannot be read is left out and noted."""
    for name, clean in _CLEAN.items():
        value = given.get(name, "").strip()
        if value:
            taken.values[name] = clean(value)
        if value and not taken.values[name]:
            taken.faults.append((name, value, str(_LEFT_OUT.get(name, _NOT_READ))))
    if taken.on is None and (day := given.get("date", "").strip()):
        taken.faults.append(("date", day, _("The date cannot be read: the day of the register was taken instead.")))
    if given.get("email", "").count("@") > 1:
        taken.faults.append(("email", given["email"], _("Only the first address was taken.")))
    if taken.recognised.form and (form := given.get("legal_form", "").strip()) and stated_form(form) is None:
        taken.faults.append(("legal_form", form, _("This legal form is not known: that of the name was taken.")))
    taken.private += _private(given)
    _shorten_phone(taken)
    _demand_short(taken)


def _private(given: dict[str, str]) -> Iterator[Fault]:
    for name, value in given.items():
        if name != "bin" and hide_personal_numbers(value)[1]:
            yield name, value, _("A personal number stood here: it was left out.")
    for name in ("address", "address_kk"):
        if (value := given.get(name, "")) and len(cleaning.address(value)) < len(cleaning.text(value).strip(" ,;-")):
            yield name, value, _("A telephone number stood in the address: it was left out.")


def _shorten_phone(taken: Taken) -> None:
    """As many of the numbers as there is room for."""
    phone = str(taken.values.get("phone") or "")
    if len(phone) > (limit := _LIMITS["phone"]):
        taken.values["phone"] = re.split(r"[,;](?=[^,;]*$)", phone[: limit + 1])[0].strip()[:limit]
        taken.faults.append(("phone", phone, _("There is no room for all the numbers: only the first ones were taken.")))


def _demand_short(taken: Taken) -> None:
    for name, limit in _LIMITS.items():
        if len(str(taken.values.get(name) or "")) > limit and taken.recognised.form:
            raise Rejected(name, _("The value is longer than %(limit)d characters.") % {"limit": limit})


def _key(taken: Taken, given: dict[str, str], shape: Shape) -> str:
    """The BIN; else the number in the other register; else the name and the place in the country."""
    if taken.bin:
        return taken.bin
    for scheme in ("ein", "number"):
        if number := slugify(given.get(scheme, ""))[:40]:
            register = "ein" if scheme == "ein" else slugify(shape.source)[:15] or "reg"
            return f"{register}-{number.zfill(9) if scheme == 'ein' else number}"
    name = next(name for name in taken.names.values() if name)
    told = f"{fold(name)}|{_place(str(taken.values['address']))}"
    return f"n-{blake2b(told.encode(), digest_size=8).hexdigest()}"


_REGION = re.compile(r"\w+ обл\b|облыс|област|\bкаласы\b|\bгород\b|^г |\bк$")


def _place(address: str) -> str:
    """The first part of an address that names a region or a city: it stays when the street changes."""
    parts = [fold(part) for part in address.split(",")]
    return next((part for part in parts if _REGION.search(part)), parts[0] if parts else "")
