"""Ten minutes a day of an official."""

from __future__ import annotations

import csv
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import AnswerTemplate, Matter
from kopir.people.models import Person
from kopir.posts.models import Appointment
from kopir.web.desk.views import home
from tests.factories import make_body, make_post
from tests.matter.people import Country, browser, errors, path, read, send

pytestmark = pytest.mark.django_db
DESK = "/kk/desk/"


@pytest.fixture
def country() -> Country:
    return Country()


def test_the_desk_is_for_those_who_hold_a_post(country: Country) -> None:
    assert [browser(one).get(DESK).status_code for one in (None, country.author, country.district)] == [302, 403, 200]


def test_an_empty_desk_says_what_will_be_here(country: Country) -> None:
    assert "Сізді ештеңе күтіп тұрған жоқ" in read(browser(country.neighbour), DESK)


def urls(country: Country, query: str = "") -> list[str]:
    return [line["url"] for line in browser(country.district).get(DESK + query).context["lines"]]


def test_decisions_stand_by_term_and_by_people_concerned(country: Country) -> None:
    few, many, late = country.received(people_concerned=3), country.received(people_concerned=900), country.received()
    Matter.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert urls(country) == [path(row, "answer/") + "?from=desk" for row in (late, many, few)]
    assert urls(country, "?overdue=on") == [path(late, "answer/") + "?from=desk"]
    assert urls(country, "?what=opinion") == []


def test_each_decision_stands_once_under_the_heading_of_its_term(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    days = {"late": -1, "week": 7, "later": 8}
    for number in days.values():
        due = country.received()
        Matter.objects.filter(pk=due.pk).update(due_on=today + timedelta(days=number))
    Matter.objects.filter(pk=country.received().pk).update(due_on=today)
    page = browser(country.district).get("/en/desk/")
    groups = [(when, number, len(lines)) for when, number, lines in page.context["groups"]]
    assert groups == [("late", 1, 1), ("week", 2, 2), ("later", 1, 1)]
    text = page.content.decode()
    assert [text.count(line["url"] + '"><strong>') for line in page.context["lines"]] == [1] * 4
    assert [text.count(f'href="{line["url"]}"') for line in page.context["lines"]] == [2, 1, 1, 1], "one begins with the first"
    assert re.findall(r"<h2[^>]*>([^<]+: \d)</h2>", text) == ["Late: 1", "Due within a week: 2", "Later: 1"]
    file = b"".join(browser(country.district).get("/en/desk/tasks.csv").streaming_content).decode()
    assert [row["when"] for row in csv.DictReader(file.splitlines())] == ["late", "week", "week", "later"]
    monkeypatch.setattr(home, "SHOWN", 2)
    page = browser(country.district).get("/en/desk/")
    groups = [(when, number, len(lines)) for when, number, lines in page.context["groups"]]
    assert groups == [("late", 1, 1), ("week", 2, 1)]
    assert "The first 2 stand here" in page.content.decode()


def test_what_is_due_later_and_older_news_are_folded_behind_what_is_urgent(country: Country) -> None:
    rows = [country.received() for _ in range(5)]
    district = browser(country.district)
    fold = "Show what is due later"
    assert fold not in read(district, "/en/desk/"), "nothing else waits"
    Matter.objects.filter(pk=rows[0].pk).update(due_on=timezone.localdate())
    text = read(district, "/en/desk/")
    assert (fold in text, fold in read(district, "/en/desk/?what=answer")) == (True, False)
    assert all(path(row, "answer/", language="en") in text for row in rows)
    assert text.index('href="#rooms"') < text.index(path(rows[0], "answer/", language="en")) < text.index('id="rooms"')
    shown, _more, rest = text[text.index("New in your field") :].partition("<summary")
    assert (shown.count("<li>"), "2 more" in rest, rest.partition("</details>")[0].count("<li>")) == (3, True, 2)


def test_each_kind_of_decision_has_its_page(country: Country) -> None:
    matter = country.received()
    offer = acts.hand_over(matter, by=country.district, to=country.neighbour_post, reason="Сіздің аумақ")
    other = country.received()
    opinion = acts.ask_opinion(other, by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    work = acts.assign(other, by=country.district, to=country.neighbour_post, task="Жерді қарап шығу")
    acts.object_to_route(other, by=country.author, text="Бұл облыстың ісі")
    neighbour = browser(country.neighbour)
    found = [line["url"] for line in neighbour.get(DESK).context["lines"]]
    expected = [f"accept/{offer.pk}/", f"opinion/{opinion.pk}/", f"finish/{work.pk}/"]
    rows = zip((offer, opinion, work), expected, strict=True)
    assert sorted(found) == sorted(path(row.matter, rest) + "?from=desk" for row, rest in rows)
    assert all(neighbour.get(one).status_code == 200 for one in found)
    region = browser(country.region)
    assert path(other, "settle-objection/") + "?from=desk" in read(region, DESK)
    send(region, path(other, "settle-objection/"), to=country.district_post.pk, answer="Жер аудандікі")
    send(neighbour, path(other, f"opinion/{opinion.pk}/"), text="Жер бар")
    send(neighbour, path(other, f"finish/{work.pk}/"), answer="Қарап шықтық")
    assert list(browser(country.region).get(DESK).context["lines"]) == []


def test_next_leads_to_the_next_and_home_after_the_last(country: Country) -> None:
    first, second = country.received(people_concerned=9), country.received()
    district = browser(country.district)
    said = {"kind": "refused", "statement": "Биыл бұған қаржы қарастырылмаған."}
    assert send(district, path(first, "answer/"), **{**said, "from": "desk"}) == "/kk/desk/next/"
    assert district.get("/kk/desk/next/").url == path(second, "answer/") + "?from=desk"
    assert district.get(f"/kk/desk/next/?after={second.pk}").url == DESK


def test_instead_of_answering_one_hands_over_in_two_clicks(country: Country) -> None:
    matter, other = country.received(people_concerned=9), country.received()
    district = browser(country.district)
    page = district.get(path(matter, "answer/") + "?from=desk")
    offered = [url for _words, url in page.context["other_ways"]]
    assert offered == [path(matter, f"{name}/") + "?from=desk" for name in ("hand-over", "raise", "ask-opinion", "pause")]
    asked = {"to": country.neighbour_post.pk, "question": "Жер бар ма?", "from": "desk"}
    onward = send(district, path(matter, "ask-opinion/"), **asked)
    assert onward == f"/kk/desk/next/?after={matter.pk}"
    assert district.get(onward).url == path(other, "answer/") + "?from=desk"


def test_an_answer_with_places_left_open_is_not_sent(country: Country) -> None:
    address = path(country.received(), "answer/")
    district = browser(country.district)
    for statement, found in (("Орнына … күні сағат …-де шығамыз.", ["statement"]), ("Шықтық, көрдік… Енді күтеміз.", [])):
        page = district.post(address, {"kind": "refused", "statement": statement})
        assert list(errors(page) if page.status_code == 200 else []) == found


def test_a_matter_waits_for_the_opinion_until_its_term_has_passed(country: Country) -> None:
    matter = country.received()
    district = browser(country.district)
    part = acts.ask_opinion(matter, by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    page = district.get(DESK)
    assert ([*page.context["lines"]], page.context["waiting"]) == ([], [matter])
    type(part).objects.filter(pk=part.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert urls(country) == [path(matter, "answer/") + "?from=desk"]
    assert district.get(path(matter, "answer/")).url == path(matter)
    buttons = [one.url for one in district.get(path(matter)).context["primary"]]
    assert buttons == [path(matter, f"waive-opinion/{part.pk}/")]


def test_what_waits_for_others_and_what_changed_stand_beside(country: Country) -> None:
    paused, answered = country.received(title="Тоқтатылған"), country.answered(title="Жауап берілген")
    acts.pause(paused, by=country.district, reason="Құжат керек")
    page = browser(country.district).get(DESK)
    assert {row.pk for row in page.context["waiting"]} == {paused.pk, answered.pk}
    assert len(page.context["changes"]) == 2  # both were sent; its own acts are no news
    assert "Тоқтатылған" in read(browser(country.district), "/kk/desk/waiting/")


def test_a_restricted_matter_is_no_news_for_others(country: Country) -> None:
    country.received(visibility="restricted", restricted_because="wish")
    assert browser(country.region).get(DESK).context["changes"] == []


def test_posts_above_below_and_beside_with_their_load(country: Country) -> None:
    country.received()
    context = browser(country.district).get("/kk/desk/posts/").context
    found = {name: [(row.post, row.open, row.is_held) for row in context[name]] for name in ("above", "below", "beside")}
    assert found == {"above": [(country.region_post, 0, True)], "below": [], "beside": [(country.neighbour_post, 0, True)]}
    assert (context["own"].open, context["own"].overdue) == (1, 0)


def test_a_vacant_post_below_is_stood_in_for(country: Country) -> None:
    vacant = make_post(make_body("Зайсан ауданының әкімдігі", country.place), "Зайсан уәкілі", superior=country.region_post)
    context = browser(country.region).get(DESK).context
    assert [(row.post, row.is_held) for row in context["stood_in_for"]] == [(vacant, False)]


def test_a_newcomer_is_told_since_when(country: Country) -> None:
    district = browser(country.district)
    assert district.get(DESK).context["since"] is None
    today = timezone.localdate()
    Appointment.objects.filter(post=country.district_post).update(starts_on=today)
    assert district.get(DESK).context["since"] == today


def test_tasks_as_a_table(country: Country) -> None:
    matter = country.received()
    answer = browser(country.district).get("/kk/desk/tasks.csv")
    assert str(matter.number) in b"".join(answer.streaming_content).decode()


def test_a_post_keeps_its_own_typical_answers(country: Country) -> None:
    district = browser(country.district)
    names = {"name_kk": "Жол", "name_ru": "Дорога", "text_kk": "Жол жөнделеді", "text_ru": "Дорогу починят"}
    send(district, "/kk/desk/answers/new/", **names)
    own = AnswerTemplate.objects.get(post=country.district_post)
    send(district, f"/kk/desk/answers/{own.pk}/", **{**names, "text_kk": "Жол биыл жөнделеді"})
    assert "Жол биыл жөнделеді" in read(district, f"/kk/desk/answers/{own.pk}/")
    assert browser(country.neighbour).get(f"/kk/desk/answers/{own.pk}/").status_code == 404
    general = AnswerTemplate.objects.filter(post=None).first()
    assert general and district.get(f"/kk/desk/answers/{general.pk}/").status_code == 403
    send(district, f"/kk/desk/answers/{own.pk}/end/")
    assert "Жол" not in [str(row) for row in district.get("/kk/desk/answers/").context["own"]]


def test_a_role_of_the_demonstration_is_called_once_and_in_the_readers_language(country: Country) -> None:
    post = country.district_post
    post.set_names("Ұлан уәкілі", "Уполномоченный Улана", "Official of Ulan")
    post.save()
    Person.objects.filter(pk=country.district.person_id).update(name="Ұлан уәкілі")
    for language, name in (("kk", "Ұлан уәкілі"), ("ru", "Уполномоченный Улана"), ("en", "Official of Ulan")):
        acting = browser(country.district).get(f"/{language}/desk/").context["acting"]
        assert (acting["name"], acting["for_label"]) == (name, name)
    Person.objects.filter(pk=country.district.person_id).update(name="Айгүл")
    assert browser(country.district).get("/ru/desk/").context["acting"]["name"] == "Айгүл"
