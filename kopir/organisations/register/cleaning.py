"""Values of registers made fit to keep. Pure; what cannot be made fit is answered as empty or refused by the caller."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from kopir.base.idents import MASK, hide_personal_numbers
from kopir.organisations.words import Status

_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\ufff9-\ufffb]"
)
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″〝〞", '"'))
_TWO_QUOTES = re.compile(r"''|‘‘|’’")

# A number of a telephone, with the word before it or recognisable by itself.
_NUMBER = r"\(?\+?\s?\d[\d\s()+\-–—/]{3,}\d"
_PHONE_WORD = r"(?:тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|факс|ұялы|байланыс|tel|phone|mob|fax|whatsapp)"
_PHONES = re.compile(
    rf"[\s,;]*\b{_PHONE_WORD}\b\s*(?:тел\w*)?[\s.:№\-]*(?:{_NUMBER}|\d{{3,}})(?:\s*[,;]\s*{_NUMBER}|\s*[,;]\s*\d{{5,}})*",
    re.IGNORECASE,
)
_BARE_MOBILE = re.compile(r"[\s,;]*(?<![\d-])(?:\+\s?7|8|7)[\s(-]*7\d\d[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_EMPTY_PHONE = re.compile(rf"[\s,;]*\b{_PHONE_WORD}\b[\s.:,]*$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)


def text(value: str) -> str:
    """One line of composed letters, without invisible signs and personal numbers."""
    plain = unicodedata.normalize("NFC", _NOT_SHOWN.sub("", value))
    plain = " ".join(plain.split())
    if any(map(str.isdigit, plain)):
        plain, hidden = hide_personal_numbers(plain)
        plain = " ".join(plain.replace(MASK, " ").split()) if hidden else plain
    return plain


def name(value: str) -> str:
    """A name with its quotes mended. Capital letters stay as given. Nothing but signs is no name."""
    plain = text(value)
    if not any(map(str.isalpha, plain)):
        return ""
    mended = mend_quotes(plain)
    while mended and mended[-1] in " ,;-":
        mended = mend_quotes(mended.strip(" ,;.-"))
    return mended


def mend_quotes(value: str) -> str:
    """Quotes become « » that open and close in pairs: a missing closing one is added at the end, a missing opening one
    before the quoted words it belongs to; one quote around the whole name goes."""
    plain = _TWO_QUOTES.sub('"', value.translate(_QUOTES))
    if '"' not in plain:
        return value
    mended = value if _is_paired(value) else _paired(plain.split('"'))
    while (tidied := _tidied(mended)) != mended:  # a pair that goes may set free what stood around it
        mended = tidied
    return mended


def _is_paired(value: str) -> bool:
    """Every quote is « or », and they open and close in pairs."""
    depth = 0
    for sign in value:
        depth += (sign == "«") - (sign == "»")
        if depth < 0 or (sign not in "«»" and (sign == '"' or ord(sign) in _QUOTES)):
            return False
    return depth == 0 and _TWO_QUOTES.search(value) is None


def _paired(pieces: list[str]) -> str:
    """`pieces` are what stands between quotes. A closing quote without an opening one gets it before the last quoted
    words at its level; what is still open at the end is closed there."""
    out, depth, last_open = [pieces[0]], 0, 0
    kinds: list[str] = []
    for number, piece in enumerate(pieces[1:]):
        kind = "«" if _opens(pieces[number], piece, kinds, depth) else "»"
        kinds.append(kind)
        if kind == "«":
            last_open = len(out) if depth == 0 else last_open
            depth += 1
        elif depth == 0:
            out.insert(last_open, "«")
        else:
            depth -= 1
        out += [kind, piece]
    return "".join(out) + "»" * depth


def _opens(before: str, after: str, kinds: list[str], depth: int) -> bool:
    """Whether the quote between two pieces opens: before it is a space or a bracket, or nothing is open and a word follows."""
    if not before:  # straight behind another quote, or at the start
        return not kinds or kinds[-1] == "«" or (bool(after) and not after[0].isspace())
    ends = not after.strip() or after[0] in " ),.;"
    if before[-1] not in " (":
        return depth == 0 and not ends
    return not (ends and depth and before.strip())


_SPACE_INSIDE = re.compile(r"«\s+|\s+»")
_SPACE_BEFORE = re.compile(r"(?<=[^\s(«])«")
_SPACE_AFTER = re.compile(r"»(?=[\w])")


def _tidied(value: str) -> str:
    value = _SPACE_INSIDE.sub(lambda match: match[0].strip(), value).replace("«»", "")
    value = _SPACE_AFTER.sub("» ", _SPACE_BEFORE.sub(" «", value))
    return " ".join(_unwrapped(value).split())


def _unwrapped(value: str) -> str:
    """A pair around everything goes, and so does an opening quote before it that others follow."""
    if not (value.startswith("«") and value.endswith("»")):
        return value
    depth = 0
    for place, sign in enumerate(value):
        depth += (sign == "«") - (sign == "»")
        if depth == 0 and place < len(value) - 1:
            return value
    return value[1:-1].strip()


def address(value: str) -> str:
    """Without telephone numbers: many of them are somebody's own."""
    plain = text(value)
    plain = _EMPTY_PHONE.sub("", _BARE_MOBILE.sub("", _PHONES.sub("", plain)))
    plain = re.sub(r"(?:\s*,){2,}", ",", re.sub(r"\s+,", ",", plain))
    return plain.strip(" ,;-")


def email(value: str) -> str:
    """The first address in the value, else empty."""
    found = _EMAIL.search(text(value))
    return found[0].lower() if found else ""


def website(value: str) -> str:
    found = _SITE.fullmatch(text(value).rstrip("/"))
    if not found:
        return ""
    return found[0] if found[0].lower().startswith("http") else f"https://{found[0]}"


_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d", "%Y.%m.%d", "%d-%m-%Y", "%Y%m%d", "%d.%m.%y")
_SERIAL = re.compile(r"[1-7]\d{4}")
"""A day as a spreadsheet keeps it, 1927 to 2119."""
_MONTHS = re.compile(
    r"(янв|қаң|jan)|(фев|ақп|feb)|(мар|нау|mar)|(апр|сәу|apr)|(мая|май\b|мам|may)|(июн|мау|jun)"
    r"|(июл|шіл|jul)|(авг|там|aug)|(сен|қыр|sep)|(окт|қаз|oct)|(ноя|қар|nov)|(дек|жел|dec)"
)


def day(value: str) -> date | None:
    """A day as registers write it, also with an hour behind it, in words, as the number of a spreadsheet or as milliseconds since
    1970; None for anything else."""
    plain = value.strip()
    if plain.isdecimal() and len(plain) == 13:
        return datetime.fromtimestamp(int(plain) / 1000).astimezone().date()
    if _SERIAL.fullmatch(plain):
        return date(1899, 12, 30) + timedelta(days=int(plain))
    return (_in_figures(plain) or _in_words(plain.lower())) if plain else None


def _in_figures(plain: str) -> date | None:
    plain = re.split(r"[T\s]", plain, maxsplit=1)[0]
    for shape in _DATES:
        try:
            found = datetime.strptime(plain, shape).date()
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2200 else None
    return None


def _in_words(plain: str) -> date | None:
    """A month by its name in one of the three languages, with one year and one day around it."""
    months = {month.lastindex for month in _MONTHS.finditer(plain)}
    years, days = re.findall(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", plain), re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)
    if not len(months) == len(years) == len(days) == 1:
        return None
    try:
        return date(int(years[0]), months.pop() or 0, int(days[0]))
    except ValueError:
        return None


_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        (
            Status.LIQUIDATING,
            r"процесс\w* ликвид|ликвидируе|стади\w* ликвид|тарат\w+ (?:процес|саты|үст)|in liquidation|liquidating",
        ),
        (
            Status.ENDED,
            r"ликвидирован|таратыл|исключен|прекращен|прекратил|тоқтат\w*лған|есептен шығ|снят\w* с "
            r"|ended|dissolved|removed|^false$",
        ),
        (Status.SUSPENDED, r"приостан|тоқтата тұр|suspended"),
        (Status.INACTIVE, r"бездейств|недейств|не действ|әрекетсіз|жұмыс істемей|inactive|dormant"),
        (
            Status.ACTIVE,
            r"действ|зарегистр|тіркелген|әрекет ет|қолданыста|жұмыс істейді|active|registered|^true$|^1$",
        ),
    )
)


def status(value: str) -> Status | None:
    plain = text(value).lower()
    return next((status for status, pattern in _STATUS if plain and pattern.search(plain)), None)
