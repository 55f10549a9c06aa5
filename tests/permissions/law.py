"""What acts on norms and duties are asked about: the functions of the district's own body, and a duty of the working list."""

from __future__ import annotations

from datetime import date
from typing import Any

from kopir.regulation.models import Duty, FunctionLink, Norm, NormVersion


class LawSubjects:
    """For `Everything`, whose `world` has the district."""

    world: Any

    def regulation_load_reference(self) -> None:
        return None

    def regulation_keep_norm(self) -> Norm:
        return Norm(ref="functions", kind="functions", scope=self.world.district_post.organisation)

    regulation_import_version = regulation_keep_norm

    def regulation_announce(self) -> NormVersion:
        return NormVersion(norm=self.regulation_keep_norm(), number=1, starts_on=date(2099, 1, 1))

    regulation_withdraw_version = regulation_announce

    def regulation_keep_duty(self) -> Duty:
        return Duty(code="meet", norm=Norm(ref="list", kind="working_list"), address="1", starts_on=date(2026, 1, 1))

    regulation_end_duty = regulation_map_act = regulation_unmap_act = regulation_keep_duty

    def regulation_judge_link(self) -> FunctionLink:
        return FunctionLink(duty_code="meet", norm=self.regulation_keep_norm(), address="1")
