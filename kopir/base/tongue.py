"""Languages of people's texts: which one it is, and which one to show.

The interface language is Django's business; this is about content, where a text may exist in one language
only and is then shown in another with a label.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kopir.base.fold import KAZAKH_LETTERS

LANGUAGES: Final = ("kk", "ru", "en")

# Kazakh and Russian readers mostly know each other's language; from English, Russian is the usual bridge.
FALLBACKS: Final = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}

# reader's language → language → its name
LANGUAGE_NAMES: Final = {
    "kk": {"kk": "қазақ тілі", "ru": "орыс тілі", "en": "ағылшын тілі"},
    "ru": {"kk": "казахский язык", "ru": "русский язык", "en": "английский язык"},
    "en": {"kk": "Kazakh", "ru": "Russian", "en": "English"},
}
OWN_NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def base_language(language: str | None) -> str:
    """`kk-KZ`, `ru_RU`, `EN` → one of LANGUAGES; anything else is the state language."""
    short = (language or "")[:2].lower()
    return short if short in LANGUAGES else "kk"


def language_name(language: str, reader: str) -> str:
    return LANGUAGE_NAMES[base_language(reader)][base_language(language)]


@dataclass(frozen=True)
class LocalisedText:
    """`is_fallback`: the text is not in the language that was wanted, so it is shown with a label."""

    text: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text


def localised(names: Mapping[str, str], wanted: str) -> LocalisedText:
    """The text in `wanted` or in the next language that has one. Empty everywhere: empty, not a fallback."""
    wanted = base_language(wanted)
    for language in FALLBACKS[wanted]:
        text = names.get(language) or ""
        if text.strip():
            return LocalisedText(text, language, language != wanted)
    return LocalisedText("", wanted, False)


def localised_field(obj: object, field: str, wanted: str) -> LocalisedText:
    """The same for attributes `<field>_kk`, `_ru`, `_en` of `obj`; one that is missing counts as empty."""
    return localised({code: getattr(obj, f"{field}_{code}", "") for code in LANGUAGES}, wanted)


def detect(text: str, default: str = "kk") -> str:
    """The language of a person's text: kk, ru or en; `default` when there is no letter in it."""
    small = text.lower()
    if not any(char.isalpha() for char in small):
        return default
    if any(char in KAZAKH_LETTERS for char in small):
        return "kk"
    return "ru" if any("а" <= char <= "я" or char == "ё" for char in small) else "en"
