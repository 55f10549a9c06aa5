"""Reference data: the working list of duties, marked as a draft, and the duties drawn from it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from kopir.base.actors import SYSTEM, Actor
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import Draft, write
from kopir.posts.models import Power
from kopir.regulation import rules
from kopir.regulation.acts.norms import announce, take_in
from kopir.regulation.models import Duty, DutyStep, NeededPower, Norm, ProvingAct
from kopir.regulation.queries.norms import DUTIES, Given, intake
from kopir.regulation.reading import Source, pair, read

FOLDER = Path(__file__).parent.parent / "reference"
STARTS_ON = date(2018, 8, 28)
"""The day on which the institution was reported; the working list is in force from then on."""


def load_reference(*, by: Actor = SYSTEM) -> None:
    """Add the norm, its first version and the duties that are missing. What is there stays, since somebody may have edited it."""
    with transaction.atomic():
        rules.may_load_reference(by, None).demand()
        norm = Norm.objects.filter(ref=DUTIES).first() or _document(by)
        known = set(Duty.objects.values_list("code", flat=True))
        powers = {power.code: power for power in Power.objects.all()}
        drafts = [_add(row, norm, powers, by) for row in _read("duties.csv") if row["code"] not in known]
        write(drafts)


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _document(by: Actor) -> Norm:
    files = [FOLDER / f"{DUTIES}.{language}.md" for language in LANGUAGES]
    found = intake(pair([read(Source(path, path.name)) for path in files]), Given())
    version = take_in(found, by=by)
    assert version is not None
    announce(version, by=by)
    return version.norm


def _add(row: dict[str, str], norm: Norm, powers: dict[str, Power], by: Actor) -> Draft:
    duty = _duty(row, norm)
    duty.save()
    draft = Draft(rules.may_load_reference.name, by, duty, norm)
    for code in row["powers"].split():
        draft.also(NeededPower.objects.create(duty=duty, power=powers[code]))
    for step in _read("steps.csv"):
        if step["duty"] == duty.code:
            draft.also(_step(step, duty, powers))
    for act in _read("proving_acts.csv"):
        if act["duty"] == duty.code:
            draft.also(ProvingAct.objects.create(duty=duty, act=act["act"], mapping=act["mapping"]))
    return draft


def _duty(row: dict[str, str], norm: Norm) -> Duty:
    same = ("code", "address", "trigger", "rrule", "event", "evidence", "to_whom", "plain_kk", "plain_ru", "plain_en")
    duty = Duty(norm=norm, order=int(row["order"]), tiers=row["tiers"].split(), starts_on=STARTS_ON)
    for name in same:
        setattr(duty, name, row[name])
    duty.term_days = int(row["term_days"]) if row["term_days"] else None
    duty.evidence_days = int(row["evidence_days"]) if row["evidence_days"] else None
    duty.set_names(row["name_kk"], row["name_ru"], row["name_en"])
    return duty


def _step(row: dict[str, str], duty: Duty, powers: dict[str, Power]) -> DutyStep:
    step = DutyStep(duty=duty, order=int(row["order"]), days=int(row["days"]), power=powers.get(row["power"]))
    step.set_names(row["name_kk"], row["name_ru"], row["name_en"])
    step.save()
    return step
