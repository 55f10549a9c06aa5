"""The expert council's forms as papers: of one card (form A), and of a body's year (form B)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.effects.queries.evaluating import Direction, Points, Sheet
from kopir.notices.texts import say_day
from kopir.organisations.models import Organisation
from kopir.papers import Heading, Note, Paper, Table, Words
from kopir.papers import Points as Listed
from kopir.papers.blocks import Block, Cell


def sheet_paper(sheet: Sheet, language: str) -> Paper:
    """Points by criterion and expert, sum and mean, the council's words, remarks and those not accepted."""
    found = sheet.evaluation
    with override(language):
        title = _("Report of evaluation of a social project")
        effect = found.effect
        subtitle = " · ".join(str(one) for one in (effect.title.text, effect.organisation, effect.territory) if one)
        footer = f"{effect.ref} · {found.post.organisation}"
        return Paper(title, language, list(_sheet_blocks(sheet, language)), subtitle=subtitle, footer=footer, landscape=True)


def _sheet_blocks(sheet: Sheet, language: str) -> Iterator[Block]:
    found, experts = sheet.evaluation, sheet.experts
    yield Words(f"{found.council}, {say_day(found.held_on.isoformat(), language)}")
    head = [_("Criterion"), *(_("Expert %(number)s") % {"number": n} for n in experts), _("Sum"), _("Mean"), _("Conclusion")]
    share = max(4, 30 // max(1, len(experts)))
    left = 100 - 22 - share * len(experts) - 16
    widths = (22, *(share for _n in experts), 8, 8, left)
    numeric = frozenset(range(1, len(experts) + 3))
    yield Table(head, [*_sheet_rows(sheet), _last_row(sheet)], widths=widths, numeric=numeric)
    yield Heading(_("Remarks and proposals"))
    yield Listed([row.text for row in sheet.remarks] or [_("There were none.")], numbered=bool(sheet.remarks))
    if sheet.refused:
        yield Heading(_("Not accepted, and why"))
        yield Listed([f"{row.text} — {row.because}" for row in sheet.refused])
    if not found.approved_at:
        yield Note(_("Draft: not approved yet."))
    else:
        yield Note(_("Approved. Check sum of what was said (SHA-256): %(hash)s") % {"hash": found.hash})


def _sheet_rows(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    for row in sheet.rows:
        given = dict(zip(sheet.experts, row.given, strict=False)) if len(row.given) == len(sheet.experts) else {}
        points = [str(given.get(expert, "")) for expert in sheet.experts]
        yield [_name(row), *points, str(row.total), say_mean(row.mean), row.conclusion]


def _last_row(sheet: Sheet) -> Sequence[Cell]:
    return [_("Together"), *("" for _n in sheet.experts), str(sheet.total), say_mean(sheet.mean), ""]


def _name(row: Points) -> str:
    return str(row.criterion.label).capitalize()


def say_mean(value: float | None) -> str:
    """With the sign that divides decimals in the reader's language."""
    return number_format(value, 2) if value is not None else "—"


# ---- The year ------------------------------------------------------------------------------------------------------


def year_paper(body: Organisation, year: int, directions: Sequence[Direction], language: str) -> Paper:
    """By direction: points of each criterion together and on average, remarks, those not accepted."""
    with override(language):
        title = _("Evaluation of results of social projects in %(year)s") % {"year": year}
        blocks = list(_year_blocks(directions))
        return Paper(title, language, blocks, subtitle=str(body), footer=f"{body} · {year}", landscape=True)


def _year_blocks(directions: Sequence[Direction]) -> Iterator[Block]:
    for one in directions:
        yield Heading(str(one.sector).capitalize() if one.sector else _("No sector"))
        rows = [[_name(row), str(row.total), say_mean(row.mean)] for row in one.rows]
        rows.append([_("Together"), str(one.total), say_mean(one.mean)])
        yield Table([_("Criterion"), _("Sum of points"), _("Mean")], rows, widths=(60, 20, 20), numeric=frozenset({1, 2}))
        counts = {"cards": len(one.sheets), "remarks": one.remarks, "refused": one.refused}
        yield Words(
            _("Projects evaluated: %(cards)s. Remarks and proposals: %(remarks)s, of them not accepted: %(refused)s.") % counts
        )
    yield Note(_("The last approved sheet of each card counts. Points run from 1 to 5, given by each expert."))
