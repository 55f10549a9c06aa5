"""Plans and reports as papers, in the language they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.tongue import localised
from kopir.notices.texts import say_day
from kopir.papers import Heading, Note, Paper, Points, Table, Words
from kopir.papers.blocks import Block
from kopir.regulation.models import Plan, Report
from kopir.regulation.periods import one_stop
from kopir.regulation.queries.planning import PlanRow, rows_in

LANGUAGES = ("kk", "ru")


def _day(day: Any, language: str) -> str:
    return say_day(day.isoformat(), language) if day else ""


# ---- Plan ----------------------------------------------------------------------------------------------------------


def plan_paper(plan: Plan, rows: list[dict[str, Any]], language: str) -> Paper:
    """`rows`: those that are approved, or would be."""
    with override(language):
        post = plan.post.name(language).text
        title = _("Plan of interaction with organisations for %(year)s") % {"year": plan.year}
        blocks = list(_plan_blocks(plan, rows_in(rows, language), language))
        return Paper(title, language, blocks, subtitle=_heading(post), footer=f"{_heading(post)} · {plan.year}", landscape=True)


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plan_blocks(plan: Plan, rows: Sequence[PlanRow], language: str) -> Iterator[Block]:
    if plan.approved_at is None:
        yield Note(_("Draft: the plan is not approved yet."))
    header = ["№", _("What is to be done"), _("For the time"), _("Last day"), _("Planned"), _("Note")]
    lines = [
        [
            number, _heading(row.duty), f"{_short(row.since)} – {_short(row.until)}", _short(row.due),
            _short(row.planned) if row.planned else "—", row.note,
        ]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    yield Table(header, lines, widths=(4, 40, 18, 11, 11, 22))
    yield Note(_("Last days fall on working days. They follow from a working list of duties, not from the official text."))
    if plan.approved_at is not None:
        day = _day(timezone.localdate(plan.approved_at), language)
        words = _("Approved on %(day)s. Hash of the rows (SHA-256): %(hash)s")
        yield Note(one_stop(words % {"day": day, "hash": plan.hash}))


def _short(day: Any) -> str:
    return f"{day:%d.%m.%Y}"


# ---- Report --------------------------------------------------------------------------------------------------------


def report_paper(report: Report, language: str) -> Paper:
    with override(language):
        post = _heading(report.post.name(language).text)
        since, until = _day(report.since, language), _day(report.until, language)
        title = _("Report on interaction with organisations")
        blocks = list(_report_blocks(report, language))
        return Paper(title, language, blocks, subtitle=f"{post}. {since} – {until}", footer=f"{post} · {until}")


def _report_blocks(report: Report, language: str) -> Iterator[Block]:
    to = report.to or report.post.superior
    if to is not None:
        yield Words(_("To: %(post)s") % {"post": to.name(language).text})
    if report.sent_at is None:
        yield Note(_("Draft: the report is not sent yet."))
    for section in report.content.get("sections", ()):
        yield from _section(section, language)
    comment = localised({"kk": report.comment_kk, "ru": report.comment_ru}, language).text
    if comment:
        yield Heading(_("Added by the post"))
        yield Words(comment)
    yield from _end(report, language)


def _section(section: dict[str, Any], language: str) -> Iterator[Block]:
    yield Heading(section["title"][language])
    if section["text"].get(language):
        yield Words(section["text"][language])
    rows = [[_heading(row["name"][language]), row["value"], row["source"][language]] for row in section["figures"]]
    yield Table([_("Figure"), _("How many"), _("Source")], rows, widths=(50, 12, 38), numeric=frozenset({1}))
    if section["lines"]:
        yield Points([_heading(localised(line["words"], language).text) for line in section["lines"]])


def _end(report: Report, language: str) -> Iterator[Block]:
    counted = say_day(report.content["counted"], language)
    yield Note(_("Figures were counted by Köpir on %(day)s from its journal and registers.") % {"day": counted})
    if report.sent_at is not None:
        day = _day(timezone.localdate(report.sent_at), language)
        words = _("Sent on %(day)s. Hash of the report (SHA-256): %(hash)s")
        yield Note(one_stop(words % {"day": day, "hash": report.hash}))
