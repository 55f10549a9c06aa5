"""The index follows what is done within a moment, is made anew where it stopped, and says how it stands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kopir.base.actors import VISITOR
from kopir.journal.models import Unsealed
from kopir.journal.sealing import seal
from kopir.operation.search import search as commands
from kopir.search import jobs, keeping
from kopir.search.documents import REGISTERED
from kopir.search.models import Cursor, Document, Rebuild
from kopir.search.queries import Search, search
from kopir.search.words import ONE, Kind
from tests.factories import make_organisation
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


def total(text: str) -> int:
    return search(VISITOR, Search(text, kind="matter")).total


def test_a_matter_is_found_before_its_entry_is_sealed() -> None:
    World().received(title="Ерекше тақырып")
    assert Unsealed.objects.exists()
    assert jobs.catch_up() == 0
    assert total("ерекше") == 1


def test_it_is_read_again_when_it_is_sealed() -> None:
    World().received(title="Ерекше тақырып")
    jobs.catch_up()
    seal()
    assert jobs.catch_up() > 0
    assert (total("ерекше"), Cursor.objects.get().next_leaf > 0) == (1, True)


class Stopped(Exception):
    pass


def test_a_rebuild_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BATCH", 2)
    for number in range(7):
        make_organisation(f"Бірлік {number}")

    def stop(state: Rebuild) -> None:
        if state.kind == Kind.ORGANISATION and state.done >= 4:
            raise Stopped

    with pytest.raises(Stopped):
        jobs.rebuild(stop)
    state = Rebuild.objects.get()
    assert (state.ended_at, state.kind, state.done) == (None, Kind.ORGANISATION, 4)
    told: list[int] = []
    jobs.rebuild(lambda state: told.append(state.done))
    assert told[0] > 4 and Rebuild.objects.get().ended_at is not None
    assert Document.objects.filter(kind=Kind.ORGANISATION).count() == 7


def test_the_worker_ends_a_rebuild_that_was_interrupted() -> None:
    make_organisation("Бірлік")
    keeping._begun()
    jobs.mend()
    assert Rebuild.objects.get().ended_at is not None
    assert search(VISITOR, Search("бірлік")).total == 1


def test_what_happened_during_a_rebuild_is_read_afterwards() -> None:
    world = World()
    seal()
    before, came = keeping.size(), []

    def happen(state: Rebuild) -> None:
        if not came:
            came.append(world.received(title="Ерекше тақырып"))
            seal()
            jobs.catch_up()
            Document.objects.filter(kind=Kind.MATTER).delete()  # as if the rebuild had written over it

    jobs.rebuild(happen)
    assert Cursor.objects.get().next_leaf == before
    jobs.catch_up()
    assert total("ерекше") == 1


def test_every_kind_is_registered_and_has_words() -> None:
    assert set(REGISTERED) == set(Kind) == set(ONE)


def test_the_command_says_how_the_index_stands() -> None:
    make_organisation("Бірлік")
    run = CliRunner()
    assert "organisation: 0 indexed of 1" in run.invoke(commands, ["status"]).output
    assert "Indexed: " in run.invoke(commands, ["rebuild"]).output
    said = run.invoke(commands, ["status"]).output
    assert "organisation: 1 indexed of 1" in said and "ended" in said
