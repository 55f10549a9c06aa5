"""The posts of a new installation: one for the akimat of each region and district, all to be confirmed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction

from kopir.base.actors import Actor
from kopir.journal.acts import Draft, write
from kopir.organisations import acts as organisation_acts
from kopir.organisations.models import Organisation
from kopir.organisations.words import BodyKind, Kind, Status, Tier
from kopir.posts import rules
from kopir.posts.acts.naming import post_names
from kopir.posts.models import Mandate, Post
from kopir.posts.words import PostKind, PostState, Rank
from kopir.territories.models import COUNTRY, Territory

COMMITTEE = "civil-society-committee"
_COMMITTEE_NAMES = {
    "kk": "Қазақстан Республикасы Мәдениет және ақпарат министрлігінің Азаматтық қоғам істері комитеті",
    "ru": "Комитет по делам гражданского общества Министерства культуры и информации Республики Казахстан",
    "en": "Committee for Civil Society Affairs, Ministry of Culture and Information of the Republic of Kazakhstan",
}
_CHAIR_NAMES = {
    "kk": "Азаматтық қоғам істері комитетінің төрағасы",
    "ru": "председатель Комитета по делам гражданского общества",
    "en": "Chair of the Committee for Civil Society Affairs",
}
# Which rank the draft rules ask for, by the tier of the akimat.
_RANK = {Tier.REGION: Rank.DEPUTY_HEAD_OF_OFFICE, Tier.DISTRICT: Rank.DEPUTY_AKIM}


@dataclass(frozen=True)
class CreatedPosts:
    """`unchanged`: bodies that have a post of this kind already."""

    created: int
    unchanged: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def create_all(*, by: Actor) -> CreatedPosts:
    """An authorised post for each akimat of a region or district that has none, under the region's and the country's.

    Needs the country among the territories and the akimats among the organisations. Running it again adds only what is
    missing.
    """
    with transaction.atomic():
        rules.may_create_all(by, None).demand()
        chair, is_new = _coordination(by)
        regions, regions_known = _posts(Tier.REGION, {COUNTRY: chair}, by)
        districts, known = _posts(Tier.DISTRICT, {COUNTRY: chair, **regions}, by)
        report = CreatedPosts(len(regions) + len(districts) - regions_known - known + is_new, regions_known + known)
        if report.created:
            write([Draft(rules.may_create_all.name, by, chair, facts={"created": report.created})])
    return report


def _coordination(by: Actor) -> tuple[Post, int]:
    """The country's co-ordinating post, made with its committee when there is none; 1 when it is new."""
    found = Post.objects.filter(kind=PostKind.COORDINATION).exclude(state=PostState.ENDED).order_by("pk").first()
    if found is not None:
        return found, 0
    country = Territory.objects.get(pk=COUNTRY)
    post = Post(organisation=_committee(country, by), ref=COMMITTEE, kind=PostKind.COORDINATION, rank=Rank.AKIM)
    post.territory = country
    post.set_names(**_CHAIR_NAMES)
    _save([post], by)
    return post, 1


def _committee(country: Territory, by: Actor) -> Organisation:
    found = Organisation.objects.filter(ref=COMMITTEE).first()
    if found is not None:
        return found
    body = Organisation(kind=Kind.STATE_BODY, body_kind=BodyKind.COMMITTEE, tier=Tier.CENTRAL, ref=COMMITTEE)
    body.territory, body.to_be_confirmed = country, True
    body.set_names(**_COMMITTEE_NAMES)
    return organisation_acts.create(body, by=by)


def _posts(tier: Tier, above: dict[str, Post], by: Actor) -> tuple[dict[str, Post], int]:
    """Authorised posts of all akimats of a tier by the code of their territory, and how many were there before."""
    rows = Post.objects.filter(kind=PostKind.AUTHORISED).exclude(state=PostState.ENDED)
    known = {post.organisation_id: post for post in rows.order_by("-pk")}
    bodies = list(_akimats(tier))
    new = [_post(body, tier, above) for body in bodies if body.pk not in known]
    _save(new, by)
    known |= {post.organisation_id: post for post in new}
    return {str(body.territory_id): known[body.pk] for body in bodies}, len(bodies) - len(new)


def _akimats(tier: Tier) -> list[Organisation]:
    rows = Organisation.objects.filter(kind=Kind.STATE_BODY, body_kind=BodyKind.AKIMAT, tier=tier)
    living = rows.filter(merged_into=None, territory__isnull=False).exclude(status=Status.ENDED)
    return list(living.select_related("territory").order_by("territory_id"))


def _post(body: Organisation, tier: Tier, above: dict[str, Post]) -> Post:
    assert body.territory is not None
    region = body.territory.code[:2] + "0" * 7
    post = Post(
        organisation=body,
        ref=f"authorised-{body.territory.code}",
        rank=_RANK[tier],
        territory=body.territory,
        superior=above[COUNTRY] if tier == Tier.REGION else above.get(region, above[COUNTRY]),
        is_demonstration=body.is_demonstration,
    )
    post.set_names(**post_names(body.territory, tier))
    return post


def _save(posts: list[Post], by: Actor) -> None:
    """Posts and their mandates for the own territory in every sector, with one entry each."""
    Post.objects.bulk_create(posts)
    mandates = Mandate.objects.bulk_create([Mandate(post=post, territory=post.territory) for post in posts])
    drafts = [Draft(rules.may_create.name, by, post, post.organisation) for post in posts]
    for draft, mandate in zip(drafts, mandates, strict=True):
        draft.also(mandate)
    write(drafts)
