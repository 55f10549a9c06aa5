"""The facts of one day: duties, bodies, posts, powers, holders. Gathered in about a dozen queries for the whole country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import Q

from kopir.organisations.models import LIVING, Organisation
from kopir.organisations.words import BodyKind, Kind, Status
from kopir.posts.models import GrantedPower, Mandate, Post, Power, TierRule, in_force
from kopir.posts.queries import Gap, gaps, living, standing
from kopir.regulation.models import Assignment, Duty, DutyStep, FunctionLink, Provision, in_force_duties
from kopir.regulation.queries.duties import Owners, owners
from kopir.regulation.words import AssignmentKind, LinkState, VersionState

# Bodies that the Regulation does not speak of, whatever their tier.
WITHOUT_OFFICIAL = (BodyKind.MASLIKHAT, BodyKind.PUBLIC_COUNCIL, BodyKind.OTHER)


@dataclass(frozen=True)
class Need:
    """What a duty cannot be done without. `powers`: of the duty as a whole; `steps`: those that need one, with its number."""

    powers: frozenset[int]
    steps: tuple[tuple[DutyStep, int], ...]


@dataclass(frozen=True)
class Facts:
    """`powers`: what each post may do by itself, by number of the power. `steps`: who does which step of a duty in a body
    by decision, by (body, code, order). `functions`: the words of a function in force, by (norm, address)."""

    on: date
    duties: list[Duty] = field(default_factory=list)
    bodies: list[Organisation] = field(default_factory=list)
    posts: dict[int, Post] = field(default_factory=dict)
    powers: dict[int, frozenset[int]] = field(default_factory=dict)
    power_names: dict[int, Power] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    owners: Owners = field(default_factory=dict)
    steps: dict[tuple[int, str, int], Post] = field(default_factory=dict)
    mandates: dict[int, list[Mandate]] = field(default_factory=dict)
    rank_rules: dict[str, TierRule] = field(default_factory=dict)
    links: list[FunctionLink] = field(default_factory=list)
    functions: dict[tuple[int, str], dict[str, str]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    @cached_property
    def needs(self) -> dict[int, Need]:
        """By number of the duty."""
        return {duty.pk: _need(duty) for duty in self.duties}

    def owned(self) -> Iterator[tuple[Duty, Post]]:
        """Every duty with every post that owns it."""
        by_code = {duty.code: duty for duty in self.duties}
        for (_body, code), posts in self.owners.items():
            for post in posts:
                yield by_code[code], post

    def chain(self, post: Post) -> Iterator[Post]:
        """The posts above, nearest first; ends at a loop or at a post that does not stand."""
        seen, current = {post.pk}, post
        while current.superior_id is not None and current.superior_id not in seen:
            found = self.posts.get(current.superior_id)
            if found is None:
                return
            current = found
            seen.add(current.pk)
            yield current

    def may(self, post: Post, power_id: int) -> bool:
        return power_id in self.powers.get(post.pk, frozenset())

    def under(self, law_on: date) -> Facts:
        """The same day with the duties of another one, to see what an amendment alone changes."""
        duties = _duties(law_on)
        return replace(self, duties=duties, bodies=_bodies(duties), owners=owners(self.on, duties))


def gather(on: date) -> Facts:
    """The facts of a day."""
    duties = _duties(on)
    posts = {post.pk: post for post in Post.objects.filter(standing(on)).select_related("organisation", "territory")}
    links = _links()
    return Facts(
        on=on,
        duties=duties,
        bodies=_bodies(duties),
        posts=posts,
        powers=_powers(on),
        power_names=Power.objects.in_bulk(),
        held=frozenset(living(on).values_list("post_id", flat=True)),
        owners=owners(on, duties),
        steps=_steps(on, posts),
        mandates=_mandates(on),
        rank_rules={rule.tier: rule for rule in TierRule.objects.all()},
        links=links,
        functions=_functions(links, on),
        gaps=gaps(on),
    )


def _duties(on: date) -> list[Duty]:
    rows = Duty.objects.filter(in_force_duties(on)).select_related("norm")
    return list(rows.prefetch_related("power_links", "steps"))


def _bodies(duties: list[Duty]) -> list[Organisation]:
    """State bodies that some duty concerns."""
    tiers = {tier for duty in duties for tier in duty.tiers}
    rows = Organisation.objects.filter(LIVING, kind=Kind.STATE_BODY).exclude(tier="")
    rows = rows.exclude(Q(status=Status.ENDED) | Q(body_kind__in=WITHOUT_OFFICIAL)).select_related("territory")
    everybody = any(not duty.tiers for duty in duties)
    return [body for body in rows.order_by("pk") if everybody or body.tier in tiers]


def _powers(on: date) -> dict[int, frozenset[int]]:
    """A power counts from its day on, while the list of powers still has it."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    lasting = Q(power__ends_on__isnull=True) | Q(power__ends_on__gte=on)
    found: dict[int, set[int]] = defaultdict(set)
    for post_id, power_id in GrantedPower.objects.filter(begun, lasting).values_list("post_id", "power_id"):
        found[post_id].add(power_id)
    return {post_id: frozenset(powers) for post_id, powers in found.items()}


def _steps(on: date, posts: dict[int, Post]) -> dict[tuple[int, str, int], Post]:
    rows = Assignment.objects.filter(in_force(on), kind=AssignmentKind.STEP)
    return {(row.body_id, row.duty_code, row.step_order or 0): posts[row.post_id] for row in rows if row.post_id in posts}


def _mandates(on: date) -> dict[int, list[Mandate]]:
    found: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.filter(in_force(on)):
        found[mandate.post_id].append(mandate)
    return found


def _links() -> list[FunctionLink]:
    """Functions that look like a duty, or of which somebody said that they are."""
    rows = FunctionLink.objects.exclude(state=LinkState.DIFFERENT).select_related("norm__scope__territory")
    return list(rows.order_by("pk"))


def _functions(links: list[FunctionLink], on: date) -> dict[tuple[int, str], dict[str, str]]:
    """Words of the linked functions in the version in force on the day; a function that was dropped is not there."""
    norms = {link.norm_id for link in links}
    rows = Provision.objects.filter(
        version__norm__in=norms, version__state=VersionState.ANNOUNCED, version__starts_on__lte=on
    ).order_by("version__starts_on")
    newest: dict[int, int] = {}
    texts: dict[tuple[int, str], tuple[int, dict[str, str]]] = {}
    for norm_id, version_id, address, kk, ru, en in rows.values_list(
        "version__norm", "version", "address", "text_kk", "text_ru", "text_en"
    ):
        newest[norm_id] = version_id
        texts[norm_id, address] = version_id, {"kk": kk, "ru": ru, "en": en}
    return {key: words for key, (version_id, words) in texts.items() if newest[key[0]] == version_id}


def _need(duty: Duty) -> Need:
    steps = tuple((step, step.power_id) for step in duty.steps.all() if step.power_id)
    return Need(frozenset(link.power_id for link in duty.power_links.all()), steps)
