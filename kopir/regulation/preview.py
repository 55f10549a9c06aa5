"""What an announced amendment changes on its day: whose duties, which due days, which contradictions.

Nothing is guessed: the rules of `findings` and the periods of the duties are computed for that day twice, with the law of
the day before and with the new one, over the posts as they stand. When the day has come, the same comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kopir.posts.models import Post
from kopir.regulation import findings
from kopir.regulation.findings import Found
from kopir.regulation.models import Duty, NormVersion, in_force_duties
from kopir.regulation.queries.duties import Owners, owners

# What of a duty concerns whoever must do it.
TOLD = (
    "name_kk", "name_ru", "name_en", "tiers", "post_kind", "trigger", "rrule", "event", "term_days", "minimum_rank",
    "evidence", "evidence_days", "address",
)  # fmt: skip


@dataclass(frozen=True)
class DutyChange:
    """`before` None: new; `after` None: ends; both: amended in `fields`."""

    code: str
    before: Duty | None
    after: Duty | None
    fields: tuple[str, ...] = ()

    @property
    def duty(self) -> Duty:
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class PostChange:
    """What changes for one post: codes of duties that come to it, leave it, or are amended."""

    post: Post
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """`appears`, `disappears`: contradictions that the amendment alone makes and unmakes."""

    day: date
    duties: list[DutyChange] = field(default_factory=list)
    posts: list[PostChange] = field(default_factory=list)
    appears: list[Found] = field(default_factory=list)
    disappears: list[Found] = field(default_factory=list)


def preview(version: NormVersion) -> Preview:
    """Of a version that begins on a day to come; also right afterwards, as long as no later one has begun."""
    day, before = version.starts_on, version.starts_on - timedelta(days=1)
    old, new = _by_code(before), _by_code(day)
    duties = [change for code in sorted({*old, *new}) if (change := _change(code, old.get(code), new.get(code)))]
    found_old = {row.key: row for row in findings.examine(findings.gather(day, law_on=before))}
    found_new = {row.key: row for row in findings.examine(findings.gather(day))}
    return Preview(
        day=day,
        duties=duties,
        posts=_posts(duties, owners(day, list(old.values())), owners(day, list(new.values()))),
        appears=[row for key, row in found_new.items() if key not in found_old],
        disappears=[row for key, row in found_old.items() if key not in found_new],
    )


def _by_code(on: date) -> dict[str, Duty]:
    rows = Duty.objects.filter(in_force_duties(on)).select_related("norm")
    return {duty.code: duty for duty in rows.prefetch_related("power_links", "steps")}


def _change(code: str, before: Duty | None, after: Duty | None) -> DutyChange | None:
    if before is None or after is None:
        return DutyChange(code, before, after)
    if before.pk == after.pk:
        return None
    fields = [name for name in TOLD if getattr(before, name) != getattr(after, name)]
    if {link.power_id for link in before.power_links.all()} != {link.power_id for link in after.power_links.all()}:
        fields.append("powers")
    if [(step.days, step.power_id) for step in before.steps.all()] != [(step.days, step.power_id) for step in after.steps.all()]:
        fields.append("steps")
    return DutyChange(code, before, after, tuple(fields)) if fields else None


def _posts(duties: Iterable[DutyChange], old: Owners, new: Owners) -> list[PostChange]:
    """Every post that a change touches, in the order of their territories."""
    touched: dict[int, dict[str, list[str]]] = {}
    posts: dict[int, Post] = {}
    for change in duties:
        was, will = _owning(change.code, old), _owning(change.code, new)
        posts |= was | will
        for pk in {*was, *will}:
            kind = "amended" if pk in was and pk in will else "comes" if pk in will else "goes"
            touched.setdefault(pk, {"comes": [], "goes": [], "amended": []})[kind].append(change.code)
    changes = [PostChange(posts[pk], **{kind: tuple(codes) for kind, codes in rows.items()}) for pk, rows in touched.items()]
    return sorted(changes, key=lambda change: (change.post.territory_id, change.post.pk))


def _owning(code: str, found: Owners) -> dict[int, Post]:
    return {post.pk: post for (_body, one), posts in found.items() if one == code for post in posts}
