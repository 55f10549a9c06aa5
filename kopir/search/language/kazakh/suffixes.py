"""The suffixes of Kazakh and what each may follow: the morphotactics as a table.

A row reads: the suffix NAME sounds as TEMPLATE (see `sounds.soundings`), may follow any of the states AFTER, and leaves the word
in the state GIVES. A word begins as `noun` (noun, adjective, numeral, adverb) or `verb`; docs/kazakh.md explains the order.
Derivations stand apart: they make another word, so they stay in the lemma.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Suffix(NamedTuple):
    name: str
    template: str
    after: frozenset[str]
    gives: str


def _row(name: str, template: str, after: str, gives: str) -> Suffix:
    return Suffix(name, template, frozenset(after.split()), gives)


STEM = "noun participle action belonging compared"  # whatever takes the endings of a noun
OWNED = "mine ours"  # possessives of the first and second person
WHOLE = f"{STEM} plural {OWNED} his"
VERB = "verb voice negated"

NOMINAL: Final = (
    # degree and number
    _row("comparative", "(Y|)рAқ", "noun", "compared"),
    _row("plural", "LAр", STEM, "plural"),
    # possessive
    _row("my", "(Y|)м", f"{STEM} plural desire", "mine"),
    _row("thy", "(Y|)ң", f"{STEM} plural desire", "mine"),
    _row("our", "(Y|)мYз", f"{STEM} plural desire", "ours"),
    _row("your", "(Y|)ңYз", f"{STEM} plural desire", "ours"),
    _row("his", "(с|)Y", f"{STEM} plural desire", "his"),
    # case
    _row("genitive", "NYң", WHOLE, "case"),
    _row("dative", "GA", f"{STEM} plural ours future", "case"),
    _row("dative", "A", "mine", "case"),
    _row("dative", "нA", "his", "case"),
    _row("accusative", "CY", f"{STEM} plural {OWNED}", "case"),
    _row("accusative", "н", "his", "case"),
    _row("locative", "DA", f"{STEM} plural {OWNED}", "place"),
    _row("locative", "ндA", "his", "place"),
    _row("ablative", "BAн", f"{STEM} plural {OWNED} future", "case"),
    _row("ablative", "нAн", "his", "case"),
    _row("instrumental", "Mен", WHOLE, "case"),
    _row("instrumental", "Mенен", WHOLE, "case"),
    # what is there, what is somebody's: again a noun
    _row("being in", "ғY", "place", "belonging"),
    _row("belonging to", "Nікі", WHOLE, "belonging"),
    # likeness
    _row("like", "DAй", f"{STEM} plural {OWNED} his", "like"),
    # predicative person
    _row("I am", "PYн", "noun plural participle future place like", "end"),
    _row("thou art", "сYң", "noun participle future place like", "end"),
    _row("you are", "сYз", "noun participle future place", "end"),
    _row("we are", "PYз", "noun plural participle future place", "end"),
    _row("you all are", "сYздAр", "noun participle future place", "end"),
)

VERBAL: Final = (
    # voice: only the passive is inflection; the other voices make verbs of their own
    _row("passive", "(Y|)л", "verb", "voice"),
    _row("passive after л", "(Y|)н", "verb", "voice"),
    _row("negation", "PA", "verb voice", "negated"),
    # participles and the verbal noun: from here on like a noun
    _row("past participle", "GAн", VERB, "participle"),
    _row("habitual participle", "(A|й)тYн", VERB, "participle"),
    _row("future participle", "(A|)р", "verb voice", "future"),
    _row("negative future participle", "PAс", "verb voice", "future"),
    _row("intention", "PAқ", "verb voice", "participle"),
    _row("intention", "PAқшY", "verb voice", "end"),
    _row("action", "у", VERB, "action"),
    _row("desire", "GY", VERB, "desire"),
    _row("because", "дYқтAн", "participle", "end"),
    # converbs
    _row("converb", "(Y|)п", "verb voice", "converb"),
    _row("converb", "(A|й)", VERB, "present"),
    _row("until", "GAншA", VERB, "end"),
    _row("since", "GAлY", "verb voice", "end"),
    _row("unless", "PAйыншA", "verb voice", "end"),
    # tenses and moods
    _row("past", "DY", VERB, "past"),
    _row("condition", "сA", VERB, "past"),
    _row("evidential", "тY", "converb", "end"),
    _row("he does", "дY", "present", "end"),
    _row("I do", "мYн", "present", "end"),
    _row("I do", "пYн", "converb", "end"),
    _row("thou dost", "сYң", "present converb", "end"),
    _row("you do", "сYз", "present converb", "end"),
    _row("we do", "мYз", "present", "end"),
    _row("we do", "пYз", "converb", "end"),
    _row("you all do", "сYздAр", "present converb", "end"),
    _row("I did", "м", "past", "end"),
    _row("thou didst", "ң", "past", "end"),
    _row("you did", "ңYз", "past", "end"),
    _row("we did", "қ", "past", "end"),
    _row("you all did", "ңYздAр", "past", "end"),
    _row("you all did", "ңдAр", "past", "end"),
    # commands and wishes
    _row("let him", "сYн", VERB, "wish"),
    _row("let me", "(A|)йYн", VERB, "wish"),
    _row("let us", "(A|)йYқ", VERB, "wish"),
    _row("please", "(Y|)ңYз", VERB, "wish"),
    _row("all of you", "(Y|)ңдAр", VERB, "wish"),
    _row("all of you, please", "(Y|)ңYздAр", VERB, "wish"),
    _row("do", "шY", "wish", "end"),
)

# Derivations that show a word nobody has listed to be a word: `жаңашылдандырылмағандық`. They stay in the lemma.
# (template, the state of the stem it is made from)
DERIVATIONS: Final = (
    ("LYқ", "noun"),
    ("шY", "noun"),
    ("шYлYқ", "noun"),
    ("шYл", "noun"),
    ("сYз", "noun"),
    ("LY", "noun"),
    ("ушY", "verb"),
    ("GYш", "verb"),
    ("хана", "noun"),
    ("аралық", "noun"),
    ("DAс", "noun"),
    ("GAр", "noun"),
)
VERB_DERIVATIONS: Final = (
    ("LA", "noun"),
    ("LAн", "noun"),
    ("LAс", "noun"),
    ("DYр", "verb"),
    ("GYз", "verb"),
    ("т", "verb"),
    ("(Y|)с", "verb"),
    ("(Y|)н", "verb"),
)

# A word does not end in these states.
NOT_FINAL: Final = frozenset({"desire"})
# Seldom said in writing: another reading of the word goes first. Of a noun, and of any word.
RARE_OF_NOUNS: Final = frozenset({"I am", "thou art", "you are", "we are", "you all are", "like"})
RARE: Final = frozenset({"desire", "thy", "future participle"})
# Not taken off a word that nobody has listed: too short or too rare to be told from the end of a name.
UNSAFE: Final = RARE | RARE_OF_NOUNS | {"my", "comparative"}
