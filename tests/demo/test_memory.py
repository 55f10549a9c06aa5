"""Memory of the demonstration: something was opened by authors and by posts, an adoption named, a way called not fitting."""

from __future__ import annotations

import pytest

from kopir.memory import queries
from kopir.memory.models import Opening, Solution, Unfit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def test_authors_and_posts_have_looked_at_what_there_was(built: int) -> None:
    assert Opening.objects.filter(post=None).exists() and Opening.objects.exclude(post=None).exists()
    assert Opening.objects.filter(card=None).exists() and Opening.objects.exclude(card=None).exists()


def test_an_adoption_solved_a_matter_and_a_way_did_not_fit(built: int) -> None:
    assert queries.sheet().total.adopted == Solution.objects.count() > 0
    unfit = Unfit.objects.get()
    suggested = queries.suggested_way(unfit.matter)
    assert suggested is not None and suggested.way != unfit.way
