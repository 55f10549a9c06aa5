"""A flow is a table: only its moves are lawful, and a refusal says what is possible instead."""

from types import SimpleNamespace

import pytest
from django.db.models import TextChoices
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.errors import Refused
from kopir.base.states import Flow, Move


class State(TextChoices):
    DRAFT = "draft", "черновик"
    SENT = "sent", "отправлено"
    CLOSED = "closed", "закрыто"
    LOST = "lost", "потеряно"


MOVES = (
    Move("send", frozenset({State.DRAFT}), State.SENT, "отправить"),
    Move("close", frozenset({State.SENT}), State.CLOSED, "закрыть"),
    Move("withdraw", frozenset({State.DRAFT, State.SENT}), State.CLOSED),
)
FLOW = Flow("letter", "state", MOVES, State)


@given(st.lists(st.sampled_from([move.name for move in MOVES])))
def test_whatever_is_tried_only_lawful_moves_happen(names: list[str]) -> None:
    letter = SimpleNamespace(state="draft")
    for name in names:
        before = letter.state
        try:
            FLOW.move(letter, name)
        except Refused as refusal:
            assert (refusal.code, letter.state) == ("not_now", before)
        else:
            assert (before, name, letter.state) in FLOW.as_table()


def test_a_move_sets_the_state_and_answers_it() -> None:
    letter = SimpleNamespace(state="draft")
    assert (FLOW.move(letter, "send"), letter.state) == ("sent", "sent")
    assert type(letter.state) is str


def test_a_refusal_names_the_state_and_what_is_possible_in_the_readers_language() -> None:
    with override("ru"), pytest.raises(Refused) as refusal:
        FLOW.move(SimpleNamespace(state="draft"), "close")
    assert refusal.value.reason == "Действие «закрыть» сейчас невозможно: состояние — «черновик»."
    assert refusal.value.next_step == "Сейчас возможно: отправить, withdraw."


def test_from_a_final_state_nothing_is_possible() -> None:
    with override("en"), pytest.raises(Refused) as refusal:
        FLOW.move(SimpleNamespace(state="closed"), "send")
    assert refusal.value.next_step == "Nothing more can be done from this state."


def test_the_table_answers_questions() -> None:
    assert FLOW.may("sent", "close") and not FLOW.may("draft", "close")
    assert [move.name for move in FLOW.moves_from("draft")] == ["send", "withdraw"]
    assert FLOW.unreachable() == {"lost"}
    assert FLOW.final() == {"closed", "lost"}
    assert FLOW.as_table() == [
        ("draft", "send", "sent"),
        ("draft", "withdraw", "closed"),
        ("sent", "close", "closed"),
        ("sent", "withdraw", "closed"),
    ]


def test_the_picture_shows_every_arrow() -> None:
    lines = FLOW.mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    [*] --> draft" in lines
    assert "    draft --> sent: отправить" in lines
    assert "    closed --> [*]" in lines


def test_an_unknown_move_is_a_slip_in_the_code() -> None:
    with pytest.raises(KeyError):
        FLOW.may("draft", "fly")


@pytest.mark.parametrize(
    "moves",
    [
        (Move("send", frozenset({"draft"}), "nowhere"),),
        (Move("send", frozenset({"nowhere"}), "sent"),),
        (MOVES[0], MOVES[0]),
    ],
)
def test_a_table_with_a_slip_is_refused_at_once(moves: tuple[Move, ...]) -> None:
    with pytest.raises(ValueError):
        Flow("letter", "state", moves, State)
