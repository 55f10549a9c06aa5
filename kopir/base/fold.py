"""Forms of a text for searching, sorting and recognising a name in another script.

- `fold`           what the text index and the folded columns hold; a query is folded the same way
- `sort_key`       a column to ORDER BY: databases misplace the Kazakh letters
- `skeleton`       one coarse key for the Cyrillic and Latin spellings of one name
- `spellings`      the folded forms under which a typed word may stand in the index

Everything here is pure and keeps no state but its tables, which fill themselves as new characters come.
The folding is meant for finding, never for showing.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

KAZAKH_LETTERS = "әғқңөұүһі"

_KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RUSSIAN_ALPHABET = "аәбвгғдежзиійкқлмнңоөпрстуұүфхһцчшщъыьэюя"
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# Latin letters drawn like Cyrillic ones, by case: small h is the Kazakh һ, capital H the letter Н.
_LATIN_LOOKS = "aceiopxyhkmtəɵABCEHIKMOPTXYƏƟ"
_CYRILLIC_LOOKS = "асеіорхуһкмтәөАВСЕНІКМОРТХУӘӨ"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)

_LATIN = re.compile(r"[A-Za-zƏəƟɵ]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ONLY_LATIN = re.compile(rf"[^\W\d_{_LATIN_LOOKS}\u0400-\u04ff]")
_ONLY_CYRILLIC = re.compile(rf"[\u0400-\u04ff](?<![{_CYRILLIC_LOOKS}])")
_MIXED_WORD = re.compile(r"[^\W\d_]*(?:[A-Za-zƏəƟɵ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zƏəƟɵ])[^\W\d_]*")
_LEGAL_FORM = re.compile(r"\b(?:OOO|TOO|OO|AO|HAO)\b")


class _Table(dict[int, str]):
    """A translate table that asks `rule` once for each new character."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, codepoint: int) -> str:
        value = self[codepoint] = self._rule(chr(codepoint))
        return value


def _only_words(char: str) -> str:
    """Letters and digits stay; invisible signs and loose accents go; all else parts words."""
    group = unicodedata.category(char)
    if group[0] in "LN":
        return char
    if group in ("Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"):
        return ""
    return " "


def _only_base(char: str) -> str:
    """The searched form of a clean small letter: Kazakh to its Russian neighbour, Latin without accents."""
    at = "ёәғқңөұүһі".find(char)
    if at >= 0:
        return "еагкноууxи"[at].replace("x", "х")
    special = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ə": "a", "ɵ": "o", "ŋ": "n"}
    if char in special:
        return special[char]
    plain = unicodedata.normalize("NFD", char)[0]
    european = char < "\u2000" and char != "й"
    return _only_base(plain) if european and plain != char else char


_WORDS = _Table(_only_words)
_BASE = _Table(_only_base)


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    if not _ONLY_LATIN.search(word):
        return word.translate(_TO_CYRILLIC)
    if not _ONLY_CYRILLIC.search(word):
        return word.translate(_TO_LATIN)
    return word


def mend_script(text: str) -> str:
    """Letters of the wrong script inside a word are replaced: `мемлекеттiк` typed with the Latin i.

    A word with letters of both scripts goes to the one it has an unmistakable letter of; with none, to
    Cyrillic; with both, it stays. Beside Cyrillic words the legal forms OOO, TOO, AO go to Cyrillic too.
    """
    if not _LATIN.search(text) or not _CYRILLIC.search(text):
        return "ООО" if text == "OOO" else text
    text = _MIXED_WORD.sub(_one_script, text)
    return _LEGAL_FORM.sub(lambda match: match[0].translate(_TO_CYRILLIC), text)


@lru_cache(maxsize=64)  # a name is folded and sorted in three languages, one after the other
def _clean(text: str) -> str:
    """Small letters and digits of one script per word, parted by single spaces; Kazakh letters kept."""
    text = unicodedata.normalize("NFKC", text.replace("№", " "))
    text = mend_script(text).casefold().translate(_WORDS)
    return unicodedata.normalize("NFKC", " ".join(text.split()))


def fold(text: str) -> str:
    """The form in which texts and queries meet: `«Ұлан» ауданы` → `улан ауданы`.

    Idempotent. `й` stays a letter of its own, accents of Latin letters go, `№` parts words.
    """
    folded = _clean(text).translate(_BASE)
    mended = mend_script(folded)  # accents gone, a word may only now show which script it belongs to
    return folded if mended == folded else mended.translate(_BASE)


def _ranks(alphabet: str, other: str) -> dict[str, str]:
    """Two characters of 0-9a-z for each letter; letters of `alphabet` come first, from `20` on."""
    return {letter: _DIGITS[2 + place // 36] + _DIGITS[place % 36] for place, letter in enumerate(alphabet + other)}


_RANKS = {
    "kk": _ranks(_KAZAKH_ALPHABET, _LATIN_ALPHABET),
    "ru": _ranks(_RUSSIAN_ALPHABET, _LATIN_ALPHABET),
    "en": _ranks(_LATIN_ALPHABET, _KAZAKH_ALPHABET),
}
_RANKS["ru"]["ё"] = _RANKS["ru"]["е"]


def _sorter(ranks: dict[str, str]) -> _Table:
    def rank(char: str) -> str:
        base = char if char in ranks else _only_base(char)
        return ranks.get(base) or f"z{ord(char):06x}"

    return _Table(rank)


_SORTERS = {language: _sorter(ranks) for language, ranks in _RANKS.items()}
_NUMBER_OR_SPACE = re.compile(r"(\d{1,30}| )")


def _number_or_space(found: str) -> str:
    """A number sorts by value: its length stands before its digits. A space sorts before everything."""
    if found == " ":
        return "00"
    digits = str(int(found))
    return f"1{_DIGITS[len(digits)]}{digits}"


def sort_key(text: str, language: str) -> str:
    """A key of 0-9a-z only, so that it sorts alike in every database and collation.

    Order: space, numbers by value, then letters. `kk`: the Kazakh alphabet of 42 letters, then Latin;
    `ru`: Russian with ё as е and each Kazakh letter after its neighbour, then Latin; any other language:
    Latin, then Kazakh. Case, quotes and punctuation do not count; legal forms do.
    """
    sorter = _SORTERS.get(language, _SORTERS["en"])
    parts = _NUMBER_OR_SPACE.split(_clean(text))
    return "".join(_number_or_space(part) if place % 2 else part.translate(sorter) for place, part in enumerate(parts))


# ---- Names across scripts -------------------------------------------------------------------------------

_APOSTROPHES = str.maketrans("", "", "'`´ʹʺʼʻ‘’′")

# Capital letters mark what is already a sound; small Latin letters still wait for the digraph rules.
_SOUNDS = _Table(lambda char: _SOUND.get(char) or _only_base(char))
_SOUND: dict[str, str] = {
    **dict(zip("абвгғджзийіыкқлмнңопрстуфхһчшщ", "ABVGGDJZIIIIKKLMNNOPRSTUFHHCXX", strict=True)),
    **dict(zip("эеёәөұү", "EEEAOUU", strict=True)),
    "ц": "TS", "ю": "IU", "я": "IA", "ь": "\ue000", "ъ": "\ue000",
    "ş": "X", "š": "X", "ś": "X", "ç": "C", "č": "C", "ć": "C", "ž": "J", "ź": "J",
}  # fmt: skip
_DIGRAPH = re.compile(r"shch|sh|zh|dzh|ch|kh|gh|ts|\bx|c(?=[eiy])|ye|\byo|(?<=[bcdfghjklmnpqrstvwxz])yo(?=[a-z])")
_DIGRAPH_SOUND: dict[str, str] = {
    "shch": "X", "sh": "X", "zh": "J", "dzh": "DJ", "ch": "C", "kh": "H", "gh": "G", "ts": "TS",
    "x": "H", "c": "TS", "ye": "E", "yo": "E",
}  # fmt: skip
_SINGLE = str.maketrans({"c": "k", "q": "k", "w": "u", "y": "i", "x": "ks", "\ue000": ""})
_HARD_START = re.compile(r"\bIO|\bIE")
_MERGED = re.compile(r"ng+|[sx]c|([a-z])\1+")


def _merged(match: re.Match[str]) -> str:
    found = match[0]
    return match[1] or ("n" if found[0] == "n" else "x")


def skeleton(text: str) -> str:
    """One key for the spellings of one name: Өскемен, Öskemen, Oskemen → `oskemen`.

    ASCII letters, digits and single spaces. и, й, і, ы, i, y are one sound, so are ш and щ, ң and нг;
    doubled letters count once. Two keys that are equal mean "spelled like", not "the same place".
    The key of the first letters of a name is, but for its last sign, the beginning of the key of the name.
    """
    sounds = _clean(text.translate(_APOSTROPHES)).translate(_SOUNDS)
    sounds = _HARD_START.sub("E", sounds)
    sounds = _DIGRAPH.sub(lambda match: _DIGRAPH_SOUND[match[0]], sounds).translate(_SINGLE)
    return _MERGED.sub(_merged, sounds.lower())


_LETTERS = _Table(lambda char: _LETTER.get(char) or _only_base(char))
_LETTER: dict[str, str] = {
    "ş": "sh",
    "š": "sh",
    "ś": "sh",
    "ç": "ch",
    "č": "ch",
    "ć": "ch",
    "ž": "zh",
    "ź": "zh",
}
_CYRILLIC_OF = {
    "shch": "щ", "sch": "щ", "sh": "ш", "zh": "ж", "ch": "ч", "kh": "х", "gh": "г", "ts": "ц", "ng": "н",
    "iya": "ия", "iy": "ий", "yy": "ый", "yi": "йи", "ya": "я", "yu": "ю", "yo": "е", "ye": "е",
    "ia": "ия", "ngg": "нг", "ngh": "нг", "nggh": "нг",
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувухыз", strict=True)),
    "x": "кс",
}  # fmt: skip
_TRANSLIT = re.compile(
    r"shch|sch|sh|zh|ch|kh|nggh?|ngh|gh|ts|ng(?![aeiouy]|$)|iya|ya|yu|yo|ye|(?<=[aeou])[iy](?![aou])|iy\b|yy\b"
    r"|(?<=[bcdfghjklmnpqrstvwxz])ia|[a-z]"
)


def _cyrillic_of(match: re.Match[str]) -> str:
    found = match[0]
    if found in "iy" and match.start() and match.string[match.start() - 1] in "aeou":
        return "й"
    if found == "x" and (not match.start() or match.string[match.start() - 1] == " "):
        return "х"
    return _CYRILLIC_OF[found]


def latin_to_cyrillic_folded(text: str) -> str:
    """A Kazakh or Russian name in Latin letters as folded Cyrillic: `Qyzylorda oblysy` → `кызылорда облысы`.

    Knows the drafts of 2018-2021 and the letters of Russian passports. A guess, good enough to look up;
    Cyrillic words in the text are only folded.
    """
    latin = _clean(text.translate(_APOSTROPHES)).translate(_LETTERS)
    return _TRANSLIT.sub(_cyrillic_of, latin)


def spellings(text: str) -> tuple[str, ...]:
    """Folded forms to look `text` up under, the typed one first, without repeats; empty for an empty text."""
    typed = fold(text)
    if not _LATIN.search(typed):
        return (typed,) if typed else ()
    cyrillic = latin_to_cyrillic_folded(text)
    return tuple(dict.fromkeys((typed, cyrillic, cyrillic.replace("ы", "и"))))
