"""The pages of effect cards: lists, one card, writing without JavaScript, evidence, evaluation."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.models import ChainStep, Effect, Evaluation, Money, PieceUse
from kopir.effects.words import Adequacy, Agreed, Criterion, PieceKind
from kopir.practices.models import Card
from tests.effects.world import CHANGED, WORDS, Effects, fresh
from tests.matter.people import browser, read, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def page(effect: Effect, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/effects/{effect.ref}/{rest}"


def csv_of(address: str) -> list[dict[str, str]]:
    content = b"".join(browser().get(address).streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


# ---- Reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_stranger_reads_the_whole_card_in_three_languages(world: Effects, language: str) -> None:
    effect = world.confirmed_effect(Agreed.PARTLY)
    world.piece(effect)
    acts.count_money(effect, by=world.author, rows=[acts.Spent(2026, "grant", 1_200_000)])  # type: ignore[arg-type]
    acts.name_gain(effect, by=world.district, words="Жоспардың 4-тармағы")
    text = read(browser(), page(effect, language=language))
    for words in (CHANGED, WORDS["need"], WORDS["need_source"], "Тек екі ауылда", "Жоспардың 4-тармағы", "Үйінділер санағы"):
        assert words in text
    assert "chain.svg" in text and "Алаң жаңа ашылды" in text


def test_a_draft_is_seen_by_its_two_parties_alone(world: Effects) -> None:
    effect = world.effect()
    for by in (world.author, world.district):
        read(browser(by), page(effect))
    for by in (None, world.joiner, world.neighbour, world.committee):
        read(browser(by), page(effect), 404)
        read(browser(by), page(effect, "chain.svg"), 404)
    assert effect.ref not in read(browser(), "/kk/effects/")


def test_the_list_is_narrowed_and_its_csv_with_it(world: Effects) -> None:
    said, silent = world.confirmed_effect(), world.published_effect(title="Басқа карта")
    gone = world.withdrawn_effect()
    text = read(browser(), "/kk/effects/?said=confirmed")
    assert said.ref in text and silent.ref not in text
    rows = csv_of("/kk/effects.csv?said=unsaid")
    assert [(row["ref"], row["title_kk"], row["other_word"]) for row in rows] == [(silent.ref, "Басқа карта", "")]
    assert silent.ref in read(browser(), "/kk/effects/?words=Басқа")
    assert str(gone.ref) in read(browser(), "/kk/effects/?state=withdrawn")


def test_the_list_takes_the_same_queries_for_one_and_three_cards(world: Effects, django_assert_max_num_queries: Any) -> None:
    client = browser()
    world.confirmed_effect()
    read(client, "/kk/effects/")
    with django_assert_max_num_queries(100) as one:
        read(client, "/kk/effects/")
    world.confirmed_effect(), world.published_effect()
    with django_assert_max_num_queries(len(one)):
        read(client, "/kk/effects/")


def test_a_card_takes_the_same_queries_for_one_and_three_pieces(world: Effects, django_assert_max_num_queries: Any) -> None:
    client, effect = browser(), world.confirmed_effect()
    world.piece(effect)
    read(client, page(effect))
    with django_assert_max_num_queries(200) as one:
        read(client, page(effect))
    world.piece(effect), world.piece(effect, number="8")
    with django_assert_max_num_queries(len(one)):
        read(client, page(effect))


def test_the_chain_is_a_picture_that_says_the_same_as_the_list(world: Effects) -> None:
    effect = world.published_effect()
    answer = browser().get(page(effect, "chain.svg"))
    svg = answer.content.decode()
    assert answer["Content-Type"].startswith("image/svg+xml")
    for step in ChainStep.objects.filter(effect=effect):
        assert step.text in svg and (not step.assumption or step.assumption in svg)


# ---- Beginning and writing -----------------------------------------------------------------------------------------


def test_one_click_on_a_matter_begins_the_card_and_a_second_leads_to_it(world: Effects) -> None:
    matter = fresh(world.answered(for_whom="Ауыл тұрғындары", people_concerned=340))
    client = browser(world.author)
    assert "/effects/of/matter/" in read(client, f"/kk/interactions/{matter.number}/")
    where = send(client, f"/kk/effects/of/matter/{matter.number}/")
    effect = Effect.objects.get()
    assert (effect.of, effect.matter, effect.post, effect.people_planned) == ("matter", matter, world.district_post, 340)
    assert (effect.texts.get().need, effect.texts.get().need_source) == (matter.text, matter.number)
    assert where == page(effect) == send(browser(world.district), f"/kk/effects/of/matter/{matter.number}/")
    assert effect.ref in read(client, f"/kk/interactions/{matter.number}/")


def test_a_card_is_written_question_by_question_without_javascript(world: Effects) -> None:
    client = browser(world.author)
    new = {"title": "Таза өзен", "language": "kk", "place": "Ұлан ауданы", "sector": world.sector.pk}
    where = send(client, "/kk/effects/new/", **new)
    effect = Effect.objects.get()
    assert where == page(effect, "write/need/kk/")
    where = send(client, where, title="Таза өзен", need=WORDS["need"], need_source="Акт", onward="1")
    where = send(client, where, people=WORDS["people"], people_planned="340", onward="1")
    where = send(client, where, did="Алаң салдық", starts_on="2026-01-01", onward="1")
    assert where == page(effect, "write/changed/kk/")
    until = timezone.localdate() + timedelta(days=90)
    send(client, page(effect, "write/not-yet/kk/"), no_measure_because="Алаң жаңа", no_measure_until=f"{until}")
    step = {"level": "4", "text": "Үйінді азаяды", "assumption": "Кесте сақталады", "language": "kk"}
    assert client.post(page(effect, "chain/"), step).status_code == 200  # no day of the test
    send(client, page(effect, "chain/"), **step, test_on=f"{until}")
    send(client, page(effect, "money/"), year="2026", source="grant", tenge="500")
    send(client, page(effect, "money/"), year="2026", source="grant", tenge="700")
    assert Money.objects.get().tenge == 700
    send(client, page(effect, "act/publish/"))
    assert Effect.objects.get().state == "published"


def test_what_is_missing_is_said_in_words(world: Effects) -> None:
    effect, client = world.effect(), browser(world.author)
    text = read(client, page(effect, language="en"))
    assert "a result of the chain: outcome or impact" in text
    answer = client.post(page(effect, "act/publish/", "en"))
    assert "Something is still missing on the card." in answer.content.decode()


def test_the_plan_of_a_published_card_cannot_be_typed_over(world: Effects) -> None:
    effect, client = world.published_effect(), browser(world.author)
    assert "disabled" in read(client, page(effect, "write/need/kk/"))
    send(client, page(effect, "write/need/kk/"), title="Басқа", need="Басқа", need_source="Басқа")
    assert effect.texts.get(language="kk").need == WORDS["need"]
    send(client, page(effect, "write/need/ru/"), title="Чистая река", need="Мусор", need_source="Акт")
    assert effect.texts.get(language="ru").title == "Чистая река"


def test_words_are_kept_as_one_types_and_only_by_the_writer(world: Effects) -> None:
    effect = world.effect()
    address = page(effect, "write/changed/kk/save/")
    assert browser(world.author).post(address, {"changed": "Азайды"}).json()["saved_at"]
    assert effect.texts.get().changed == "Азайды"
    assert browser(world.district).post(address, {"changed": "Жоқ"}).status_code == 403
    assert browser(world.joiner).post(address, {"changed": "Жоқ"}).status_code == 404


def test_the_other_party_confirms_and_the_writer_is_told(world: Effects) -> None:
    effect = world.told_effect()
    address = page(effect, "act/confirm/")
    assert CHANGED in read(browser(world.district), address)
    answer = browser(world.district).post(address, {"agreed": "partly", "language": "kk"})
    assert answer.status_code == 200  # says why it is only partly so
    send(browser(world.district), address, agreed="partly", words="Екі ауылда", language="kk")
    assert "Екі ауылда" in read(browser(), page(effect))


def test_a_goal_of_the_plan_is_found_by_a_word_and_named_as_gained(world: Effects) -> None:
    effect, client = world.published_effect(), browser(world.district)
    indicator = world.indicator("heaps")
    found = client.post(page(effect, "gains/"), {"find": "көрсеткіш", "look": "1", "language": "kk"}).content.decode()
    assert f'value="indicator:{indicator.pk}"' in found
    send(client, page(effect, "gains/"), find="көрсеткіш", item=f"indicator:{indicator.pk}", words="", language="kk")
    gain = effect.gains.get()
    assert gain.indicator == indicator
    send(client, page(effect, f"gains/{gain.pk}/remove/"))
    assert not effect.gains.exists()


def test_one_click_makes_a_practice_card_of_the_effect(world: Effects) -> None:
    effect = world.confirmed_effect()
    where = send(browser(world.author), page(effect, "practice/"))
    card = Card.objects.get()
    assert where == f"/kk/practices/{card.ref}/"
    text = card.texts.get()
    assert (text.problem, text.steps, text.results) == (WORDS["need"], WORDS["did"], CHANGED)
    assert (card.kind, card.people_reached, card.owner) == ("worked", 340, world.district_post)
    with pytest.raises(Refused):
        acts.draft_practice(effect, by=world.joiner)


# ---- Evidence ------------------------------------------------------------------------------------------------------


def test_evidence_is_attached_judged_by_the_other_party_and_taken_back(world: Effects) -> None:
    effect = world.published_effect()
    form = {"kind": "file", "words": "Санақ", "language": "kk", "dated_on": "2026-10-01"}
    assert browser(world.author).post(page(effect, "act/piece/"), form).status_code == 200  # no file
    send(browser(world.author), page(effect, "act/piece/"), **form, upload=SimpleUploadedFile("акт.txt", "Акт".encode()))
    use = PieceUse.objects.get()
    assert browser(world.author).get(page(effect, f"act/judge/{use.pk}/")).status_code == 403
    assert "Санақ" in read(browser(world.district), "/kk/desk/effects/")
    send(browser(world.district), page(effect, f"act/judge/{use.pk}/"), adequacy="weak", judgement="Бір ауыл ғана")
    assert "Бір ауыл ғана" in read(browser(), page(effect))
    answer = browser().get(f"/kk/effects/evidence/{use.piece_id}/")
    assert answer["Content-Disposition"].startswith("attachment") and b"".join(answer.streaming_content) == "Акт".encode()  # type: ignore[arg-type]
    send(browser(world.author), page(effect, f"act/take-back/{use.pk}/"))
    assert "Санақ" not in read(browser(), page(effect))
    read(browser(), f"/kk/effects/evidence/{use.piece_id}/", 404)


def test_the_file_of_a_draft_is_closed_to_strangers(world: Effects) -> None:
    use = world.piece(world.effect(), kind=PieceKind.FILE, upload=SimpleUploadedFile("акт.txt", "Акт".encode()))
    read(browser(), f"/kk/effects/evidence/{use.piece_id}/", 404)
    answer = browser(world.district).get(f"/kk/effects/evidence/{use.piece_id}/")
    assert b"".join(answer.streaming_content) == "Акт".encode()  # type: ignore[attr-defined]


def test_one_piece_serves_two_cards_and_the_same_file_is_told(world: Effects) -> None:
    first, second = world.published_effect(), world.published_effect()
    made = {"kind": PieceKind.FILE, "upload": SimpleUploadedFile("акт.txt", "Акт".encode())}
    use = world.piece(first, **made)
    send(browser(world.author), page(second, "act/again/"), piece=str(use.piece_id))
    assert first.ref in read(browser(), page(second))
    third = world.published_effect()
    world.piece(third, kind=PieceKind.FILE, upload=SimpleUploadedFile("basqa.txt", "Акт".encode()))
    assert "same file, given again" in read(browser(), page(third, language="en"))


# ---- Own pages and evaluation --------------------------------------------------------------------------------------


def test_the_desk_and_the_cabinet_say_what_waits(world: Effects) -> None:
    effect = world.told_effect()
    step = ChainStep.objects.filter(effect=effect).exclude(assumption="").first()
    assert step is not None
    ChainStep.objects.filter(pk=step.pk).update(test_on=date(2026, 1, 1))
    desk = read(browser(world.district), "/kk/desk/effects/")
    assert f"{effect.ref}/act/confirm/" in desk and f"act/test/{step.pk}/" in desk
    cabinet = read(browser(world.author), "/kk/cabinet/effects/")
    assert f"act/test/{step.pk}/" in cabinet and f"{effect.ref}/act/confirm/" not in cabinet
    send(browser(world.author), page(effect, f"act/test/{step.pk}/"), tested="holds", finding="Журнал бойынша")
    assert "Журнал бойынша" in read(browser(), page(effect))


def test_a_council_fills_in_its_sheet_and_it_is_taken_away_as_papers(world: Effects) -> None:
    effect, client = world.published_effect(), browser(world.district)
    where = send(client, page(effect, "evaluations/new/"), council="Кеңес", held_on="2026-10-01", experts="2", language="kk")
    found = Evaluation.objects.get()
    points = {f"points_{n}_{one}": "4" for n in (1, 2) for one in Criterion.values}
    send(client, where, council="Кеңес", held_on="2026-10-01", experts="2", words_plan="Толық", **points)
    send(client, page(effect, f"evaluations/{found.pk}/remark/"), text="Кеш", accepted="no", because="Келісілген", language="kk")
    read(browser(), page(effect, f"evaluations/{found.pk}/"), 404)
    send(client, page(effect, f"evaluations/{found.pk}/approve/"))
    text = read(browser(), page(effect, f"evaluations/{found.pk}/"))
    assert "Толық" in text and "Келісілген" in text and "40" in text
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert browser().get(page(effect, f"evaluations/{found.pk}.{form}")).content.startswith(start)
    body = world.district_post.organisation
    assert body.ref in read(browser(), "/kk/effects/evaluations/")
    year = f"/kk/effects/evaluations/{body.ref}/2026"
    assert effect.ref in read(browser(), f"{year}/")
    row = csv_of(f"{year}.csv")[0]
    assert (row["sector"], row["criterion"], row["cards"], row["total"], row["mean"]) == ("3", "relevance", "1", "8", "4.0")
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert browser().get(f"{year}.{form}").content.startswith(start)


def test_a_judged_piece_counts_until_it_runs_out(world: Effects) -> None:
    effect = world.published_effect()
    use = acts.judge_piece(world.piece(effect), by=world.district, adequacy=Adequacy.ADEQUATE)
    today = timezone.localdate()
    type(use.piece).objects.filter(pk=use.piece_id).update(expires_on=today - timedelta(days=1))
    assert acts.expire_pieces() == 1 and acts.expire_pieces() == 0
    assert "has run out" in read(browser(), page(effect, language="en"))
