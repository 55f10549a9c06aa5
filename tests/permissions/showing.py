"""What shows effects in the permission tables: an offer of help of A's organisation; pages of places, bodies and sectors."""

from __future__ import annotations

from typing import Any

from kopir.effects import acts
from kopir.effects.models import NgoHelps
from kopir.organisations.models import Organisation


def _help(world: Any) -> NgoHelps:
    organisation = Organisation.objects.get(pk=world.author.organisation_id)
    return acts.say_help(organisation, by=world.author, sector=world.sector, territory=world.ulan)


class ShowingSubjects:
    """For `Everything`."""

    world: Any

    def effects_say_help(self) -> Organisation:
        return Organisation.objects.get(pk=self.world.author.organisation_id)

    def effects_end_help(self) -> NgoHelps:
        return _help(self.world)


class Showing:
    """For the routes."""

    def __init__(self, world: Any) -> None:
        self.help = _help(world)
        self.keys = {
            "territory": world.ulan.pk,
            "organisation": world.district_post.organisation.ref,
            "sector": world.sector.code,
        }

    def addresses(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {"cabinet:end_help": {"pk": self.help.pk}}
        for kind, key in self.keys.items():
            for route in ("benefit", "benefit_csv", "benefit_aims_csv", "benefit_sheets"):
                found[f"public:{kind}_{route}"] = {"key": key}
            found[f"public:{kind}_benefit_paper"] = {"key": key, "tongue": "kk"}
        for route in (
            "organisation_effect",
            "organisation_effect_frame",
            "organisation_effect_csv",
            "organisation_funding_csv",
        ):
            found[f"public:{route}"] = {"ref": self.help.organisation.ref}
        return found
