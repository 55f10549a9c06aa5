"""Was this tried? What is like a text, in any of the three languages: finished, open now, practices to adopt; each with the
reasons why it was found. Whatever the reader may not read is not among it."""

from kopir.search.tried.answers import Found, Tried, duplicates, tried

__all__ = ["Found", "Tried", "duplicates", "tried"]
