"""Versions of norms, proofs, plans and reports.

A version that is being prepared, or was withdrawn before its day, is the administrators' alone. The name and the content of a
proof's file are for the own body, the post above and oversight. What a post plans is theirs too until the plan is approved; a
report that is not sent is the post's own.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor
from kopir.posts.models import Post
from kopir.regulation import acts
from kopir.regulation.models import NormVersion, Obligation, Plan, Proof, Report
from kopir.regulation.queries import Given, intake
from kopir.regulation.reading import pair, read_text
from kopir.regulation.words import ObligationState, PlanState, ProofState, ReportState, VersionState
from tests.effects.world import fresh
from tests.permissions.held.held import Held, said, secret
from tests.permissions.states import READERS
from tests.permissions.whole import Whole

VERSION, PROOF, PLAN, REPORT = (
    "regulation.NormVersion", "regulation.Proof", "regulation.Plan", "regulation.Report",
)  # fmt: skip


class Versions:
    """Each of a document of its own; a point of the text is marked."""

    readers = {VersionState.DRAFT: "", VersionState.ANNOUNCED: READERS, VersionState.WITHDRAWN: ""}

    def __init__(self, world: Whole) -> None:
        pass

    def held(self) -> list[Held]:
        rows = {state: self._bring(state) for state in VersionState}
        return [Held(fresh(row), state, self.readers[state], {"norm": row.norm}) for state, row in rows.items()]

    def _bring(self, state: VersionState) -> NormVersion:
        text = pair([read_text(f"---\nlanguage: kk\ntitle: Бұйрық {state}\n---\n1. {said(VERSION, state)}")])
        starts_on = date(2026, 1, 1) if state == VersionState.ANNOUNCED else date(2099, 1, 1)
        version = acts.take_in(intake(text, Given(f"order-{state}", "order", starts_on)), by=SYSTEM)
        assert version is not None
        if state != VersionState.DRAFT:
            acts.announce(version, by=SYSTEM)
        if state == VersionState.WITHDRAWN:
            acts.withdraw_version(version, by=SYSTEM, reason="Қате кетті")
        return version


def to_prove(post: Post, year: int) -> list[Obligation]:
    rows = Obligation.objects.filter(post=post, state=ObligationState.DUE, due_on__year=year, subject_kind="")
    return list(rows.select_related("duty", "post__superior").order_by("due_on", "pk"))


class Proofs:
    """Of the district, each of an obligation of its own, checked by the region."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        rows = zip(ProofState, to_prove(self.world.district_post, 2027), strict=False)
        found = {state: self._bring(state, obligation) for state, obligation in rows}
        return [self._held(fresh(proof), state) for state, proof in found.items()]

    def _held(self, proof: Proof, state: ProofState) -> Held:
        return Held(proof, state, "DUW", {"duties.proof": proof, "duties.obligation": proof.obligation})

    def _bring(self, state: ProofState, obligation: Obligation) -> Proof:
        upload = SimpleUploadedFile(f"{secret(PROOF, state)}.txt", said(PROOF, state).encode())
        proof = acts.prove(obligation, by=self.world.district, kind="file", upload=upload)
        if state != ProofState.SUBMITTED:
            accepted = state != ProofState.RETURNED
            acts.check_proof(proof, by=self.world.region, accepted=accepted, reason="" if accepted else "Күні жоқ")
        if state == ProofState.EXPIRED:
            self._expire(proof)
        return proof

    def _expire(self, proof: Proof) -> None:
        """Time brings it."""
        Proof.objects.filter(pk=proof.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
        acts.expire_proofs()


class Plans:
    """A note of the plan: in the neighbour's plan of 2027, which is not approved, and the district's of 2026, which is."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        world = self.world
        draft, first = self._plan(world.neighbour_post, 2027, PlanState.DRAFT, world.neighbour)
        approved, other = self._plan(world.district_post, 2026, PlanState.APPROVED, world.district)
        acts.approve_plan(world.district_post, 2026, by=world.district)
        return [
            Held(draft, PlanState.DRAFT, "NUW", {"duties.obligation": first}),
            Held(fresh(approved), PlanState.APPROVED, READERS, {"duties.obligation": other, "duties.year": 2026}),
        ]

    def _plan(self, post: Post, year: int, state: PlanState, by: Actor) -> tuple[Plan, Obligation]:
        first = to_prove(post, year)[0]
        acts.plan(post, year, by=by, rows={first.pk: acts.Planned(None, said(PLAN, state))})
        return Plan.objects.get(post=post, year=year), first


class Reports:
    """Of the district: what it adds in its own words."""

    readers = {ReportState.DRAFT: "D", ReportState.SENT: READERS}

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        rows = {state: self._bring(state, year) for state, year in zip(ReportState, (2024, 2025), strict=True)}
        return [
            Held(fresh(row), state, self.readers[state], {f"duties.{name}": row for name in ("draft", "sent")})
            for state, row in rows.items()
        ]

    def _bring(self, state: ReportState, year: int) -> Report:
        by = self.world.district
        report = acts.draw_report(self.world.district_post, date(year, 1, 1), date(year, 6, 30), by=by)
        acts.edit_report(report, by=by, texts={}, comment=dict.fromkeys(("kk", "ru"), said(REPORT, state)))
        return acts.send_report(report, by=by) if state == ReportState.SENT else report


def held(world: Whole) -> list[Held]:
    return [one for kind in (Versions, Proofs, Plans, Reports) for one in kind(world).held()]
