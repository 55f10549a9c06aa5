"""Terms that cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator

from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.words import Contradiction, Resolution


@rule(Contradiction.TERM_TOO_SHORT, Resolution.LENGTHEN_TERM, Resolution.SEND_UP)
def term_too_short(facts: Facts) -> Iterator[Found]:
    """The steps of the duty follow one another and together need more working days than its term has. It is the fault of the
    text, so it is found once for the whole country."""
    for duty in facts.duties:
        steps = list(duty.steps.all())
        needed = sum(step.days for step in steps)
        if duty.term_days is not None and needed > duty.term_days:
            told = [{"name": step.names, "days": step.days} for step in steps]
            words = {"duty": duty.names, "term": duty.term_days, "needed": needed, "steps": told}
            yield Found(Contradiction.TERM_TOO_SHORT, f"term:{duty.code}", duty_code=duty.code, facts=words)
