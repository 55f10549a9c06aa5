"""Why a duty is due on its day, in sentences: from its rule, from the matter's clock, or from its term."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.terms import reckon
from kopir.calendar.queries import working_calendar
from kopir.interactions.clock import term_of
from kopir.interactions.models import Matter
from kopir.notices.texts import say_day
from kopir.regulation.events import MATTER
from kopir.regulation.models import Obligation
from kopir.regulation.periods import Period, explain, one_stop
from kopir.regulation.rrules import in_words


def why(row: Obligation, language: str) -> list[str]:
    """The day that its own arithmetic gives; when it became due again, that is said last."""
    said, day = _reckoned(row, language)
    if day != row.due_on:
        with override(language):
            again = _("It became due again (a waiver or evidence ended, or the matter came late); the last day now: %(day)s.")
            said.append(one_stop(again % {"day": say_day(row.due_on.isoformat(), language)}))
    return said


def _reckoned(row: Obligation, language: str) -> tuple[list[str], object]:
    calendar = working_calendar()
    if not row.subject_kind:
        day = calendar.next_working(row.period_end)
        with override(language):
            rule = _("How often: %(rule)s.") % {"rule": in_words(row.duty.rrule, language)}
        return [rule, *explain(Period(row.period_start, row.period_end, day), calendar, language)], day
    if row.subject_kind == MATTER:
        return _of_matter(row, language)
    began = datetime.combine(row.period_start, time(9), timezone.get_default_timezone())
    term = reckon(began, row.duty.term_days or 0, calendar)
    return term.explain(language), term.due_on


def _of_matter(row: Obligation, language: str) -> tuple[list[str], object]:
    """The clock of the matter as it stands now; of an earlier round only the day is known."""
    matter = Matter.objects.filter(pk=row.subject_id).first()
    if matter is not None and matter.clock_from is not None and matter.due_on == row.due_on:
        return term_of(matter).explain(language), row.due_on
    with override(language):
        said = _("It came on %(day)s with the matter, whose own term said the last day.")
    return [said % {"day": say_day(row.period_start.isoformat(), language)}], row.due_on
