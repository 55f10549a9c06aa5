"""A small republic in which the Regulation can be done wholly, and thirty ways to spoil it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from kopir.organisations.models import Organisation
from kopir.organisations.words import BodyKind, Tier
from kopir.posts.acts import load_reference as load_posts
from kopir.posts.models import GrantedPower, Mandate, Post, Power
from kopir.posts.words import Rank
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.models import Duty, DutyStep, FunctionLink, NeededPower, Norm, NormVersion, Provision
from kopir.regulation.words import LinkState, VersionState
from kopir.territories.models import COUNTRY
from tests.factories import appoint, make_body, make_mandate, make_post, make_sector, make_territory

REGIONS = ["100000000", "110000000", "150000000", "190000000", "230000000", "270000000"]
DISTRICTS = [f"10{number:02}00000" for number in range(30, 42)]
RANKS = {Tier.CENTRAL: Rank.AKIM, Tier.REGION: Rank.DEPUTY_HEAD_OF_OFFICE, Tier.DISTRICT: Rank.DEPUTY_AKIM}


class Republic:
    """A central body, six regions, twelve districts of the first: every post held, with every power and its own mandate."""

    def __init__(self) -> None:
        load_posts()
        load_reference()
        self.nature, self.youth = make_sector("3"), make_sector("4", "жастар саясаты")
        country = make_territory()
        self.posts: dict[str, Post] = {}
        self.central = self._post(COUNTRY, make_body("Министрлік", country, tier=Tier.CENTRAL, body_kind=BodyKind.MINISTRY))
        for code in REGIONS:
            body = make_body(f"{code} облысының әкімдігі", make_territory(code, f"{code} облысы"), tier=Tier.REGION)
            self._post(code, body, self.central)
        for code in DISTRICTS:
            place = make_territory(code, f"{code} ауданы", self.posts[REGIONS[0]].territory)
            self._post(code, make_body(f"{code} ауданының әкімдігі", place), self.posts[REGIONS[0]])

    def _post(self, code: str, body: Organisation, above: Post | None = None) -> Post:
        post = self.another(body, above)
        self.posts[code] = post
        return post

    def another(self, body: Organisation, above: Post | None = None) -> Post:
        """A held authorised post of the body with every power, for all of its territory."""
        post = make_post(body, rank=RANKS[Tier(body.tier)], superior=above)
        make_mandate(post)
        appoint(post)
        GrantedPower.objects.bulk_create(GrantedPower(post=post, power=power) for power in Power.objects.all())
        return post

    @cached_property
    def yesterday(self) -> date:
        return timezone.localdate() - timedelta(days=1)


def duty(code: str) -> Duty:
    return Duty.objects.get(code=code, ends_on=None)


# ---- Thirty contradictions; each answers the key under which it must be found ---------------------------------------


def no_power(world: Republic, place: int, power: str, code: str) -> str:
    post = world.posts[DISTRICTS[place]]
    GrantedPower.objects.filter(post=post, power__code=power).delete()
    return f"no_power:{post.pk}:{code}:{Power.objects.get(code=power).pk}"


def nobody_above(world: Republic, place: int) -> list[str]:
    """A power that nobody in the country has, needed by a duty of one kind of tier."""
    power = Power(code=f"seal-{place}", order=50 + place)
    power.set_names("мөр басу", "ставить печать", "set the seal")
    power.save()
    GrantedPower.objects.bulk_create(
        GrantedPower(post=post, power=power) for code, post in world.posts.items() if code.startswith("10") and code != REGIONS[0]
    )
    new = Duty(
        code=f"seal-{place}", norm=Norm.objects.get(is_draft=True), address="5", tiers=["central"], trigger="standing",
        evidence="document", starts_on=date(2020, 1, 1),
    )  # fmt: skip
    new.set_names(f"мөр {place}", f"печать {place}", f"seal {place}")
    new.save()
    NeededPower.objects.create(duty=new, power=power)
    return [f"no_power:{world.central.pk}:{new.code}:{power.pk}", f"nobody_above:{world.central.pk}:{power.pk}"]


def low_rank(world: Republic, place: int) -> str:
    post = world.posts[DISTRICTS[place]]
    Post.objects.filter(pk=post.pk).update(rank=Rank.SPECIALIST)
    return f"low_rank:{post.pk}:tier"


def low_rank_for_a_duty(world: Republic) -> str:
    Duty.objects.filter(code="topics").update(minimum_rank=Rank.DEPUTY_HEAD_OF_OFFICE, tiers=[Tier.CENTRAL])
    Post.objects.filter(pk=world.central.pk).update(rank=Rank.HEAD_OF_DEPARTMENT)
    return f"low_rank:{world.central.pk}:topics"


def two_owners(world: Republic, place: int) -> str:
    post = world.posts[DISTRICTS[place]]
    second = world.another(post.organisation, post.superior)
    return f"two_owners:{post.organisation_id}:{post.pk}-{second.pk}"


def no_owner(world: Republic, number: int) -> str:
    region = world.posts[REGIONS[number]].territory
    body = make_body(f"Басқарма {number}", region, tier=Tier.REGION_MANAGEMENT, body_kind=BodyKind.MANAGEMENT)
    return f"no_owner:{body.pk}:authorised"


def vacant(world: Republic, place: int) -> str:
    post = world.posts[DISTRICTS[place]]
    post.appointments.update(ends_on=world.yesterday)
    return f"vacant:{post.pk}"


def term_too_short(code: str) -> str:
    needed = sum(DutyStep.objects.filter(duty__code=code).values_list("days", flat=True))
    Duty.objects.filter(code=code).update(term_days=needed - 1)
    return f"term:{code}"


def elsewhere(world: Republic, number: int, code: str, state: str = LinkState.SAME, likeness: float = 0.9) -> str:
    place = world.posts[REGIONS[number]].territory
    body = make_body(f"Бөлім {number} {code}", place, tier=Tier.RURAL_DISTRICT, body_kind=BodyKind.DEPARTMENT)
    norm = Norm(ref=f"functions-{number}-{code}", kind="functions", scope=body)
    norm.set_names("Ереже", "Положение", "Regulation")
    norm.save()
    version = NormVersion.objects.create(norm=norm, number=1, starts_on=date(2020, 1, 1), state=VersionState.ANNOUNCED)
    Provision.objects.create(version=version, address="1", order=1, text_kk="осындай жұмыс")
    FunctionLink.objects.create(duty_code=code, norm=norm, address="1", state=state, likeness=likeness)
    Duty.objects.filter(tiers=[]).update(tiers=[Tier.CENTRAL, Tier.REGION, Tier.REGION_MANAGEMENT, Tier.DISTRICT])
    return f"elsewhere:{norm.pk}:1:{code}"


def no_cover(world: Republic, number: int) -> str:
    post = world.posts[REGIONS[number]]
    Mandate.objects.filter(post=post).update(sector=world.nature)
    return f"no_cover:{post.territory_id}"


def plant_thirty(world: Republic) -> list[str]:
    return [
        no_power(world, 0, "change_budget_topics", "topics"),
        no_power(world, 1, "change_budget_topics", "topics"),
        no_power(world, 2, "approve_plans", "plan"),
        no_power(world, 3, "approve_plans", "plan"),
        *nobody_above(world, 1),
        *nobody_above(world, 2),
        low_rank(world, 4),
        low_rank(world, 5),
        two_owners(world, 6),
        two_owners(world, 7),
        two_owners(world, 8),
        no_owner(world, 1),
        no_owner(world, 2),
        no_owner(world, 3),
        vacant(world, 9),
        vacant(world, 10),
        vacant(world, 11),
        term_too_short("plan"),
        term_too_short("topics"),
        term_too_short("meetings"),
        elsewhere(world, 1, "picture"),
        elsewhere(world, 2, "inform"),
        elsewhere(world, 3, "consult", LinkState.PROPOSED, 0.7),
        no_cover(world, 3),
        no_cover(world, 4),
        no_cover(world, 5),
        low_rank(world, 0),
        low_rank(world, 1),
    ]
