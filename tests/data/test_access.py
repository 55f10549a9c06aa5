"""Who may open the pages of administration: administrators alone, whatever the page."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern

from kopir.web.data.urls import urlpatterns
from tests.data.world import Office
from tests.factories import coordinator
from tests.matter.people import browser

pytestmark = pytest.mark.django_db

# Only sent to, never opened.
BUTTONS = {"confirm_post", "confirm_membership", "import_do", "import_cancel", "end_answer", "resend",
           "document_do", "document_cancel", "publish_version", "judge_link"}  # fmt: skip
# Asks once more who it is, or for what was handed in before.
ELSEWHERE = {"give_office": 302, "withdraw_office": 302, "close_account": 302, "open_account": 302, "forget": 302,
             "remove_factors": 302, "import_look": 409, "rejected": 404, "document_look": 404}  # fmt: skip


def addresses(office: Office) -> dict[str, str]:
    values = office.values()
    found = {}
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        name = str(pattern.name)
        filled = re.sub(r"<\w+:(\w+)>", lambda place: str(values[place[1]](name)), str(pattern.pattern))  # noqa: B023
        found[name] = f"/kk/data/{filled}"
    return found


def test_every_route_for_everybody() -> None:
    office = Office()
    doors = addresses(office)
    strangers = {"member": office.author, "official": office.district, "coordinator": coordinator()}
    visitor = browser()
    for name, door in doors.items():
        for method in ("get", "post"):
            answer = getattr(visitor, method)(door)
            wrong_method = answer.status_code == 405
            assert wrong_method or "/account/login/" in getattr(answer, "url", ""), (name, method)
    for who, actor in strangers.items():
        client = browser(actor)
        answers = {name: client.post(door).status_code for name, door in doors.items()}
        assert {name for name, status in answers.items() if status not in (403, 405)} == set(), who
    answers = {name: office.browser.get(door).status_code for name, door in doors.items()}
    expected = {name: 405 if name in BUTTONS else ELSEWHERE.get(name, 200) for name in doors}
    assert answers == expected


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pages_open_in_the_other_languages(language: str) -> None:
    office = Office()
    for name, door in addresses(office).items():
        if name not in BUTTONS and name not in ELSEWHERE:
            assert office.browser.get(door.replace("/kk/", f"/{language}/", 1)).status_code == 200, name
