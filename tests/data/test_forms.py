"""Each form of administration: what it does when it is right, and what it says in Kazakh when it is wrong."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest

from kopir.calendar.models import CalendarDay
from kopir.interactions.models import AnswerTemplate, MatterKind
from kopir.notices.words import DeliveryState
from kopir.organisations.models import Membership, Organisation, Subordination, Succession
from kopir.organisations.words import MembershipState, PairState
from kopir.people.words import Office as PersonOffice
from kopir.posts.models import Appointment, GrantedPower, Mandate, Post, Power, TierRule
from kopir.posts.words import PostState, Rank
from kopir.sectors.models import Sector
from tests.account.signing import show_it_is_me
from tests.data.world import Office, day
from tests.factories import make_organisation, make_person, make_post, make_territory

pytestmark = pytest.mark.django_db

NAMES = {"name_kk": "Кеңес хатшысы", "name_ru": "секретарь совета", "name_en": "secretary of the council"}
POST = {**NAMES, "kind": "authorised", "rank": Rank.SPECIALIST.value}
SECTOR = {
    "name_kk": "жастар",
    "name_ru": "молодёжь",
    "short_kk": "жастар",
    "short_ru": "молодёжь",
    "order": 9,
    "source": "№ 1",
}
DAY = {
    "date": "2027-01-04",
    "kind": "holiday",
    "name_kk": "Ауысым",
    "name_ru": "Перенос",
    "name_en": "Moved",
    "source": "№ 2",
}


def post(office: Office) -> str:
    return f"posts/one/{office.district_post.ref}/"


Address = str | Callable[[Office], str]
Check = Callable[[Office], Any]

# name: (address, what is sent, what must be true afterwards, one wrong value, where it is said, what is said)
FORMS: dict[str, tuple[Address, dict[str, Any], Check, dict[str, Any], str | None, str]] = {
    "new post": (
        "posts/new/", {**POST, "organisation": "turan-body"},
        lambda o: Post.objects.filter(name_kk=NAMES["name_kk"]).exists(),
        {"organisation": "nowhere"}, "organisation", "Бұл мекенжай бойынша ештеңе табылмады.",
    ),
    "edit post": (
        lambda o: post(o) + "edit/", {**POST, "room": "305"},
        lambda o: Post.objects.get(pk=o.district_post.pk).room == "305",
        {"superior": "SELF"}, "superior", "",
    ),
    "end post": (
        lambda o: post(o) + "end/", {"ends_on": day(-1), "reason": "№ 7"},
        lambda o: Post.objects.get(pk=o.district_post.pk).state == PostState.ENDED,
        {"reason": ""}, "reason", "",
    ),
    "give a power": (
        lambda o: post(o) + "powers/give/", {"power": "OTHER", "legal_basis": "№ 8"},
        lambda o: GrantedPower.objects.filter(post=o.district_post, legal_basis="№ 8").exists(),
        {"legal_basis": ""}, "legal_basis", "",
    ),
    "withdraw a power": (
        lambda o: post(o) + f"powers/{o.grant.pk}/withdraw/", {"reason": "№ 9"},
        lambda o: not GrantedPower.objects.filter(pk=o.grant.pk).exists(),
        {"reason": "ә" * 2001}, "reason", "",
    ),
    "add a mandate": (
        lambda o: post(o) + "mandates/add/", {"territory": "636000000", "sectors": "SECTOR"},
        lambda o: Mandate.objects.filter(post=o.district_post, sector=o.sector).exists(),
        {"territory": "634000000"}, "territory", "Лауазым",
    ),
    "end a mandate": (
        lambda o: post(o) + f"mandates/{o.mandate.pk}/end/", {"reason": ""},
        lambda o: Mandate.objects.get(pk=o.mandate.pk).ends_on is not None,
        {"reason": "ә" * 2001}, "reason", "",
    ),
    "appoint": (
        lambda o: post(o) + "appointments/add/",
        {"person": "aigul@example.kz", "kind": "deputy", "starts_on": day(), "ends_on": day(5), "legal_basis": "№ 3"},
        lambda o: Appointment.objects.filter(post=o.district_post, person=o.person).exists(),
        {"person": "nobody@example.kz"}, "person", "",
    ),
    "end an appointment": (
        lambda o: post(o) + f"appointments/{o.appointment.pk}/end/", {"ends_on": day(3)},
        lambda o: Appointment.objects.get(pk=o.appointment.pk).ends_on is not None,
        {"ends_on": "2020-01-01"}, "ends_on", "",
    ),
    "new power": (
        "powers/new/", {**NAMES, "code": "sign", "order": 3}, lambda o: Power.objects.filter(code="sign").exists(),
        {"code": "budget"}, "code", "Мұндай коды бар өкілеттік бұрыннан бар.",
    ),
    "power": (
        "powers/one/budget/", {**NAMES, "order": 4}, lambda o: Power.objects.get(code="budget").order == 4,
        {"name_kk": ""}, "name_kk", "",
    ),
    "lowest rank": (
        "ranks/district/",
        {"minimum_rank": 40, "words_kk": "басшы", "words_ru": "руководитель", "words_en": "head", "source": "№ 1"},
        lambda o: not TierRule.objects.get(tier="district").is_draft,
        {"source": ""}, "source", "",
    ),
    "new organisation": (
        "organisations/new/ngo/", {"name_kk": "«Жаңа» қоғамдық қоры", "legal_form": "OF", "status": "active"},
        lambda o: Organisation.objects.filter(name_kk="«Жаңа» қоғамдық қоры").exists(),
        {"bin": "123"}, "bin", "",
    ),
    "edit organisation": (
        "organisations/one/turan/edit/", {"name_kk": "«Тұран» қоры", "status": "active", "phone": "8 (7232) 11-22-33"},
        lambda o: Organisation.objects.get(pk=o.one.pk).name_kk == "«Тұран» қоры",
        {"territory": "Ешқандай"}, "territory", "",
    ),
    "funding": (
        "organisations/one/turan/funding/", {"year": 2025, "grant": "60"},
        lambda o: o.one.funding.get().percent == 60,
        {"grant": "60", "fees": "50"}, None, "",
    ),
    "subordinate": (
        "organisations/one/turan-body/subordinate/", {"higher": "OBLAST", "starts_on": day(), "source": "№ 4"},
        lambda o: Subordination.objects.filter(lower__ref="turan-body").exists(),
        {"higher": "turan"}, "higher", "",
    ),
    "succeed": (
        "organisations/one/turan/succeed/", {"after": "turan-2", "on": day(), "source": "№ 4"},
        lambda o: Succession.objects.filter(before=o.one).exists(),
        {"after": "turan"}, "after", "",
    ),
    "merge with": (
        "organisations/one/turan/merge/", {"other": "turan-2", "reason": "бір мекенжай"},
        lambda o: Organisation.objects.get(pk=o.other.pk).merged_into_id == o.one.pk,
        {"other": "turan"}, None, "",
    ),
    "merge the pair": (
        lambda o: f"same/{o.pair.pk}/", {"kept": "FIRST", "reason": "бір БСН"},
        lambda o: type(o.pair).objects.get(pk=o.pair.pk).state == PairState.MERGED,
        {"reason": ""}, "reason", "",
    ),
    "not the same": (
        lambda o: f"same/{o.pair.pk}/different/", {"reason": ""},
        lambda o: type(o.pair).objects.get(pk=o.pair.pk).state == PairState.DIFFERENT,
        {"reason": "ә" * 2001}, "reason", "",
    ),
    "refuse a member": (
        lambda o: f"memberships/{o.request.pk}/refuse/", {"reason": "қоңырау шалдық, танымайды"},
        lambda o: Membership.objects.get(pk=o.request.pk).state == MembershipState.REFUSED,
        {"reason": ""}, "reason", "",
    ),
    "new sector": (
        "sectors/new/", {**SECTOR, "code": "22"}, lambda o: Sector.objects.filter(code="22").exists(),
        {"code": "3"}, "code", "",
    ),
    "sector": (
        "sectors/one/3/", SECTOR, lambda o: Sector.objects.get(code="3").source == "№ 1",
        {"starts_on": day(5), "ends_on": day()}, "ends_on", "",
    ),
    "end sector": (
        "sectors/one/3/end/", {"ends_on": day(), "reason": "№ 6"},
        lambda o: Sector.objects.get(code="3").ends_on is not None,
        {"ends_on": ""}, "ends_on", "",
    ),
    "new day": (
        "calendar/new/", DAY, lambda o: CalendarDay.objects.filter(date="2027-01-04").exists(),
        {"kind": "working"}, "kind", "",
    ),
    "change a day": (
        "calendar/2026-12-16/", {**DAY, "date": "2026-12-16"},
        lambda o: CalendarDay.objects.get(date="2026-12-16").name_kk == "Ауысым",
        {"source": ""}, "source", "",
    ),
    "remove a day": (
        "calendar/2026-12-16/remove/", {"reason": "қате"},
        lambda o: not CalendarDay.objects.filter(date="2026-12-16").exists(),
        {"reason": ""}, "reason", "",
    ),
    "territory": (
        "territories/636000000/", {"name_kk": "Ұлан", "name_ru": "Уланский район", "renamed_on": day(), "reason": "№ 11"},
        lambda o: o.ulan.former_names.get().name_kk == "Ұлан ауданы",
        {"starts_on": day(5), "ends_on": day()}, "ends_on", "",
    ),
    "new procedure": (
        "procedures/proposal/new/", {"PREFILLED": "1", "source": "№ 12", "term_days": 20},
        lambda o: MatterKind.objects.get(code="proposal").procedures.get(version=2).steps.count() == 5,
        {"step1_role": ""}, "step1_role", "Қадам үшін мұны да толтыру керек.",
    ),
    "new answer": (
        "answers/new/", {**NAMES, "text_kk": "Рақмет", "text_ru": "Спасибо", "order": 1},
        lambda o: AnswerTemplate.objects.filter(name_kk=NAMES["name_kk"], post=None).exists(),
        {"text_ru": ""}, "text_ru", "",
    ),
    "answer": (
        lambda o: f"answers/{o.answer.pk}/", {**NAMES, "text_kk": "Рақмет", "text_ru": "Спасибо", "order": 1},
        lambda o: AnswerTemplate.objects.get(pk=o.answer.pk).name_en == NAMES["name_en"],
        {"name_kk": ""}, "name_kk", "",
    ),
}  # fmt: skip


def build() -> Office:
    office = Office()
    make_organisation(
        "Тұран басқармасы",
        kind="state_body",
        ref="turan-body",
        territory=office.ulan,
        body_kind="department",
        tier="district",
    )
    return office


def filled(office: Office, address: str, values: dict[str, Any]) -> dict[str, Any]:
    """The words in capitals stand for what is known only when the world is made."""
    known = {
        "SELF": office.district_post.ref, "OTHER": Power.objects.exclude(code="budget").first().pk,  # type: ignore[union-attr]
        "SECTOR": office.sector.pk, "FIRST": office.one.pk, "OBLAST": office.region_post.organisation.ref,
    }  # fmt: skip
    given = {name: known.get(value, value) if isinstance(value, str) else value for name, value in values.items()}
    if given.pop("PREFILLED", None):
        form = office.browser.get(address).context["form"]
        known_values = {bound.html_name: bound.value() for bound in form}
        given = {name: "" if value is None else value for name, value in known_values.items()} | given
    return given


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    place, right, came_true, wrong, field, words = FORMS[name]
    office = build()
    address = f"/kk/data/{place(office) if callable(place) else place}"
    refused = office.browser.post(address, filled(office, address, right | wrong))
    assert refused.status_code == 200, "a wrong value is not taken"
    errors = refused.context["form"].errors
    assert list(errors) == [field or "__all__"]
    assert words in str(errors)
    assert all(is_kazakh(one) for lines in errors.values() for one in lines), errors
    taken = office.browser.post(address, filled(office, address, right))
    assert taken.status_code == 302, taken.context["form"].errors
    assert came_true(office)


def is_kazakh(words: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" for letter in words)


# ---- Buttons and what needs more than one page -----------------------------------------------------------


def test_posts_are_confirmed_in_bulk() -> None:
    office = build()
    more = make_post(office.waiting.organisation, "Маман", state=PostState.TO_BE_CONFIRMED)
    nothing = office.browser.post("/kk/data/posts/", {})
    assert list(nothing.context["form"].errors) == ["posts"]
    answer = office.browser.post("/kk/data/posts/", {"posts": [office.waiting.pk, more.pk]})
    assert answer.status_code == 302
    assert not Post.objects.filter(state=PostState.TO_BE_CONFIRMED).exists()


def test_all_posts_of_a_region_are_confirmed_without_marking() -> None:
    office = build()
    akmola = make_territory("110000000", "Ақмола облысы")
    elsewhere = make_post(office.waiting.organisation, "Маман", state=PostState.TO_BE_CONFIRMED, territory=akmola)
    send = office.browser.post
    page = office.browser.get("/kk/data/posts/?where=110000000").content.decode()
    assert (elsewhere.ref in page, office.waiting.ref in page) == (True, False)
    unseen = send("/kk/data/posts/?where=110000000", {"every": "2"})
    assert "Осы аралықта" in str(unseen.context["form"].errors)
    answer = send("/kk/data/posts/?where=110000000", {"every": "1"}, follow=True)
    assert "1 лауазым расталды" in answer.content.decode()
    assert list(Post.objects.filter(state=PostState.TO_BE_CONFIRMED)) == [office.waiting]
    again = send("/kk/data/posts/", {"posts": [elsewhere.pk]}, follow=True)
    assert "бұған дейін расталған" in again.content.decode()


def test_buttons() -> None:
    office = build()
    send = office.browser.post
    send(f"/kk/data/posts/one/{office.waiting.ref}/confirm/")
    send(f"/kk/data/memberships/{office.request.pk}/confirm/")
    send(f"/kk/data/letters/{office.letter.pk}/resend/")
    send(f"/kk/data/answers/{office.answer.pk}/end/")
    for row in (office.waiting, office.request, office.letter, office.answer):
        row.refresh_from_db()
    assert office.waiting.state == PostState.CONFIRMED
    assert office.request.state == MembershipState.ACTIVE
    assert office.letter.state == DeliveryState.WAITING
    assert office.answer.ends_on is not None
    again = send(f"/kk/data/letters/{office.letter.pk}/resend/", follow=True)
    assert "Бұл хат жіберілген" in again.content.decode()


def test_a_request_that_another_administrator_decided_is_told_so() -> None:
    office = build()
    door = f"/kk/data/memberships/{office.request.pk}/"
    office.browser.post(f"{door}confirm/")
    answers = [office.browser.get(door), office.browser.post(f"{door}confirm/"), office.browser.get(f"{door}refuse/")]
    assert [answer.status_code for answer in answers] == [409] * 3
    assert "шешілген" in answers[0].content.decode()
    assert office.browser.get("/kk/data/memberships/999999/").status_code == 404


def test_two_of_one_name_are_told_apart_by_their_addresses() -> None:
    office = build()
    pages = [office.browser.get(f"/kk/data/same/{rest}").content.decode() for rest in ("", f"{office.pair.pk}/different/")]
    for one in (office.pair.first, office.pair.second):
        assert all(f"{one} ({one.ref})" in html.unescape(page) for page in pages)


def test_a_merge_is_undone() -> None:
    office = build()
    office.browser.post(f"/kk/data/same/{office.pair.pk}/", {"kept": office.one.pk, "reason": "бір"})
    assert "Тұран ҚҚ" in office.browser.get("/kk/data/same/merged/").content.decode()
    answer = office.browser.post(f"/kk/data/same/{office.pair.pk}/undo/", {"reason": "қате"})
    assert answer.status_code == 302
    assert Organisation.objects.get(pk=office.other.pk).merged_into_id is None


@pytest.mark.parametrize("way", ["office", "office/withdraw", "close", "open"])
def test_offices_ask_once_more_who_it_is(way: str) -> None:
    office = build()
    person = make_person(office=PersonOffice.COORDINATOR, is_active=way != "open")
    address = f"/kk/data/people/{person.pk}/{way}/"
    sent = {"office": "administrator", "reason": "№ 5"}
    asked = office.browser.post(address, sent)
    assert "/account/" in asked.url
    assert "reauthenticate" in asked.url
    show_it_is_me(office.browser)
    wrong = office.browser.post(address, {"office": "administrator", "reason": ""})
    assert list(wrong.context["form"].errors) == ["reason"]
    assert office.browser.post(address, sent).status_code == 302
    person.refresh_from_db()
    expected = {"office": ("administrator", True), "office/withdraw": ("none", True), "close": ("coordinator", False),
                "open": ("coordinator", True)}  # fmt: skip
    assert (person.office, person.is_active) == expected[way]


def test_a_suspended_request_comes_back_and_is_done() -> None:
    """The form that was sent before one had shown who one is, is done afterwards, in the name of the administrator."""
    office = build()
    person = make_person()
    address = f"/kk/data/people/{person.pk}/office/"
    asked = office.browser.post(address, {"office": "coordinator", "reason": "№ 5"})
    page = office.browser.post(
        "/kk/account/reauthenticate/?" + asked.url.partition("?")[2], {"password": "correct horse battery"}
    )
    person.refresh_from_db()
    assert (page.status_code, person.office) == (302, PersonOffice.COORDINATOR)


def test_the_page_of_a_pair_says_what_belongs_to_each_and_merging_what_moved() -> None:
    office = build()
    office.person.memberships.create(organisation=office.other)
    door = f"/kk/data/same/{office.pair.pk}/"
    counted = {words: (one, other) for words, one, other, _alike in office.browser.get(door).context["beside"]}
    assert (counted["Мүшелер және мүше болу сұраулары"], counted["Мәселелер"]) == ((1, 1), (0, 0))
    done = office.browser.post(door, {"kept": office.other.pk, "reason": "бір"}, follow=True).content.decode()
    assert "Көшірілгені" not in done, "the person had asked both already"
    office.browser.post(f"{door}undo/", {"reason": "қате"})
    office.other.memberships.all().delete()
    done = office.browser.post(door, {"kept": office.other.pk, "reason": "бір"}, follow=True).content.decode()
    assert "Мүшелер және мүше болу сұраулары: 1" in done
    assert "Мүшелер және мүше болу сұраулары: 1" in office.browser.get(f"{door}undo/").content.decode()


def test_a_pair_that_is_decided_says_so() -> None:
    office = build()
    door = f"/kk/data/same/{office.pair.pk}/"
    assert office.browser.get(f"{door}undo/").status_code == 409
    for _time in range(2):
        answer = office.browser.post(door, {"kept": office.one.pk, "reason": "бір"})
    assert answer.status_code == 409 and "/kk/data/same/merged/" in answer.content.decode()
