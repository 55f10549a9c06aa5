"""Field pairs that many nouns share."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.translation import get_language

from kopir.base.fold import fold, sort_key
from kopir.base.tongue import LANGUAGES, LocalisedText, localised, localised_field

Text = TypeVar("Text")


class Named(models.Model):
    """Names in three languages with what searching and sorting need beside them.

    `folded` holds all names folded, for finding; `sort_kk`, `sort_ru`, `sort_en` put lists in each alphabet's order
    (neither database does it for Kazakh). They follow the names in `set_names`; bulk writers call it too.
    """

    name_kk = models.CharField(max_length=500, blank=True)
    name_ru = models.CharField(max_length=500, blank=True)
    name_en = models.CharField(max_length=500, blank=True)
    folded = models.TextField(blank=True, editable=False)
    sort_kk = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    sort_ru = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    sort_en = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    OPEN_NAMES = "name_kk name_ru name_en folded sort_kk sort_ru sort_en"

    class Meta:
        abstract = True

    def set_names(self, kk: str = "", ru: str = "", en: str = "") -> None:
        """Set the names and everything computed from them."""
        self.name_kk, self.name_ru, self.name_en = kk.strip(), ru.strip(), en.strip()
        self.folded = " ".join(dict.fromkeys(fold(name) for name in (kk, ru, en) if name))
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(self.name(language).text, language)[:200])

    def name(self, language: str) -> LocalisedText:
        return localised_field(self, "name", language)

    @property
    def names(self) -> dict[str, str]:
        """Names by language, only those that exist: for journal facts and exports."""
        pairs = {language: getattr(self, f"name_{language}") for language in LANGUAGES}
        return {language: name for language, name in pairs.items() if name}

    @property
    def journal_label(self) -> str:
        return self.name_kk or self.name_ru or self.name_en

    def __str__(self) -> str:
        return self.name(get_language() or "kk").text


class Titled(Generic[Text]):
    """For models whose words stand in rows of `texts`, one a language, each with a title."""

    texts: Any

    def text_in(self, language: str) -> Text | None:
        """The whole text in the reader's language, or in the next one that is there: a card is read in one language, not in a
        mixture."""
        rows: dict[str, Any] = {row.language: row for row in self.texts.all()}
        found = localised({code: row.title for code, row in rows.items()}, language)
        return rows.get(found.language) if found.text else None

    @property
    def titles(self) -> dict[str, str]:
        return {row.language: row.title for row in self.texts.all() if row.title}

    @property
    def title(self) -> LocalisedText:
        return localised(self.titles, get_language() or "kk")
