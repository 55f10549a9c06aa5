"""A card from the first word to its withdrawal: what may be written when, who says what, what the chain and evidence ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.base.idents import check_digit
from kopir.effects import acts, rules, words
from kopir.effects.models import ChainStep, Confirmation, Effect, Piece, PieceUse
from kopir.effects.queries import cards as queries
from kopir.effects.queries import evidence as shown
from kopir.effects.words import Adequacy, Agreed, ChainLevel, Party, PieceKind
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.organisations.words import FundingSource
from tests.effects.world import CHANGED, WORDS, Effects, fresh
from tests.practices.test_cards import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


# ---- Writing and publishing ----------------------------------------------------------------------------------------


def test_an_organisations_other_party_is_the_post_that_answers_for_the_place(world: Effects) -> None:
    effect = world.effect()
    assert (effect.post, effect.begun_by, effect.ref) == (world.district_post, "organisation", f"E-{effect.pk:04}")
    other = acts.draft(by=world.district, title="Т", language="kk", sector=world.sector, territory=world.ulan)
    assert (other.post, other.organisation, other.begun_by) == (world.district_post, None, "post")


def test_what_is_missing_before_publication_is_listed(world: Effects) -> None:
    effect = world.effect(need_source="")
    assert acts.lacking(effect) == ["need_source", "starts_on", "chain", "measures"]
    refused("lacking", lambda: acts.publish(effect, by=world.author))
    assert acts.lacking(world.whole()) == [] == acts.lacking(world.whole(measured=True))


def test_not_measurable_yet_needs_its_reason_and_its_day(world: Effects) -> None:
    effect = world.whole()
    acts.write(effect, by=world.author, about={"no_measure_until": None})
    assert acts.lacking(effect) == ["measures"]


def test_publishing_tells_the_other_party_once(world: Effects) -> None:
    effect = world.published_effect()
    notice = Notice.objects.get(text="effects.published")
    assert (notice.post, notice.organisation, notice.path) == (world.district_post, None, f"/effects/{effect.ref}/")


def test_a_draft_stays_closed_in_the_journal_until_it_is_published(world: Effects) -> None:
    world.published_effect()
    rows = dict(Entry.objects.filter(act__startswith="effects.").values_list("act", "is_open"))
    assert rows.pop("effects.publish") is True
    assert set(rows.values()) == {False}


@pytest.mark.parametrize("name", ["need", "need_source", "people", "title"])
def test_what_was_published_as_the_plan_is_not_changed_any_more(world: Effects, name: str) -> None:
    effect = world.published_effect()
    refused("published", lambda: acts.write(effect, by=world.author, language="kk", words={name: "Басқа"}))


def test_the_chain_of_a_published_card_is_not_changed_any_more(world: Effects) -> None:
    effect = world.published_effect()
    step = effect.chain.all()[0]
    refused("not_now", lambda: acts.remove_step(step, by=world.author))
    refused(
        "not_now",
        lambda: acts.save_step(effect, by=world.author, level=ChainLevel.OUTCOME, text="Тағы", language="kk"),
    )


def test_what_came_later_is_written_on_a_published_card_and_translations_are_added(world: Effects) -> None:
    effect = world.told_effect()
    acts.write(effect, by=world.author, language="ru", words={"title": "Мусор у реки", "need": "Свалки"})
    assert fresh(effect).titles == {"kk": WORDS["title"], "ru": "Мусор у реки"}
    end = timezone.localdate()
    assert acts.write(effect, by=world.author, about={"ends_on": end}).ends_on == end


def test_nobody_writes_a_card_in_anothers_name(world: Effects) -> None:
    effect = world.effect()
    acts.write(effect, by=world.author, about={"organisation": world.other_side, "post": world.neighbour_post})
    assert (fresh(effect).organisation, fresh(effect).post) == (world.ngo, world.neighbour_post)
    refused("not_writer", lambda: acts.write(effect, by=world.neighbour, language="kk", words={"did": "Жоқ"}))


def test_writing_the_same_words_again_writes_no_entry(world: Effects) -> None:
    effect = world.effect()
    before = Entry.objects.count()
    acts.write(effect, by=world.author, language="kk", words=WORDS, about={"people_planned": None})
    assert Entry.objects.count() == before


def test_nobodys_personal_number_is_kept(world: Effects) -> None:
    start = "90010135001"
    number = f"{start}{check_digit(start)}"
    effect = world.effect(people=f"Тұрғын {number}")
    assert number not in effect.texts.get().people


def test_a_thrown_away_draft_takes_its_evidence_with_it_unless_it_serves_elsewhere(world: Effects) -> None:
    effect, other = world.effect(), world.published_effect()
    world.piece(effect)
    shared = world.piece(effect, number="8")
    acts.use_piece(shared.piece, other, by=world.author)
    acts.discard(effect, by=world.author)
    assert list(Piece.objects.all()) == [shared.piece] and not Effect.objects.filter(pk=effect.pk).exists()


def test_a_withdrawn_card_keeps_its_address_and_says_why(world: Effects) -> None:
    effect = world.published_effect()
    refused("no_reason", lambda: acts.withdraw(effect, by=world.author, reason=" "))
    acts.withdraw(effect, by=world.committee if world.committee.oversees else world.author, reason="Жоба тоқтады")
    assert queries.effect_for(world.joiner, effect.ref or "").withdrawn_because == "Жоба тоқтады"
    refused("not_now", lambda: acts.confirm(effect, by=world.district, agreed=Agreed.CONFIRMED))


# ---- What both sides say -------------------------------------------------------------------------------------------


def test_nothing_is_confirmed_before_something_is_said(world: Effects) -> None:
    effect = world.published_effect()
    refused("nothing_said", lambda: acts.confirm(effect, by=world.district, agreed=Agreed.CONFIRMED))


def test_contesting_says_why_and_the_newest_word_counts(world: Effects) -> None:
    effect = world.told_effect()
    refused("no_words", lambda: acts.confirm(effect, by=world.district, agreed=Agreed.CONTESTED))
    acts.confirm(effect, by=world.district, agreed=Agreed.CONTESTED, words="Үйінді қайта пайда болды")
    acts.confirm(effect, by=world.district, agreed=Agreed.CONFIRMED)
    sides = dict(queries.words_of_sides(queries.effect_for(world.joiner, effect.ref or "")))
    word = sides[Party.POST]
    assert word is not None and word.agreed == "confirmed" and sides[Party.ORGANISATION] is None
    assert Confirmation.objects.count() == 2


def test_a_confirmation_lapses_when_its_words_are_changed(world: Effects) -> None:
    effect = world.confirmed_effect()
    assert queries.count_by_word()["confirmed"] == 1
    acts.write(effect, by=world.author, language="kk", words={"changed": CHANGED + " Барлық ауылда."})
    assert Confirmation.objects.get().lapsed_at is not None
    assert queries.count_by_word() == {"confirmed": 0, "partly": 0, "contested": 0, "unsaid": 1}
    assert queries.unconfirmed(world.district) == [effect]


def test_the_writers_own_word_does_not_count_as_the_other_partys(world: Effects) -> None:
    effect = world.told_effect()
    acts.confirm(effect, by=world.author, agreed=Agreed.CONFIRMED)
    assert queries.count_by_word()["unsaid"] == 1


# ---- Chain and money -----------------------------------------------------------------------------------------------


def test_an_assumption_has_a_day_on_which_it_is_tested(world: Effects) -> None:
    step: dict[str, Any] = {"level": ChainLevel.OUTPUT, "text": "Алаң", "language": "kk", "assumption": "Жол ашық"}
    refused("no_test_day", lambda: acts.save_step(world.effect(), by=world.author, **step))


def test_a_level_holds_six_steps_at_most(world: Effects) -> None:
    effect = world.effect()
    for n in range(6):
        acts.save_step(effect, by=world.author, level=ChainLevel.INPUT, text=f"Қадам {n}", language="kk")
    refused("too_many", lambda: acts.save_step(effect, by=world.author, level=ChainLevel.INPUT, text="Тағы", language="kk"))
    step = effect.chain.all()[0]
    acts.save_step(effect, by=world.author, level=ChainLevel.INPUT, text="Басқа", language="kk", step=step)
    assert ChainStep.objects.get(pk=step.pk).text == "Басқа"


def test_an_assumption_is_tested_once_with_what_was_found(world: Effects) -> None:
    effect = world.published_effect()
    step = effect.chain.exclude(assumption="")[0]
    refused("no_words", lambda: acts.test_assumption(step, by=world.district, tested=words.Tested.FAILS, finding=" "))
    refused("not_party", lambda: acts.test_assumption(step, by=world.joiner, tested=words.Tested.FAILS, finding="Жоқ"))
    acts.test_assumption(step, by=world.district, tested=words.Tested.FAILS, finding="Алаңға әкелмейді")
    refused("not_now", lambda: acts.test_assumption(step, by=world.author, tested=words.Tested.HOLDS, finding="Әкеледі"))
    assert Notice.objects.get(text="effects.tested").organisation == world.ngo


def test_money_of_the_same_year_and_source_becomes_one_line(world: Effects) -> None:
    effect, spent = world.effect(), acts.Spent
    rows = [spent(2026, FundingSource.GRANT, 5), spent(2026, FundingSource.GRANT, 7), spent(2025, FundingSource.FEES, 1)]
    acts.count_money(effect, by=world.author, rows=rows)
    assert sorted(effect.money.values_list("year", "source", "tenge")) == [(2025, "fees", 1), (2026, "grant", 12)]
    refused("year", lambda: acts.count_money(effect, by=world.author, rows=[spent(1900, FundingSource.FEES, 1)]))


# ---- Evidence ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (PieceKind.FILE, {}, "no_file"),
        (PieceKind.LINK, {}, "no_url"),
        (PieceKind.NUMBER, {"number": " "}, "no_number"),
        (PieceKind.SURVEY, {}, "no_survey"),
        (PieceKind.NUMBER, {"number": "1", "words": " "}, "no_words"),
        (PieceKind.NUMBER, {"number": "1", "dated_on": timezone.localdate() + timedelta(days=1)}, "future"),
        (PieceKind.NUMBER, {"number": "1", "expires_on": timezone.localdate() - timedelta(days=1)}, "expired"),
        (PieceKind.PHOTO, {"upload": SimpleUploadedFile("a.txt", b"text")}, "no_picture"),
    ],
)
def test_evidence_shows_something_of_a_day_that_can_be(
    world: Effects, kind: PieceKind, values: dict[str, Any], code: str
) -> None:
    refused(code, lambda: world.piece(world.effect(), kind=kind, **values))


def test_nobody_judges_what_is_their_own(world: Effects) -> None:
    effect = world.published_effect()
    ours, theirs = world.piece(effect), world.piece(effect, by=world.district, number="9")
    assert not rules.may_judge_piece(world.author, ours) and rules.may_judge_piece(world.district, ours)
    assert not rules.may_judge_piece(world.district, theirs) and rules.may_judge_piece(world.author, theirs)
    assert (shown.to_judge(world.district), shown.to_judge(world.author)) == ([ours], [theirs])
    refused("no_words", lambda: acts.judge_piece(ours, by=world.district, adequacy=Adequacy.NOT))
    acts.judge_piece(ours, by=world.district, adequacy=Adequacy.NOT, judgement="Басқа ауылдың актісі")
    assert shown.to_judge(world.district) == []
    assert Notice.objects.get(text="effects.piece_judged").organisation == world.ngo


def test_one_piece_serves_several_cards_and_only_the_own_sides(world: Effects) -> None:
    first, second, strange = world.published_effect(), world.published_effect(), world.published_effect(by=world.district)
    use = world.piece(first)
    assert shown.own_pieces(world.author, second) == [use.piece]
    acts.use_piece(use.piece, second, by=world.author)
    refused("there_already", lambda: acts.use_piece(use.piece, second, by=world.author))
    refused("not_own", lambda: acts.use_piece(use.piece, strange, by=world.district))
    [found] = shown.evidence_of(second)
    assert found.elsewhere == [first]
    acts.take_back_piece(use, by=world.author)
    assert PieceUse.objects.get(effect=second).removed_at is None


def test_the_same_file_given_twice_is_told_openly_by_its_hash(world: Effects) -> None:
    first, second = world.published_effect(), world.published_effect()
    for effect, name in ((first, "a.txt"), (second, "b.txt")):
        world.piece(effect, kind=PieceKind.FILE, upload=SimpleUploadedFile(name, "Акт".encode()))
    [found] = shown.evidence_of(second)
    assert [use.effect for use in found.same_file] == [first] and found.elsewhere == []


def test_evidence_of_a_draft_elsewhere_is_not_given_away(world: Effects) -> None:
    draft, second = world.effect(), world.published_effect()
    for effect, name in ((draft, "a.txt"), (second, "b.txt")):
        world.piece(effect, kind=PieceKind.FILE, upload=SimpleUploadedFile(name, "Акт".encode()))
    [found] = shown.evidence_of(second)
    assert found.same_file == []


def test_evidence_runs_out_once_and_its_giver_is_told(world: Effects) -> None:
    effect, today = world.published_effect(), timezone.localdate()
    use = world.piece(effect, expires_on=today)
    acts.judge_piece(use, by=world.district, adequacy=Adequacy.ADEQUATE)
    assert shown.evidence_of(effect)[0].shows_it and acts.expire_pieces() == 0
    Piece.objects.update(expires_on=today - timedelta(days=1))
    assert (acts.expire_pieces(), acts.expire_pieces()) == (1, 0)
    assert not shown.evidence_of(effect)[0].shows_it
    assert Notice.objects.get(text="effects.piece_expired").organisation == world.ngo
