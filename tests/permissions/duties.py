"""What acts on duties are asked about: the district's own obligation, its proof, plan, report and calendar address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from kopir.posts.models import Post
from kopir.regulation import acts
from kopir.regulation.models import Cursor, Duty, Feed, Norm, Obligation, Plan, Proof, Report

TODAY = date(2026, 11, 24)


class DutySubjects:
    """For `Everything`, whose `world` has the district."""

    world: Any

    @property
    def _own(self) -> Post:
        found: Post = self.world.district_post
        return found

    def regulation_make_obligations(self) -> Cursor:
        return Cursor()

    regulation_prove_by_journal = regulation_expire_proofs = regulation_miss = regulation_make_obligations
    regulation_end_waivers = regulation_make_obligations

    def regulation_prove(self) -> Obligation:
        norm = Norm(ref="another-list", kind="working_list", is_draft=True)
        norm.set_names("Міндеттер тізімі", "Перечень обязанностей", "List of duties")
        norm.save()
        fields: dict[str, Any] = {"trigger": "standing", "evidence": "document", "starts_on": TODAY}
        duty = Duty(code="another-meet", norm=norm, address="1", **fields)
        duty.set_names("кездесу өткізу", "проводить встречи", "hold meetings")
        duty.save()
        return Obligation.objects.create(duty=duty, post=self._own, period_start=TODAY, period_end=TODAY, due_on=TODAY)

    regulation_waive = regulation_prove

    def regulation_check_proof(self) -> Proof:
        return acts.prove(self.regulation_prove(), by=self.world.district, kind="link", url="https://example.kz/1")

    def regulation_plan(self) -> Plan:
        return Plan(post=self._own, year=2027)

    regulation_approve_plan = regulation_plan

    def regulation_write_report(self) -> Report:
        return Report(post=self._own, since=TODAY, until=TODAY)

    regulation_send_report = regulation_write_report

    def regulation_open_feed(self) -> Post:
        return self._own

    def regulation_close_feed(self) -> Feed:
        return Feed(post=self._own, made_at=timezone.now())
