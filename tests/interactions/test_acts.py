"""The way of a matter, act by act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.interactions import acts, conservation, jobs
from kopir.interactions.models import HandOff, Matter, Message, Part, Registration, Waiting
from kopir.interactions.queries import matrix, messages_of, story, tasks, waits
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Entry
from kopir.journal.verification import verify
from kopir.notices.models import Notice
from kopir.notices.texts import render
from tests.factories import make_organisation, make_territory, member
from tests.interactions.world import TEXT, World

pytestmark = pytest.mark.django_db
ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def world() -> World:
    return World()


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


def notices_of(matter: Matter) -> list[str]:
    return sorted(Notice.objects.filter(subject_id=str(matter.pk)).values_list("text", flat=True))


# Writing and sending


def test_a_sent_matter_has_a_number_one_accountable_post_and_a_date(world: World) -> None:
    matter = world.received()
    assert matter.number == f"{timezone.localdate().year}-{Registration.objects.get().pk:06d}"
    assert (matter.state, matter.accountable) == ("open", world.district_post)
    assert matter.due_on is not None and matter.route
    assert notices_of(matter) == ["for_information", "matter_came", "received"]


def test_sending_twice_gives_one_matter(world: World) -> None:
    draft = world.draft()
    acts.submit(draft, by=world.author)
    with refusal("not_now"):
        acts.submit(Matter.objects.get(pk=draft.pk), by=world.author)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("field", ["kind", "title", "text", "territory", "sector"])
def test_an_incomplete_draft_is_refused_by_field_and_kept(world: World, field: str) -> None:
    draft = world.draft(**{field: None if field in ("kind", "territory", "sector") else ""})
    with pytest.raises(Refused) as error:
        acts.submit(draft, by=world.author)
    assert (error.value.code, error.value.field) == ("incomplete", field)
    assert Matter.objects.get(pk=draft.pk).state == "draft"


def test_a_place_without_a_post_is_refused_and_the_draft_kept(world: World) -> None:
    from kopir.posts.models import Mandate

    Mandate.objects.all().delete()
    draft = world.draft()
    with refusal("nobody"):
        acts.submit(draft, by=world.author)
    assert Matter.objects.get(pk=draft.pk).state == "draft"


def test_a_legal_appeal_is_not_registered_here_and_its_number_is_kept(world: World) -> None:
    draft = world.draft(legal_question="yes")
    with refusal("legal_appeal"):
        acts.submit(draft, by=world.author)
    acts.take_to_state_system(draft, by=world.author)
    acts.take_to_state_system(draft, by=world.author, number="ЖТ-2026-1")
    assert (draft.state, draft.appeal_number, Registration.objects.count()) == ("appeal", "ЖТ-2026-1", 0)


def test_the_language_is_detected_and_a_personal_number_is_hidden(world: World) -> None:
    draft = world.draft(text=f"{TEXT} ЖСН 791028302728")
    assert draft.language == "kk"
    assert "791028302728" not in draft.text


def test_a_place_without_its_own_post_leads_up_the_tree(world: World) -> None:
    village = make_territory("633000000", "Зайсан ауданы", world.place)
    assert world.received(territory=village).accountable == world.region_post


def test_nobody_else_sends_the_draft(world: World) -> None:
    draft = world.draft()
    for actor in (world.joiner, world.district):
        with refusal("not_author"):
            acts.submit(draft, by=actor)


def test_the_database_refuses_an_open_matter_without_a_post(world: World) -> None:
    matter = world.received()
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(accountable=None)


# Handing over


def test_the_sender_answers_until_the_receiver_accepts(world: World) -> None:
    matter = world.received()
    offer = acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Алаң көрші ауданда")
    matter.refresh_from_db()
    assert (matter.accountable, offer.state, offer.direction) == (world.district_post, "offered", "sideways")
    acts.accept(offer, by=world.neighbour)
    matter.refresh_from_db()
    assert matter.accountable == world.neighbour_post


def test_a_refused_hand_over_stays_with_the_sender(world: World) -> None:
    matter = world.received()
    offer = acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Алаң көрші ауданда")
    with refusal("no_reason"):
        acts.refuse(HandOff.objects.get(pk=offer.pk), by=world.neighbour, reason=" ")
    acts.refuse(offer, by=world.neighbour, reason="Бұл біздің аумақ емес")
    matter.refresh_from_db()
    assert (matter.accountable, offer.state) == (world.district_post, "refused")


def test_only_one_offer_at_a_time_and_only_by_the_accountable_post(world: World) -> None:
    matter = world.received()
    with refusal("not_accountable"):
        acts.hand_over(matter, by=world.neighbour, to=world.region_post, reason="Неге болмасқа")
    acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Алаң көрші ауданда")
    with refusal("not_now_offered"):
        acts.hand_over(matter, by=world.district, to=world.region_post, reason="Тағы біреу")


def test_an_offer_nobody_answers_returns_and_alarms_the_next_level(world: World) -> None:
    matter = world.received()
    offer = acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Алаң көрші ауданда")
    HandOff.objects.filter(pk=offer.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert jobs.lapse_hand_offs() == 1
    offer.refresh_from_db()
    assert (offer.state, offer.matter.accountable) == ("lapsed", world.district_post)
    assert Notice.objects.filter(text="lapsed_below", post=world.region_post).count() == 1
    assert jobs.lapse_hand_offs() == 0


def test_raising_names_the_missing_power_and_comes_back_with_the_decision(world: World) -> None:
    matter = world.received()
    offer = acts.raise_up(matter, by=world.district, power=world.power, reason="Бюджетті өзгерту керек")
    assert (offer.to_post, offer.direction, offer.missing_power) == (world.region_post, "up", world.power)
    acts.accept(offer, by=world.region)
    matter.refresh_from_db()
    assert matter.accountable == world.region_post
    acts.return_down(matter, by=world.region, decision="Қаражат бөлінді, іске асырыңыз")
    matter.refresh_from_db()
    assert matter.accountable == world.district_post


def test_a_post_cannot_raise_for_a_power_it_has_nor_downwards(world: World) -> None:
    matter = world.received()
    with refusal("not_above"):
        acts.raise_up(matter, by=world.district, power=world.power, reason="Бюджет керек", to=world.neighbour_post)
    world.district_post.powers.add(world.power)
    with refusal("has_power"):
        acts.raise_up(matter, by=world.district, power=world.power, reason="Бюджет керек")


def test_the_author_objects_once_and_the_post_above_decides(world: World) -> None:
    matter = world.received()
    acts.object_to_route(matter, by=world.author, text="Бұл мәселені облыс шешеді")
    with refusal("not_now_objected"):
        acts.object_to_route(matter, by=world.author, text="Тағы да")
    assert [task.what for task in tasks(world.region)] == ["objection"]
    acts.settle_objection(matter, by=world.region, to=world.neighbour_post, answer="Көрші аудан жауапты")
    matter.refresh_from_db()
    assert matter.accountable == world.neighbour_post


# Letters


def test_an_asked_opinion_holds_the_answer_until_it_comes_or_is_waived(world: World) -> None:
    matter = world.received()
    part = acts.ask_opinion(matter, by=world.district, of=world.neighbour_post, question="Тәжірибеңіз қандай?")
    assert [task.what for task in tasks(world.neighbour)] == ["opinion"]
    with refusal("not_now_opinion"):
        world.answer(matter)
    acts.waive_opinion(part, by=world.district, reason="Мерзім өтіп барады")
    world.answer(matter)
    assert (part.state, matter.state) == ("waived", "answered")


def test_given_opinion_is_kept_with_the_part(world: World) -> None:
    matter = world.received()
    part = acts.ask_opinion(matter, by=world.district, of=world.neighbour_post, question="Тәжірибеңіз қандай?")
    with refusal("not_asked"):
        acts.give_opinion(part, by=world.region, text="Менің пікірім")
    acts.give_opinion(part, by=world.neighbour, text="Бізде осындай алаң екі жыл жұмыс істейді")
    assert Part.objects.get(pk=part.pk).state == "done"


def test_every_letter_of_the_matrix_drives_something(world: World) -> None:
    matter = world.received()
    acts.assign(matter, by=world.district, to=world.neighbour_post, task="Жер учаскесін табу")
    rows = matrix(Matter.objects.get(pk=matter.pk))
    assert [(row.letter, row.post) for row in rows] == [
        ("A", world.district_post), ("R", world.neighbour_post), ("I", world.region_post),
    ]  # fmt: skip
    assert [task.what for task in tasks(world.neighbour)] == ["work"]
    assert Notice.objects.filter(post=world.region_post, text="for_information").count() == 1


# The clock


def test_the_day_of_receipt_does_not_count_and_a_holiday_is_skipped(world: World) -> None:
    received = datetime(2026, 12, 11, 10, tzinfo=ALMATY)  # a Friday
    matter = acts.submit(world.draft(), by=world.author, at=received)
    assert matter.due_on == date(2027, 1, 4)  # 15 working days, 16 December is off


def test_a_matter_received_on_sunday_counts_from_monday(world: World) -> None:
    sunday = acts.submit(world.draft(), by=world.author, at=datetime(2026, 11, 8, 12, tzinfo=ALMATY))
    monday = acts.submit(world.draft(), by=world.author, at=datetime(2026, 11, 9, 12, tzinfo=ALMATY))
    assert sunday.due_on == monday.due_on


def test_extension_moves_the_date_and_tells_the_author(world: World) -> None:
    matter = acts.submit(world.draft(), by=world.author, at=datetime(2026, 11, 2, 10, tzinfo=ALMATY))
    assert matter.due_on == date(2026, 11, 23)
    acts.extend(matter, by=world.district, days=5, reason="Қосымша тексеру керек")
    assert matter.due_on == date(2026, 11, 30)
    assert "extended" in notices_of(matter)


def test_a_pause_stops_the_term_until_the_author_writes(world: World) -> None:
    matter = world.received()
    acts.pause(matter, by=world.district, reason="Құжат керек")
    assert matter.due_on is None
    assert Waiting.objects.get(matter=matter, ended_at=None).side == "author"
    acts.write(matter, by=world.author, text="Құжатты жібердім")
    matter.refresh_from_db()
    assert matter.due_on is not None
    assert Waiting.objects.get(matter=matter, ended_at=None).side == "post"


def test_waiting_time_is_split_by_who_was_waited_for(world: World) -> None:
    matter = world.received()
    Waiting.objects.filter(matter=matter).update(began_at=timezone.now() - timedelta(days=3))
    acts.pause(matter, by=world.district, reason="Құжат керек")
    split = waits(matter)
    assert split["post"] == timedelta(days=3)
    assert split["author"] < timedelta(minutes=1)


# Talking


def test_internal_notes_are_for_state_bodies_with_a_part_only(world: World) -> None:
    matter = world.received()
    acts.write(matter, by=world.author, text="Сәлеметсіз бе")
    acts.write_note(matter, by=world.district, text="Ішкі жазба")
    texts = {
        name: [m.text for m in messages_of(getattr(world, name), matter)]
        for name in ("author", "district", "joiner", "neighbour")
    }
    assert texts == {
        "author": ["Сәлеметсіз бе"], "district": ["Сәлеметсіз бе", "Ішкі жазба"], "joiner": [], "neighbour": [],
    }  # fmt: skip
    assert "Ішкі жазба" not in " ".join(line["words"] for line in story(world.author, matter))


def test_a_message_reaches_and_is_read(world: World) -> None:
    matter = world.received()
    acts.write(matter, by=world.district, text="Қосымша құжат керек")
    mark = Message.objects.get().marks.get()
    assert (mark.organisation_id, mark.read_at) == (world.author.organisation_id, None)
    assert acts.mark_read(matter, by=world.author) == 1
    mark.refresh_from_db()
    assert mark.read_at is not None


def test_a_restricted_matter_is_read_by_its_parties_only(world: World) -> None:
    matter = world.received()
    acts.restrict(matter, by=world.author, because=RestrictedBecause.WISH)
    stranger = member(make_organisation("Бөтен ұйым"))
    readers = {
        name: Matter.objects.readable_by(actor).filter(pk=matter.pk).exists()
        for name, actor in {"author": world.author, "district": world.district, "region": world.region,
                            "neighbour": world.neighbour, "stranger": stranger}.items()
    }  # fmt: skip
    assert readers == {
        "author": True,
        "district": True,
        "region": True,
        "neighbour": False,
        "stranger": False,
    }
    entry = Entry.objects.filter(act="interactions.restrict").get()
    assert entry.is_open is False


# The whole


def test_conservation_holds_and_the_journal_verifies_after_all_this(world: World) -> None:
    world.received()
    acts.give_word(world.answered(), by=world.author, word="confirmed")
    target = world.received()
    acts.join(world.draft(world.joiner), by=world.joiner, target=target)
    world.draft()
    count = conservation.check()
    assert (count.received, count.open, count.closed, count.joined) == (4, 2, 1, 1)
    assert count.good, count.details
    conservation.record(count)
    assert verify().problems == []


def test_an_ownerless_matter_is_counted_and_administrators_are_told(world: World) -> None:
    from tests.factories import administrator

    admin = administrator()
    matter = world.received()
    from kopir.posts.models import Appointment

    Appointment.objects.update(ends_on=timezone.localdate() - timedelta(days=1), starts_on=date(2024, 1, 1))
    count = conservation.check()
    assert (count.unowned, count.good, count.details) == (
        1,
        False,
        [{"number": matter.number, "code": "unowned"}],
    )
    conservation.record(count)
    assert Notice.objects.filter(text="conservation_broken", person_id=admin.person_id).count() == 1


def test_a_vacant_post_is_stood_in_for_by_the_one_above(world: World) -> None:
    from kopir.posts.models import Appointment

    matter = world.received()
    Appointment.objects.filter(post=world.district_post).update(ends_on=timezone.localdate() - timedelta(days=1))
    count = conservation.check()
    assert (count.substituted, count.unowned, count.good) == (1, 0, True)
    assert [task.matter for task in tasks(world.region)] == [matter]
    world.answer(matter, by=world.region)
    assert matter.state == "answered"


def test_letters_to_the_author_name_the_title_unless_only_the_parties_read_it(world: World) -> None:
    open_one, restricted = world.received(), world.received()
    acts.restrict(restricted, by=world.author, because=RestrictedBecause.WISH)
    for matter in (open_one, restricted):
        acts.answer(matter, by=world.district, kind="solved", statement="Алаң ашылды, тұрғындар риза.", evidence="акт")
    for matter, texts in ((open_one, ("received", "answered")), (restricted, ("answered",))):
        for text in texts:
            notice = Notice.objects.get(text=text, subject_id=str(matter.pk))
            for language in ("kk", "ru", "en"):
                body = render(notice, language).body
                assert (matter.title in body) == (matter is open_one), body
                assert "«»" not in body
