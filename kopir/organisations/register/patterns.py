"""How legal forms are written in names: in full and short, in Russian and in Kazakh, with their usual slips.

Patterns look at a name in small letters, Kazakh letters turned to their Russian neighbours, every quote a `"`. Short
forms of Kazakh look at the name with its Kazakh letters, because ҚҚ, КҚ and ЖҚ are three different things.

A Russian name begins with its form, so the leftmost one counts; a Kazakh name ends with it, so the rightmost one does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kopir.organisations.words import LegalForm, OutOfScope

Verdict = LegalForm | OutOfScope


class Sign(NamedTuple):
    """What a piece of a name says."""

    verdict: Verdict
    pattern: re.Pattern[str]


def _signs(*pairs: tuple[Verdict, str]) -> tuple[Sign, ...]:
    return tuple(Sign(verdict, re.compile(_expanded(pattern))) for verdict, pattern in pairs)


# Russian adjectives, and any words (kept short so that a pattern does not run over half a name).
_ADJECTIVE = r"[\w-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ей|ым|им|ых|их)"
_SHORTCUTS = {
    "<adj>": rf"(?:{_ADJECTIVE}\s+){{0,4}}",
    "<2w>": r"(?:[\w-]+\s+){0,2}?",
    "<4w>": r"(?:[\w-]+\s+){0,4}?",
    "<union>": r"об[ъь]?[ъь]?единени\w*",
}


def _expanded(pattern: str) -> str:
    for name, meaning in _SHORTCUTS.items():
        pattern = pattern.replace(name, meaning)
    return pattern


F, O = LegalForm, OutOfScope  # noqa: E741

RUSSIAN = _signs(
    (O.HOUSE_OWNERS, r"<union>\s+собственник\w+"),
    (O.HOUSE_OWNERS, r"(?:потребительск\w+\s+)?кооператив\w*\s+(?:собственник\w+|владельц\w+)"),
    (O.HOUSE_OWNERS, r"жилищн\w*(?:-строительн\w+|\s+строительн\w+)?\s+кооператив\w*"),
    (O.HOUSE_OWNERS, r"товариществ\w*\s+собственник\w+|\bпрост\w+\s+товариществ\w*"),
    (O.HOUSE_OWNERS, r"\b(?:оси|кск|пкск|ксп|ксик|жск|пт|тсж)\b"),
    (
        O.RELIGIOUS,
        r"\bрелигиозн\w+\s+<2w>(?:<union>|организаци\w*|общин\w*|групп\w*|управлени\w*|учреждени\w*)",
    ),
    (O.RELIGIOUS, r"\bдуховн\w+\s+управлени\w+\s+мусульман"),
    (F.NAO, r"\bнекоммерческ\w+\s+<adj>акционерн\w+\s+обществ\w*|\bнао\b"),
    (F.OUL, r"<union>\s+(?:юридических\s+лиц|индивидуальных\s+предпринимател)|\bоюл\b|\bоипи?юл\b"),
    (F.OO, r"\bобщественн\w+\s+<adj><union>|\bобщественн(?:ая|ой|ую)\s+<adj>организаци(?:я|и|ю|ей)\b"),
    (F.OO, r"\b(?:р|г|м|мр|в)?оо\b"),
    (F.OF, r"\bобщественн\w+\s+<adj>фонд\w*|\b(?:р|м)?об?ф\b"),
    (F.CHF, r"\bчастн\w+\s+<adj>фонд\w*|\bчб?ф\b"),
    (F.KF, r"\bкорпоративн\w+\s+<adj>фонд\w*|\bкб?ф\b"),
    (F.CHU, r"\b(?:частн\w+|негосударственн\w+)\s+<adj>учреждени\w*|\bчу\b"),
    (F.PK, r"\bпотребительск\w+\s+<adj>(?:кооператив\w*|обществ\w*|союз\w*)"),
    (F.PK, r"\b(?:садов|дачн|гараж)[\w-]*\s+<adj>(?:кооператив|товариществ|обществ)\w*"),
    (F.NONE, r"\bинициативн\w+\s+групп\w*"),
    (O.STATE, r"\b(?:государственн|казенн|коммунальн)\w+\s+<adj>(?:учреждени|предприяти)\w*"),
    (O.STATE, r"\bгосударственн\w+\s+(?:корпораци|компани|фонд|орган\b|комитет|музе|архив)\w*"),
    (O.STATE, r"\b(?:гу|кгу|ргу|гккп|кгкп|кгп|ргп|ргкп|гкп|гкгп)\b"),
    (O.COMMERCIAL, r"\bтовариществ\w*\s+с\s*(?:ограничен|дополнит)\w*"),
    (O.COMMERCIAL, r"\b(?:об?щест\w*|компани\w*)\s+с\s+ограничен\w*\s+ответствен\w*"),
    (O.COMMERCIAL, r"(?<!ческое )(?<!ческого )\bакционерн\w+\s+обществ\w*"),
    (
        O.COMMERCIAL,
        r"\b(?:полн|коммандитн|хозяйственн|кредитн)\w+\s+<adj>товариществ\w*|\bтовариществ\w*\s+на\s+вере",
    ),
    (O.COMMERCIAL, r"\bкрест\w*\W+(?:\(?фермер\w*\)?\W+)?хоз\w*|\bфермер\w*\W+хоз\w*"),
    (O.COMMERCIAL, r"\bк\s?[/\\]\s?х\b|\bкр?х\b|\bш\s?[/\\-]\s?[кшх]\b|\bшкх?\b|\bф\s?/\s?х\b"),
    (O.COMMERCIAL, r"\b(?:производственн|сельскохозяйственн)\w+\s+<adj>(?:кооператив\w*|<union>)"),
    (O.COMMERCIAL, r"\bунитарн\w+\s+предприяти\w*|\bчастн\w+\s+компани\w*"),
    (O.COMMERCIAL, r"\bиндивидуальн(?:ый|ого)\s+предпринимател[ья]\b"),
    (O.COMMERCIAL, r"\b(?:тоо|тдо|ао|зао|оао|пао|ооо|осоо|одо|ип|спк|чк)\b"),
)

KAZAKH = _signs(
    (O.HOUSE_OWNERS, r"\bмулик\w*\s+(?:[\w-]+\s+){0,3}?иелери\w*\s+бирлести\w*"),
    (O.HOUSE_OWNERS, r"\bменшик\s+иелери\w*\s+<2w>(?:бирлести|кооператив)\w*"),
    (O.HOUSE_OWNERS, r"\bпатер\w*\s+(?:[\w-]+\s+){0,3}?иелери.{0,60}?кооператив\w*"),
    (O.HOUSE_OWNERS, r"\bтургын\s+уй\S*\s*-?\s*(?:курылыс\w*)?\s*кооператив\w*|\bжай\s+сериктест\w*"),
    (O.RELIGIOUS, r"\bдини\s+<2w>(?:бирлести|уйым|кауым|баскарма|мекеме)\w*"),
    (F.NAO, r"\bкоммерциялык\s+емес\s+<2w>акционерлик\s+когам\w*"),
    (
        F.OUL,
        r"\bзанды\s+тулгалар\w*\s+(?:\"[^\"]{1,60}\"\s+)?(?:[\w-]+\s+){0,3}?"
        r"(?:бирлести|кауымдасты|одаг|одак|ассоциаци)\w*",
    ),
    (F.OUL, r"\bжеке\s+касипкерлер\w*\s+(?:[\w-]+\s+){0,4}?бирлести\w*"),
    (F.OO, r"\bкогамдык\s+<2w>бирлести\w*|\bкогамдык\s+уйым\w*"),
    (F.OF, r"\bкогамдык\s+<2w>кор(?:ы\w*)?\b"),
    (F.CHF, r"\bжеке\s+<2w>кор(?:ы\w*)?\b"),
    (F.KF, r"\bкорпорати\w*\s+<2w>кор(?:ы\w*)?\b"),
    (F.CHU, r"\bжеке(?:меншик)?\s+<2w>мекеме\w*|\bмемлекеттик\s+емес\s+<2w>мекеме\w*"),
    (F.PK, r"\bтутыну\w*\s+<2w>кооператив\w*"),
    (F.NONE, r"\bбастама\w*\s+топ\w*"),
    (O.STATE, r"\bмемлекеттик\s+(?!емес)<4w>(?:мекеме|касипор)\w*|\bказыналык\s+касипор\w*"),
    (O.COMMERCIAL, r"\bж[\w]*кершил\w*\s+шектеул\w*"),
    (O.COMMERCIAL, r"(?<!емес )\bакционерлик\s+когам\w*"),
    (
        O.COMMERCIAL,
        r"\bшаруа\w*[\s-]*(?:\(\s*фермер\w*\s*\)\s*)?(?:кожалы|шаруаш?ш?ы?лы)\w*|\bфермер\w*\s+кожалы\w*",
    ),
    (O.COMMERCIAL, r"\b(?:ондиристик|ауыл\s*шаруашылы\w*)\s+<2w>кооператив\w*"),
    (
        O.COMMERCIAL,
        r"\b(?:толык|коммандит\w*|несие|кредиттик)\s+<2w>серикте\w*|\bжеке\s+компания\w*|\bжеке\s+касипкер\b",
    ),
)

# With the Kazakh letters. A short form that is also a word counts only after a closing quote.
KAZAKH_SHORT = _signs(
    (F.OO, r"\bр?қб\b"),
    (F.OF, r"\bр?ққ\b"),
    (F.CHF, r"\bжқ\b"),
    (F.KF, r"\bкқ\b"),
    (F.OUL, r"\bзтб\b"),
    (F.CHU, r'"\s*жм\b'),
    (F.NAO, r"\bкеақ\b"),
    (F.PK, r'"\s*тк\b'),
    (O.HOUSE_OWNERS, r'\bмиб\b|"\s*пик\b'),
    (O.RELIGIOUS, r'"\s*дб\b'),
    (O.STATE, r'\b(?:кмм|рмм|мкқк|кмқк|рмқк|шжқ)\b|"\s*мм\b'),
    (O.COMMERCIAL, r'\b(?:жшс|жшқ|жақ|аақ|шқ)\b|\bш\s?[/\\]\s?қ\b|"\s*(?:ақ|жк)\b'),
)

# Only when nothing above is found: the first word of a Russian name …
RUSSIAN_HEADS = _signs(
    (
        O.RELIGIOUS,
        r"<adj>(?:мечет|церк(?:ов|в)|епархи|митрополи|приход|монастыр|синагог|храм|медресе|костел)\w*",
    ),
    (O.STATE, r"(?:министерств|акимат|аппарат\s+аким|аппарат\s+маслихат|маслихат|прокуратур|департамент)\w*"),
    (
        O.STATE,
        r"(?:управлени|отдел|комитет|инспекци|агентств)\w*\b.*(?:\bрк\b|район|област|город|министерств|республик)",
    ),
    (O.COMMERCIAL, r"(?:инвестиционн|пенсионн|паев|страхов|акционерн)\w*\s+<adj>(?:фонд|компани|обществ)\w*"),
    (O.COMMERCIAL, r"(?:<adj>)?(?:компани|корпораци|банк|завод|фабрик)\w*"),
    (F.OO, r"<adj>движени[ея]\b"),
    (F.OTHER, r"<adj>фонд\w*|<adj>коллеги\w*\s+адвокатов|<adj>палат[аы]\b(?!\s+предпринимател)"),
    (F.OTHER, r"<adj>(?:некоммерческ|неправительственн)\w+\s+организаци\w*"),
    (F.OUL, r"<adj>(?:ассоциаци[яи]|союза?|об[ъь]единени[ея]\s+ассоциаци\w*)\b"),
    (F.CHU, r"<adj>учреждени[ея]\b"),
)
# … or the last words of a Kazakh one,
KAZAKH_TAILS = _signs(
    (O.RELIGIOUS, r"\b(?:мешит|шеркеу|ширкеу|епархия|приход|медресе|намазхана)\w*$"),
    (O.STATE, r"(?:министрли|акимди|маслихат|прокуратура|департамент)\w*$|\bаким\w*\s+аппарат\w*$"),
    (O.COMMERCIAL, r"(?:компания|корпорация|зауыт|фабрика|банк)\w*$"),
    (O.STATE, r"\b(?:облыс|аудан|кала|министрл)\w*\b.*\b(?:баскарма|болим|комитет|инспекция)\w*$"),
    (F.OTHER, r"\bкор(?:ы|ынын)$|\bадвокаттар\s+алкасы\w*$|(?<!касипкерлер )\bпалата\w*$"),
    (F.OUL, r"\b(?:кауымдасты[кг]\w*|ассоциация\w*|одак|одагы\w*)$"),
    (F.CHU, r"\bмекеме\w*$"),
)
# … or the signs of other countries.
OUTLANDISH = _signs(
    (F.OF, r"\bpublic\s+(?:\w+\s+)?(?:fund|foundation)\b"),
    (F.OO, r"\bpublic\s+association\b"),
    (F.CHF, r"\bprivate\s+(?:\w+\s+)?(?:fund|foundation)\b"),
    (F.KF, r"\bcorporate\s+(?:\w+\s+)?(?:fund|foundation)\b"),
    (F.OUL, r"\b(?:association|union)\s+of\s+legal\s+entities\b"),
    (F.CHU, r"\bprivate\s+institution\b"),
    (
        O.COMMERCIAL,
        r"\b(?:ltd|limited|llc|llp|gmbh|inc|corp|corporation|company|plc|fze|ooo|too|лтд|лимитед|корпорейшн|холдингз?|хк)\b"
        r"|\b(?:b\.\s?v|s\.?\s?r\.?\s?[lo]|s\.\s?a|s\.?\s?p\.?\s?a|a\.?\s?g)\b\.?|\b(?:co|sa|srl|mercantil)\b",
    ),
)

# ---- Trade unions and parties: public associations by form, known by the head of their name ---------------

_UNION = r"проф-?союз(?:а|ы|ов)?\b|профессиональн(?:ый|ого|ые|ых)\s+союз\w*|профцентр\w*|профсоюзн\w+\s+"
_UNION += r"(?:организаци|комитет|центр|об[ъь]?единени|федераци|ячейк)\w*"
_OF_UNIONS = r"(?:федераци|конфедераци|об[ъь]?единени|совет|организаци|центр|комитет|ассоциаци|союз|ячейк)\w*\s+<adj>"
_OF_UNIONS += r"(?:профсоюз\w*|профессиональн\w+\s+союз\w*)\b"
_NO_PARTY = r"(?!\w*(?:шахматн|геолог|экспедиц|разведочн|строительн|сейсм|изыскат))"
_START = r'^[\s"(]*(?:[^"]{1,40}"\s*)?<adj>'
_START_PARTY = rf'^[\s"(]*(?:[^"]{{1,40}}"\s*)?(?:{_NO_PARTY}{_ADJECTIVE}\s+){{0,5}}'

RUSSIAN_UNION = re.compile(_expanded(rf"{_START}(?:{_UNION}|{_OF_UNIONS})"))
RUSSIAN_PARTY = re.compile(_expanded(rf"{_START_PARTY}(?:(?:организаци|комитет|ячейк)\w*\s+<adj>)?парти[яи]\b"))

_KAZAKH_UNION = r"(?:касипо(?:дагы|дактары|дак)|каси(?:птик|би)\s+ода(?:гы|ктары|к)|касиподак\w*\s+(?:[\w-]+(?:лык|лик)\s+)?"
_KAZAKH_UNION += r"(?:уйымы|комитети|орталыгы|федерациясы|конфедерациясы|бирлестиги|одагы|кенеси))(?:нын|нин)?"
KAZAKH_UNION = re.compile(rf"\b{_KAZAKH_UNION}$")
KAZAKH_PARTY = re.compile(r"\bпартиясы(?:нын)?$")
# Words between the head of a Kazakh name and its form: republican, branch-wide, local, of a region …
KAZAKH_BETWEEN = re.compile(
    r'(?:[\s"»)(]|\b(?:[\w-]*(?:лык|лик|дык|дик|тык|тик)|жергиликти|локалды|салалык|кр|облысы|ауданы|каласы))+$'
)

BRANCH_RUSSIAN = re.compile(
    r'^[\s"]*(?:[\w.-]+\s+){0,7}?(?:филиал|представительств|отделени|ячейк)\w*'
    r"(?:\s+(?:[\w.-]+\s+){0,4}?(?:область|области|районе?|района|городе?|города|казахстане?)\b)?"
)
BRANCH_KAZAKH = re.compile(r"\s(?:филиал\w*|окилди\w*|болимше\w*)[\W]*$")
BRANCH_WORD = re.compile(r"\b(?:филиал|представительств|отделени[ея]\b|окилди[гк]|болимше)\w*")
FOREIGN = re.compile(
    r"\b(?:иностранн|зарубежн)\w+\s+(?:[\w-]+\s+)?(?:некоммерческ|неправительств|общественн|благотворит)\w*"
    r"|\b(?:некоммерческ|неправительств)\w+\s+организаци\w*|\bстифтунг|stiftung|foundation\b|\be\.?\s?v\b|шетелдик\s+коммерциялык\s+емес"
)
HOUSE_WORDS = re.compile(
    r"собственник|квартир|\bп?кск\b|жилищн|жилого\s+дом|многоквартирн|подьезд|подъезд|\bмжд\b|патер|тургын|\bуй(?:и|дин)\b|\bжск\b"
)
