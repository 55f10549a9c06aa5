"""Languages of people's texts: which one it is, and which one to show.

The interface language is Django's business; this is about content, where a text may exist in one language
only and is then shown in another with a label.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import override

from kopir.base.fold import fold, latin_to_cyrillic_folded, mend_script

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


def name_or_role(name: str, role: Mapping[str, str], wanted: str) -> str:
    """A person's name as it is. Who is called as the `role` is, in the demonstration, is no person: called so in `wanted`."""
    return localised(role, wanted).text if name in role.values() else name


def in_all_languages(words: str | Promise) -> dict[str, str]:
    """Words of the interface by language, to be kept as data: the label of a choice in a journal fact, a reason."""
    return in_each_language(lambda language: str(words))


def in_each_language(say: Callable[[str], str]) -> dict[str, str]:
    """What `say` answers to each language, while that is the language of the interface."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = say(language)
    return found


def localised_field(obj: object, field: str, wanted: str) -> LocalisedText:
    """The same for attributes `<field>_kk`, `_ru`, `_en` of `obj`; one that is missing counts as empty."""
    return localised({code: getattr(obj, f"{field}_{code}", "") for code in LANGUAGES}, wanted)


# ---- Which language a text is in -------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]")
_KAZAKH_LATIN = re.compile(r"[äáöóüúūğǵñńşıə]|q(?!u)")
_KAZAKH_LATIN_SHAPE = re.compile(r"[bdghjkqlmnrstz]y[bdghjkqlmnrstzp]|zh|iia|uy[lrnk]|[aeo]iy|uz$")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Folded, so that they are known with and without the Kazakh letters and in Latin script.
_KAZAKH_WORDS = _set(
    """
    жане мен пен бен менен ушин бойынша туралы жайлы жонинде бар жок емес керек кажет мумкин болады
    болды болып болган болса болу болуы болатын бул осы сол мына анау оз озин озинин оздери онын оны
    оган одан олар олардын оларга биз бизге бизди биздин сиз сизге сиздин сендер маган мени менин
    саган ози тек да де та те гой кейин дейин шейин бурын казир бугин кеше ертен неге кайда калай
    кашан канша неше ким кимге кандай кай гана оте тым ен коп аз барлык бари барша бир еки уш торт
    бес алты жети сегиз тогыз жиырма отыз жуз мын немесе яки бирак алайда ал егер себеби сондыктан
    ойткени сондай сонымен катар сиякты секилди аркылы катысты карай карсы арасында арналган
    байланысты сайкес негизинде барысында бойы ишинде сыртында астында устинде жанында жыл жылы
    жылдын жылгы ай айы кун куни кундери апта сагат адам адамдар адамдарга бала балалар балаларга
    балалардын ата ана мектеп мектебинде балабакша аурухана ауыл ауылда ауылдык ауылы аудан ауданда
    аудандык ауданы облыс облысы облыстык кала калада калалык каласы кошеси кошесинде округи комек
    комектесу колдау жумыс жумысы жумыска халык халкы ел елди жер су суы ауыз уй уйи жол жолы жана
    жаксы жаман улкен киши кишкентай жас жастар жастарга кыз ер аял айел айелдер отбасы беру алу
    жасау ету етти еткен етеди отыр отырган тур турады жур жатыр келеди келди барады береди берди
    алады алды болмайды болмады деп деген деди дейди айтты сурак жауап отиниш отинемин шагым усыныс
    усынамын сураймын тилеймин хат мемлекеттик когамдык когам бирлестик бирлестиги кор коры мекеме
    мекемеси басшы басшысы басшылык тургындар тургындары рахмет салем курметти урметпен омир омири
    билим денсаулык сактау мадениет спорт табигат коршаган орта ерикти ериктилер улттык жобасы
    жобалар акша каржы тенге баска басты жогары томен сапалы тегин ашык жабык такырып маселе шешу
    шешим корсету кызмет кызмети орналаскан
    """
)
_RUSSIAN_WORDS = _set(
    """
    и в во на что с со как по но из у за к ко от о об обо для это эта эти этот этого этой этих его
    ее их мы вы они она я то же бы или если чтобы при до без между также так уже еще только нет был
    была было были быть есть который которая которое которые которых которой наш наша наши нашей
    нашего ваш свой своих где когда можно нужно надо очень все всех всем весь вся году года лет год
    под над про через после перед более менее не ни ли да пока согласно министерство комитет
    управление отдел республики нас вас нам вам им ему ей него них том тем чем кто кого кому ведь
    потом тоже даже этом один два три раз день дети детей детям люди людей дом город село села школа
    школы работа работы помощь просим прошу область области района район районе улица улице общество
    фонд совет дело дела жизнь семьи семей
    """
)
_ENGLISH_WORDS = _set(
    """
    the of and to in a an for is are was were be been being with on by at from as that this these
    those it its he she they we you i his her their our your not no or but if so than then there
    here who which what when where how has have had do does did will would can could may should must
    about into over under after before between more most other some any all each also only new
    people children women men bar den ten order leader water state local public support help please
    need work school village city region district
    """
)
# Kazakh suffixes (folded) and pairs of letters that Russian spelling forbids.
_KAZAKH_SHAPE = re.compile(
    r"[гкхжшч]ы|уы|..([ае]у|[ыи]п|[лдт][ае]р[ыи]|[лдт][ае]р[дгтнм]\w*|лар|[дтн][ыи]н|[дтн][ае]н|[гк][ае]н|[лдт][ыи]к"
    r"|[лдт][ыи]г[ыи]\w*|с[ыи]з|[ыи]нд[ае]|[ыи]нд[ае]г[ыи]\w*|[дт][ае]г[ыи]\w*|йды|[мбп][ае]й|[ыи]м[ыи]з|[лд][ае]п"
    r"|ушы|ушылар\w*|мен|асы|еси|уга|уге)$"
)
_RUSSIAN_SHAPE = re.compile(
    r"ё|щ|ъ|[бвгджзклмнпрстфхцчшщ]ь|ье|ья|ью"
    r"|..([оеы]го|[оеы]му|[иы]ми|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ых|их|ую|юю|ия|ию|ии|ов|ев|а?ям|ами|ями|а?ях"
    r"|ся|сь|[юуяе]т|ит|[аяие]л|[аяи]л[аио]|ено|на|ость|ств[оа]|ны|ок|ки|ка|ку|во|ек|лив\w*)$"
)
_ENGLISH_SHAPE = re.compile(r"th|wh|ck|ee|oo|ou|ea|..(tion|ing|ed|ly|ment|ity|ness|ous|al|ive|es|er|ers|or|y)$")

_Votes = tuple[float, float, float]  # kk, ru, en


def detect(text: str, default: str = "kk") -> str:
    """The language of a person's text: kk, ru or en; `default` when there is no letter in it.

    Each word votes. A Kazakh letter, a common word, a typical ending weigh more than mere script, so a
    Kazakh name inside a Russian sentence does not turn it, and Kazakh typed without its letters or in Latin
    script is mostly recognised.

    Share of right answers, kk / ru / en, by `PARALLEL_TEXTS=folder pytest -s tests/base/test_tongue.py -k
    measured`: 1,095 news sentences (NTREX) .999 / .998 / 1.0, their first three words .935 / .991 / .997;
    Kazakh without its letters .975, in Latin letters .994, in plain ASCII .952; 558 official phrases
    .952 / .998 / .925 (most misses there are rows that hold another language's text). Looking only for a
    Kazakh letter gave .996 on the sentences, .877 on three words, 0 on Kazakh typed without its letters.
    20-50 µs a sentence.
    """
    words = _WORD.findall(mend_script(text).lower())
    if not words:
        return default
    latin = [word for word in words if _LATIN.search(word)]
    mixed = 0 < len(latin) < len(words)  # Latin words among Cyrillic ones are mostly names
    sums = [0.0, 0.0, 0.0]
    for word in words:
        for place, vote in enumerate(_votes(word)):
            sums[place] += vote * (0.2 if mixed and _LATIN.search(word) else 1)
    return LANGUAGES[sums.index(max(sums))]


@lru_cache(maxsize=50_000)
def _votes(word: str) -> _Votes:
    return _latin_votes(word) if _LATIN.search(word) else _cyrillic_votes(word)


def _cyrillic_votes(word: str) -> _Votes:
    if _KAZAKH_LETTER.search(word):
        return (1.2, 0, 0)
    folded = fold(word)
    if folded in _RUSSIAN_WORDS:
        return (0, 1.2, 0)
    if folded in _KAZAKH_WORDS:
        return (1.2, 0, 0)
    kazakh, russian = bool(_KAZAKH_SHAPE.search(folded)), bool(_RUSSIAN_SHAPE.search(word))
    if kazakh != russian:
        return (0.8, 0, 0) if kazakh else (0, 0.8, 0)
    return (0.1, 0.3, 0)


def _latin_votes(word: str) -> _Votes:
    if word in _ENGLISH_WORDS:
        return (0, 0, 1.2)
    if _KAZAKH_LATIN.search(word):
        return (1.2, 0, 0)
    cyrillic = latin_to_cyrillic_folded(word)
    if cyrillic in _KAZAKH_WORDS and len(word) > 2:
        return (1.2, 0, 0)
    if _KAZAKH_SHAPE.search(cyrillic) and not _ENGLISH_SHAPE.search(word):
        return (0.6, 0, 0.1)
    if _KAZAKH_LATIN_SHAPE.search(word):
        return (0.6, 0, 0.2)
    return (0, 0, 0.5 if _ENGLISH_SHAPE.search(word) else 0.3)
