"""Words that the rules would take for forms of something else, and words that change more than rules tell."""

from __future__ import annotations

from typing import Final

from kopir.search.language.kazakh.headwords import NOUN, VERB
from kopir.search.language.kazakh.sounds import plain_of_small

# lemma: its forms
_NOUNS: Final = {
    "мен": "мені маған менде менен менің менімен",
    "сен": "сені саған сенде сенен сенің сенімен",
    "сіз": "сізге сізді сізде сізден сіздің сізбен",
    "біз": "бізге бізді бізде бізден біздің бізбен",
    "ол": "оны оған онда одан оның онымен олар оларды оларға оларда олардан олардың олармен",
    "қалып": "қалпы қалпын қалпына қалпында қалпынан қалпының",
    "бұл": "мұны мұнда мұндай мұнан мұның мұнымен бұны бұған бұнда бұдан бұның бұнымен бұлар бұларды бұларға бұлардың",
    "осы": "осыны осыған осында осыдан осының осымен осындай",
    "сол": "соны соған сонда содан соның сонымен сондай",
}
_VERBS: Final = {
    "де": "дейді деді деген деп дейтін десе дер дегенде дегендей дейміз деу деуге",
    "же": "жейді жеді жеген жеп жейтін жеу жеуге",
    "бол": "боп",
    "кел": "кеп",
    "ал": "ап",
    "қыл": "қып",
    "апар": "апарып апарды апарған апарады",
    "әкел": "әкеп",
}

LEMMAS: Final[dict[str, tuple[str, str]]] = {
    plain_of_small(form): (lemma, part)
    for part, table in ((NOUN, _NOUNS), (VERB, _VERBS))
    for lemma, forms in table.items()
    for form in (lemma, *forms.split())
    if form != lemma or part == NOUN
}

# Nouns that lose the vowel of their last syllable before a possessive that begins with a vowel: орын, орны.
_SHORTENED: Final = """
    орын мойын мұрын қарын ерін халық ауыз көрік әріп қауіп парық нарық мүлік бөрік ғұрып кейіп құлық ырық иін қойын көңіл
    сиық шырық пиғыл қаріп
"""
SHORTENED: Final = frozenset(map(plain_of_small, _SHORTENED.split()))
