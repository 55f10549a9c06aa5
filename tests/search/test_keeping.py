"""The index follows what is done within a moment, is made anew where it stopped, and says how it stands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kopir.base import jobs as base_jobs
from kopir.base.actors import VISITOR
from kopir.journal.models import Unsealed
from kopir.journal.sealing import seal
from kopir.operation.search import search as commands
from kopir.organisations.models import Organisation
from kopir.search import jobs, keeping
from kopir.search.documents import REGISTERED
from kopir.search.models import Cursor, Document, Rebuild, Walk
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
    jobs.go_on_rebuilding()
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


def missing_and_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven organisations of which the index knows none, and seven documents of rows that are gone; two are looked at a time."""
    monkeypatch.setattr(keeping, "LOOKED", 2)
    for number in range(7):
        make_organisation(f"Бірлік {number}")
        Document.objects.create(kind=Kind.ORGANISATION, key=str(9000 + number), path="x")


def indexed() -> list[str]:
    return sorted(Document.objects.filter(kind=Kind.ORGANISATION).values_list("key", flat=True))


def test_one_look_reads_some_keys_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    missing_and_gone(monkeypatch)
    assert jobs.mend() == 4
    assert Walk.objects.get(kind=Kind.ORGANISATION).after == str(Organisation.objects.order_by("pk")[1].pk)
    looks = [jobs.mend() for _ in range(6)]
    assert (sum(looks), looks[-1]) == (10, 0)
    assert indexed() == sorted(str(pk) for pk in Organisation.objects.values_list("pk", flat=True))


def test_a_look_that_is_killed_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    missing_and_gone(monkeypatch)

    def stop(_walk: Walk) -> int:
        raise Stopped

    with monkeypatch.context() as killed, pytest.raises(Stopped):
        killed.setattr(keeping, "_drop_gone", stop)
        jobs.mend()
    for _ in range(8):
        jobs.mend()
    assert indexed() == sorted(str(pk) for pk in Organisation.objects.values_list("pk", flat=True))


def test_after_an_act_in_bulk_its_room_is_looked_through_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    missing_and_gone(monkeypatch)
    monkeypatch.setattr(base_jobs, "TURN", 0)
    keeping._hurry({"organisations"})
    turns = 0
    while isinstance(jobs.catch_up(), base_jobs.Unfinished):
        turns += 1
    assert turns > 4 and not Walk.objects.filter(is_hurried=True).exists()
    assert indexed() == sorted(str(pk) for pk in Organisation.objects.values_list("pk", flat=True))


def test_a_rebuild_by_the_worker_lets_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    missing_and_gone(monkeypatch)
    monkeypatch.setattr(base_jobs, "TURN", 0)
    keeping._begun()
    turns = 0
    while isinstance(jobs.go_on_rebuilding(), base_jobs.Unfinished):
        turns += 1
    assert turns > len(REGISTERED) and Rebuild.objects.get().ended_at is not None
    assert indexed() == sorted(str(pk) for pk in Organisation.objects.values_list("pk", flat=True))


def test_every_kind_is_registered_and_has_words() -> None:
    assert set(REGISTERED) == set(Kind) == set(ONE)


def test_the_command_says_how_the_index_stands() -> None:
    make_organisation("Бірлік")
    run = CliRunner()
    assert "organisation: 0 indexed of 1" in run.invoke(commands, ["status"]).output
    assert "Indexed: " in run.invoke(commands, ["rebuild"]).output
    said = run.invoke(commands, ["status"]).output
    assert "organisation: 1 indexed of 1" in said and "ended" in said
