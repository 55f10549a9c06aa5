"""A pack from the announced departure to both signatures, and without the one who left."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.effects import acts as effects
from kopir.handovers import acts, queries, telling
from kopir.handovers.content import content_of, hash_of
from kopir.handovers.models import Pack, Promise, Question
from kopir.handovers.papers import pack_paper
from kopir.handovers.words import ItemState, PackState, PromiseState
from kopir.interactions import acts as matters
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Entry
from kopir.journal.queries import receipt
from kopir.notices.models import Notice
from kopir.papers import docx_bytes, pdf_bytes
from kopir.posts import acts as posts
from kopir.posts.belongings import belongings
from kopir.practices import acts as practices
from tests.factories import coordinator, make_person
from tests.handovers.world import PROMISE, Departure, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Departure:
    return Departure()


def refused(code: str, call: Any) -> None:
    with pytest.raises(Refused) as found:
        call()
    assert found.value.code == code


def kinds(pack: Pack) -> list[str]:
    return sorted(row.kind for row in pack.items.all())


def told(text: str) -> list[tuple[int | None, int | None]]:
    return list(Notice.objects.filter(text=f"handovers.{text}").values_list("post_id", "person_id").order_by("pk"))


# ---- When a pack is opened ---------------------------------------------------------------------------------------------


def test_a_known_last_day_opens_one_pack_and_tells_the_leaver(world: Departure) -> None:
    world.with_matters()
    pack = world.announce()
    acts.follow_changes()
    assert Pack.objects.count() == 1
    assert (pack.state, pack.leaver_id) == (PackState.ASSEMBLING, world.leaver.pk)
    assert kinds(pack) == ["contact", "matter", "matter"]
    assert told("leaving") == [(None, world.leaver.pk)]


def test_a_last_day_beyond_the_terms_opens_none_until_it_is_near(world: Departure) -> None:
    world.end(timezone.localdate() + timedelta(days=31))
    acts.follow_changes()
    assert not Pack.objects.exists()
    acts.set_terms(by=world.admin, values={"days_ahead": 40, "days_back": 30, "remind_days": 3, "stall_days": 14})
    acts.follow_changes()
    assert world.pack.state == PackState.ASSEMBLING


def test_who_goes_on_in_the_same_post_leaves_no_pack(world: Departure) -> None:
    world.end(timezone.localdate() + timedelta(days=5))
    again = timezone.localdate() + timedelta(days=6)
    posts.appoint(world.district_post, world.leaver, by=world.admin, starts_on=again, legal_basis="Бұйрық")
    acts.follow_changes()
    assert not Pack.objects.exists()


def test_a_departure_put_off_drops_the_pack_and_a_new_day_begins_it_anew(world: Departure) -> None:
    world.announce()
    world.end(timezone.localdate() + timedelta(days=300))
    acts.follow_changes()
    assert world.pack.state == PackState.DROPPED
    world.end(timezone.localdate() + timedelta(days=3))
    acts.follow_changes()
    assert (world.pack.state, Pack.objects.count()) == (PackState.ASSEMBLING, 1)


def test_what_comes_while_it_is_assembled_is_in_it(world: Departure) -> None:
    pack = world.announce()
    assert pack.items.filter(kind="matter").count() == 0
    world.with_matters(3)
    acts.follow_changes()
    assert pack.items.filter(kind="matter").count() == 3
    entries = Entry.objects.filter(act="handovers.assemble").count()
    acts.follow_changes()
    assert Entry.objects.filter(act="handovers.assemble").count() == entries, "nothing has changed, so nothing is written"


# ---- What stands in it -------------------------------------------------------------------------------------------------


def test_a_matter_brings_its_story_in_three_lines_and_its_next_date(world: Departure) -> None:
    matter = world.received()
    matters.extend(matter, by=world.district, days=2, reason="Құжат күтілуде", legal_ground="76-бап")
    matters.write(matter, by=world.district, text="Қарап жатырмыз")
    matters.write_note(matter, by=world.district, text="Құпия ескерту")
    item = world.announce().items.get(kind="matter")
    matter.refresh_from_db()
    assert item.due_on == matter.due_on
    assert item.title["ru"] == f"{matter.number} · {matter.title}"
    assert [len(item.story), "жіберілді" in item.story[0]["kk"], "отправлен" in item.story[0]["ru"]] == [3, True, True]
    assert "ескерту" not in json.dumps(item.story, ensure_ascii=False)


def test_opinions_offers_messages_and_people_stand_in_it(world: Departure) -> None:
    own = world.received()
    foreign = matters.submit(world.draft(by=world.joiner, territory=world.glubokoe), by=world.joiner)
    matters.write(own, by=world.author, text="Жауап қашан болады?")
    matters.hand_over(own, by=world.district, to=world.neighbour_post, reason="Көрші аудан")
    matters.ask_opinion(foreign, by=world.neighbour, of=world.district_post, question="Сізде қалай?")
    assert kinds(world.announce()) == ["contact", "hand_off", "matter", "opinion", "unread"]


def test_belongings_take_as_many_queries_for_one_matter_as_for_three(world: Departure) -> None:
    counts = []
    for number in (1, 2):
        world.with_matters(number)
        with CaptureQueriesContext(connection) as asked_for:
            belongings(world.district_post, timezone.localdate())
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_promises_are_found_and_only_judged_ones_are_signed(world: Departure) -> None:
    first, second = world.with_matters(2)
    world.promised(first)
    world.promised(second, "Сұрағыңызға ертең жауап береміз.")
    matters.write_note(first, by=world.district, text="Мұны ертең бітіреміз.")
    pack = world.announce()
    assert [row.quote for row in queries.promises_of(pack)] == ["Сұрағыңызға ертең жауап береміз.", PROMISE]
    refused("promises_open", lambda: acts.offer(pack, by=world.district))
    tomorrow, next_week = queries.promises_of(pack)
    acts.judge_promise(tomorrow, by=world.district, stands=False)
    acts.judge_promise(next_week, by=world.district, stands=True)
    acts.offer(pack, by=world.district)
    assert [row.title["kk"] for row in pack.items.filter(kind="promise")] == [f"«{PROMISE}»"]
    assert Promise.objects.get(pk=next_week.pk).state == PromiseState.CONFIRMED


# ---- The leaver --------------------------------------------------------------------------------------------------------


def test_notes_are_kept_and_stay_out_of_the_journal(world: Departure) -> None:
    pack = world.announce()
    first, second = queries.questions()[:2]
    assert acts.write_notes(pack, by=world.district, texts={first.pk: "Полигон мәселесі", second.pk: ""}) == 1
    assert acts.write_notes(pack, by=world.district, texts={first.pk: "Полигон мәселесі"}) == 0
    assert [(row.question_id, row.text, row.language) for row in queries.notes_of(pack)] == [(first.pk, "Полигон мәселесі", "kk")]
    assert not Entry.objects.filter(content__contains="Полигон").exists()
    assert acts.write_notes(pack, by=world.district, texts={first.pk: "  "}) == 1
    assert queries.notes_of(pack) == []


def test_an_offered_pack_is_not_changed_by_what_comes_later(world: Departure) -> None:
    world.with_matters(1)
    pack = world.announce()
    acts.offer(pack, by=world.district)
    before = world.pack.offered_hash
    world.with_matters(2)
    acts.follow_changes()
    refused("not_now", lambda: acts.write_notes(pack, by=world.district, texts={Question.objects.first().pk: "Кеш"}))  # type: ignore[union-attr]
    assert (pack.items.filter(kind="matter").count(), world.pack.offered_hash) == (1, before)
    assert hash_of(world.pack.offered) == before


# ---- The successor -----------------------------------------------------------------------------------------------------


def test_item_by_item_to_the_signature_with_a_question_answered(world: Departure) -> None:
    world.with_matters(3)
    pack = world.offered()
    new = world.come()
    telling.announce()
    assert told("offered") == [(world.district_post.pk, None)]
    first, second, third = asked(pack)
    acts.decide(first, by=new, answer="taken")
    acts.decide(second, by=new, answer="question", words="Неге кешікті?")
    acts.decide(third, by=new, answer="refused", words="Көрші ауданның мәселесі")
    refused("items_left", lambda: acts.sign(pack, by=new))
    person = Actor(Role.PERSON, world.leaver.pk, world.leaver.name)
    second.refresh_from_db()
    acts.answer(second, by=person, words="Актіні күттік")
    refused("items_left", lambda: acts.sign(pack, by=new))
    acts.decide(second, by=new, answer="taken")
    acts.sign(pack, by=new)
    signed = world.pack
    assert (signed.state, signed.successor_id) == (PackState.SIGNED, new.person_id)
    assert hash_of(signed.content) == signed.hash == hash_of(content_of(signed) | {"offered": signed.offered_hash})
    assert [row["state"] for row in signed.content["items"] if row["kind"] == "matter"] == ["taken", "taken", "refused"]
    refused("not_now", lambda: acts.decide(asked(signed)[0], by=new, answer="refused", words="Ойланып қалдым"))


def test_both_signatures_stand_in_the_journal_with_the_hash_and_have_a_receipt(world: Departure) -> None:
    world.with_matters(1)
    pack = world.offered()
    new = world.come()
    acts.decide(asked(pack)[0], by=new, answer="taken")
    acts.sign(pack, by=new)
    for act, hashed in (("offer", world.pack.offered_hash), ("sign", world.pack.hash)):
        entry = queries.signature(pack, act)
        assert entry is not None and entry.is_open
        assert json.loads(receipt(entry)["entry"])["facts"]["hash"] == hashed


def test_a_question_and_a_refusal_need_words(world: Departure) -> None:
    world.with_matters(1)
    pack = world.offered()
    new, item = world.come(), asked(pack)[0]
    for answer in ("question", "refused"):
        refused("no_words", lambda answer=answer: acts.decide(item, by=new, answer=answer, words=" "))
    refused("no_answer", lambda: acts.decide(item, by=new, answer="answered"))
    refused("only_to_know", lambda: acts.decide(pack.items.get(kind="contact"), by=new, answer="taken"))
    assert world.pack.state == PackState.OFFERED


# ---- Without the leaver ------------------------------------------------------------------------------------------------


def test_a_vacancy_makes_the_pack_without_the_leaver_and_says_what_is_missing(world: Departure) -> None:
    matter = world.received()
    world.promised(matter)
    world.leave()
    acts.follow_changes()
    pack = world.pack
    assert (pack.state, pack.is_without_leaver) == (PackState.OFFERED, True)
    assert pack.missing == {"signature": 1, "notes": 5, "promises": 1}
    assert told("made_without") == [(world.region_post.pk, None)]
    assert told("offered") == []


def test_a_closed_account_is_a_departure_without_a_word(world: Departure) -> None:
    world.leaver.is_active = False
    world.leaver.save()
    acts.follow_changes()
    assert world.pack.missing == {"signature": 1, "notes": 5, "account": 1}


def test_what_the_leaver_wrote_without_signing_is_kept(world: Departure) -> None:
    pack = world.announce()
    acts.write_notes(pack, by=world.district, texts={queries.questions()[0].pk: "Полигон"})
    world.leave()
    acts.follow_changes()
    assert (world.pack.missing["notes"], len(queries.notes_of(pack))) == (4, 1)


# ---- Who reads it ------------------------------------------------------------------------------------------------------


def test_only_the_post_the_post_above_and_the_two_persons_read_it(world: Departure) -> None:
    pack = world.offered()
    new = world.come()
    person = Actor(Role.PERSON, world.leaver.pk, world.leaver.name)
    may = [by for by in (new, person, world.region) if queries.packs_visible_to(by).filter(pk=pack.pk).exists()]
    assert len(may) == 3
    outside = (world.neighbour, world.committee, world.author, coordinator(), world.admin, Actor(Role.PERSON, make_person().pk))
    assert [by.role for by in outside if queries.packs_visible_to(by).exists()] == []
    refused("not_found", lambda: queries.pack_for(world.neighbour, pack.pk))


def test_the_post_above_does_not_read_what_is_said_in_a_matter_in_which_it_has_no_part(world: Departure) -> None:
    type(world.neighbour_post).objects.filter(pk=world.neighbour_post.pk).update(superior=world.committee_post)
    other = matters.submit(world.draft(by=world.joiner, territory=world.glubokoe), by=world.joiner)
    matters.ask_opinion(other, by=world.neighbour, of=world.district_post, question="Жасырын сұрақ қандай?")
    matters.restrict(other, by=world.joiner, because=RestrictedBecause.WISH)
    pack = world.announce()
    own = {row.kind: row.title["kk"] for row in queries.items_of(world.district, pack)}
    above = {row.kind: (row.title["kk"], row.story) for row in queries.items_of(world.region, pack)}
    assert other.title in own["opinion"]
    assert other.title not in above["opinion"][0] and above["opinion"][1] == []


def test_a_question_about_such_a_matter_is_not_shown_to_the_post_above_on_its_list_either(world: Departure) -> None:
    type(world.neighbour_post).objects.filter(pk=world.neighbour_post.pk).update(superior=world.committee_post)
    other = matters.submit(world.draft(by=world.joiner, territory=world.glubokoe), by=world.joiner)
    matters.ask_opinion(other, by=world.neighbour, of=world.district_post, question="Сізде қалай?")
    world.received()
    offered = world.offered()
    new = world.come()
    for item in asked(offered):
        acts.decide(item, by=new, answer="question", words=f"Неге {item.kind}?")
    assert {row.words for row in queries.questions_for(world.region)} == {"Неге matter?", ""}
    assert {row.words for row in queries.questions_for(world.district)} == {"Неге matter?", "Неге opinion?"}


def test_the_post_above_reads_of_a_card_that_is_being_written_only_that_it_is(world: Departure) -> None:
    given: dict[str, Any] = {"language": "kk", "sector": world.sector, "territory": world.ulan}
    practices.draft(by=world.district, kind="worked", title="Жазылып жатқан тәжірибе", **given)
    effects.draft(by=world.author, title="Жазылып жатқан әсер", **given)
    pack = world.announce()
    cards = {by.post_id: {row.title["kk"] for row in queries.items_of(by, pack) if row.kind in ("practice", "effect")}
             for by in (world.district, world.region)}  # fmt: skip
    assert cards[world.district.post_id] == {"Жазылып жатқан тәжірибе", "Жазылып жатқан әсер"}
    assert cards[world.region.post_id] == {"жоба"}


# ---- Reminders and papers ----------------------------------------------------------------------------------------------


def test_reminders_go_to_whoever_is_waited_for(world: Departure) -> None:
    world.with_matters(1)
    pack = world.announce()
    Pack.objects.update(begun_at=timezone.now() - timedelta(days=4))
    telling.remind(3)
    telling.remind(3)
    assert told("remind") == [(None, world.leaver.pk)]
    acts.offer(world.pack, by=world.district)
    world.leave()
    new = world.come()
    Pack.objects.update(offered_at=timezone.now() - timedelta(days=7))
    telling.remind(3)
    assert told("remind")[1:] == [(world.district_post.pk, None)]
    acts.decide(asked(pack)[0], by=new, answer="question", words="Неге?")
    assert set(told("question")) == {(None, world.leaver.pk), (world.region_post.pk, None)}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_paper_says_what_the_pack_says_in_every_language(world: Departure, language: str) -> None:
    matter = world.received()
    pack = world.announce()
    acts.write_notes(pack, by=world.district, texts={queries.questions()[0].pk: "Полигон мәселесі"})
    acts.offer(pack, by=world.district)
    paper = pack_paper(world.pack, queries.items_of(world.district, pack), queries.notes_of(pack), language)
    said = str(paper.blocks)
    assert str(matter.number) in said and "Полигон мәселесі" in said and world.pack.offered_hash in said
    assert docx_bytes(paper)[:2] == b"PK" and pdf_bytes(paper)[:4] == b"%PDF"


def test_states_of_an_item_are_words_of_the_enum() -> None:
    assert set(ItemState.values) == {"waiting", "taken", "question", "answered", "refused"}
