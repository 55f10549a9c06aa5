"""The whole way of a proposal in Kazakh, through the pages, without JavaScript."""

from __future__ import annotations

import pytest

from kopir.interactions import acts
from kopir.interactions.models import HandOff, Matter, MatterKind
from kopir.journal.receipts import BadReceipt, check
from kopir.journal.sealing import public_pem, signing_key
from tests.interactions.world import TEXT
from tests.matter.people import Country, browser, path, read, send

pytestmark = pytest.mark.django_db
TITLE = "Асубұлақ ауылында қоқысты бөлек жинау алаңы"


@pytest.fixture
def country() -> Country:
    return Country()


def write(country: Country) -> Matter:
    """Every question of the draft, one page after another, as the author answers them."""
    author = browser(country.author)
    kind = MatterKind.objects.get(code="proposal")
    at = send(author, "/kk/cabinet/matters/new/", kind=kind.pk)
    at = send(author, at, title=TITLE, text=TEXT)
    at = send(author, at, place="Ұлан ауданы", sector=country.sector.pk)
    assert author.get(at).url.endswith("/concerned/")  # nothing is open nearby
    at = send(author, author.get(at).url, for_whom="Ауыл тұрғындары", people_concerned=1200)
    at = send(author, at, asked="Алаң ашу", offered="Он ерікті")
    at = send(author, at)  # no files
    at = send(author, at, legal_question="no", reader="public")
    check = read(author, at)
    assert TITLE in check and str(country.district_post) in check
    at = send(author, at.replace("/check/", "/send/"))
    page = read(author, at)
    matter = Matter.objects.get(title=TITLE)
    assert matter.number and matter.number in page and str(country.district_post) in page
    return matter


def test_a_proposal_from_the_author_to_the_post_and_back(country: Country) -> None:
    matter = write(country)
    author, district, neighbour = (browser(one) for one in (country.author, country.district, country.neighbour))
    region = browser(country.region)
    assert f"{path(matter, 'answer/')}?from=desk" in read(district, "/kk/desk/")

    # handed over, refused
    why = "Алаң көрші ауданның жерінде"
    send(district, path(matter, "hand-over/"), to=country.neighbour_post.pk, reason=why)
    offer = HandOff.objects.latest("pk")
    assert f"{path(matter, f'accept/{offer.pk}/')}?from=desk" in read(neighbour, "/kk/desk/")
    assert why in read(neighbour, path(matter, f"accept/{offer.pk}/"))
    send(neighbour, path(matter, f"refuse/{offer.pk}/"), reason="Бұл біздің аумақ емес")
    assert "Бұл біздің аумақ емес" in read(author, path(matter))

    # raised for lack of a power, accepted, returned
    reason = "Бюджетте мұндай тақырып жоқ"
    send(district, path(matter, "raise/"), to=country.region_post.pk, power=country.power.pk, reason=reason)
    send(region, path(matter, f"accept/{HandOff.objects.latest('pk').pk}/"))
    assert str(country.region_post) in read(author, path(matter))
    send(region, path(matter, "return-down/"), decision="Тақырып енгізілді, 2027 жылдың бюджетінен")

    # answered, contested, moved up, answered, confirmed
    said = "Алаңның орны таңдалды, құжаты дайындалып жатыр."
    send(district, path(matter, "answer/"), kind="partly", statement=said, evidence="2026 ж. 20 қарашадағы акт")
    assert "/word/" in read(author, "/kk/cabinet/")
    send(author, path(matter, "word/"), word="contested", text="Алаң әлі ашылған жоқ")
    matter.refresh_from_db()
    assert (matter.state, matter.accountable) == ("contested", country.region_post)
    said = "Алаң ашылды, тұрғындар қоқысты бөлек жинай бастады."
    send(region, path(matter, "answer/"), kind="solved", statement=said, evidence="Фото мен акт")
    send(author, path(matter, "word/"), word="confirmed", text="")
    page = read(browser(), path(matter))
    assert "Алаң әлі ашылған жоқ" in page and said in page

    # reopened
    send(author, path(matter, "reopen/"), reason="Алаң қайта жабылып қалды")
    matter.refresh_from_db()
    assert (matter.state, matter.accountable) == ("open", country.region_post)
    assert "/answer/" in read(region, "/kk/desk/")


def test_what_the_post_asked_stands_where_the_author_answers(country: Country) -> None:
    matter = country.received()
    acts.pause(matter, by=country.district, reason="Қанша адам келеді?")
    assert "Қанша адам келеді?" in read(browser(country.author), path(matter, "write/"))
    assert "Қанша адам келеді?" not in read(browser(country.district), path(matter, "write/"))


def test_a_second_press_on_send_lands_on_the_same_matter(country: Country) -> None:
    matter = write(country)
    author = browser(country.author)
    assert send(author, f"/kk/cabinet/matters/{matter.pk}/send/") == f"/kk/cabinet/matters/{matter.pk}/sent/"
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("page", ["what", "nearby", "files", "check", "discard"])
def test_whoever_goes_back_to_the_draft_lands_on_what_was_sent(country: Country, page: str) -> None:
    matter = write(country)
    answered = browser(country.author).get(f"/kk/cabinet/matters/{matter.pk}/{page}/")
    assert answered["Location"] == f"/kk/cabinet/matters/{matter.pk}/sent/"
    assert browser(country.district).get(f"/kk/cabinet/matters/{matter.pk}/{page}/").status_code in (403, 404)


def test_the_receipt_is_verified_without_the_database(country: Country) -> None:
    matter = write(country)
    author = browser(country.author)
    assert "data:image/svg" in read(author, path(matter, "receipt/"))
    text = author.get(path(matter, "receipt.json")).content
    public = public_pem(signing_key().public)
    checked = check(text, public)
    assert (checked.content["act"], checked.content["label"]) == ("interactions.submit", matter.number)
    with pytest.raises(BadReceipt):
        check(text.replace(matter.number.encode(), b"2026-999999"), public)
