"""Where the Regulation cannot be done: one rule a kind of contradiction, over one snapshot of facts.

A rule is a pure function from `Facts` to what it found; it never asks the database, so that it can be tested alone and so
that an announced amendment can be examined before its day. Every finding carries the facts that led to it. A rule is known
as soon as its module is imported, here.
"""

from kopir.regulation.findings import cover, likeness, owning, powers, ranks, terms
from kopir.regulation.findings.facts import Facts, gather
from kopir.regulation.findings.found import RULES, Found, examine

__all__ = ["RULES", "Facts", "Found", "cover", "examine", "gather", "likeness", "owning", "powers", "ranks", "terms"]
