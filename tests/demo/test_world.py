"""The demonstration world: rich, lawful, true to its journal; and nothing of it in a real installation."""

from __future__ import annotations

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone, translation

from kopir.base.actors import VISITOR
from kopir.base.models import Installation
from kopir.calendar.queries import working_calendar
from kopir.demo import signins, world
from kopir.demo.content import phrases, topics, writings
from kopir.effects.queries.formal import Axis, FormalFilter, FormalTally, closed_matters, formal_tallies
from kopir.interactions import conservation
from kopir.interactions.models import AuthorWord, ClockPause, HandOff, Matter, Outcome
from kopir.interactions.queries import tasks
from kopir.interactions.words import HandOffKind, HandOffState, MatterState, OutcomeKind, Word
from kopir.journal.models import Entry
from kopir.journal.verification import verify
from kopir.notices.models import Letter, Notice
from kopir.organisations.models import Organisation
from kopir.organisations.words import Kind, Status
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.posts.queries import vacancies
from kopir.posts.words import PostState
from kopir.territories.models import Territory, inside
from kopir.web.acting import actors_of, capacities
from tests.interactions.counted import not_as_the_rows

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
MOST_QUESTIONS = 80_000  # of the database, against running away only


def test_it_is_built_with_a_bearable_number_of_questions(built: int) -> None:
    assert built < MOST_QUESTIONS


def test_building_again_changes_nothing(built: int) -> None:
    before = Entry.objects.count()
    world.build()
    assert Entry.objects.count() == before


def test_time_is_the_real_one_again(built: int) -> None:
    assert timezone.now.__module__ == "django.utils.timezone"


# ---- What it holds -----------------------------------------------------------------------------------------------


def test_matters_are_in_all_states(built: int) -> None:
    assert set(Matter.objects.values_list("state", flat=True)) == set(MatterState)
    assert 140 <= Matter.objects.count() <= 170


def test_matters_are_in_three_languages(built: int) -> None:
    found = Counter(Matter.objects.values_list("language", flat=True))
    assert found["kk"] >= 60 and found["ru"] >= 55 and found["en"] >= 18


def test_every_outcome_and_every_word_was_said(built: int) -> None:
    joined_before_sending = {OutcomeKind.JOINED}
    assert set(Outcome.objects.values_list("kind", flat=True)) | joined_before_sending == set(OutcomeKind)
    assert set(AuthorWord.objects.values_list("word", flat=True)) == set(Word)


def test_matters_went_every_way(built: int) -> None:
    kinds = set(HandOff.objects.values_list("kind", flat=True))
    assert kinds == set(HandOffKind) - {HandOffKind.REROUTE}
    assert set(HandOff.objects.values_list("state", flat=True)) == set(HandOffState) - {HandOffState.WITHDRAWN}


def test_some_wait_longer_than_they_should(built: int) -> None:
    late = Matter.objects.filter(state=MatterState.OPEN, due_on__lt=timezone.localdate())
    paused = ClockPause.objects.filter(ends_on=None)
    reopened = Matter.objects.filter(state=MatterState.OPEN, round__gt=1)
    assert late.count() >= 3 and paused.count() >= 3 and reopened.count() >= 2


def test_the_region_is_whole_and_its_posts_are_held(built: int) -> None:
    region = Territory.objects.get(code="630000000")
    posts = Post.objects.filter(inside("territory", region))
    empty = {row.post.territory_id for row in vacancies() if row.post in posts}
    assert (posts.count(), empty) == (21, {"635500000"})


def test_a_village_has_an_akim_who_answers_what_he_can_and_raises_what_he_cannot(built: int) -> None:
    place = Territory.objects.get(code="636239000")
    assert (place.level, place.source, str(place.source_date)) == (3, "КАТО, НК РК 11-2025", "2026-07-17")
    assert list(place.children.values_list("code", flat=True)) == ["636239100"]
    post = Post.objects.get(territory=place)
    rows = Matter.objects.filter(territory="636239100")
    assert set(rows.values_list("accountable", flat=True)) == {post.pk}
    assert sorted(rows.values_list("state", flat=True)) == ["closed", "open", "open"]
    raised = HandOff.objects.get(matter__in=rows, kind=HandOffKind.RAISE)
    assert (raised.from_post, raised.to_post, raised.state) == (post, post.superior, HandOffState.OFFERED)
    assert raised.missing_power is not None and not post.powers.filter(pk=raised.missing_power_id).exists()
    assert [task.what for task in tasks(actors_of(Person.objects.get(email="asubulak@demo.example"))[0])] == ["answer"]


def test_a_vacant_post_has_matters_that_another_answers(built: int) -> None:
    assert conservation.check().substituted > 0


def test_some_posts_wait_for_their_confirmation(built: int) -> None:
    assert Post.objects.filter(territory__code__startswith="63", state=PostState.TO_BE_CONFIRMED).count() >= 2


def test_every_invented_organisation_is_marked(built: int) -> None:
    ngos = Organisation.objects.filter(kind=Kind.NGO)
    assert ngos.count() >= 60
    assert ngos.filter(is_demonstration=False).count() == 0
    assert [row.name_kk for row in ngos if "Демо: " not in row.name_kk or "Демо: " not in row.name_ru] == []
    assert set(ngos.values_list("status", flat=True)) == set(Status) - {Status.ENDED}


def test_no_invented_organisation_has_a_number(built: int) -> None:
    """An invented number could be somebody's."""
    assert Organisation.objects.exclude(bin="").count() == 0


# ---- Whether it is lawful ----------------------------------------------------------------------------------------


def test_conservation_holds(built: int) -> None:
    assert conservation.check().good
    assert not_as_the_rows() == []


@pytest.mark.parametrize("axis", [None, Axis.REGION, Axis.BODY, Axis.QUARTER])
def test_formal_closings_are_counted_as_each_one_is_judged(axis: Axis | None, built: int) -> None:
    judged = Counter(row.verdict for row in closed_matters(VISITOR, FormalFilter()))  # type: ignore[attr-defined]
    assert len(judged) > 2
    counted = sum(formal_tallies(FormalFilter(), axis).values(), FormalTally())
    assert {verdict: getattr(counted, verdict) for verdict in judged} == judged
    assert counted.total == judged.total()


def test_the_journal_verifies_and_runs_in_the_order_of_time(built: int) -> None:
    assert verify().problems == []
    first = Entry.objects.filter(act="people.first_administrator").earliest("pk")
    moments = list(Entry.objects.filter(pk__gte=first.pk).order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_people_act_on_working_days(built: int) -> None:
    calendar = working_calendar()
    acts = Entry.objects.filter(act__startswith="interactions.").exclude(actor_role="system")
    days = {timezone.localdate(at) for at in acts.values_list("at", flat=True)}
    assert [day for day in days if not calendar.is_working(day)] == []


def test_nothing_lies_in_the_future(built: int) -> None:
    assert Entry.objects.filter(at__gt=timezone.now()).count() == 0


def test_nobody_was_written_to(built: int) -> None:
    assert (Letter.objects.count(), Notice.objects.exists()) == (0, True)


# ---- Who signs in ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", signins.SIGN_INS, ids=lambda one: one.address)
def test_a_sign_in_works(built: int, one: signins.SignIn) -> None:
    person = Person.objects.get(email=one.email)
    assert person.check_password(signins.PASSWORD)
    assert EmailAddress.objects.filter(user=person, email=one.email, verified=True, primary=True).exists()
    factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    assert (factor is not None) == one.code
    assert factor is None or TOTP(factor).validate_code(signins.code())
    assert len(capacities(person)) == 1


def test_the_newcomer_holds_the_post_since_today(built: int) -> None:
    person = Person.objects.get(email="katon@demo.example")
    assert person.appointments.get().starts_on == timezone.localdate()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_sign_ins_shows_all(built: int, language: str, client: Client) -> None:
    answer = client.get(f"/{language}/demo/")
    shown = answer.content.decode()
    assert [one.email for one in signins.SIGN_INS if one.email not in shown] == []
    assert signins.PASSWORD in shown and answer.headers["Cache-Control"].startswith("max-age=0")


def test_the_start_up_text_names_all(built: int) -> None:
    with translation.override("kk"):
        text = "\n".join(signins.lines())
    assert all(one.email in text for one in signins.SIGN_INS) and "Administrator" in text


# ---- A real installation -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_real_installation_has_nothing_of_it(client: Client) -> None:
    Installation.objects.create(purpose=Installation.Purpose.REAL)
    world.build()
    assert client.get("/kk/demo/").status_code == 404
    assert not Matter.objects.exists() and not Person.objects.exists()


# ---- What is written ---------------------------------------------------------------------------------------------


def test_every_topic_is_written_in_kazakh_and_russian() -> None:
    complete = {"t1", "x1", "t2", "x2", "ask", "give", "whom", "done", "proof"}
    both = [(code, language) for code in topics() for language in ("kk", "ru")]
    lacking = [(code, language) for code, language in both if set(topics()[code][language]) != complete]
    assert lacking == []


def test_every_phrase_is_in_three_languages() -> None:
    assert [name for name, said in phrases().items() if set(said) != {"kk", "ru", "en"}] == []


def test_no_text_is_written_twice() -> None:
    texts = [writing.words[f"x{writing.number}"] for writing in writings()]
    assert len(texts) == len(set(texts))
