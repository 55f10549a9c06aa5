"""The pages of duties: lists, one duty, proofs, the calendar, the plan, reports, the calendar address."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from kopir.interactions import acts as matter_acts
from kopir.interactions.models import Matter
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.posts.models import Appointment, Power
from kopir.regulation import acts
from kopir.regulation.acts.planning import hash_of
from kopir.regulation.models import Feed, NeededPower, Obligation, Plan, Proof, Report
from tests.factories import coordinator
from tests.matter.people import browser, errors, read, send
from tests.regulation.duties import Regulated, due, read_journal
from tests.regulation.moment import on

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 21)
DUTIES = "/kk/desk/duties/"


@pytest.fixture
def world() -> Regulated:
    """On the last day of the plan; quarterly meetings are due on the 25th."""
    with on(date(2026, 11, 24)):
        world = Regulated()
        acts.make_ahead()
        return world


@pytest.fixture(autouse=True)
def today() -> object:
    with on(DAY):
        yield


@pytest.fixture
def district(world: Regulated) -> Client:
    return browser(world.district)


def meeting(world: Regulated) -> Obligation:
    return due(world.district_post, world.meet)


# ---- Lists ---------------------------------------------------------------------------------------------------------


def test_duties_stand_by_what_is_urgent(world: Regulated, district: Client) -> None:
    with on(date(2026, 12, 23)):
        acts.miss()
        found = district.get(DUTIES).context["found"]
    assert [row.duty.code for row in found.late] == ["plan"]
    assert [row.due_on for row in found.week] == [date(2026, 12, 25)]
    assert [row.due_on.month for row in found.later] == [3, 6, 9, 12]


def test_the_list_is_narrowed_and_downloaded_as_narrowed(world: Regulated, district: Client) -> None:
    assert [row.duty.code for row in district.get(f"{DUTIES}?code=plan").context["found"].week] == ["plan"]
    lines = b"".join(district.get("/kk/desk/duties.csv?code=plan").streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["plan", "plan"]  # of this year and of the next
    assert district.get(f"{DUTIES}?since=nonsense&code=none").status_code == 200


def test_lists_take_the_same_number_of_queries_at_any_length(world: Regulated, district: Client) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(district, address)
        return len(queries)

    addresses = [DUTIES, "/kk/desk/", f"{DUTIES}year/2027/", "/kk/desk/plan/2027/"]
    Obligation.objects.filter(post=world.district_post).exclude(due_on__in=["2026-12-21", "2027-03-25"]).delete()
    for address in addresses:
        asked(address)
    few = [asked(address) for address in addresses]
    for code in ("a", "b", "c"):
        world.duty(code, code, trigger="period", rrule="FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=22", evidence="document")
    acts.make_ahead()
    assert [asked(address) for address in addresses] == few


def test_the_calendar_of_a_year_marks_days_and_lists_them(world: Regulated, district: Client) -> None:
    months = district.get(f"{DUTIES}year/2027/").context["months"]
    assert [(month.number, [cell.day.day for cell in month.days]) for month in months if month.days] == [
        (3, [25]), (6, [25]), (9, [27]), (12, [20, 27]),
    ]  # fmt: skip


def test_powers_that_are_missing_are_listed_with_their_duties(world: Regulated, district: Client) -> None:
    power = Power(code="approve_plans", order=3)
    power.set_names("жоспар бекіту", "утверждать планы", "approve plans")
    power.save()
    NeededPower.objects.create(duty=world.planning, power=power)
    page = district.get(f"{DUTIES}powers/")
    assert [(row.duty.code, [one.code for one in row.powers]) for row in page.context["rows"]] == [("plan", ["approve_plans"])]


# ---- One duty ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("kk", "Сенбі"), ("ru", "Суббота"), ("en", "Saturday")])
def test_a_duty_says_why_its_day_is_that_day(world: Regulated, district: Client, language: str, words: str) -> None:
    row = Obligation.objects.get(post=world.district_post, due_on=date(2027, 9, 27))
    assert words.lower() in read(district, f"/{language}/desk/duties/{row.pk}/").lower()


def test_what_came_with_a_matter_explains_itself_by_the_matters_clock(world: Regulated, district: Client) -> None:
    matter = world.received()
    read_journal()
    row = due(world.district_post, world.answering)
    assert matter.number in read(district, f"{DUTIES}{row.pk}/")


def test_a_proof_goes_from_the_post_to_the_one_above(world: Regulated, district: Client) -> None:
    row, region = meeting(world), browser(world.region)
    page = f"{DUTIES}{row.pk}/"
    assert district.post(f"{page}prove/", {"kind": "document", "number": "12"}).context["form"].errors.keys() == {"dated_on"}
    send(district, f"{page}prove/", kind="document", number="12", dated_on="2026-12-18", words="Кездесу өтті")
    proof = Proof.objects.get()
    assert [line["url"] for line in region.get("/kk/desk/").context["lines"] if "proofs" in line["url"]] == [
        f"/kk/desk/proofs/{proof.pk}/"
    ]
    assert f"/kk/desk/proofs/{proof.pk}/" in read(region, "/kk/desk/proofs/")
    assert errors(region.post(f"/kk/desk/proofs/{proof.pk}/", {"decision": "return"})) is not None
    send(region, f"/kk/desk/proofs/{proof.pk}/", decision="accept")
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("done", DAY)
    assert "№ 12" in read(district, page)


def test_ones_own_proof_cannot_be_checked(world: Regulated, district: Client) -> None:
    proof = acts.prove(meeting(world), by=world.district, kind="link", url="https://example.kz/1")
    assert "proof" not in [row.key for row in district.get("/kk/desk/proofs/").context["proofs"]]
    assert read(district, f"/kk/desk/proofs/{proof.pk}/", status=403)


def test_a_file_is_downloaded_by_those_near_only(world: Regulated, district: Client) -> None:
    upload = SimpleUploadedFile("хаттама.txt", "Хаттама".encode())
    send(district, f"{DUTIES}{meeting(world).pk}/prove/", kind="file", upload=upload)
    address = f"/kk/desk/proofs/{Proof.objects.get().pk}/file/"
    for by in (world.district, world.region, coordinator()):
        assert b"".join(browser(by).get(address).streaming_content).decode() == "Хаттама"
    assert [browser(by).get(address).status_code for by in (world.neighbour, world.author)] == [404, 403]


def test_a_waiver_keeps_what_was_typed_when_it_is_refused(world: Regulated, district: Client) -> None:
    address = f"{DUTIES}{meeting(world).pk}/waive/"
    answer = district.post(address, {"until": "2020-01-01", "reason": "Орган қайта құрылуда"})
    assert (list(errors(answer)), "Орган қайта құрылуда" in answer.content.decode()) == (["until"], True)
    send(district, address, until="2027-01-31", reason="Орган қайта құрылуда")
    assert meeting(world).due_on == date(2027, 3, 25)


def test_the_desk_asks_to_prove_what_is_near_and_next_leaves_it_for_later(world: Regulated, district: Client) -> None:
    urls = [line["url"] for line in district.get("/kk/desk/").context["lines"]]
    first, second = (f"{DUTIES}{row.pk}/prove/" for row in (due(world.district_post, world.planning), meeting(world)))
    assert urls == [first, second]
    assert [line["url"] for line in district.get("/kk/desk/?what=check").context["lines"]] == []
    assert district.get("/kk/desk/next/").url == first
    assert district.get(f"/kk/desk/next/?after=prove-{due(world.district_post, world.planning).pk}").url == second
    lines = b"".join(district.get("/kk/desk/tasks.csv").streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["prove", "prove"]


def desk_lines(desk: Client, language: str = "kk") -> list[tuple[str, str]]:
    return [(line["url"], line["status"]) for line in desk.get(f"/{language}/desk/").context["lines"]]


def missed_answer(world: Regulated, matter: Matter) -> Obligation:
    """The day on which the matter had to be answered has passed."""
    read_journal()
    Obligation.objects.filter(subject_id=matter.pk).update(due_on=date(2026, 12, 18))
    Matter.objects.filter(pk=matter.pk).update(due_on=date(2026, 12, 18))
    acts.miss()
    return Obligation.objects.get(subject_id=matter.pk, state="missed")


@pytest.mark.parametrize(("day", "days"), [(date(2027, 5, 20), 150), (date(2027, 6, 22), 183)])
def test_a_missed_duty_stands_first_as_long_as_it_is_called_late(world: Regulated, day: date, days: int) -> None:
    with on(date(2026, 12, 23)):
        acts.miss()
    with on(day):
        district = browser(world.district)
        url, status = desk_lines(district, "en")[0]
        late = district.get(DUTIES).context["found"].late[0]
    assert (late.duty, url) == (world.planning, f"/en/desk/duties/{late.pk}/prove/")
    assert status.startswith(f"late by {days} days")


def test_an_answer_past_its_day_is_on_the_desk_also_while_the_matter_is_offered(world: Regulated, district: Client) -> None:
    matter = world.received()
    row = missed_answer(world, matter)
    answering, proving = f"/kk/interactions/{matter.number}/answer/?from=desk", f"{DUTIES}{row.pk}/prove/"
    assert [url for url, _status in desk_lines(district)][:1] == [answering]
    assert proving not in dict(desk_lines(district))
    matter_acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Сіздің аумақ")
    assert desk_lines(district)[0][0] == proving
    assert matter.number in district.get("/kk/desk/").context["lines"][0]["about"]
    assert f"/kk/interactions/{matter.number}/" in read(district, proving)


def test_a_matter_that_was_never_answered_waits_for_what_shows_the_answer(world: Regulated, district: Client) -> None:
    matter = world.received()
    row = missed_answer(world, matter)
    matter.refresh_from_db()
    matter_acts.close_unanswered(matter, by=world.author)
    read_journal()
    proving = f"{DUTIES}{row.pk}/prove/"
    assert desk_lines(district)[0][0] == proving
    send(district, proving, kind="document", number="7", dated_on="2026-12-17")
    assert proving not in dict(desk_lines(district))


def test_what_posts_below_have_missed_is_seen_from_above(world: Regulated) -> None:
    with on(date(2026, 12, 23)):
        acts.miss()
        rows = browser(world.region).get(f"{DUTIES}below/").context["rows"]
    assert {row.post for row in rows} == {world.district_post, world.neighbour_post}


# ---- The calendar address ------------------------------------------------------------------------------------------


def address_of(client: Client) -> str:
    return "/" + client.post(f"{DUTIES}feed/").context["address"].split("/", 3)[3]


def test_a_calendar_program_reads_the_duties_without_signing_in(world: Regulated, district: Client) -> None:
    address = address_of(district)
    found = Calendar.from_ical(Client().get(address).content)
    rows = {str(event["uid"]).split("@")[0]: event for event in found.walk("VEVENT")}
    row = meeting(world)
    assert len(rows) == Obligation.objects.filter(post=world.district_post).count()
    event = rows[f"obligation-{row.pk}"]
    assert (str(event["summary"]), event["dtstart"].dt) == ("кездесу өткізу", date(2026, 12, 25))
    assert Feed.objects.get().token_hash not in address


def test_the_identity_of_an_event_stays_when_its_day_moves(world: Regulated, district: Client) -> None:
    address, row = address_of(district), meeting(world)
    Obligation.objects.filter(pk=row.pk).update(due_on=date(2026, 12, 28))
    events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    moved = [event["dtstart"].dt for event in events if str(event["uid"]).startswith(f"obligation-{row.pk}@")]
    assert moved == [date(2026, 12, 28)]


def test_a_closed_address_and_one_of_a_former_holder_answer_nothing(world: Regulated, district: Client) -> None:
    first, second = address_of(district), address_of(district)
    send(district, f"{DUTIES}feed/{Feed.objects.earliest('pk').pk}/close/")
    assert [Client().get(one).status_code for one in (first, second, "/duties/x.ics")] == [404, 200, 404]
    Appointment.objects.filter(post=world.district_post).update(ends_on=date(2026, 12, 1))
    assert Client().get(second).status_code == 404


# ---- The plan ------------------------------------------------------------------------------------------------------


PLAN = "/kk/desk/plan/2027/"


def typed(world: Regulated, **changes: str) -> dict[str, str]:
    rows = Obligation.objects.filter(post=world.district_post, due_on__year=2027).order_by("due_on")
    data = {f"on-{row.pk}": row.due_on.isoformat() for row in rows} | {f"note-{row.pk}": "Мәдениет үйінде" for row in rows}
    return data | changes


def test_a_year_is_planned_on_one_page(world: Regulated, district: Client) -> None:
    send(district, PLAN, **typed(world))
    rows = Obligation.objects.filter(post=world.district_post, due_on__year=2027)
    assert {(row.planned_on == row.due_on, row.plan_note) for row in rows} == {(True, "Мәдениет үйінде")}
    assert Obligation.objects.exclude(post=world.district_post).exclude(plan_note="").count() == 0


@pytest.mark.parametrize("day", ["2027-12-31", "not a day"])
def test_one_wrong_day_loses_nothing_of_what_was_typed(world: Regulated, district: Client, day: str) -> None:
    row = Obligation.objects.get(post=world.district_post, due_on=date(2027, 3, 25))
    answer = district.post(PLAN, typed(world, **{f"on-{row.pk}": day}))
    assert list(answer.context["form"].errors) == [f"on-{row.pk}"]
    assert answer.content.decode().count("Мәдениет үйінде") == 5
    assert Obligation.objects.exclude(plan_note="").count() == 0


def test_what_is_planned_is_not_told_in_the_journal_before_the_plan_is_approved(world: Regulated, district: Client) -> None:
    send(district, PLAN, **typed(world))
    assert [row.is_open for row in Entry.objects.filter(act="regulation.plan")] == [False]
    send(district, f"{PLAN}approve/")
    entry = Entry.objects.get(act="regulation.approve_plan")
    assert entry.is_open and "Мәдениет үйінде" in read(Client(), f"/kk/journal/{entry.pk}/")


def test_an_approved_plan_is_public_fixed_and_proves_the_duty(world: Regulated, district: Client) -> None:
    public = f"/kk/posts/{world.district_post.ref}/plan/2027/"
    assert Client().get(public).status_code == 404
    send(district, PLAN, **typed(world))
    send(district, f"{PLAN}approve/")
    plan = Plan.objects.get()
    assert plan.hash == hash_of(plan.rows)
    read_journal()
    assert Obligation.objects.get(post=world.district_post, due_on=DAY).state == "done"
    assert "Мәдениет үйінде" in read(Client(), public)
    Obligation.objects.filter(post=world.district_post).update(plan_note="Кейін өзгерді")
    assert "Кейін өзгерді" not in read(Client(), public)
    assert district.post(PLAN, typed(world)).status_code == 200
    assert district.post(f"{PLAN}approve/").status_code == 409
    lines = b"".join(Client().get(f"{public[:-1]}.csv").streaming_content).decode().splitlines()
    assert len(lines) == 6


@pytest.mark.parametrize("name", ["kk.pdf", "ru.pdf", "kk.docx", "ru.docx"])
def test_the_plan_and_the_report_are_papers(world: Regulated, district: Client, name: str) -> None:
    acts.approve_plan(world.district_post, 2027, by=world.district)
    report = drawn(world)
    acts.send_report(report, by=world.district)
    ref = world.district_post.ref
    for address in (
        f"{PLAN}{name}", f"/kk/posts/{ref}/plan/2027/{name}", f"/kk/desk/reports/{report.pk}/{name}",
        f"/kk/posts/{ref}/reports/{report.pk}/{name}",
    ):  # fmt: skip
        answer = district.get(address)
        assert answer.content[:4] == (b"%PDF" if name.endswith("pdf") else b"PK\x03\x04")
    assert district.get(f"{PLAN}en.pdf").status_code == 404


# ---- Reports -------------------------------------------------------------------------------------------------------


REPORTS = "/kk/desk/reports/"


def drawn(world: Regulated) -> Report:
    return acts.draw_report(world.district_post, date(2026, 7, 1), date(2026, 12, 31), by=world.district)


def figures(report: Report) -> dict[str, int]:
    return {row["name"]["en"]: row["value"] for section in report.content["sections"] for row in section["figures"]}


def test_one_press_draws_the_last_half_year(world: Regulated, district: Client) -> None:
    initial = district.get(REPORTS).context["form"].initial
    assert initial == {"since": date(2026, 1, 1), "until": date(2026, 6, 30)}
    assert send(district, REPORTS, **initial) == f"{REPORTS}{Report.objects.get().pk}/"


def test_what_was_sent_is_not_proposed_again(world: Regulated, district: Client) -> None:
    report = acts.draw_report(world.district_post, date(2026, 1, 1), date(2026, 6, 30), by=world.district)
    assert district.get(REPORTS).context["form"].initial["until"] == date(2026, 6, 30)
    acts.send_report(report, by=world.district)
    initial = district.get(REPORTS).context["form"].initial
    assert initial == {"since": date(2026, 7, 1), "until": date(2026, 9, 30)}
    acts.send_report(acts.draw_report(world.district_post, **initial, by=world.district), by=world.district)
    assert district.get(REPORTS).context["form"].initial == {"since": date(2026, 10, 1), "until": DAY}


def test_the_duties_of_a_report_add_up(world: Regulated) -> None:
    acts.prove(meeting(world), by=world.district, kind="link", url="https://example.kz/1")
    found = figures(drawn(world))
    parts = ("done by their day", "done later", "missed", "not done yet, or the proof is being checked")
    assert found["duties that were due"] == sum(found[name] for name in parts) == 2


def test_figures_come_from_duties_matters_and_proofs(world: Regulated) -> None:
    matter = world.answered()
    world.received()
    read_journal()
    proof = acts.prove(meeting(world), by=world.district, kind="link", url="https://example.kz/1")
    acts.check_proof(proof, by=world.region, accepted=True)
    found = figures(drawn(world))
    assert matter.due_on == date(2027, 1, 11)
    assert (found["duties that were due"], found["done by their day"]) == (2, 1)  # of December; the answer is due in January
    assert (found["matters that came"], found["answers given"], found["outcome: solved"]) == (2, 1, 1)
    assert found["proofs accepted"] == 2
    assert found["duties due in the next half-year"] == 2


def test_words_of_authors_are_not_called_answers(world: Regulated) -> None:
    """Two authors of one matter have two words on its one answer."""
    matter = world.received()
    matter_acts.join(world.draft(world.joiner), by=world.joiner, target=matter)
    world.answer(matter)
    for by in (world.joiner, world.author):
        matter_acts.give_word(matter, by=by, word="confirmed")
    report = drawn(world)
    found = figures(report)
    assert (found["answers given"], found["words of authors: confirmed"]) == (1, 2)
    rows = report.content["sections"][1]
    sources = {row["name"]["en"]: row["source"]["en"] for row in rows["figures"]}
    assert "each author" in sources["words of authors: confirmed"] and "answers" in sources["outcome: solved"]
    assert "each author" not in sources["outcome: solved"]
    assert rows["text"]["ru"].endswith("слов авторов, подтверждающих ответ: 2.")


def test_words_are_edited_figures_are_counted_again_and_words_are_kept(world: Regulated, district: Client) -> None:
    report = drawn(world)
    address = f"{REPORTS}{report.pk}/"
    send(district, address, **{"duties-kk": "Өз сөзіміз", "duties-ru": "Наши слова", "comment-kk": "Көлік жоқ"})
    world.received()
    send(district, f"{address}again/")
    report.refresh_from_db()
    assert figures(report)["matters that came"] == 1
    assert (report.content["sections"][0]["text"]["kk"], report.comment_kk) == ("Өз сөзіміз", "Көлік жоқ")


def test_a_sent_report_is_public_fixed_and_told_to_the_post_above(world: Regulated, district: Client) -> None:
    report = drawn(world)
    public = f"/kk/posts/{world.district_post.ref}/reports/{report.pk}/"
    assert Client().get(public).status_code == 404
    assert send(district, f"{REPORTS}{report.pk}/", **{"comment-ru": "Нет транспорта", "send": "1"}) == public
    assert "Нет транспорта" in read(Client(), public)
    assert Notice.objects.get(text="regulation.report_received").post == world.region_post
    assert public in read(browser(world.region), REPORTS)
    assert district.get(f"{REPORTS}{report.pk}/").url == public
    assert district.post(f"{REPORTS}{report.pk}/again/").status_code == 302  # a new draft beside the sent one
    report.refresh_from_db()
    assert (report.state, len(report.hash)) == ("sent", 64)


def test_a_draft_is_nobody_elses_business(world: Regulated) -> None:
    report = drawn(world)
    for by in (world.neighbour, world.region):
        assert browser(by).get(f"{REPORTS}{report.pk}/").status_code == 404
    assert browser(coordinator()).get(f"{REPORTS}{report.pk}/").status_code == 403


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(world: Regulated, district: Client, language: str) -> None:
    report, row = drawn(world), meeting(world)
    acts.approve_plan(world.district_post, 2027, by=world.district)
    pages = ["", "below/", "powers/", "feed/", "year/2027/", f"{row.pk}/", f"{row.pk}/prove/", f"{row.pk}/waive/"]
    for page in [f"duties/{one}" for one in pages] + ["proofs/", "plan/2027/", "plan/2026/", "reports/", f"reports/{report.pk}/"]:
        read(district, f"/{language}/desk/{page}")
    read(Client(), f"/{language}/posts/{world.district_post.ref}/plan/2027/")
