"""Before it happens: what an announced amendment foretells is what comes, seen by travelling to its day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.notices.models import Notice
from kopir.posts.models import Power
from kopir.regulation import findings, telling
from kopir.regulation.acts.duties import amend as amend_duty
from kopir.regulation.acts.norms import announce, import_version, withdraw_version
from kopir.regulation.acts.obligations import make_ahead
from kopir.regulation.models import Duty, Norm, NormVersion, Obligation
from kopir.regulation.preview import changed_duties, preview
from kopir.regulation.queries.duties import duties_on, owners
from kopir.regulation.queries.norms import points_of, published, version_on
from kopir.regulation.words import Contradiction
from tests.regulation import republic
from tests.regulation.moment import on
from tests.regulation.republic import DISTRICTS, REGIONS, Republic, duty

pytestmark = pytest.mark.django_db
HALF_YEARLY = "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=25"


@pytest.fixture
def world() -> Republic:
    return Republic()


def coming_day() -> date:
    return timezone.localdate() + timedelta(days=40)


def amend(world: Republic) -> NormVersion:
    """The coming text drops the duty of topics, makes meetings half-yearly, gives the plan too short a term, asks councils for a
    power that some posts lack, and lets `consult` concern districts only."""
    norm, day = Norm.objects.get(is_draft=True), coming_day()
    dropped = duty("topics").address
    points = [point for point in points_of(version_on(published(norm), timezone.localdate())) if point.address != dropped]
    version = import_version(NormVersion(norm=norm, starts_on=day), points, by=SYSTEM, source="test")
    announce(version, by=SYSTEM)
    amend_duty(duty("meetings"), by=SYSTEM, starts_on=day, rrule=HALF_YEARLY)
    amend_duty(duty("plan"), by=SYSTEM, starts_on=day, term_days=5)
    amend_duty(duty("councils"), by=SYSTEM, starts_on=day, powers=[Power.objects.get(code="change_budget_topics")])
    amend_duty(duty("consult"), by=SYSTEM, starts_on=day, tiers=["district"])
    return version


def owned(day: date) -> set[tuple[int, str, int]]:
    """Post, code and number of the wording of every duty that somebody owns."""
    rows = {row.code: row.pk for row in duties_on(day)}
    return {(post.pk, code, rows[code]) for (_body, code), posts in owners(day).items() for post in posts}


def due_days(since: date, until: date) -> Counter[tuple[int, str, date]]:
    rows = Obligation.objects.filter(due_on__range=(since, until), subject_kind="")
    return Counter(rows.values_list("post_id", "duty__code", "due_on"))


def test_what_is_foretold_is_what_comes(world: Republic) -> None:
    for place in (0, 1):
        republic.no_power(world, place, "change_budget_topics", "topics")
    make_ahead()
    day = coming_day()
    until = min(day + timedelta(days=365), date(timezone.localdate().year + 1, 12, 31))
    eve_keys = {row.key for row in findings.examine(findings.gather(timezone.localdate()))}
    eve_owned, eve_days = owned(timezone.localdate()), due_days(day, until)
    version = amend(world)
    foretold = preview(version)
    with on(day):
        make_ahead()
        keys = {row.key for row in findings.examine(findings.gather(day))}
        now_owned, now_days = owned(day), due_days(day, until)

    assert {row.key for row in foretold.appears} == keys - eve_keys
    assert {row.key for row in foretold.disappears} == eve_keys - keys
    assert keys - eve_keys and eve_keys - keys
    codes = {change.code: change for change in foretold.duties}
    assert set(codes) == {"topics", "meetings", "plan", "councils", "consult"}
    assert {(one.post.pk, code) for one in foretold.posts for code in (*one.goes, *one.amended)} == {
        (post, code) for post, code, _wording in eve_owned - now_owned
    }
    assert {(one.post.pk, code) for one in foretold.posts for code in (*one.comes, *one.amended)} == {
        (post, code) for post, code, _wording in now_owned - eve_owned
    }
    come, go = now_days - eve_days, eve_days - now_days
    assert _days(come) == {
        (one.post.pk, code, due)
        for one in foretold.posts for code in (*one.comes, *one.amended) for due in _within(codes[code].days_new, until)
    }  # fmt: skip
    assert _days(go) == {
        (one.post.pk, code, due)
        for one in foretold.posts
        for code, days in [
            *((code, codes[code].days_before) for code in one.goes), *((code, codes[code].days_gone) for code in one.amended),
        ]
        for due in _within(days, until)
    }  # fmt: skip
    assert go


def _days(rows: Counter[tuple[int, str, date]]) -> set[tuple[int, str, date]]:
    assert all(number == 1 for number in rows.values())
    return set(rows)


def _within(days: object, until: date) -> list[date]:
    return [due for due in days if due <= until]  # type: ignore[attr-defined]


def test_the_day_itself_shows_the_same_as_the_preview_before_it(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    version = amend(world)
    before = preview(version)
    with on(version.starts_on):
        after = preview(version)
    assert [change.code for change in before.duties] == [change.code for change in after.duties]
    assert [one.post for one in before.posts] == [one.post for one in after.posts]
    assert {row.key for row in before.appears} == {row.key for row in after.appears}


def test_each_change_says_what_is_amended(world: Republic) -> None:
    codes = {change.code: change for change in changed_duties(amend(world))[0]}
    assert codes["topics"].after is None
    assert codes["meetings"].fields == ("rrule",) and codes["meetings"].days_gone and not codes["meetings"].days_new
    assert codes["plan"].fields == ("term_days",) and codes["councils"].fields == ("powers",)
    assert codes["consult"].fields == ("tiers",)


def test_a_term_made_too_short_is_a_contradiction_that_appears(world: Republic) -> None:
    found = preview(amend(world))
    assert [row.key for row in found.appears] == ["term:plan"]
    assert [row.rule for row in found.appears] == [Contradiction.TERM_TOO_SHORT]


# ---- Telling -------------------------------------------------------------------------------------------------------


def told() -> Counter[int | None]:
    return Counter(Notice.objects.filter(text="regulation.amended").values_list("post_id", flat=True))


def test_posts_are_told_once_of_what_is_known_when_it_is_published_and_again_of_what_is_entered_later(world: Republic) -> None:
    amend(world)
    assert set(told().values()) == {1} and len(told()) == len(world.posts)
    assert telling.tell_amendments() == len(world.posts)
    assert telling.tell_amendments() == 0
    notice = Notice.objects.filter(text="regulation.amended", post=world.posts[REGIONS[0]]).latest("pk")
    names = Duty.objects.get(code="consult", ends_on=None).names
    assert names["kk"] in notice.facts["changes"]["kk"]
    assert notice.facts["changes"]["kk"] != notice.facts["changes"]["ru"] != notice.facts["changes"]["en"]


def test_who_is_not_concerned_is_not_told(world: Republic) -> None:
    day = coming_day()
    norm = Norm.objects.get(is_draft=True)
    points = points_of(version_on(published(norm), timezone.localdate()))
    version = import_version(NormVersion(norm=norm, starts_on=day), points, by=SYSTEM, source="test")
    announce(version, by=SYSTEM)
    amend_duty(duty("councils"), by=SYSTEM, starts_on=day, term_days=22)
    telling.tell_amended(version)
    assert world.central.pk not in told() and world.posts[DISTRICTS[0]].pk in told()


def test_a_version_that_was_withdrawn_is_not_told(world: Republic) -> None:
    version = amend(world)
    Notice.objects.filter(text="regulation.amended").delete()
    withdraw_version(version, by=SYSTEM, reason="Қате")
    assert telling.tell_amendments() == 0
