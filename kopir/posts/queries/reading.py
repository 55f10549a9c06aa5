"""One post with all that its page shows, lists of posts by filter, vacancies, history. Posts are open to everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.lists import Page, names_hold, page_by, page_of
from kopir.base.tongue import base_language, name_or_role
from kopir.organisations.models import Organisation
from kopir.posts.models import Appointment, GrantedPower, Mandate, Post, Power, TierRule, in_force
from kopir.posts.queries.standing import CHAIN, holders, living, nearest, standing, superiors, with_chain
from kopir.posts.words import PostKind, PostState, Rank
from kopir.sectors.models import Sector
from kopir.territories.models import Territory, inside, lineage

PAGE = 50


def posts_visible_to(by: Actor) -> QuerySet[Post]:
    """All: whom one may turn to is public, and what a post did stays readable after it has ended."""
    return Post.objects.select_related("organisation", "territory", "superior")


def post_for(by: Actor, ref: str) -> Post:
    found = posts_visible_to(by).filter(ref=ref).first()
    if found is None:
        raise Refused("no_such_post", _("There is no such post."), hidden=True)
    return found


def posts_of(organisation: Organisation) -> QuerySet[Post]:
    """Posts of a body that stand today, the highest first."""
    rows = Post.objects.filter(standing(), organisation=organisation).select_related("territory", "superior")
    return rows.order_by("-rank", "sort_kk", "pk")


def posts_at(territory: Territory) -> QuerySet[Post]:
    """Posts that answer for exactly this place, whatever their body's seat."""
    mandates = Mandate.objects.filter(in_force(timezone.localdate()), territory=territory).values("post")
    return Post.objects.filter(standing(), pk__in=mandates).select_related("organisation").order_by("-rank", "pk")


def waiting_for_confirmation(where: Territory | None = None) -> QuerySet[Post]:
    rows = Post.objects.filter(inside("territory", where) if where else Q(), state=PostState.TO_BE_CONFIRMED)
    return rows.select_related("organisation", "territory").order_by("territory_id", "pk")


# Who holds it


@dataclass(frozen=True)
class Holder:
    """An appointment as anybody may read it. `name` is empty unless the appointment publishes it."""

    appointment: Appointment
    name: str

    @property
    def kind(self) -> str:
        return self.appointment.get_kind_display()

    @property
    def starts_on(self) -> date:
        return self.appointment.starts_on

    @property
    def ends_on(self) -> date | None:
        return self.appointment.ends_on


def public_holder(appointment: Appointment, post: Post) -> Holder:
    """Publishing who the authorised official is belongs to the post's duties; an appointment may withhold the name."""
    name = appointment.person.name if appointment.shows_name else ""
    return Holder(appointment, name_or_role(name, post.names, get_language() or "kk"))


def history_of(post: Post) -> list[Holder]:
    """Everybody who held the post or stood in, the last first; a former holder's name is not published any more."""
    today = timezone.localdate()
    rows = post.appointments.select_related("person").order_by("-starts_on", "-pk")
    return [public_holder(row, post) if _lasts(row, today) else Holder(row, "") for row in rows]


def _lasts(row: Appointment, today: date) -> bool:
    return row.ends_on is None or row.ends_on >= today


@dataclass(frozen=True)
class RankFinding:
    """The post stands lower than the rule of its tier asks for."""

    rule: TierRule
    rank: Rank


def rank_finding(post: Post) -> RankFinding | None:
    """None when the rank is met, or no rule is known for the tier of the body. Only authorised posts have a rule."""
    if post.kind != PostKind.AUTHORISED:
        return None
    return _finding(post, TierRule.objects.filter(tier=post.organisation.tier).first())


def rank_findings() -> list[tuple[Post, RankFinding]]:
    """All standing authorised posts below their tier's rule. Two queries."""
    rules = {rule.tier: rule for rule in TierRule.objects.all()}
    posts = Post.objects.filter(standing(), kind=PostKind.AUTHORISED).select_related("organisation", "territory")
    pairs = ((post, _finding(post, rules.get(post.organisation.tier))) for post in posts.order_by("territory_id", "pk"))
    return [(post, finding) for post, finding in pairs if finding is not None]


def _finding(post: Post, rule: TierRule | None) -> RankFinding | None:
    return RankFinding(rule, Rank(post.rank)) if rule is not None and post.rank < rule.minimum_rank else None


@dataclass(frozen=True)
class PowerHeld:
    """A power of the list; `grant` is None when the post lacks it."""

    power: Power
    grant: GrantedPower | None


@dataclass(frozen=True)
class PostCard:
    """What the page of a post shows. `holders`: in force today, who acts first. `substitute`: who answers while vacant."""

    post: Post
    holders: list[Holder]
    substitute: Post | None
    mandates: list[Mandate]
    powers: list[PowerHeld]
    finding: RankFinding | None
    inferiors: list[Post]

    @property
    def is_vacant(self) -> bool:
        return not self.holders


def post_card(post: Post) -> PostCard:
    """Seven queries, however much the post has."""
    fresh = Post.objects.select_related("organisation", "territory__parent", CHAIN).get(pk=post.pk)
    above = list(superiors(fresh))
    rows = living().filter(post_id__in=[post.pk, *(one.pk for one in above)]).select_related("person")
    held = {row.post_id for row in rows}
    acting = sorted((row for row in rows if row.post_id == post.pk), key=lambda row: row.precedence)
    return PostCard(
        post=fresh,
        holders=[public_holder(row, fresh) for row in acting],
        substitute=None if acting else nearest(above, held),
        mandates=mandates_of(fresh),
        powers=_powers(fresh),
        finding=rank_finding(fresh),
        inferiors=list(Post.objects.filter(standing(), superior=fresh).order_by("sort_kk", "pk")),
    )


def mandates_of(post: Post) -> list[Mandate]:
    """In force today, the widest place first."""
    rows = post.mandates.filter(in_force(timezone.localdate())).select_related("territory", "sector")
    return list(rows.order_by("territory__level", "territory_id", "sector__order", "pk"))


def _powers(post: Post) -> list[PowerHeld]:
    grants = {grant.power_id: grant for grant in post.power_links.all()}
    return [PowerHeld(power, grants.get(power.pk)) for power in powers_in_force()]


def powers_in_force() -> QuerySet[Power]:
    return Power.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))


# Vacancies


@dataclass(frozen=True)
class Vacancy:
    """A standing post that nobody holds. `since`: the day after the last appointment ended; None when there was none."""

    post: Post
    since: date | None
    substitute: Post | None


def vacancies() -> list[Vacancy]:
    """All of them, by territory. Two queries."""
    return _vacancies(_vacant().order_by("territory_id", "pk"))


def list_vacancies(after: str = "", before: str = "", limit: int = PAGE) -> Page[Vacancy]:
    """The same, page after page."""
    found = page_by("territory_id", _vacant(), after=after, before=before, limit=limit)
    return Page(_vacancies(found.rows), found.after, found.before)


def count_vacancies() -> int:
    return Post.objects.filter(PostFilter(vacant=True).condition()).count()


def _vacant() -> QuerySet[Post]:
    rows = Post.objects.filter(PostFilter(vacant=True).condition()).select_related("organisation", "territory", CHAIN)
    ended = Q(appointments__ends_on__lt=timezone.localdate())
    return rows.annotate(last=Max("appointments__ends_on", filter=ended))


def _vacancies(posts: Iterable[Any]) -> list[Vacancy]:
    held = set(living().values_list("post_id", flat=True))
    return [Vacancy(post, post.last, nearest(superiors(post), held)) for post in posts]


# Lists


@dataclass(frozen=True)
class PostFilter:
    """Empty values do not filter. `territory`: posts that work inside it; `answering`: also those above that answer for
    it. `vacant`: True only vacant, False only held. Ended posts are left out unless `state` asks for them."""

    territory: Territory | None = None
    answering: bool = False
    organisation: Organisation | None = None
    sector: Sector | None = None
    kind: str = ""
    state: str = ""
    vacant: bool | None = None
    text: str = ""

    def condition(self) -> Q:
        found = Q(state=self.state) if self.state else standing()
        if self.kind:
            found &= Q(kind=self.kind)
        if self.organisation:
            found &= Q(organisation=self.organisation)
        if self.territory:
            found &= self._place(self.territory)
        if self.sector:
            found &= Q(pk__in=_mandated(Q(sector=self.sector) | Q(sector=None)))
        if self.vacant is not None:
            held = Q(pk__in=living().values("post"))
            found &= ~held if self.vacant else held
        return found & names_hold(self.text)

    def _place(self, territory: Territory) -> Q:
        works = inside("territory", territory)
        return works | Q(pk__in=_mandated(Q(territory__in=lineage(territory.pk)))) if self.answering else works


def _mandated(condition: Q) -> QuerySet[Mandate, int]:
    return Mandate.objects.filter(condition, in_force(timezone.localdate())).values_list("post_id", flat=True)


@dataclass(frozen=True)
class PostRow:
    """A post in a list: who acts in it today, or who answers instead."""

    post: Post
    holder: Holder | None
    substitute: Post | None


def list_posts(
    by: Actor,
    filters: PostFilter | None = None,
    language: str = "kk",
    after: str = "",
    limit: int = PAGE,
    before: str = "",
) -> Page[PostRow]:
    """In the order of the reader's alphabet."""
    found = page_of(_listed(by, filters), language, after=after, before=before, limit=limit)
    return Page(rows_of(found.rows), found.after, found.before)


def _listed(by: Actor, filters: PostFilter | None) -> QuerySet[Post]:
    rows = posts_visible_to(by).filter((filters or PostFilter()).condition())
    return with_chain(rows, "organisation", "territory", also=["organisation__ref"])


def count_posts(by: Actor, filters: PostFilter | None = None) -> int:
    return posts_visible_to(by).filter((filters or PostFilter()).condition()).count()


def rows_of(posts: Iterable[Post]) -> list[PostRow]:
    """Posts (selected with `CHAIN`) with who acts in them. One query."""
    listed = list(posts)
    above = {post.pk: list(superiors(post)) for post in listed}
    held = holders({*above, *(one.pk for chain in above.values() for one in chain)}) if listed else {}
    return [_row(post, held, above[post.pk]) for post in listed]


def _row(post: Post, held: dict[int, Appointment], above: list[Post]) -> PostRow:
    if post.pk in held:
        return PostRow(post, public_holder(held[post.pk], post), None)
    return PostRow(post, None, nearest(above, held))


_COLUMNS = [
    "ref",
    "kind",
    "kind_name",
    "state",
    "state_name",
    "rank",
    "rank_name",
    "name_kk",
    "name_ru",
    "name_en",
    "body_ref",
    "body_kk",
    "body_ru",
    "territory_code",
    "territory_kk",
    "territory_ru",
    "vacant",
    "holder",
    "substitute_ref",
    "phone",
    "email",
    "room",
    "reception_kk",
    "reception_ru",
    "starts_on",
    "ends_on",
    "demonstration",
]


def rows_for_csv(by: Actor, filters: PostFilter | None = None, language: str = "kk") -> Iterator[list[str]]:
    """First the names of the columns, then a row for each post. Make the cells safe with `base.tables.csv_lines`."""
    yield list(_COLUMNS)
    posts = list(_listed(by, filters).order_by(f"sort_{base_language(language)}", "pk"))
    with override(language):
        labels = {post.pk: _coded(post) for post in posts}
    for row in rows_of(posts):
        yield _cells(row, labels[row.post.pk])


def _coded(post: Post) -> list[str]:
    """Code and word, three times, in the language of the moment."""
    words = (post.kind, post.get_kind_display(), post.state, post.get_state_display(), post.rank, post.get_rank_display())
    return [str(word) for word in words]


def _cells(row: PostRow, labels: list[str]) -> list[str]:
    post, body, place = row.post, row.post.organisation, row.post.territory
    return [
        post.ref, *labels, post.name_kk, post.name_ru, post.name_en, body.ref, body.name_kk, body.name_ru,
        place.code, place.name_kk, place.name_ru, str(int(row.holder is None)), row.holder.name if row.holder else "",
        row.substitute.ref if row.substitute else "", post.phone, post.email, post.room, post.reception_kk,
        post.reception_ru, *(str(day) if day else "" for day in (post.starts_on, post.ends_on)),
        str(int(post.is_demonstration)),
    ]  # fmt: skip
