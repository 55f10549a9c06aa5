"""Who plays in the demonstration: people are roles, never persons. Bodies, posts, organisations and their accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor, Role
from kopir.demo.content import rows
from kopir.demo.signins import PASSWORD, SECRET
from kopir.organisations import acts as organisation_acts
from kopir.organisations import same
from kopir.organisations.acts.records import Share
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.words import BodyKind, FundingSource, Kind, LegalForm, Status, Tier
from kopir.people import acts as people_acts
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts import acts as post_acts
from kopir.posts.acts import MandateSpec
from kopir.posts.models import Post, Power
from kopir.posts.queries import answering_post, holders
from kopir.posts.words import Rank
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.words import Level

HOST = "demo.example"
REGION = "630000000"
ULAN, GLUBOKOE, KATON, MARKAKOL, NARYN, SAMAR = (
    "636200000", "634000000", "635400000", "635500000", "636300000", "635600000",
)  # fmt: skip
VILLAGES = "636239000"  # a rural district of Ulan district
ABAI, AYAGOZ, ULYTAU = "100000000", "103600000", "620000000"
EMPTY_REGIONS = {"190000000", "390000000"}  # their posts were never held
BASIS = "Көрсетілім үшін / для показа / for demonstration"
# Powers by the tier of the body; what is missing is what matters are raised for.
POWERS = {
    Tier.RURAL_DISTRICT: ["assign", "sign_letters"],
    Tier.DISTRICT: ["assign", "sign_letters", "convene_council"],
    Tier.REGION_MANAGEMENT: ["assign", "sign_letters", "approve_plans"],
    Tier.REGION: [
        "assign",
        "sign_letters",
        "convene_council",
        "change_budget_topics",
        "approve_plans",
        "conclude_agreements",
    ],
    Tier.CENTRAL: ["assign", "sign_letters", "approve_plans", "conclude_agreements"],
}
FORMS = {
    "OO": ("қоғамдық бірлестігі", "Общественное объединение", "Public association"),
    "OF": ("қоғамдық қоры", "Общественный фонд", "Public fund"),
    "CHF": ("жеке қоры", "Частный фонд", "Private fund"),
    "CHU": ("жеке мекемесі", "Частное учреждение", "Private institution"),
    "OUL": ("заңды тұлғалар бірлестігі", "Объединение юридических лиц", "Association of legal entities"),
    "PK": ("тұтыну кооперативі", "Потребительский кооператив", "Consumer co-operative"),
    "NONE": ("бастамашыл тобы", "Инициативная группа", "Initiative group"),
}


@dataclass
class Cast:
    """Everybody, found by what they are: posts by the code of their territory or body, organisations by their code."""

    posts: dict[str, Post] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    leaders: dict[int, Actor] = field(default_factory=dict)
    administrator: Actor = SYSTEM
    speakers: dict[int, Actor] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, Territory]:
        return Territory.objects.in_bulk()

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        return {row.code: row for row in Sector.objects.all()}

    @cached_property
    def powers(self) -> dict[str, Power]:
        return {row.code: row for row in Power.objects.all()}

    @cached_property
    def _password(self) -> str:
        """Hashed once: hashing is slow on purpose, and this password is published anyway."""
        return make_password(PASSWORD)

    def speaker(self, post: Post) -> Actor:
        """Who holds the post now, or the post that stands in for it; known until somebody comes or goes."""
        if post.pk not in self.speakers:
            self.speakers[post.pk] = self._speaker(post)
        return self.speakers[post.pk]

    def _speaker(self, post: Post) -> Actor:
        answering = answering_post(post) or post
        person = holders([answering.pk])[answering.pk].person
        return Actor(
            Role.OFFICIAL,
            person.pk,
            person.name,
            answering.organisation_id,
            answering.pk,
            tuple(answering.names.items()),
        )

    def person(self, address: str, name: str, *, language: str = "kk", factor: bool = True) -> Person:
        """An account that can sign in: e-mail confirmed and, where the role needs it, a second factor."""
        person = Person(email=f"{address}@{HOST}", name=name[:150], language=language, password=self._password)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        if factor:
            TOTP.activate(person, SECRET)
        return person


# ---- Offices -----------------------------------------------------------------------------------------------


def appoint_offices(cast: Cast) -> None:
    name = "Көрсетілім әкімшісі"
    person = people_acts.first_administrator(f"admin@{HOST}", name, PASSWORD, even_if_one_exists=True)
    TOTP.activate(person, SECRET)
    cast.administrator = Actor(Role.ADMINISTRATOR, person.pk, name)
    coordinator = cast.person("coordinator", "Азаматтық қоғам істері комитетінің үйлестірушісі")
    people_acts.grant_office(coordinator, Office.COORDINATOR, by=cast.administrator, reason=BASIS)


# ---- State bodies and posts ----------------------------------------------------------------------------------


def make_bodies(cast: Cast) -> None:
    """Akimats and their posts as every installation begins with, then ministries and the region's managements."""
    organisation_acts.create_akimats(by=SYSTEM)
    post_acts.create_all(by=SYSTEM)
    for post in Post.objects.select_related("organisation", "territory", "superior__superior"):
        cast.posts[post.ref.removeprefix("authorised-")] = post
    for row in rows("bodies"):
        cast.posts[row["code"]] = _body(cast, row)
    culture = cast.posts["culture"].organisation
    for code in ("youth", "civil-society-committee"):
        body = cast.posts[code].organisation
        organisation_acts.subordinate(body, culture, by=cast.administrator, starts_on=date(2023, 10, 4))


def _body(cast: Cast, row: dict[str, str]) -> Post:
    central = row["territory"] == COUNTRY
    place = cast.places[row["territory"]]
    body = Organisation(
        kind=Kind.STATE_BODY, body_kind=BodyKind(row["kind"]), tier=Tier.CENTRAL if central else Tier.REGION_MANAGEMENT,
        ref=row["code"], territory=place,
    )  # fmt: skip
    body.set_names(row["name_kk"], row["name_ru"], row["name_en"])
    organisation_acts.create(body, by=cast.administrator)
    post = Post(
        organisation=body, ref=f"authorised-{row['code']}", rank=Rank.DEPUTY_HEAD_OF_DEPARTMENT, territory=place,
        superior=None if central else cast.posts[REGION],
    )  # fmt: skip
    post.set_names(row["post_kk"], row["post_ru"], row["post_en"])
    mandates = [MandateSpec(place, cast.sectors[code]) for code in row["sectors"].split()]
    return post_acts.create(post, by=cast.administrator, mandates=mandates)


def hold_posts(cast: Cast) -> None:
    """Everybody is appointed who holds a post at the beginning; contacts and hours are published."""
    for code, post in cast.posts.items():
        if not _is_held(code, post) or code in EMPTY_REGIONS:
            continue
        if code not in (NARYN, "vko-culture"):  # these wait for their confirmation
            post_acts.confirm(post, by=cast.administrator)
        _grant(cast, post)
        hold(cast, post, _address(code), since=timezone.localdate() - timedelta(days=400))
        _publish(cast, post)
    narrow = [MandateSpec(cast.places[ULYTAU], row) for code, row in cast.sectors.items() if code not in ("13", "14", "17")]
    post_acts.set_mandates(cast.posts[ULYTAU], narrow, by=cast.administrator, reason=BASIS)


def _is_held(code: str, post: Post) -> bool:
    """The whole of the East Kazakhstan region; of the others the regions' own posts."""
    own = code.startswith("63") or post.territory.level < Level.DISTRICT
    return own or code in (AYAGOZ, "101000000", "551000000", "351000000")


def _address(code: str) -> str:
    known = {
        ULAN: "ulan", VILLAGES: "asubulak", GLUBOKOE: "glubokoe", REGION: "vko", KATON: "katon-before", ABAI: "abai",
        "civil-society-committee": "committee",
    }  # fmt: skip
    return known.get(code, f"post-{code}" if code.isdigit() else code)


def _grant(cast: Cast, post: Post) -> None:
    powers = POWERS[Tier(post.organisation.tier)]
    elsewhere = post.organisation.tier == Tier.REGION and post.territory_id != REGION
    for code in powers[:-1] if elsewhere else powers:
        post_acts.grant_power(post, cast.powers[code], by=cast.administrator, legal_basis=BASIS)


def hold(cast: Cast, post: Post, address: str, since: date) -> Person:
    """Somebody new holds the post from that day. The person is called as the post is: nobody real is meant."""
    person = cast.person(address, post.name_kk)
    post_acts.appoint(post, person, by=cast.administrator, starts_on=since, legal_basis=BASIS)
    cast.speakers.clear()
    return person


def _publish(cast: Cast, post: Post) -> None:
    by = cast.speaker(post)
    post_acts.edit(
        post, by=by, email=f"{_address(post.ref.removeprefix('authorised-'))}@{HOST}", room="3-қабат / 3 этаж, 305",
        reception_kk="сейсенбі және бейсенбі, 15:00-18:00", reception_ru="вторник и четверг, 15:00–18:00",
        reception_en="Tuesday and Thursday, 15:00 to 18:00",
    )  # fmt: skip


def vacate(cast: Cast, code: str) -> None:
    """The holder leaves at the end of the day before."""
    appointment = cast.posts[code].appointments.get(ends_on=None)
    yesterday = timezone.localdate() - timedelta(days=1)
    post_acts.end_appointment(appointment, by=cast.administrator, ends_on=yesterday, reason=BASIS)
    cast.speakers.clear()


# ---- Organisations -------------------------------------------------------------------------------------------


def make_organisations(cast: Cast) -> None:
    for row in rows("ngos"):
        organisation = _organisation(cast, row)
        cast.organisations[row["code"]] = organisation
        if organisation.status == Status.ACTIVE:
            _lead(cast, row["code"], organisation)
            _tell_of_funding(cast, row, organisation)


def _organisation(cast: Cast, row: dict[str, str]) -> Organisation:
    kk, ru, en = FORMS[row["form"]]
    organisation = Organisation(
        kind=Kind.NGO, ref=f"n-demo-{row['code']}", legal_form=LegalForm(row["form"]), territory=cast.places[row["seat"]],
        status=Status(row.get("status") or Status.ACTIVE), is_demonstration=True, email=f"{row['code']}@{HOST}",
        about_kk="Көрсетілімге арналған, ойдан шығарылған ұйым.", about_ru="Вымышленная организация для показа.",
        about_en="An invented organisation, for demonstration.",
        starts_on=date(int(row["year"]), 3, 1) if row.get("year") else None,
    )  # fmt: skip
    english = f"{en} “Demo: {row['name_en']}”" if row.get("name_en") else ""
    organisation.set_names(f"«Демо: {row['name_kk']}» {kk}", f"{ru} «Демо: {row['name_ru']}»", english)
    return organisation_acts.create(
        organisation, by=cast.administrator,
        sectors=[cast.sectors[code] for code in row.get("sectors", "").split()],
        serves=[cast.places[code] for code in row.get("serves", "").split()],
    )  # fmt: skip


def _lead(cast: Cast, code: str, organisation: Organisation) -> None:
    """A leader asks to act for the organisation, and the administrator confirms the first member."""
    person = cast.person(code, f"{organisation.name_kk.split('»')[0]}» жетекшісі", language=_language(code), factor=False)
    asking = Actor(Role.PERSON, person.pk, person.name)
    membership = organisation_acts.request_membership(organisation, by=asking, position="жетекші / руководитель")
    organisation_acts.confirm_membership(membership, by=cast.administrator)
    names = tuple(organisation.names.items())
    cast.leaders[organisation.pk] = Actor(Role.MEMBER, person.pk, person.name, organisation.pk, None, names)


def _language(code: str) -> str:
    return "ru" if code in ("tensiz", "panazhay", "ridder-tau", "kostanay-dala") else "kk"


def _tell_of_funding(cast: Cast, row: dict[str, str], organisation: Organisation) -> None:
    year = timezone.localdate().year - 1
    parts = (part.split(":") for part in row["funding"].split())
    shares = [Share(year, FundingSource(source), Decimal(percent)) for source, percent in parts]
    organisation_acts.edit(organisation, by=cast.leaders[organisation.pk], funding=shares)


def make_doubles(cast: Cast) -> None:
    """Rows that came in twice: one pair is merged, of one it is known that they differ, the others wait."""
    made = [_organisation(cast, row) for row in rows("doubles")]
    same.propose([row.pk for row in made])
    pairs = list(SamePair.objects.filter(second__in=made).select_related("first", "second").order_by("pk"))
    organisation_acts.merge_pair(pairs[0], pairs[0].first, by=cast.administrator, reason=BASIS)
    organisation_acts.mark_different(pairs[1], by=cast.administrator)


def authors_for(cast: Cast, sector: str) -> list[tuple[dict[str, str], Organisation]]:
    """Active organisations of a sector with their rows; what belongs to no sector is anybody's."""
    found = [row for row in rows("ngos") if sector in row["sectors"].split()] or rows("ngos")
    living = ((row, cast.organisations[row["code"]]) for row in found)
    return [(row, organisation) for row, organisation in living if organisation.pk in cast.leaders]
