"""Creating, editing, confirming and ending posts; what they may do and what they answer for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal.acts import Draft, act
from kopir.posts import rules
from kopir.posts.models import Appointment, GrantedPower, Mandate, Post, Power, in_force
from kopir.posts.words import PostState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

NAMES = ("name_kk", "name_ru", "name_en")
EDITABLE = rules.OWN_FIELDS | {*NAMES, "kind", "rank", "superior", "starts_on"}


@dataclass(frozen=True)
class MandateSpec:
    """Answers for this place and everything inside it, in one sector (None: all), for these kinds (empty: all)."""

    territory: Territory
    sector: Sector | None = None
    kinds: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int | None, tuple[str, ...]]:
        return self.territory.pk, self.sector.pk if self.sector else None, tuple(sorted(self.kinds))


def create(post: Post, *, by: Actor, mandates: Iterable[MandateSpec] = ()) -> Post:
    """`post` is not saved yet and carries its names; without a `ref` one is made."""
    with act(rules.may_create, by=by, subject=post, parent=post.organisation) as entry:
        post.ref = post.ref or f"post-{secrets.token_hex(4)}"
        _demand_names(post)
        if Post.objects.filter(ref=post.ref).exists():
            raise Refused("ref_taken", _("Another post has this address already."), field="ref")
        post.save()
        _replace_mandates(entry, post, mandates)
    return post


def edit(post: Post, *, by: Actor, **values: Any) -> Post:
    """Only what is named changes. Whoever holds the post may change `rules.OWN_FIELDS`."""
    with act(rules.may_edit, by=by, subject=post, parent=post.organisation):
        changed = {name: value for name, value in values.items() if getattr(post, name) != value}
        _demand_editable(by, post, changed)
        for name, value in changed.items():
            setattr(post, name, value)
        post.set_names(post.name_kk, post.name_ru, post.name_en)
        _demand_names(post)
        post.save()
    return post


def _demand_names(post: Post) -> None:
    if not post.names:
        raise Refused("no_name", _("A post needs a name in at least one language."), field="name_kk")


def _demand_editable(by: Actor, post: Post, changed: dict[str, Any]) -> None:
    if unknown := changed.keys() - EDITABLE:
        raise TypeError(f"{', '.join(sorted(unknown))} is not edited here")
    if rules.holds(by, post) and (others := changed.keys() - rules.OWN_FIELDS):
        raise Refused(
            "not_by_holder",
            _("Whoever holds the post changes its contacts and hours; the rest is changed by an administrator."),
            _("Write to the administrator what is wrong."),
            field=min(others),
        )
    if (superior := changed.get("superior")) and _is_above(post, superior):
        raise Refused("circle", _("That post already stands under this one."), field="superior")


def _is_above(post: Post, other: Post) -> bool:
    """Whether `post` is `other` itself or stands anywhere above it."""
    above = dict(Post.objects.values_list("pk", "superior_id"))
    seen: set[int] = set()
    at: int | None = other.pk
    while at is not None and at not in seen:
        if at == post.pk:
            return True
        seen.add(at)
        at = above.get(at)
    return False


def confirm(post: Post, *, by: Actor) -> Post:
    """The post exists as it is described here."""
    with act(rules.may_confirm, by=by, subject=post, parent=post.organisation):
        post.state = PostState.CONFIRMED
        post.save()
    return post


def confirm_all(posts: Iterable[Post], *, by: Actor) -> list[Post]:
    """All or none; those that are confirmed already are passed over."""
    with transaction.atomic():
        waiting = [post for post in posts if post.state == PostState.TO_BE_CONFIRMED]
        return [confirm(post, by=by) for post in waiting]


def end(post: Post, *, by: Actor, ends_on: date, reason: str = "") -> Post:
    """The post exists up to and including a day; its mandates and appointments end with it.

    A day that has not passed yet is only noted; the daily job ends the post when it has.
    """
    with act(rules.may_end, by=by, subject=post, parent=post.organisation, reason=reason) as entry:
        if post.starts_on and ends_on < post.starts_on:
            raise Refused("before_post", _("The post began later than this day."), field="ends_on")
        post.ends_on = ends_on
        if ends_on < timezone.localdate():
            post.state = PostState.ENDED
        post.save()
        _end_rows(entry, Mandate.objects.filter(_lasts_beyond(ends_on), post=post), ends_on)
        _end_rows(entry, Appointment.objects.filter(_lasts_beyond(ends_on), post=post), ends_on)
        entry.fact(ends_on=ends_on)
    return post


def _lasts_beyond(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)


def _end_rows(entry: Draft, rows: Iterable[Mandate | Appointment], ends_on: date) -> None:
    """Rows that would only begin later are shortened to their first day, so that what was decided stays on record."""
    for row in rows:
        entry.watch(row)
        row.ends_on = max(ends_on, row.starts_on or ends_on)
        row.save()


# Powers


def grant_power(post: Post, power: Power, *, by: Actor, legal_basis: str = "", starts_on: date | None = None) -> GrantedPower:
    """The post may do this by itself from a day on."""
    with act(rules.may_grant_power, by=by, subject=post, parent=post.organisation) as entry:
        if GrantedPower.objects.filter(post=post, power=power).exists():
            raise Refused("not_now_granted", _("The post has this power already."), field="power")
        link = GrantedPower.objects.create(
            post=post,
            power=power,
            legal_basis=legal_basis.strip()[:300],
            starts_on=starts_on or timezone.localdate(),
        )
        entry.also(link)
        entry.fact(power=power.names, legal_basis=link.legal_basis)
    return link


def withdraw_power(post: Post, power: Power, *, by: Actor, reason: str = "") -> None:
    with act(rules.may_withdraw_power, by=by, subject=post, parent=post.organisation, reason=reason) as entry:
        link = GrantedPower.objects.filter(post=post, power=power).first()
        if link is None:
            raise Refused("not_now", _("The post does not have this power."), field="power")
        entry.fact(power=power.names, legal_basis=link.legal_basis)
        link.delete()


# Mandates


def set_mandates(post: Post, wanted: Iterable[MandateSpec], *, by: Actor, reason: str = "") -> list[Mandate]:
    """What the post answers for from today on, as a whole; what is no longer wanted ended yesterday."""
    with act(rules.may_set_mandate, by=by, subject=post, parent=post.organisation, reason=reason) as entry:
        return _replace_mandates(entry, post, wanted)


def add_mandate(post: Post, spec: MandateSpec, *, by: Actor) -> list[Mandate]:
    """One more place, sector or kind beside what the post answers for already."""
    return set_mandates(post, [*_specs(post), spec], by=by)


def end_mandate(mandate: Mandate, *, by: Actor, reason: str = "") -> list[Mandate]:
    rest = [spec for spec in _specs(mandate.post) if spec.key != _spec(mandate).key]
    return set_mandates(mandate.post, rest, by=by, reason=reason)


def _specs(post: Post) -> list[MandateSpec]:
    return [_spec(row) for row in _mandates(post)]


def _spec(mandate: Mandate) -> MandateSpec:
    return MandateSpec(mandate.territory, mandate.sector, tuple(mandate.matter_kinds))


def _mandates(post: Post) -> list[Mandate]:
    rows = Mandate.objects.filter(in_force(timezone.localdate()), post=post)
    return list(rows.select_related("territory", "sector", "post").order_by("pk"))


def _replace_mandates(entry: Draft, post: Post, wanted: Iterable[MandateSpec]) -> list[Mandate]:
    specs = {spec.key: spec for spec in wanted}
    for spec in specs.values():
        _demand_inside(post, spec)
    kept = {_spec(row).key: row for row in _mandates(post)}
    for key in kept.keys() - specs.keys():
        _end_mandate(entry, kept.pop(key))
    new = [_mandate(post, spec) for key, spec in specs.items() if key not in kept]
    for row in Mandate.objects.bulk_create(new):
        entry.also(row)
    entry.fact(mandates=[[*key[:2], list(key[2])] for key in sorted(specs, key=str)])
    return [*kept.values(), *new]


def _demand_inside(post: Post, spec: MandateSpec) -> None:
    if not post.territory.holds(spec.territory.pk):
        raise Refused("outside", _("A post answers only for places inside its body's territory."), field="territory")


def _mandate(post: Post, spec: MandateSpec) -> Mandate:
    kinds = sorted(spec.kinds)
    return Mandate(
        post=post,
        territory=spec.territory,
        sector=spec.sector,
        matter_kinds=kinds,
        starts_on=timezone.localdate(),
    )


def _end_mandate(entry: Draft, row: Mandate) -> None:
    """A mandate of today was never in force for a day, so it goes; others keep their history."""
    today = timezone.localdate()
    if row.starts_on == today:
        row.delete()
        return
    entry.watch(row)
    row.ends_on = today - timedelta(days=1)
    row.save()
