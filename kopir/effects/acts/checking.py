"""Later checks: some time after the closing both sides are asked whether the effect holds, and answer in two taps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.files import Upload, store
from kopir.base.idents import hide_personal_numbers
from kopir.base.permits import Rule
from kopir.base.tongue import in_all_languages
from kopir.effects import rules, telling
from kopir.effects.models import Check, CheckTerm, Effect, Question, Survey
from kopir.effects.photos import without_place
from kopir.effects.queries.checks import (
    Closing,
    effects_to_ask,
    matters_to_ask,
    same_check,
    terms_in_force,
    unanswered,
    without_matter,
)
from kopir.effects.standing import standing
from kopir.effects.stuffing import short_address
from kopir.effects.words import CheckState, EffectState, Holds, Party, QuestionKind, Standing, SurveyState
from kopir.interactions.models import Matter
from kopir.interactions.telling import authors
from kopir.journal.acts import act

FIRST_TERMS = (90, 365)
PATIENCE = timedelta(days=30)
PICTURES = ("image/jpeg", "image/png", "image/webp")


# ---- Terms ---------------------------------------------------------------------------------------------------------


def load_check_terms(*, by: Actor = SYSTEM) -> None:
    """The usual terms of a new installation; an administrator's later changes stay."""
    if not CheckTerm.objects.exists():
        for days in FIRST_TERMS:
            add_check_term(by=by, days=days)


def add_check_term(*, by: Actor, days: int, starts_on: date | None = None) -> CheckTerm:
    """For closings whose day of asking falls on its first day or later: nothing is asked after the fact."""
    term = CheckTerm(days=days, starts_on=starts_on or timezone.localdate())
    with act(rules.may_edit_check_terms, by=by, subject=term):
        if not 1 <= days <= 3650:
            raise Refused("days", _("Between one day and ten years."), field="days")
        if terms_in_force().filter(days=days).exists():
            raise Refused("twice", _("This term is in force already."), field="days")
        term.save()
    return term


def end_check_term(term: CheckTerm, *, by: Actor) -> CheckTerm:
    """What was asked stays asked."""
    with act(rules.may_edit_check_terms, by=by, subject=term):
        if term.ends_on is not None:
            raise Refused("not_now", _("It has ended already."))
        term.ends_on = timezone.localdate()
        term.save()
    return term


# ---- Asking --------------------------------------------------------------------------------------------------------


def ask_checks(*, by: Actor = SYSTEM) -> int:
    """Asks whatever has fallen due and is not asked yet; answers how many questions. Run again it asks nothing twice."""
    today, number = timezone.localdate(), 0
    for term in terms_in_force():
        found: list[Closing] = [*matters_to_ask(term, today), *effects_to_ask(term, today)]
        for closing in found:
            number += len(ask(closing, by=by, days=term.days, on=today))
    return number


def ask(closing: Closing, *, by: Actor = SYSTEM, days: int, on: date) -> list[Check]:
    """One entry for all sides of one closing."""
    rows = list(_questions(closing, days, on))
    if not rows:
        return []
    with transaction.atomic():
        _write_questions(rows, closing, by, days)
        ask_people(closing, by=by, days=days, on=on)
    return rows


def _write_questions(rows: list[Check], closing: Closing, by: Actor, days: int) -> None:
    with act(rules.may_ask_checks, by=by, subject=rows[0], parent=closing) as entry:
        for row in rows:
            row.asked_at, row.is_demonstration = timezone.now(), closing.is_demonstration
            row.save()
            if row is not rows[0]:
                entry.also(row)
            telling.tell_asked(row)
        entry.fact(days=days)


def ask_people(closing: Closing, *, by: Actor, days: int, on: date) -> Check | None:
    """Where the people concerned were asked before they are asked again: a survey of one question lies ready as a draft, and
    the parties of the card are told to hand it out. Its result becomes the people's answer."""
    card = closing if isinstance(closing, Effect) else Effect.objects.filter(matter=closing).first()
    asked = card.surveys.filter(state=SurveyState.CLOSED).order_by("-closed_at").first() if card else None
    if card is None or asked is None or card.state != EffectState.PUBLISHED:
        return None
    of = {"matter": closing, "round": closing.round} if isinstance(closing, Matter) else {"effect": closing}
    check = Check(party=Party.PEOPLE, days=days, due_on=on, asked_at=timezone.now(), **of)
    with act(rules.may_ask_checks, by=by, subject=check, parent=closing) as entry:
        check.survey = _again(asked)
        check.is_demonstration = closing.is_demonstration
        check.save()
        entry.also(check.survey)
        entry.fact(days=days)
        telling.tell_parties(check.survey, "people_asked", days)
    return check


def _again(asked: Survey) -> Survey:
    """The same people, one question."""
    survey = Survey(
        ref=short_address(), effect=asked.effect, entrance=asked.entrance, invited=asked.invited,
        is_demonstration=asked.is_demonstration,
    )  # fmt: skip
    titles = in_all_languages(gettext_lazy("Does it still hold?"))
    words = in_all_languages(gettext_lazy("Does what changed for you still hold today?"))
    for code, title in titles.items():
        setattr(survey, f"title_{code}", title)
    survey.save()
    question = Question(survey=survey, order=1, kind=QuestionKind.YES_NO, confirms=True)
    for code, text in words.items():
        setattr(question, f"text_{code}", text)
    question.save()
    return survey


def _questions(closing: Closing, days: int, on: date) -> list[Check]:
    if isinstance(closing, Matter):
        base = {"matter": closing, "round": closing.round, "days": days, "due_on": on}
        organisations = authors(closing)
    else:
        base = {"effect": closing, "days": days, "due_on": on}
        organisations = [closing.organisation] if closing.organisation else []
    post = closing.accountable if isinstance(closing, Matter) else closing.post
    rows = [Check(party=Party.POST, post=post, **base)] if post is not None else []
    return rows + [Check(party=Party.ORGANISATION, organisation=one, **base) for one in organisations]


# ---- Answering -----------------------------------------------------------------------------------------------------


def answer_check(
    check: Check,
    *,
    by: Actor,
    holds: Holds,
    number: int | None = None,
    words: str = "",
    language: str = "kk",
    photo: Upload | None = None,
) -> Check:
    """One tap is enough; number, words and photo may follow. A side that has seen more says so anew: the old answer stays in
    the journal. When the sides say different things, both learn it."""
    with act(rules.may_answer_check, by=by, subject=check, parent=check.about) as entry:
        if number is not None and number > 50_000_000:
            raise Refused("number", _("So many people do not live in the country."), field="number")
        check.state, check.holds, check.answered_at = CheckState.ANSWERED, holds, timezone.now()
        check.number, check.language = number, language
        check.words = hide_personal_numbers(words.strip())[0][:4000]
        if photo is not None:
            _keep(check, photo)
        check.save()
        entry.fact(days=check.days, answer=in_all_languages(Holds(holds).label))
        _tell_difference(check)
    return check


def _keep(check: Check, photo: Upload) -> None:
    """Without the place and time that a camera writes into it."""
    kept = store(without_place(photo))
    if kept.mime not in PICTURES:
        raise Refused("no_picture", _("A photo is a JPEG, PNG or WebP file."), field="photo")
    check.photo_name, check.photo_sha256, check.photo_mime = kept.name, kept.sha256, kept.mime


def _tell_difference(check: Check) -> None:
    others = list(same_check(check).exclude(pk=check.pk).select_related("post", "organisation"))
    if standing((row.state, row.holds) for row in [check, *others]) == Standing.DIFFER:
        telling.tell_differ(check, others)


# ---- What time does ------------------------------------------------------------------------------------------------


def pass_checks(*, by: Actor = SYSTEM) -> int:
    """Questions that nobody answered for thirty days; the side may still answer. One entry a closing."""
    rows = unanswered(timezone.localdate() - PATIENCE)
    return sum(_set_state(found, CheckState.UNANSWERED, rules.may_pass_checks, by) for found in _by_closing(rows))


def drop_checks(*, by: Actor = SYSTEM) -> int:
    """Questions about matters that were opened again meanwhile."""
    rows = without_matter()
    return sum(_set_state(found, CheckState.LAPSED, rules.may_drop_checks, by) for found in _by_closing(rows))


def _by_closing(rows: list[Check]) -> list[list[Check]]:
    key = lambda row: (row.matter_id or 0, row.effect_id or 0, row.days)  # noqa: E731
    return [list(found) for _key, found in groupby(sorted(rows, key=key), key=key)]


def _set_state(rows: list[Check], state: CheckState, rule: Rule, by: Actor) -> int:
    with act(rule, by=by, subject=rows[0], parent=rows[0].about) as entry:
        for row in rows:
            if row is not rows[0]:
                entry.watch(row)
            row.state = state
            row.save()
        entry.fact(days=rows[0].days)
    return len(rows)


__all__ = [
    "FIRST_TERMS",
    "PATIENCE",
    "add_check_term",
    "answer_check",
    "ask",
    "ask_checks",
    "ask_people",
    "drop_checks",
    "end_check_term",
    "load_check_terms",
    "pass_checks",
]
