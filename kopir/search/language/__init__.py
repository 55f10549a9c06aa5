"""Languages of what is searched: the language of a paragraph, the lemmas of its words.

`lemmas(text, language)` is what the index keeps beside the words themselves and what a query is turned into;
`analyse(word)` tells how a Kazakh word is made; `is_known(word)` whether its headword is listed.
"""

from kopir.search.language.kazakh.analyser import Analysis, analyse
from kopir.search.language.lemmas import is_known, lemma, lemmas
from kopir.search.language.paragraphs import Paragraph, paragraphs

__all__ = ["Analysis", "Paragraph", "analyse", "is_known", "lemma", "lemmas", "paragraphs"]
