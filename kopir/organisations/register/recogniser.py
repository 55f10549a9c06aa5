"""What an organisation is, from its names: its legal form, or why the law keeps it out of the NGO Database.

Ground: Law of 12 April 2005 No 36-III names non-governmental organisations as non-profit ones without political parties,
trade unions and religious associations; house owners' associations and co-operatives keep a house and are not counted.
A branch is what its head is. A fund or a private institution stays an NGO whatever its name mentions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kopir.base.fold import mend_script
from kopir.organisations.register import patterns as p
from kopir.organisations.words import LegalForm, OutOfScope

_NEIGHBOURS = str.maketrans("әғқңөұүһіё", "агкноуухие")
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟‘’‚‹›″`*", '"'))
_SPECIAL = (OutOfScope.PARTY, OutOfScope.TRADE_UNION, OutOfScope.RELIGIOUS, OutOfScope.HOUSE_OWNERS)
_STATE_WORDS = ("государственн", "мемлекеттик", "правительств", "укимет")


@dataclass(frozen=True)
class Recognised:
    """Either a `form`, or `out` of scope with the reason. `by_form`: found by a written legal form, not by a likely word."""

    form: LegalForm | None = None
    out: OutOfScope | None = None
    is_branch: bool = False
    by_form: bool = True


UNKNOWN = Recognised(out=OutOfScope.UNKNOWN_FORM, by_form=False)


@dataclass(frozen=True)
class _Text:
    """A name as the patterns read it: `exact` keeps Kazakh letters, `plain` has their neighbours, place for place."""

    exact: str
    plain: str


@dataclass(frozen=True)
class _Found:
    verdict: p.Verdict
    start: int
    end: int
    kazakh: bool


def _text(name: str) -> _Text:
    exact = " ".join(mend_script(name).lower().translate(_QUOTES).split())
    exact = exact.replace(" c ", " с ")  # a Latin letter by itself is not mended
    return _Text(exact, exact.translate(_NEIGHBOURS))


def recognise(name_ru: str = "", name_kk: str = "", name_en: str = "", form: str = "") -> Recognised:
    """Never fails. `form`: what the register itself states as the legal form. A column may hold the other language."""
    texts = [(_text(name), kazakh) for name, kazakh in ((name_ru, False), (name_kk, True), (name_en, False)) if name.strip()]
    stated = stated_form(form)
    answers = [answer for text, kazakh in texts if (answer := _by_form(text, kazakh, stated))]
    if stated and not answers:
        answers = [_answer(stated)]
    if not answers:
        answers = [answer for text, _kazakh in texts if (answer := _by_likely_word(text))]
    if not answers:
        return replace(UNKNOWN, is_branch=_is_branch(texts))
    best = next((answer for answer in answers if answer.out in _SPECIAL), answers[0])
    return replace(best, is_branch=_is_branch(texts))


def _is_branch(texts: list[tuple[_Text, bool]]) -> bool:
    return any(p.BRANCH_WORD.search(_outside_quotes(text.plain)) for text, _kazakh in texts)


def _outside_quotes(plain: str) -> str:
    """The name without what stands between its first and last quote, when that leaves something."""
    first, last = plain.find('"'), plain.rfind('"')
    if first < last and (rest := f"{plain[:first]} {plain[last + 1 :]}".strip(" .,")):
        return rest
    return plain


def stated_form(form: str) -> p.Verdict | None:
    """What a register's own column of legal forms says; None for what is not known."""
    if not form.strip():
        return None
    found = _russian(_text(form)) or _kazakh(_text(form))
    if found is None and form.strip().upper() in LegalForm.values:
        return LegalForm(form.strip().upper())
    return found.verdict if found else None


def _answer(verdict: p.Verdict, *, by_form: bool = True) -> Recognised:
    if isinstance(verdict, OutOfScope):
        return Recognised(out=verdict, by_form=by_form)
    return Recognised(form=verdict, by_form=by_form)


def _russian(text: _Text) -> _Found | None:
    """The leftmost form; of two at one place the one that is named first in the table."""
    found = [
        _Found(sign.verdict, match.start(), match.end(), False)
        for sign in p.RUSSIAN
        if (match := sign.pattern.search(text.plain))
    ]
    return min(found, key=lambda one: one.start, default=None)


def _kazakh(text: _Text) -> _Found | None:
    """The form that ends last; of two that end together the longer one."""
    found = list(_all_kazakh(text))
    return max(found, key=lambda one: (one.end, -one.start), default=None)


def _all_kazakh(text: _Text) -> Iterator[_Found]:
    for signs, string in ((p.KAZAKH, text.plain), (p.KAZAKH_SHORT, text.exact)):
        for sign in signs:
            for match in sign.pattern.finditer(string):
                yield _Found(sign.verdict, match.start(), match.end(), True)


def _by_form(text: _Text, kazakh_first: bool, stated: p.Verdict | None) -> Recognised | None:
    """The governing form of one name, with a look at the head of the name where the form leaves it open."""
    readers = (_kazakh, _russian) if kazakh_first else (_russian, _kazakh)
    found = next((found for reader in readers if (found := reader(text))), None)
    verdict = stated or (found.verdict if found else None)
    special = _special(text, found, verdict)
    if special:
        return Recognised(out=special)
    if verdict is None:
        return None
    return _answer(_corrected(verdict, text))


def _corrected(verdict: p.Verdict, text: _Text) -> p.Verdict:
    if verdict == LegalForm.PK and p.HOUSE_WORDS.search(text.plain):
        return OutOfScope.HOUSE_OWNERS
    if verdict == LegalForm.NAO and any(word in text.plain for word in _STATE_WORDS):
        return OutOfScope.STATE
    return verdict


def _special(text: _Text, found: _Found | None, verdict: p.Verdict | None) -> OutOfScope | None:
    """Trade union or party by the head of the name: where the form is that of an association, or stands behind the head."""
    open_form = verdict in (None, LegalForm.OO, LegalForm.OUL)
    return _special_russian(text, found, open_form) or _special_kazakh(text, found, open_form)


def _special_russian(text: _Text, found: _Found | None, open_form: bool) -> OutOfScope | None:
    """The head begins the name, before the form or straight behind it."""
    rest = _after_branch(text.plain)
    cut = len(text.plain) - len(rest)
    for pattern, reason in ((p.RUSSIAN_UNION, OutOfScope.TRADE_UNION), (p.RUSSIAN_PARTY, OutOfScope.PARTY)):
        match = pattern.match(rest)
        if match and (open_form or (found and not found.kazakh and cut + match.end() <= found.start)):
            return reason
        if open_form and found and not found.kazakh and pattern.match(text.plain[found.end :]):
            return reason
    return None


def _special_kazakh(text: _Text, found: _Found | None, open_form: bool) -> OutOfScope | None:
    """The head ends the name, before the form; or it stands between the form and the word for branch."""
    if found and not found.kazakh:
        return None
    behind = list(_kazakh_tails(text.plain[found.end if found else 0 :]))
    heads = behind if found is None else [text.plain[: found.start].strip(' "')]
    heads += [p.KAZAKH_BETWEEN.sub("", head) for head in heads]
    if any(p.KAZAKH_UNION.search(one) for one in behind) or (open_form and any(map(p.KAZAKH_UNION.search, heads))):
        return OutOfScope.TRADE_UNION
    return OutOfScope.PARTY if open_form and any(map(p.KAZAKH_PARTY.search, heads)) else None


def _kazakh_tails(plain: str) -> Iterator[str]:
    """The name without the words of a branch: those between its genitive and the word for branch go too."""
    tail = p.BRANCH_KAZAKH.sub("", f" {plain}").strip(' ".,')
    yield tail
    if p.BRANCH_KAZAKH.search(f" {plain}"):
        words = tail.split()
        for kept in range(len(words) - 1, max(len(words) - 7, 0), -1):
            if words[kept - 1].rstrip('"').endswith(("нын", "нин")):
                yield " ".join(words[:kept]).strip(' "')


def _after_branch(plain: str) -> str:
    return p.BRANCH_RUSSIAN.sub("", plain, count=1)


def _by_likely_word(text: _Text) -> Recognised | None:
    rest = _after_branch(text.plain).strip(' "')
    tails = list(_kazakh_tails(text.plain))
    for sign in p.OUTLANDISH:
        if not isinstance(sign.verdict, OutOfScope) and sign.pattern.search(text.plain):
            return _answer(sign.verdict, by_form=False)
    if p.BRANCH_WORD.search(text.plain) and p.FOREIGN.search(text.plain):
        return Recognised(form=LegalForm.INO, by_form=False)
    for sign in p.RUSSIAN_HEADS:
        if sign.pattern.match(rest):
            return _answer(sign.verdict, by_form=False)
    for sign in p.KAZAKH_TAILS:
        if any(sign.pattern.search(tail) for tail in tails):
            return _answer(sign.verdict, by_form=False)
    for sign in p.OUTLANDISH:
        if sign.pattern.search(text.plain):
            return _answer(sign.verdict, by_form=False)
    return None
