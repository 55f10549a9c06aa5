"""The timeline of a post across its holders, and the figures of changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.handovers import acts, queries
from kopir.handovers.models import Pack
from kopir.handovers.queries.figures import FEWEST
from kopir.handovers.queries.history import Filters, kind_of_act
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import RestrictedBecause
from tests.handovers.world import Departure

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Departure:
    return Departure()


def kinds(lines: list[queries.Line]) -> list[str]:
    return [line.entry.act for line in lines]


def test_the_successor_reads_what_was_done_before_him_without_notes(world: Departure) -> None:
    matter = world.received()
    matters.write_note(matter, by=world.district, text="Ішкі ескерту")
    world.answer(matter)
    world.leave()
    new = world.come()
    lines = queries.history_of(new, world.district_post, Filters())
    assert kinds(lines) == [
        "posts.appoint", "posts.end_appointment", "interactions.answer", "interactions.submit",
    ]  # fmt: skip
    assert lines[2].path == f"/interactions/{matter.number}/"


def test_filters_by_kind_and_year(world: Departure) -> None:
    world.answer(world.received())
    year = timezone.localdate().year
    by, post = world.district, world.district_post
    assert kinds(queries.history_of(by, post, Filters(kind="outcomes"))) == ["interactions.answer"]
    assert kinds(queries.history_of(by, post, Filters(year=year, kind="matters"))) == ["interactions.submit"]
    assert queries.history_of(by, post, Filters(year=year - 1)) == []
    assert queries.history_years(world.district, world.district_post) == [year]


def test_everybody_reads_only_the_open_part(world: Departure) -> None:
    open_matter, closed = world.received(), world.received()
    matters.restrict(closed, by=world.author, because=RestrictedBecause.WISH)
    matters.write(open_matter, by=world.district, text="Қарап жатырмыз")
    world.answer(Matter.objects.get(pk=closed.pk))
    own = kinds(queries.history_of(world.district, world.district_post, Filters()))
    public = kinds(queries.history_of(VISITOR, world.district_post, Filters()))
    assert "interactions.answer" in own and "interactions.write" in own
    assert public == ["interactions.submit"], "of the matter restricted since, its author is not named"
    assert kinds(queries.history_of(world.neighbour, world.district_post, Filters())) == public


def test_pages_by_key_meet_without_a_gap(world: Departure) -> None:
    world.with_matters(4)
    whole = queries.history_of(world.district, world.district_post, Filters())
    first = queries.history_of(world.district, world.district_post, Filters(), limit=2)
    rest = queries.history_of(world.district, world.district_post, Filters(), first[-1].entry.pk)
    assert [line.entry.pk for line in first + rest] == [line.entry.pk for line in whole]
    assert [row[0] for row in queries.history_csv(world.district, world.district_post, Filters())] == [
        line.entry.pk for line in whole
    ]


def test_a_longer_history_takes_no_more_queries(world: Departure) -> None:
    counts = []
    for number in (1, 2):
        world.with_matters(number)
        with CaptureQueriesContext(connection) as asked:
            queries.history_of(world.district, world.district_post, Filters())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 2


def test_every_act_has_a_kind() -> None:
    given = {
        "posts.appoint": "appointments", "posts.edit": "post", "interactions.raise": "hand_offs",
        "interactions.answer": "outcomes",
        "interactions.submit": "matters", "regulation.prove": "duties", "handovers.sign": "promises",
    }  # fmt: skip
    assert {act: kind_of_act(act) for act in given} == given


# ---- Figures -----------------------------------------------------------------------------------------------------------


def test_a_matter_that_nobody_touches_after_the_change_has_stalled(world: Departure) -> None:
    touched, _untouched = world.with_matters(2)
    world.leave()
    acts.follow_changes()
    new = world.come()
    matters.write(touched, by=new, text="Мен жаңа уәкілмін, істі жалғастырамын.")
    assert acts.measure() == 1, "the first act is known, the time of watching is not over"
    Pack.objects.update(ends_on=timezone.localdate() - timedelta(days=16))
    acts.measure()
    found = queries.totals()
    assert (found.due, found.signed, found.without_leaver, found.watched) == (1, 0, 1, 2)
    assert world.pack.stalled == 2, "the act came after the time of watching"


def test_days_of_few_changes_are_not_given(world: Departure) -> None:
    world.leave()
    acts.follow_changes()
    Pack.objects.update(first_act_on=timezone.localdate() + timedelta(days=2))
    rows = queries.figures_by_body()
    assert [(row.figures.due, row.figures.days) for row in rows] == [(1, None)]
    assert FEWEST == 5


def test_figures_take_one_query_however_many_bodies(world: Departure) -> None:
    world.leave()
    acts.follow_changes()
    with CaptureQueriesContext(connection) as asked:
        queries.figures_by_body()
    assert len(asked) == 1


def test_what_is_not_finished_names_the_post_and_whether_somebody_holds_it(world: Departure) -> None:
    world.leave()
    acts.follow_changes()
    [row] = queries.unfinished()
    assert (row.pack.post, row.days, row.held) == (world.district_post, 1, False)
    world.come()
    assert queries.unfinished()[0].held
    assert queries.totals().silent == 1


def test_what_is_not_finished_takes_two_queries(world: Departure) -> None:
    world.leave()
    acts.follow_changes()
    with CaptureQueriesContext(connection) as asked:
        assert [str(row.pack.post.organisation) for row in queries.unfinished()]
    assert len(asked) == 2
