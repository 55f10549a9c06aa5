"""Two-sided closing: the post declares an outcome, the authors say their word. "Closed" is not "solved"."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.tongue import detect
from kopir.interactions import clock, rules
from kopir.interactions.acts.declaring import declare, keep_word
from kopir.interactions.acts.handing import demand_reason, move_at_once
from kopir.interactions.flow import MATTER
from kopir.interactions.models import AuthorWord, Matter, Outcome
from kopir.interactions.telling import authors, tell_authors, tell_informed, tell_post
from kopir.interactions.words import (
    DECLARABLE,
    HandOffKind,
    HandOffState,
    MatterState,
    OutcomeKind,
    Side,
    Word,
)
from kopir.journal.acts import Draft, act
from kopir.notices.words import Weight
from kopir.posts.queries import answering_post

SHORTEST_STATEMENT = 20


def answer(
    matter: Matter,
    *,
    by: Actor,
    kind: OutcomeKind,
    statement: str,
    evidence: str = "",
    evidence_link: str = "",
) -> Outcome:
    """Declare the outcome with a statement and what proves it; then the authors' word is awaited."""
    with act(rules.may_answer, by=by, subject=matter) as entry:
        MATTER.move(matter, "answer")
        outcome = _outcome(matter, kind, statement, evidence, evidence_link)
        entry.also(outcome)
        entry.fact(outcome=outcome.kind)
        _await_word(matter)
        tell_authors(matter, "answered", f"round-{matter.round}", weight=Weight.LEGAL, due=str(matter.word_due_on))
        tell_informed(matter, "answered_news", f"round-{matter.round}")
    return outcome


def _outcome(matter: Matter, kind: OutcomeKind, statement: str, evidence: str, link: str) -> Outcome:
    if kind not in DECLARABLE:
        raise Refused("outcome", _("Choose one of the outcomes."), field="kind")
    statement = kept_words(statement)
    if len(statement) < SHORTEST_STATEMENT:
        raise Refused("statement", _("Say in a sentence or two what was done and what changed."), field="statement")
    needs_proof = kind in (OutcomeKind.SOLVED, OutcomeKind.PARTLY)
    if needs_proof and not (evidence.strip() or link.strip()):
        raise Refused("evidence", _("Say what shows the result: a document, a link, a place to look."), field="evidence")
    return declare(
        matter,
        kind,
        statement,
        language=detect(statement, matter.language),
        evidence=evidence.strip(),
        evidence_link=link.strip(),
        post=matter.accountable,
    )


def _await_word(matter: Matter) -> None:
    assert matter.procedure is not None
    matter.answered_at = timezone.now()
    matter.word_due_on = clock.due_after(matter.procedure.word_days)
    matter.save()
    clock.wait_for(matter, Side.AUTHOR)


def give_word(matter: Matter, *, by: Actor, word: Word, text: str = "") -> AuthorWord:
    """One author's word. A contest moves the matter one level up, once; a second one is recorded and the matter closes
    as contested. When every author has spoken and none contests, it closes."""
    with act(rules.may_give_word, by=by, subject=matter, reason=text) as entry:
        outcome = matter.outcomes.get(round=matter.round)
        given = _word(outcome, by, word, text)
        entry.also(given)
        entry.fact(word=given.word)
        tell_post(matter.accountable, matter, "word_given", given.pk, by=given.organisation.names)
        if word == Word.CONTESTED and matter.contests == 0:
            _go_up(matter, text, entry)
        elif word == Word.CONTESTED or not _silent_authors(matter, outcome):
            _close(matter, "settle")
    return given


def _word(outcome: Outcome, by: Actor, word: Word, text: str) -> AuthorWord:
    if word == Word.SILENCE:
        raise Refused("word", _("Choose one of the answers."), field="word")
    if word == Word.CONTESTED:
        demand_reason(text)
    if outcome.words.filter(organisation_id=by.organisation_id).exists():
        raise Refused("not_now_said", _("Your organisation has given its word on this outcome already."))
    words = kept_words(text)
    return keep_word(outcome, by.organisation_id, word, words)


def _silent_authors(matter: Matter, outcome: Outcome) -> list[int]:
    spoken = set(outcome.words.values_list("organisation_id", flat=True))
    return [row.pk for row in authors(matter) if row.pk not in spoken]


def _go_up(matter: Matter, text: str, entry: Draft) -> None:
    """Contested: a public state; the post above answers now. With nobody above it stays where it is."""
    MATTER.move(matter, "contest")
    _next_round(matter)
    matter.contests += 1
    matter.save()
    assert matter.accountable is not None
    above = matter.accountable.superior
    if above is not None and answering_post(above) is not None:
        move_at_once(matter, above, text, HandOffKind.CONTEST, entry)
    else:
        clock.wait_for(matter, Side.POST, matter.accountable)
    tell_post(
        matter.accountable,
        matter,
        "contested",
        f"round-{matter.round}",
        weight=Weight.LEGAL,
        due=str(matter.due_on),
    )


def _next_round(matter: Matter) -> None:
    """A fresh term and a fresh outcome."""
    assert matter.procedure is not None
    matter.round += 1
    matter.answered_at, matter.word_due_on, matter.closed_at = None, None, None
    matter.outcome, matter.word = None, None
    matter.pauses.filter(ends_on=None).update(ends_on=timezone.localdate())
    clock.begin(matter, timezone.now(), matter.procedure.term_days)


def _close(matter: Matter, move: str, at: datetime | None = None) -> None:
    MATTER.move(matter, move)
    matter.closed_at, matter.word_due_on = at or timezone.now(), None
    matter.save()
    clock.stop_waiting(matter)
    tell_informed(matter, "closed_news", f"round-{matter.round}")


def fall_silent(matter: Matter, *, by: Actor = SYSTEM) -> Matter:
    """Nobody spoke in time: recorded as silence, not as consent. Authors who did speak keep their word."""
    with act(rules.may_fall_silent, by=by, subject=matter) as entry:
        outcome = matter.outcomes.get(round=matter.round)
        for organisation_id in _silent_authors(matter, outcome):
            entry.also(keep_word(outcome, organisation_id, Word.SILENCE))
        _close(matter, "settle")
        tell_authors(matter, "silence", f"round-{matter.round}")
        tell_post(matter.accountable, matter, "silence", f"round-{matter.round}", weight=Weight.NEWS)
    return matter


def withdraw(matter: Matter, *, by: Actor, reason: str) -> Matter:
    """The author takes the matter back; why is kept."""
    with act(rules.may_withdraw, by=by, subject=matter, reason=reason) as entry:
        _end_without_answer(matter, entry, OutcomeKind.WITHDRAWN, demand_reason(reason), "withdraw")
        tell_post(matter.accountable, matter, "withdrawn", f"round-{matter.round}")
    return matter


def close_unanswered(matter: Matter, *, by: Actor, text: str = "") -> Matter:
    """The term has passed and no answer came: the author closes the matter with the outcome "no answer"."""
    with act(rules.may_close_unanswered, by=by, subject=matter, reason=text) as entry:
        _end_without_answer(matter, entry, OutcomeKind.NO_ANSWER, text.strip(), "close_unanswered")
        assert matter.accountable is not None
        tell_post(matter.accountable, matter, "no_answer", f"round-{matter.round}", weight=Weight.LEGAL)
        tell_post(matter.accountable.superior, matter, "no_answer", f"round-{matter.round}", weight=Weight.LEGAL)
    return matter


def _end_without_answer(matter: Matter, entry: Draft, kind: OutcomeKind, statement: str, move: str) -> None:
    """An answered round has its outcome already; the withdrawal then counts as a round of its own."""
    if matter.state == MatterState.ANSWERED:
        matter.round += 1
    for offer in matter.hand_offs.filter(state=HandOffState.OFFERED):
        entry.watch(offer)
        offer.state, offer.decided_at = HandOffState.WITHDRAWN, timezone.now()
        offer.save()
    outcome = declare(matter, kind, statement)
    entry.also(outcome)
    entry.fact(outcome=kind)
    _close(matter, move)


def reopen(matter: Matter, *, by: Actor, reason: str) -> Matter:
    """The matter is open again, with a fresh term, in the queue of the post that answered for it (or stands in for it)."""
    with act(rules.may_reopen, by=by, subject=matter, reason=reason) as entry:
        demand_reason(reason)
        MATTER.move(matter, "reopen")
        _demand_in_time(matter, by)
        _next_round(matter)
        matter.save()
        assert matter.accountable is not None
        clock.wait_for(matter, Side.POST, matter.accountable)
        entry.fact(to=matter.accountable.names)
        due = str(matter.due_on)
        tell_post(matter.accountable, matter, "reopened", f"round-{matter.round}", weight=Weight.LEGAL, due=due)
        tell_authors(matter, "reopened", f"round-{matter.round}", to=matter.accountable.names, due=due)
    return matter


def _demand_in_time(matter: Matter, by: Actor) -> None:
    """Authors may reopen within the procedure's days; later they write a new matter. State bodies may at any time."""
    assert matter.procedure is not None and matter.closed_at is not None
    last_day = clock.due_after(matter.procedure.reopen_days, timezone.localdate(matter.closed_at))
    if by.is_member and timezone.localdate() > last_day:
        raise Refused(
            "not_now_late",
            _("The time to reopen this matter has passed."),
            _("Write a new one that names its number."),
        )
