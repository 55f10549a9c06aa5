"""Libraries come in; a body names the goals and indicators of its plan, an organisation its own ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.aside import Note
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.effects import rules
from kopir.effects.adding import Rules, fits
from kopir.effects.library import INDICATORS, NEEDED, Wanted, place_of, wanted
from kopir.effects.models import Goal, Indicator, Measurement
from kopir.effects.sheets import Outcome, Row, read
from kopir.effects.words import COUNTING, Better, Library
from kopir.journal.acts import Draft, act, write
from kopir.journal.changes import Values, snapshot
from kopir.organisations.models import Organisation
from kopir.sectors.models import Sector

STARTER = Path(__file__).parent.parent / "reference" / "indicators.csv"


@dataclass
class Loaded(Outcome):
    """`measurable`: indicators of the file of which it is known how they are measured."""

    goals: int = 0
    indicators: int = 0
    measurable: int = 0


# ---- Libraries -----------------------------------------------------------------------------------------------------


def import_indicators(
    rows: Sequence[Row], *, by: Actor, source: str, on: date, dry_run: bool = False, only_new: bool = False
) -> Loaded:
    """Bring goals, targets and indicators to what the rows say. The same rows a second time write nothing. What somebody has
    said here of how an indicator is measured stays. `only_new`: what is there stays as it is."""
    with transaction.atomic():
        rules.may_import_indicators(by, None).demand()
        found, rejected = wanted(rows)
        run = _Run(by, source, on, Loaded(len(rows), rejected=rejected), only_new)
        run.take([one for one in found if one.is_goal])
        run.take([one for one in found if not one.is_goal])
        if dry_run:
            transaction.set_rollback(True)
    return run.outcome


def load_indicators(*, by: Actor = SYSTEM) -> None:
    """The common library that Köpir begins with; what is there stays."""
    import_indicators(read(STARTER, NEEDED), by=by, source="Köpir", on=date(2026, 11, 25), only_new=True)


class _Run:
    def __init__(self, by: Actor, source: str, on: date, outcome: Loaded, only_new: bool) -> None:
        self.by, self.source, self.on, self.outcome, self.only_new = by, source, on, outcome, only_new
        self.goals = {row.code: row for row in Goal.objects.filter(library=Library.SDG, body=None)}
        own = Indicator.objects.filter(body=None, organisation=None)
        self.indicators = {(row.library, row.code): row for row in own}
        self.sectors = {row.code: row for row in Sector.objects.filter(ends_on=None)}

    def take(self, found: list[Wanted]) -> None:
        """Goals before their targets: a target needs the number of its goal."""
        for kind in dict.fromkeys(one.kind for one in found):
            new: list[Goal | Indicator] = []
            drafts: list[Draft] = []
            for one in found:
                if one.kind == kind:
                    self._take(one, new, drafts)
            insert(new)
            for row in new:
                self._know(row)
            write(drafts)

    def _take(self, one: Wanted, new: list[Goal | Indicator], drafts: list[Draft]) -> None:
        known = self._known(one)
        before: Values = snapshot(known) if known is not None else {}
        for line in one.rows:
            self.outcome.note(line)
        row = self._set(known or self._fresh(one), one) if known is None or not self.only_new else known
        self._count(one, row)
        if known is not None and snapshot(row) == before:
            self.outcome.unchanged += 1
            return
        row.source, row.source_date = self.source, self.on
        drafts.append(Draft(rules.may_import_indicators.name, self.by, row, facts={"source": self.source}, _before=before))
        if known is None:
            self.outcome.created += 1
            new.append(row)
        else:
            self.outcome.updated += 1
            row.save()

    def _known(self, one: Wanted) -> Goal | Indicator | None:
        return self.goals.get(one.code) if one.is_goal else self.indicators.get((INDICATORS[one.kind], one.code))

    def _know(self, row: Goal | Indicator) -> None:
        if isinstance(row, Goal):
            self.goals[row.code] = row
        else:
            self.indicators[row.library, row.code] = row

    def _fresh(self, one: Wanted) -> Goal | Indicator:
        if one.is_goal:
            return Goal(library=Library.SDG, code=one.code)
        return Indicator(library=INDICATORS[one.kind], code=one.code)

    def _set(self, row: Goal | Indicator, one: Wanted) -> Goal | Indicator:
        row.set_names(*(one.names[language] for language in LANGUAGES))
        row.order = one.number if one.kind == "common_indicator" else place_of(one.code)
        row.ends_on = None
        if isinstance(row, Goal):
            row.parent = self.goals.get(one.goal_code) if one.kind == "target" else None
            for language, text in one.short.items():
                setattr(row, f"short_{language}", text)
            return row
        for language, text in one.short.items():
            if text:
                self._note(one, f"title_{language}", text, _("An indicator keeps no short name: it was left out."))
        return self._set_indicator(row, one)

    def _set_indicator(self, row: Indicator, one: Wanted) -> Indicator:
        if one.kind != "common_indicator":
            row.goal = self.goals.get(one.goal_code) or self.goals.get(one.code.split(".")[0])
        if one.rules is not None and not row.kind:
            _set_rules(row, one.rules)
            row.better = one.better or row.better
        elif one.rules is not None and one.rules != Rules(row.kind, row.counted, row.over_time, row.over_places):
            self._stays(one, "how", one.rules.kind)
        for name, texts in (("unit", one.units), ("method", one.methods)):
            for language, text in texts.items():
                if text and not (there := getattr(row, f"{name}_{language}")):
                    setattr(row, f"{name}_{language}", text)
                elif text and text != there:
                    self._stays(one, f"{name}_{language}", text)
        self._set_sector(row, one)
        return row

    def _set_sector(self, row: Indicator, one: Wanted) -> None:
        found = self.sectors.get(one.sector)
        if one.sector and found is None:
            self._note(one, "sector", one.sector, _("There is no such sector: the value was left out."))
        elif found and row.sector and row.sector != found:
            self._stays(one, "sector", one.sector)
        row.sector = row.sector or found

    def _stays(self, one: Wanted, column: str, value: str) -> None:
        self._note(one, column, value, _("Not taken: another value stands here already."))

    def _note(self, one: Wanted, column: str, value: str, done: str) -> None:
        self.outcome.notes.append(Note(one.number, column, value, done))

    def _count(self, one: Wanted, row: Goal | Indicator) -> None:
        if isinstance(row, Goal):
            self.outcome.goals += 1
        else:
            self.outcome.indicators += 1
            self.outcome.measurable += bool(row.kind)


def _set_rules(row: Indicator, found: Rules) -> None:
    row.kind, row.counted = found.kind, found.counted
    row.over_time, row.over_places = found.over_time, found.over_places


# ---- Own ones ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of an indicator."""

    names: dict[str, str]
    rules: Rules
    better: Better = Better.MORE
    units: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)
    sector: Sector | None = None
    goal: Goal | None = None
    source: str = ""


def add_indicator(*, by: Actor, told: Told, is_demonstration: bool = False) -> Indicator:
    """Of the body whose post the actor holds, or of the organisation; an administrator's belongs to all."""
    indicator = Indicator(is_demonstration=is_demonstration)
    with act(rules.may_add_indicator, by=by, subject=indicator):
        indicator.library = Library.PLAN if by.is_official else Library.OWN
        indicator.body_id = by.organisation_id if by.is_official else None
        indicator.organisation_id = by.organisation_id if by.is_member else None
        indicator.code = _next_code(indicator)
        _tell(indicator, told)
        indicator.save()
    return indicator


def _next_code(row: Indicator | Goal) -> str:
    """The owner's address and a number: a code stands in the page's address, so it is one in the whole library."""
    owner = row.body_id or getattr(row, "organisation_id", None)
    ref = Organisation.objects.values_list("ref", flat=True).get(pk=owner) if owner else "common"
    same = type(row).objects.filter(library=row.library, code__startswith=f"{ref[:40]}-i")
    endings = [code.rpartition("-i")[2] for code in same.values_list("code", flat=True)]
    return f"{ref[:40]}-i{max((int(one) for one in endings if one.isdecimal()), default=0) + 1}"


def _tell(indicator: Indicator, told: Told) -> None:
    if not any(name.strip() for name in told.names.values()):
        raise Refused("no_name", _("Give it a name in at least one language."), field="name_kk")
    if not fits(told.rules):
        said = _("These rules of adding up do not fit how it is measured.")
        raise Refused("rules", said, _("Leave them as they are proposed."), field="over_time")
    indicator.set_names(*(told.names.get(language, "") for language in LANGUAGES))
    _set_rules(indicator, told.rules)
    indicator.better, indicator.sector, indicator.goal = told.better, told.sector, told.goal
    indicator.source = told.source.strip()[:300]
    for name, texts in (("unit", told.units), ("method", told.methods)):
        for language in LANGUAGES:
            setattr(indicator, f"{name}_{language}", texts.get(language, "").strip())


def edit_indicator(indicator: Indicator, *, by: Actor, told: Told) -> Indicator:
    """Names and words at any time; how it is measured only while no value stands: accepted values would mean something else."""
    with act(rules.may_edit_indicator, by=by, subject=indicator):
        known = Rules(indicator.kind, indicator.counted, indicator.over_time, indicator.over_places)
        if told.rules != known and Measurement.objects.filter(measure__indicator=indicator, state__in=COUNTING).exists():
            said = _("Values of it have been accepted; how it is measured stays.")
            raise Refused("measured", said, _("Make a new indicator."), field="kind")
        _tell(indicator, told)
        indicator.save()
    return indicator


def end_indicator(indicator: Indicator, *, by: Actor) -> Indicator:
    """No card takes it any more; those that have it go on."""
    with act(rules.may_end_indicator, by=by, subject=indicator):
        indicator.ends_on = timezone.localdate()
        indicator.save()
    return indicator


def add_goal(*, by: Actor, names: dict[str, str], url: str = "", source: str = "", is_demonstration: bool = False) -> Goal:
    """An item of the plan of the body whose post the actor holds."""
    goal = Goal(library=Library.PLAN, url=url, source=source.strip()[:300], is_demonstration=is_demonstration)
    with act(rules.may_add_goal, by=by, subject=goal):
        if not any(name.strip() for name in names.values()):
            raise Refused("no_name", _("Give it a name in at least one language."), field="name_kk")
        goal.body_id = by.organisation_id
        goal.code = _next_code(goal)[:40]
        goal.set_names(*(names.get(language, "") for language in LANGUAGES))
        goal.save()
    return goal


def end_goal(goal: Goal, *, by: Actor) -> Goal:
    with act(rules.may_end_goal, by=by, subject=goal):
        goal.ends_on = timezone.localdate()
        goal.save()
    return goal


__all__ = [
    "Loaded",
    "Told",
    "add_goal",
    "add_indicator",
    "edit_indicator",
    "end_goal",
    "end_indicator",
    "import_indicators",
    "load_indicators",
]
