"""An NGO's own rooms, without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.interactions import acts
from kopir.interactions.models import Matter, MatterKind
from kopir.notices.models import Reading
from kopir.organisations.models import Membership, Organisation
from kopir.people.models import Person
from kopir.search import jobs
from kopir.territories.spelling import refresh
from tests.factories import make_person, make_territory
from tests.interactions.world import TEXT
from tests.matter.people import Country, browser, errors, read, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return Country()


def at(draft: Matter, rest: str) -> str:
    return f"/kk/cabinet/matters/{draft.pk}/{rest}/"


def test_whoever_acts_for_nothing_is_told_how_to_begin(country: Country) -> None:
    client = browser()
    assert "/account/organisations/" not in read(client, "/kk/")
    client.force_login(make_person())
    assert "/account/organisations/" in read(client, "/kk/cabinet/")
    assert "/account/organisations/" in read(client, "/kk/")
    refused = client.get("/kk/cabinet/matters/new/")
    assert (refused.status_code, '<a href="/kk/account/organisations/"' in refused.content.decode()) == (403, True)


def test_an_official_who_opens_the_cabinet_is_led_to_the_desk(country: Country) -> None:
    page = read(browser(country.district), "/kk/cabinet/matters/new/", status=403)
    assert '<a href="/kk/desk/"' in page[page.index("<main") :]


def test_the_home_shows_what_is_asked_and_where_everything_is(country: Country) -> None:
    answered, draft = country.answered(), country.draft(title="Әлі жіберілмеген")
    page = read(browser(country.author), "/kk/cabinet/")
    assert [one in page for one in (f"/{answered.number}/word/", "Әлі жіберілмеген", at(draft, "check"))] == [True] * 3


def test_place_and_sector_come_with_the_address(country: Country) -> None:
    author, kind = browser(country.author), MatterKind.objects.get(code="proposal")
    address = f"/kk/cabinet/matters/new/?territory={country.ulan.pk}&sector={country.sector.code}"
    assert f'value="{country.ulan.pk}"' in read(author, address)
    send(author, address, kind=kind.pk, territory=country.ulan.pk, sector=country.sector.code)
    draft = Matter.objects.get()
    assert (draft.kind, draft.territory, draft.sector) == (kind, country.ulan, country.sector)


def test_own_words_go_from_whom_do_i_write_to_into_the_draft(country: Country) -> None:
    author, kind = browser(country.author), MatterKind.objects.get(code="proposal")
    about = read(author, f"/ru/responsible/?where={country.ulan.pk}&words=Скот на дороге")
    assert re.search(rf'href="[^"]*words=[^"]*about={country.sector.code}"', about)
    post = read(author, f"/ru/responsible/?where={country.ulan.pk}&about={country.sector.code}&words=Скот на дороге")
    address = re.search(r'href="(/ru/cabinet/matters/new/[^"]+)"', post)
    assert address
    page = read(author, unescape(address[1]))
    assert 'name="words" value="Скот на дороге"' in page
    send(author, unescape(address[1]), kind=kind.pk, words="Скот на дороге", sector=country.sector.code)
    assert Matter.objects.get().title == "Скот на дороге"


def test_what_is_typed_is_kept_without_sending_the_page(country: Country) -> None:
    draft = country.draft()
    answer = browser(country.author).post(at(draft, "what") + "save/", {"title": "Жаңа тақырып", "text": ""})
    assert "saved_at" in answer.json()
    assert Matter.objects.get(pk=draft.pk).title == "Жаңа тақырып"


def test_the_draft_goes_on_with_another_member_on_another_device(country: Country) -> None:
    draft = country.draft(title="Екі құрылғыда жазылған")
    colleague = make_person("Әріптес")
    Membership.objects.create(person=colleague, organisation_id=country.author.organisation_id, state="active")
    client = browser()
    client.force_login(colleague)
    assert "Екі құрылғыда жазылған" in read(client, at(draft, "what"))


@pytest.mark.parametrize(
    ("step", "data", "wrong"),
    [
        ("what", {"title": "Алаң", "text": ""}, ["text"]),
        ("where", {"place": "Мұндай жер жоқ"}, ["place", "sector"]),
        ("concerned", {"for_whom": "Балалар", "people_concerned": "көп"}, ["people_concerned"]),
        ("openness", {"legal_question": "no"}, ["reader"]),
    ],
)
def test_wrong_answers_stay_on_the_page(country: Country, step: str, data: dict[str, str], wrong: list[str]) -> None:
    answer = browser(country.author).post(at(country.draft(), step), data)
    assert sorted(errors(answer)) == wrong
    page = answer.content.decode()
    assert all(value in page for value in data.values())


def test_namesakes_become_a_list(country: Country) -> None:
    for code, above in (("636030100", country.ulan), ("634030100", country.glubokoe)):
        place = make_territory(code, "Бірлік ауылы", above)
        refresh(place)
        place.save()
    author, draft = browser(country.author), country.draft()
    answer = author.post(at(draft, "where"), {"place": "Бірлік ауылы", "sector": country.sector.pk})
    assert list(errors(answer)) == ["choice"]
    assert answer.content.decode().count("Бірлік ауылы, ") == 2
    send(author, at(draft, "where"), place="Бірлік ауылы", choice="634030100", sector=country.sector.pk)
    assert Matter.objects.get(pk=draft.pk).territory_id == "634030100"


@pytest.mark.parametrize("typed", ["Уланс", "ekfy"])
def test_a_place_is_understood_by_its_beginning_as_suggestions_do(country: Country, typed: str) -> None:
    draft = country.draft()
    send(browser(country.author), at(draft, "where"), place=typed, sector=country.sector.pk)
    draft.refresh_from_db()
    assert draft.territory == country.ulan


def test_what_is_open_nearby_can_be_joined_instead(country: Country) -> None:
    target = country.received()
    jobs.rebuild()
    draft = country.draft(by=country.joiner, title="Бөлек жинау", text="Бізде де солай")
    client = browser(country.joiner)
    nearby = read(client, at(draft, "nearby"))
    before, _heading, after = nearby.partition('id="tried-heading"')
    assert target.title in after
    assert [part.count(at(draft, "concerned")) for part in (before, after)] == [1, 1], "one who knows need not read it all"
    address = f"/kk/cabinet/matters/{draft.pk}/join/{target.number}/"
    assert "Бізде де солай" in read(client, address)
    assert target.number in read(client, send(client, address, text="Бізде де солай, отыз адам қол қойды"))
    assert Matter.objects.get(pk=draft.pk).joined_into == target


def test_files_are_added_one_by_one_and_taken_away(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    for name in ("бір.txt", "екі.txt"):
        send(author, at(draft, "files"), add="1", uploads=SimpleUploadedFile(name, name.encode()))
    answer = author.post(at(draft, "files"), {"add": "1", "uploads": SimpleUploadedFile("қате.exe", b"MZ\x00\x01")})
    assert list(errors(answer)) == ["uploads"]
    first = draft.attachments.first()
    send(author, f"/kk/cabinet/matters/{draft.pk}/files/{first.pk}/remove/")
    assert [row.name for row in draft.attachments.filter(removed_at=None)] == ["екі.txt"]
    assert send(author, at(draft, "files")) == at(draft, "openness")


def test_a_chosen_file_goes_along_without_a_press_of_add(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    page = read(author, at(draft, "files"))
    form = page[page.index('<form method="post" enctype') :].split("</form>")[0]
    assert ("Қосу" in form, "Жалғастыру" in form) == (True, True)
    assert send(author, at(draft, "files"), uploads=SimpleUploadedFile("сурет.txt", b"1")) == at(draft, "openness")
    assert send(author, at(draft, "files"), back="check", uploads=SimpleUploadedFile("хат.txt", b"2")) == at(draft, "check")
    assert errors(author.post(at(draft, "files"), {"uploads": SimpleUploadedFile("бос.txt", b"")}))
    assert [row.name for row in draft.attachments.all()] == ["сурет.txt", "хат.txt"]


def test_an_empty_file_is_named_and_the_others_are_kept(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    files = [SimpleUploadedFile("бос.txt", b""), SimpleUploadedFile("толық.txt", "мәтін".encode())]
    answer = author.post(at(draft, "files"), {"add": "1", "uploads": files})
    assert "бос.txt" in str(errors(answer)["uploads"])
    assert [row.name for row in draft.attachments.all()] == ["толық.txt"]
    assert "/kk/cabinet/" in read(author, at(draft, "files")).split('<form method="post">')[-1]


def test_a_legal_appeal_leads_to_the_state_system_and_keeps_its_number(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    send(author, at(draft, "openness"), legal_question="yes", reader="public")
    assert author.get(at(draft, "check")).url == at(draft, "appeal")
    assert "https://eotinish.gov.kz" in read(author, at(draft, "appeal"))
    send(author, at(draft, "appeal"), number="ЖТ-2026-00123")
    draft.refresh_from_db()
    assert (draft.state, draft.appeal_number, draft.number) == ("appeal", "ЖТ-2026-00123", None)
    assert "ЖТ-2026-00123" in read(author, "/kk/cabinet/")


def test_an_incomplete_draft_shows_what_is_missing_and_cannot_be_sent(country: Country) -> None:
    draft, author = country.draft(text="", sector=None), browser(country.author)
    page = read(author, at(draft, "check"))
    assert at(draft, "what") + "?back=check" in page and at(draft, "where") + "?back=check" in page
    assert author.post(at(draft, "send")).status_code == 409
    assert Matter.objects.get(pk=draft.pk).state == "draft"


def test_a_changed_answer_leads_back_to_the_check(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    assert send(author, at(draft, "what"), title="Басқа", text=TEXT, back="check") == at(draft, "check")
    assert send(author, at(draft, "language"), language="ru") == at(draft, "check")
    assert Matter.objects.get(pk=draft.pk).language == "ru"


def test_a_draft_is_thrown_away(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    read(author, at(draft, "discard"))
    send(author, at(draft, "discard"))
    assert not Matter.objects.exists()


def test_members_decide_who_else_acts_for_them(country: Country) -> None:
    author = browser(country.author)
    asking = [
        Membership.objects.create(person=make_person(name), organisation_id=country.author.organisation_id)
        for name in ("Айгүл", "Белгісіз")
    ]
    assert "Айгүл" in read(author, "/kk/cabinet/members/")
    send(author, f"/kk/cabinet/members/{asking[0].pk}/confirm/")
    answer = author.post(f"/kk/cabinet/members/{asking[1].pk}/refuse/", {"reason": ""})
    assert list(errors(answer)) == ["reason"]
    send(author, f"/kk/cabinet/members/{asking[1].pk}/refuse/", reason="Біз оны танымаймыз")
    assert [Membership.objects.get(pk=row.pk).state for row in asking] == ["active", "refused"]
    assert browser(country.joiner).post(f"/kk/cabinet/members/{asking[0].pk}/confirm/").status_code == 404


@pytest.mark.parametrize("what", ["confirm", "refuse"])
def test_who_decides_twice_is_told_that_it_is_decided(country: Country, what: str) -> None:
    asked = Membership.objects.create(person=make_person("Айгүл"), organisation_id=country.author.organisation_id, state="active")
    again = browser(country.author).post(f"/kk/cabinet/members/{asked.pk}/{what}/", {"reason": "Кеш"})
    assert again.status_code == 409
    assert 'href="/kk/cabinet/members/"' in again.content.decode()


def test_the_last_who_leaves_is_warned(country: Country) -> None:
    author = browser(country.author)
    pages = ("/kk/cabinet/members/", "/kk/account/organisations/")
    assert all("соңғы адам" in read(author, page) for page in pages)
    Membership.objects.create(person=make_person("Айгүл"), organisation_id=country.author.organisation_id, state="active")
    assert not any("соңғы адам" in read(author, page) for page in pages)


@pytest.mark.parametrize("typed", ["Ұлан ауданы", "Уланс", "ekfy"])
def test_the_organisation_tells_of_itself(country: Country, typed: str) -> None:
    """A place by its name, by its beginning, and by the keys of another layout."""
    author = browser(country.author)
    data: dict[str, Any] = {"phone": "+7 7232 00-00-00", "about_kk": "Ауылды тазартамыз", "sectors": [country.sector.pk]}
    send(author, "/kk/cabinet/organisation/", add_place=typed, **data)
    own = Organisation.objects.get(pk=country.author.organisation_id)
    assert (own.phone, own.about_kk, list(own.serves.all())) == (data["phone"], data["about_kk"], [country.ulan])
    send(author, "/kk/cabinet/organisation/", **data)  # the mark taken away
    assert not own.serves.exists()


def test_a_place_that_may_be_several_is_not_guessed(country: Country) -> None:
    for code, name in (("636030100", "Бірлік ауылы"), ("636030200", "Бірлестік ауылы")):
        place = make_territory(code, name, country.ulan)
        refresh(place)
        place.save()
    author = browser(country.author)
    for typed, said in (("Бірл", "Бірлестік ауылы, "), ("Жоқжер", "«Жоқжер»")):
        answer = author.post("/kk/cabinet/organisation/", {"add_place": typed})
        assert list(errors(answer)) == ["add_place"] and said in answer.content.decode()


def test_sources_of_money_never_make_more_than_a_hundred(country: Country) -> None:
    author = browser(country.author)
    answer = author.post("/kk/cabinet/organisation/money/", {"grant": "70", "donations": "40"})
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    send(author, "/kk/cabinet/organisation/money/", grant="60", donations="40")
    own = Organisation.objects.get(pk=country.author.organisation_id)
    assert sorted(own.funding.values_list("source", "percent")) == [("donations", 40), ("grant", 60)]


def test_parts_of_the_money_are_written_and_shown_as_the_language_writes_them(country: Country) -> None:
    author = browser(country.author)
    send(author, "/kk/cabinet/organisation/money/", grant="62,5", donations="12.5 %")
    page = read(author, "/kk/cabinet/organisation/money/")
    assert [f'value="{one}"' in page for one in ("62,5", "12,5", "62.50")] == [True, True, False]
    answer = author.post("/kk/cabinet/organisation/money/", {"grant": "90,5", "donations": "40"})
    assert "130,5 пайыз" in answer.content.decode()


@pytest.mark.parametrize("typed", ["1200", "1 200", "1\u00a0200", "1,200"])
def test_a_number_of_people_may_be_written_with_a_space(country: Country, typed: str) -> None:
    draft = country.draft()
    send(browser(country.author), at(draft, "concerned"), for_whom="Ауыл тұрғындары", people_concerned=typed)
    draft.refresh_from_db()
    assert draft.people_concerned == 1200


def test_notices_are_read_where_they_are_shown(country: Country) -> None:
    matter = country.received()
    author = browser(country.author)
    assert f"/kk/interactions/{matter.number}/" in read(author, "/kk/cabinet/notices/")
    assert Reading.objects.filter(person=Person.objects.get(pk=country.author.person_id)).count() == 1


def test_matters_as_a_table(country: Country) -> None:
    matter = country.received()
    answer = browser(country.author).get("/kk/cabinet/matters.csv")
    assert str(matter.number) in b"".join(answer.streaming_content).decode()
    acts.withdraw(matter, by=country.author, reason="Өзіміз шештік")
    assert matter.title in read(browser(country.author), "/kk/cabinet/matters/")


def test_the_same_content_under_another_name_is_told_with_the_name_it_has(country: Country) -> None:
    draft, author = country.draft(), browser(country.author)
    for name in ("хат.txt", "хат.txt", "жаңа хат.txt"):
        send(author, at(draft, "files"), add="1", uploads=SimpleUploadedFile(name, "Бір мазмұн".encode()))
        page = read(author, at(draft, "files"))
        assert ("«жаңа хат.txt» файлының мазмұны тіркелген «хат.txt» файлымен бірдей" in page) == (name == "жаңа хат.txt")
    assert [row.name for row in draft.attachments.all()] == ["хат.txt"]
