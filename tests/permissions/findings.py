"""What acts and pages of contradictions, decisions and replies are asked about: the district's post, the region's above it."""

from __future__ import annotations

from datetime import date
from typing import Any

from kopir.base.actors import SYSTEM
from kopir.journal.models import Entry
from kopir.posts.acts import grant_power
from kopir.posts.models import Post, Power
from kopir.regulation.models import Assignment, Finding
from kopir.regulation.words import AssignmentKind, Contradiction, FindingState

FACTS = {"post": {"kk": "уәкіл"}, "duty": {"kk": "кездесу"}, "power": {"kk": "бюджет"}, "above": {}, "steps": []}


def finding(post: Post, power: Power, key: str = "one", **values: Any) -> Finding:
    """A duty without the power, not saved."""
    today = date(2026, 1, 5)
    given = {"state": FindingState.OPEN, "opened_on": today, "seen_on": today, **values}
    return Finding(
        rule=Contradiction.NO_POWER, key=key, body=post.organisation, post=post, duty_code="meet", power=power,
        territory=post.territory_id, facts=FACTS, **given,
    )  # fmt: skip


class FindingSubjects:
    """For `Everything`, whose `world` has the district and the region above it."""

    world: Any

    def regulation_examine(self) -> None:
        return None

    def regulation_accept_finding(self) -> Finding:
        return finding(self.world.district_post, self.world.power)

    regulation_ask_resolution = regulation_send_up = regulation_accept_finding

    def regulation_answer_sent_up(self) -> Finding:
        post = self.world.district_post
        return finding(post, self.world.power, state=FindingState.SENT_UP, sent_to=post.superior)

    def regulation_assign(self) -> Assignment:
        post = self.world.district_post
        return Assignment(kind=AssignmentKind.DELEGATED, instead_of=post, body=post.organisation, post=post.superior)

    regulation_end_assignment = regulation_assign

    def regulation_reply(self) -> Post:
        post: Post = self.world.district_post
        return post


class Found:
    """Three findings of the district: open, sent up, resolved by a power that was granted from its page."""

    def __init__(self, world: Any) -> None:
        post, power = world.district_post, world.power
        other = Power(code="other", order=9)
        other.set_names("басқа", "другое", "other")
        other.save()
        grant_power(post, other, by=SYSTEM, legal_basis="№ 1")
        entry = Entry.objects.filter(act="posts.grant_power").latest("pk")
        rows = {
            "open": finding(post, power),
            "sent": finding(post, power, "two", state=FindingState.SENT_UP, sent_to=post.superior, reason="Өкілеттік жоқ"),
            "gone": finding(
                post, other, "three", state=FindingState.RESOLVED, resolved_on=date(2026, 1, 6), resolved_by=entry.pk
            ),
        }  # fmt: skip
        for row in rows.values():
            row.save()
        self.open, self.sent, self.gone = rows.values()

    def of(self, name: str) -> dict[str, Any]:
        """What stands in the address of one of the routes."""
        rows = {"watch:answer": self.sent, "watch:take_back": self.gone}
        names = {"watch:ask": "grant_power", "watch:resolve": "send_up"}
        if not name.startswith("watch:"):
            return {}
        return {"pk": rows.get(name, self.open).pk, "name": names.get(name, "")}
