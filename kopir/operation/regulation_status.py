"""`kopir regulation status` and `kopir regulation examine`: how the Regulation stands, and a look at where it cannot be done."""

from __future__ import annotations

import json
from typing import Any

import click
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.operation.regulation import regulation
from kopir.regulation.acts.findings import examine as examine_all
from kopir.regulation.acts.obligations import make_ahead
from kopir.regulation.models import Norm, NormVersion
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries import counts_by_state, duties_on
from kopir.regulation.queries.coverage import CoverageFilter, Tally, coverage
from kopir.regulation.queries.findings import counts_by_rule_and_state
from kopir.regulation.words import VersionState


@regulation.command("status")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> None:
    """Norms, duties, obligations by state, coverage of this quarter and the last one, findings by rule and state."""
    found = _found()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(_in_words(found)))


def _found() -> dict[str, Any]:
    today = timezone.localdate()
    this = Quarter.of(today)
    duties = duties_on(today)
    return {
        "norms": {
            "documents": Norm.objects.count(),
            "versions": NormVersion.objects.filter(state=VersionState.ANNOUNCED).count(),
            "versions_to_come": NormVersion.objects.filter(state=VersionState.ANNOUNCED, starts_on__gt=today).count(),
        },
        "duties": {"in_force": len(duties), "drafts": sum(duty.is_draft for duty in duties)},
        "obligations": counts_by_state(),
        "coverage": {row.key: _tally(coverage(CoverageFilter.of(row))) for row in (this.previous, this)},
        "findings": counts_by_rule_and_state(),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"done": tally.done, "missed": tally.missed, "late": tally.late, "waived": tally.waived, "percent": tally.share}


def _in_words(found: dict[str, Any]) -> list[str]:
    norms, duties = found["norms"], found["duties"]
    lines = [
        f"{norms['documents']} documents, {norms['versions']} published versions, {norms['versions_to_come']} to come.",
        f"{duties['in_force']} duties in force, {duties['drafts']} of them drafts.",
        "Obligations: " + _listed(found["obligations"]) + ".",
    ]
    for quarter, tally in found["coverage"].items():
        share = "too few to give a percentage" if tally["percent"] is None else f"{tally['percent']} %"
        lines.append(f"Coverage {quarter}: {share} ({tally['done']} done, {tally['missed']} missed, {tally['late']} late).")
    lines += [f"Finding {rule}: {_listed(states)}." for rule, states in found["findings"].items()]
    return lines


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in counts.items()) or "none"


@regulation.command("examine")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def examine(as_json: bool) -> None:
    """Make obligations ahead and look where the Regulation cannot be done, now. The worker does both by itself."""
    made, seen = make_ahead(by=SYSTEM), examine_all(by=SYSTEM)
    found = {"obligations_created": made.created, "opened": seen.opened, "resolved": seen.resolved, "recurring": seen.recurring}
    click.echo(json.dumps(found) if as_json else ", ".join(f"{name}: {number}" for name, number in found.items()))
