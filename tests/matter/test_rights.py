"""Who sees what of a matter, and who may do what: as tables."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Access
from tests.factories import administrator, coordinator, make_organisation, make_person, member
from tests.interactions.world import TEXT
from tests.matter.people import Country, browser, path, read, send

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "person", "other", "author", "joined", "district", "neighbour", "region", "coordinator", "administrator")


@pytest.fixture
def country() -> Country:
    return Country()


def reader(country: Country, role: str) -> Any:
    """An actor for each role; the joined author has joined already."""
    if role in ("visitor", "person"):
        return None
    made = {"other": lambda: member(make_organisation("«Басқа» қоры"))}
    made |= {"coordinator": coordinator, "administrator": administrator}
    known = {"author": country.author, "joined": country.joiner, "district": country.district}
    known |= {"neighbour": country.neighbour, "region": country.region}
    return made[role]() if role in made else known[role]


def client(country: Country, role: str) -> Any:
    if role == "person":
        found = browser()
        found.force_login(make_person())
        return found
    return browser(reader(country, role))


def joined(country: Country, **values: Any) -> Matter:
    matter = country.received(**values)
    draft = acts.start_draft(by=country.joiner, values={"text": "Бізде де сондай жағдай", "legal_question": "no"})
    acts.join(draft, by=country.joiner, target=matter)
    return matter


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_a_public_matter(country: Country, role: str) -> None:
    assert TEXT in read(client(country, role), path(joined(country)))


READS_RESTRICTED = {"author", "joined", "district", "region", "coordinator", "administrator"}


@pytest.mark.parametrize("role", ROLES)
def test_a_restricted_matter_leaks_nothing(country: Country, role: str) -> None:
    matter = joined(country)
    acts.write(matter, by=country.author, text="Жасырын хабарлама")
    country.answer(matter)
    acts.give_word(matter, by=country.author, word="partly", text="Жасырын сөз")
    acts.restrict(matter, by=country.author, because=RestrictedBecause.WISH, reason="Жасырын себеп")
    browsing = client(country, role)
    page = read(browsing, path(matter)) + read_stream(browsing, path(matter, "story.csv"))
    secrets = [matter.title, TEXT, "Жасырын", "Жасыл ел", "Алаң ашылды", "Бізде де"]
    told = [one for one in secrets if one in page.replace("/account/", "")]
    if role in READS_RESTRICTED:
        assert set(secrets[:2]) <= set(told)
    else:
        assert told == []
    assert Access.objects.filter(what="looked").count() == (role in READS_RESTRICTED)


def read_stream(browsing: Any, address: str) -> str:
    answer = browsing.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("role", ROLES)
def test_a_receipt_is_for_the_parties(country: Country, role: str) -> None:
    answer = client(country, role).get(path(joined(country), "receipt/"))
    expected = {"visitor": 302, "person": 403, "other": 403, "neighbour": 403}
    assert answer.status_code == expected.get(role, 200)


# Which actions the page offers, by role. Only those that the rules allow now.
OFFERED = {
    "visitor": set(),
    "person": set(),
    "other": {"join"},
    "author": {"write", "attach", "object", "restrict"},
    "joined": {"write", "attach"},
    "district": {
        "answer", "hand-over", "raise", "ask-opinion", "assign", "inform", "stop-informing", "pause", "extend", "write", "note",
        "attach", "restrict",
    },
    "neighbour": set(),
    "region": {"stop-informing"},
    "coordinator": set(),
    "administrator": set(),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_the_page_offers_only_what_the_reader_may_do(country: Country, role: str) -> None:
    answer = client(country, role).get(path(joined(country)))
    groups = [one for _words, found in answer.context["others"] for one in found]
    assert {one.action.name for one in [*answer.context["primary"], *groups]} == OFFERED[role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["answer", "hand-over", "pause", "note"])
def test_an_act_of_the_accountable_post_is_for_it_alone(country: Country, role: str, name: str) -> None:
    matter = joined(country)
    status = client(country, role).get(path(matter, f"{name}/")).status_code
    expected = {"visitor": 302, "district": 200}
    assert status == expected.get(role, 403)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_is_for_its_organisation_alone(country: Country, role: str) -> None:
    draft = country.draft()
    for page in ("check/", "what/", "files/"):
        status = client(country, role).get(f"/kk/cabinet/matters/{draft.pk}/{page}").status_code
        expected = {"visitor": 302, "author": 200, "other": 404, "joined": 404}
        assert status == expected.get(role, 403), (role, page)


def test_a_file_of_a_restricted_matter_is_for_the_parties(country: Country) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = country.received(visibility="restricted", restricted_because="wish")
    author = browser(country.author)
    send(author, path(matter, "attach/"), uploads=SimpleUploadedFile("хат.txt", "Мәтін".encode()))
    file = matter.attachments.get()
    address = f"/kk/interactions/files/{file.pk}/"
    assert b"".join(author.get(address).streaming_content).decode() == "Мәтін"
    assert browser().get(address).status_code == 404
    assert browser(country.neighbour).get(address).status_code == 404


# What was typed is kept


def test_a_file_that_is_refused_among_others_is_named_and_all_are_asked_for_again(country: Country) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = country.received()
    given = [SimpleUploadedFile("хат.txt", "Мәтін".encode()), SimpleUploadedFile("су\u202eрет.jpg", b"MZ" + bytes(99))]
    page = browser(country.author).post(path(matter, "write/"), {"text": "Менің сөзім", "uploads": given})
    said = str(page.context["form"].errors["uploads"])
    assert "сурет.jpg: " in said and "Ешбір файл сақталған жоқ" in said
    assert "Менің сөзім" in page.content.decode() and not matter.attachments.exists()


def test_beside_a_refused_answer_the_matter_stands_as_it_is(country: Country) -> None:
    matter, post = country.received(), browser(country.district)
    page = post.post(path(matter, "answer/"), {"kind": "solved", "statement": "Болды."}).content.decode()
    assert "Не істелгенін және не өзгергенін" in page
    assert "жауап берілді" not in page
    assert path(matter, "pause/") in page  # what may be done instead
    assert Matter.objects.get(pk=matter.pk).state == "open"


def test_a_refused_hand_over_keeps_what_was_typed(country: Country) -> None:
    matter = country.received()
    district = browser(country.district)
    answer = district.post(path(matter, "hand-over/"), {"reason": "Алаң көрші ауданда"})
    assert answer.status_code == 200 and "Алаң көрші ауданда" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["to"]


def test_a_post_is_found_by_name_without_scripts(country: Country) -> None:
    matter = country.received()
    district = browser(country.district)
    answer = district.post(path(matter, "hand-over/"), {"reason": "Комитет шешеді", "find": "Комитет уәкілі", "look": "1"})
    page = answer.content.decode()
    assert "Комитет шешеді" in page and f'value="{country.committee_post.pk}"' in page
    send(district, path(matter, "hand-over/"), reason="Комитет шешеді", find="Комитет уәкілі", to=country.committee_post.pk)


def test_an_answer_that_came_too_late_keeps_its_text(country: Country) -> None:
    matter = country.received()
    district = browser(country.district)
    acts.withdraw(matter, by=country.author, reason="Өзіміз шештік")
    said = "Алаң ашылды, тұрғындар қоқысты бөлек жинай бастады."
    answer = district.post(path(matter, "answer/"), {"kind": "solved", "statement": said, "evidence": "Акт"})
    assert answer.status_code == 200 and said in answer.content.decode()
    assert answer.context["form"].non_field_errors()


def test_a_typical_answer_is_put_under_the_text(country: Country) -> None:
    matter = country.received()
    district = browser(country.district)
    page = district.get(path(matter, "answer/"))
    key = page.context["template_choices"][0][0]
    answer = district.post(path(matter, "answer/"), {"statement": "Сәлеметсіз бе!", "template": key, "insert": "1"})
    assert "Сәлеметсіз бе!\n\nҰсынысыңызға рақмет" in answer.context["form"]["statement"].value()


def test_a_personal_number_in_the_draft_is_hidden_and_the_author_told(country: Country) -> None:
    draft = country.draft()
    author = browser(country.author)
    text = f"{TEXT} ЖСН 791028302728"
    at = send(author, f"/kk/cabinet/matters/{draft.pk}/what/", title="Алаң", text=text)
    assert "791028302728" not in Matter.objects.get(pk=draft.pk).text
    assert "жеке нөмірді" in read(author, at)


def test_messages_are_marked_as_read_when_the_page_is_opened(country: Country) -> None:
    matter = country.received()
    message = acts.write(matter, by=country.author, text="Қашан қарайсыздар?")
    read(browser(country.neighbour), path(matter))
    assert not message.marks.filter(read_at__isnull=False).exists()
    read(browser(country.district), path(matter))
    assert message.marks.get(post=country.district_post).read_at
