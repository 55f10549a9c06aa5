"""Who is told what: recipients, preferences, languages, once a key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kopir.base.actors import SYSTEM, VISITOR, Actor, Role
from kopir.base.errors import Refused
from kopir.base.permits import PERMISSIONS
from kopir.notices import acts, digests
from kopir.notices.digests import Line, Section, digest_section
from kopir.notices.letters import written
from kopir.notices.models import Letter, Notice, Preference, Reading
from kopir.notices.queries import notices_for, preference_of, unread_count
from kopir.notices.texts import in_words, notice_words, render
from kopir.notices.words import DeliveryState, Weight
from kopir.posts.models import Post
from kopir.posts.words import AppointmentKind, PostKind, PostState
from tests.factories import (
    administrator,
    appoint,
    coordinator,
    join_organisation,
    make_body,
    make_organisation,
    make_person,
    make_post,
    member,
    official,
)

pytestmark = pytest.mark.django_db


def told(**to: Any) -> Notice:
    weight = to.pop("weight", Weight.WORK)
    notice = acts.tell("notices.test", key=to.pop("key", f"k{Notice.objects.count()}"), path="/x/", weight=weight, **to)
    assert notice is not None
    return notice


def readers(notice: Notice) -> set[int]:
    return set(notice.letters.values_list("person_id", flat=True))


def test_the_same_key_is_never_told_twice() -> None:
    person = make_person()
    told(person=person, key="once")
    assert acts.tell("notices.test", key="once", path="/x/", weight=Weight.WORK, person=person) is None
    assert (Notice.objects.count(), Letter.objects.count()) == (1, 1)


def verified(name: str) -> Actor:
    person = make_person(name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    return Actor(Role.PERSON, person.pk, person.name)


def test_who_decides_hears_of_a_request_and_who_asked_hears_the_decision_with_its_reason() -> None:
    organisation = make_organisation("«Тұран» қоғамдық қоры")
    asking, first = verified("Белгісіз"), administrator()
    asked = acts.request_membership(organisation, by=asking)
    assert list(Letter.objects.values_list("person_id", "notice__text")) == [(first.person_id, "notices.first_member_asks")]
    acts.refuse_membership(asked, by=first, reason="Біз сізді танымаймыз")
    notice = Notice.objects.get(text="notices.member_refused")
    assert "Біз сізді танымаймыз" in render(notice, "kk").body and readers(notice) == {asking.person_id}
    own = member(organisation)
    again = acts.request_membership(organisation, by=asking)
    notice = Notice.objects.get(text="notices.member_asks")
    assert readers(notice) == {own.person_id} and "Белгісіз" not in str(notice.facts)
    acts.confirm_membership(again, by=own)
    assert readers(Notice.objects.get(text="notices.member_confirmed")) == {asking.person_id}


def test_everybody_who_holds_the_post_today_gets_a_letter() -> None:
    post = make_post()
    holder, deputy = appoint(post).person, appoint(post, kind=AppointmentKind.DEPUTY).person
    appoint(post, kind=AppointmentKind.ACTING, starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    assert readers(told(post=post)) == {holder.pk, deputy.pk}


def test_a_vacant_posts_notice_waits_for_whoever_comes() -> None:
    post = make_post(superior=make_post())
    appoint(post.superior)
    assert readers(told(post=post)) == set()
    assert unread_count(official(post)) == 1


def test_active_members_get_the_letters_of_their_organisation() -> None:
    organisation = make_organisation()
    active = join_organisation(organisation).person
    gone = join_organisation(organisation)
    gone.state = "ended"
    gone.save()
    assert readers(told(organisation=organisation)) == {active.pk}


@pytest.mark.parametrize(
    ("chosen", "weights"),
    [
        (None, {"legal", "work", "digest"}),
        ({"work": False, "news": True, "digest": False}, {"legal", "news"}),
        ({"work": False, "news": False, "digest": False}, {"legal"}),
    ],
)
def test_people_choose_but_legal_terms_always_come(chosen: dict[str, bool] | None, weights: set[str]) -> None:
    person = make_person()
    if chosen is not None:
        Preference.objects.create(person=person, **chosen)
    assert {weight for weight in Weight.values if readers(told(person=person, weight=Weight(weight)))} == weights


def test_a_notice_needs_exactly_one_recipient() -> None:
    with pytest.raises(Exception, match="notice_has_one_recipient"):
        told()


# Words


def test_words_are_chosen_in_the_readers_language() -> None:
    post = make_post()
    facts = {"post": post.names, "substitute": {"ru": "никто"}}
    notice = Notice(text="notices.vacancy", facts=facts)
    assert render(notice, "en").subject == "Vacant post: Deputy akim of Ulan district"
    assert render(notice, "ru").subject == "Вакантная должность: заместитель акима Уланского района"
    assert render(notice, "kk").subject == "Бос лауазым: Ұлан ауданы әкімінің орынбасары"


@pytest.mark.parametrize(
    ("facts", "body"),
    [
        ({"number": "2026-000007", "title": "Арықты тазалау"}, "№ 2026-000007 «Арықты тазалау» мәселесі жабылды."),
        ({"number": "2026-000007"}, "№ 2026-000007 мәселесі жабылды."),
    ],
)
def test_a_title_stands_in_quotation_marks_and_leaves_none_when_it_is_withheld(facts: dict[str, str], body: str) -> None:
    assert render(Notice(text="closed_news", facts=facts), "kk").body == body


def test_days_are_declined_in_kazakh() -> None:
    notice = Notice(text="regulation.amended", facts={"starts_on": "2027-01-01"})
    assert render(notice, "kk").subject == "2027 ж. 1 қаңтар күнінен бастап міндеттеріңіз өзгереді"


def test_every_text_has_three_languages() -> None:
    for text in notice_words():
        words = {(render(Notice(text=text), code).subject, render(Notice(text=text), code).body) for code in ("kk", "ru", "en")}
        assert len(words) == 3, text


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2026-11-23", "kk", "2026 ж. 23 қараша"),
        ("2026-11-23", "ru", "23 ноября 2026 г."),
        ("2026-11-23", "en", "23 November 2026"),
        ({"ru": "да"}, "kk", "да"),
        ([{"en": "a"}, {"en": "b"}], "en", "a\nb"),
        (5, "en", "5"),
        ("87-12-3456", "en", "87-12-3456"),
    ],
)
def test_facts_in_words(value: Any, language: str, words: str) -> None:
    assert in_words(value, language) == words


# The bell


def test_a_posts_notice_is_read_when_somebody_of_the_post_has_seen_it() -> None:
    post = make_post()
    first = official(post)
    told(post=post)
    second = official(post, appoint(post, kind=AppointmentKind.DEPUTY).person)
    assert (unread_count(first), unread_count(second)) == (1, 1)
    assert acts.mark_read(first) == 1
    assert (unread_count(first), unread_count(second)) == (0, 0)
    assert acts.mark_read(first) == 0


def test_each_member_reads_for_themselves() -> None:
    organisation = make_organisation()
    one, other = member(organisation), member(organisation)
    told(organisation=organisation)
    acts.mark_read(one)
    assert (unread_count(one), unread_count(other)) == (0, 1)


def test_only_own_notices_are_seen() -> None:
    notice = told(post=make_post())
    for by in (VISITOR, member(make_organisation()), administrator(), official(make_post())):
        assert ([row.notice for row in notices_for(by).rows], unread_count(by)) == ([], 0)
        assert acts.mark_read(by, [notice.pk]) == 0
    assert Reading.objects.count() == 0


def test_looking_at_a_thing_reads_its_notices() -> None:
    post = make_post()
    by = official(post)
    told(post=post, subject=post)
    told(post=post)
    assert acts.mark_subject_read(by, post) == 1
    assert unread_count(by) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_bell_cost_one_query_each(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = make_person()
    by = Actor(Role.PERSON, person.pk)
    for _number in range(count):
        told(person=person)
    with django_assert_num_queries(1):
        assert len(notices_for(by).rows) == count
    with django_assert_num_queries(1):
        assert unread_count(by) == count


def test_the_list_is_paged_from_the_newest() -> None:
    person = make_person()
    by = Actor(Role.PERSON, person.pk)
    notices = [told(person=person) for _number in range(3)]
    first = notices_for(by, limit=2)
    assert [row.notice for row in first.rows] == [notices[2], notices[1]]
    second = notices_for(by, after=first.after, limit=2)
    assert ([row.notice for row in second.rows], second.after) == ([notices[0]], 0)


# Choosing


def test_a_person_chooses_for_themselves_only() -> None:
    person = make_person()
    by = Actor(Role.PERSON, person.pk)
    acts.prefer(person, by=by, news=True)
    acts.prefer(person, by=by, work=False)
    chosen = preference_of(person)
    assert (chosen.work, chosen.news, chosen.digest) == (False, True, True)
    with pytest.raises(Refused) as refusal:
        acts.prefer(make_person(), by=by, news=True)
    assert refusal.value.code == "not_own_account"


def test_the_link_in_a_digest_stops_digests_without_signing_in() -> None:
    person = make_person(language="en")
    notice = told(person=person, weight=Weight.DIGEST)
    message = written(notice.letters.get())
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert "/en/letters/unsubscribe/" in link
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert acts.unsubscribe(token) == Weight.DIGEST
    assert acts.unsubscribe(token) == Weight.DIGEST
    assert (preference_of(person).digest, preference_of(person).work) == (False, True)


@pytest.mark.parametrize("harm", ["x", "", "{}"])
def test_a_broken_link_is_refused(harm: str) -> None:
    token = acts.unsubscribe_token(make_person(), Weight.NEWS)
    with pytest.raises(Refused) as refusal:
        acts.unsubscribe(harm or token[:-2])
    assert refusal.value.code == "bad_link"


@pytest.mark.parametrize("weight", [Weight.LEGAL, Weight.WORK])
def test_legal_terms_and_work_have_no_unsubscribe_link(weight: Weight) -> None:
    with pytest.raises(ValueError, match="no unsubscribe link"):
        acts.unsubscribe_token(make_person(), weight)
    message = written(told(person=make_person(), weight=weight).letters.get())
    assert "List-Unsubscribe" not in message.extra_headers


# Vacancies


def test_a_vacancy_is_told_once_to_the_post_above_and_to_coordination() -> None:
    body = make_body()
    chair = make_post(body, kind=PostKind.COORDINATION)
    region = make_post(body, superior=chair)
    post = make_post(body, superior=region)
    appoint(chair), appoint(region)
    ended = appoint(post, ends_on=timezone.localdate() - timedelta(days=1))
    assert acts.alarm_vacancies() == 1
    assert acts.alarm_vacancies() == 0
    assert [notice.key for notice in region.notices.all()] == [f"vacancy:{post.pk}:{ended.ends_on}"]
    assert chair.notices.count() == 1
    appoint(post, starts_on=timezone.localdate())
    assert acts.alarm_vacancies() == 0


def test_a_new_vacancy_of_the_same_post_is_told_again() -> None:
    post = make_post()
    appoint(post, ends_on=date(2024, 5, 1))
    assert acts.alarm_vacancies() == 1
    appoint(post, starts_on=date(2024, 6, 1), ends_on=date(2024, 7, 1))
    assert acts.alarm_vacancies() == 1


def test_posts_of_a_new_installation_raise_no_alarm() -> None:
    make_post(state=PostState.TO_BE_CONFIRMED)
    assert acts.alarm_vacancies() == 0


def test_co_ordinators_hear_of_it_when_their_post_is_vacant_too() -> None:
    chair = make_post(kind=PostKind.COORDINATION)
    by = coordinator()
    make_post(chair.organisation, superior=chair)
    assert acts.alarm_vacancies() == 2
    [notice] = Notice.objects.filter(person_id=by.person_id)
    assert notice.facts["count"] == 2


def test_many_vacancies_come_to_coordination_as_one_notice() -> None:
    body = make_body()
    region = make_post(body)
    appoint(region)
    for _number in range(5):
        make_post(body, superior=region)
    by = coordinator()
    assert acts.alarm_vacancies() == 5
    [notice] = Notice.objects.filter(person_id=by.person_id)
    assert (notice.text, notice.facts["count"], region.notices.count()) == ("notices.vacancies", 5, 5)


# Digests

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def section(monkeypatch: Any) -> list[tuple[date, date]]:
    """A section that has a line for every post; answers the periods it was asked for."""
    asked: list[tuple[date, date]] = []
    monkeypatch.setattr(digests, "_REGISTERED", {})

    @digest_section
    def changes(posts: Any, since: date, until: date) -> dict[int, Section]:
        asked.append((since, until))
        line = Line({"kk": "Жаңа ұсыныс", "ru": "Новое предложение", "en": "A new proposal"}, "/interactions/1/")
        return {post.pk: Section({"kk": "Сала", "ru": "Отрасль", "en": "Sector"}, [line]) for post in posts}

    return asked


def held_post() -> Post:
    post = make_post()
    appoint(post)
    return post


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (MONDAY - timedelta(minutes=1), 0),
        (MONDAY, 1),
        (MONDAY + timedelta(hours=47), 1),
        (MONDAY + timedelta(hours=48), 0),
    ],
)
def test_digests_are_written_on_monday_morning(section: Any, moment: datetime, count: int) -> None:
    held_post()
    assert acts.send_digests(moment) == count


def test_a_digest_comes_once_a_week_and_speaks_of_the_week_before(section: Any) -> None:
    post = held_post()
    assert (acts.send_digests(MONDAY), acts.send_digests(MONDAY)) == (1, 0)
    assert acts.send_digests(MONDAY + timedelta(days=7)) == 1
    assert section[0] == (date(2026, 11, 16), date(2026, 11, 22))
    first = post.notices.earliest("pk")
    assert first.key == f"digest:{post.pk}:2026-W48"
    words = render(first, "ru")
    assert words.body.splitlines()[2:4] == ["Отрасль", "– Новое предложение"]
    assert words.body.splitlines()[4].endswith("/ru/interactions/1/")


def test_vacant_posts_and_empty_weeks_have_no_digest(section: Any, monkeypatch: Any) -> None:
    make_post()
    assert acts.send_digests(MONDAY) == 0
    held_post()
    monkeypatch.setattr(digests, "_REGISTERED", {})
    assert acts.send_digests(MONDAY) == 0


# Who may


@pytest.mark.parametrize(("state", "allowed"), [("dead", ["administrator", "system"]), ("sent", [])])
def test_who_may_resend(state: str, allowed: list[str]) -> None:
    letter = told(person=make_person()).letters.get()
    letter.state = DeliveryState(state)
    actors = {
        "visitor": VISITOR,
        "member": member(make_organisation()),
        "official": official(make_post()),
        "coordinator": coordinator(),
        "administrator": administrator(),
        "system": SYSTEM,
    }
    assert [name for name, actor in actors.items() if PERMISSIONS["notices.resend"](actor, letter)] == allowed


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_sentence_of_a_notice_ends_in_two_full_stops(language: str) -> None:
    """The Russian year has its own."""

    class EveryDay(dict[str, str]):
        def items(self) -> Any:
            names = {"due", "day", "until", "since", "from_day", "on"}
            return [(name, "2026-11-23") for name in names]

    for code in notice_words():
        body = render(Notice(text=code, facts=EveryDay()), language).body
        assert ".." not in body, (code, body)
