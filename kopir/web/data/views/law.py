"""What the law says, as data with dates and sources: sectors, the working calendar, procedures, typical answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.calendar import acts as calendar_acts
from kopir.calendar.forms import RemoveDay, SetDay
from kopir.calendar.models import CalendarDay
from kopir.calendar.queries import day_for, days_of
from kopir.interactions import acts as matter_acts
from kopir.interactions.models import AnswerTemplate, MatterKind, Procedure
from kopir.sectors import acts as sector_acts
from kopir.sectors.forms import AddSector, EditSector, EndSector
from kopir.sectors.models import Sector
from kopir.sectors.queries import all_sectors, sector_for
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.forms import TERM_LABELS, GeneralTemplate, NewProcedure, Year
from kopir.web.data.tables import Link, State, Table, table_page
from kopir.web.data.views.powers import draft_state

# ---- Sectors ---------------------------------------------------------------------------------------------


@reading
def sectors(request: HttpRequest) -> HttpResponseBase:
    rows = [
        (
            Link(row, reverse("data:sector", args=[row.code])),
            row.code,
            row.source,
            row.ends_on,
            draft_state(row.is_draft),
        )
        for row in all_sectors()
    ]
    table = Table(
        "sectors",
        (_("Sector"), _("Code"), _("Source"), _("No longer in force from"), _("Checked")),
        rows,
        _("No sectors yet"),
        _("They come with the first start of Köpir."),
    )
    return table_page(
        request,
        table,
        title=_("Sectors"),
        lead=_("The sectors in which NGOs work, as the law lists them. A matter and a post's mandate name one of them."),
        actions=[Link(_("Add a sector"), reverse("data:new_sector"))],
    )


@editing
def new_sector(request: HttpRequest) -> HttpResponse:
    form = AddSector(posted(request))
    return edit_page(
        request,
        form,
        lambda: sector_acts.add(form.cleaned_data["code"], form.wording, by=by(request)),
        title=_("Add a sector"),
        back=reverse("data:sectors"),
        back_words=_("Sectors"),
        button=_("Add"),
    )


@editing
def sector(request: HttpRequest, code: str) -> HttpResponse:
    row: Sector = sector_for(code)
    form = EditSector(posted(request), initial=EditSector.values(row))
    return edit_page(
        request,
        form,
        lambda: sector_acts.edit(row, form.wording, by=by(request)),
        title=_("Edit the sector"),
        caption=row,
        back=reverse("data:sectors"),
        back_words=_("Sectors"),
        template="data/sector.html",
        sector=row,
    )


@editing
def end_sector(request: HttpRequest, code: str) -> HttpResponse:
    row: Sector = sector_for(code)
    form = EndSector(posted(request))
    return edit_page(
        request,
        form,
        lambda: sector_acts.end(row, by=by(request), **form.cleaned_data),
        title=_("End the sector"),
        caption=row,
        lead=_("From that day nothing new is written under it; what was written stays."),
        back=reverse("data:sector", args=[row.code]),
        onward=reverse("data:sectors"),
        button=_("End the sector"),
        button_kind="warning",
    )


# ---- The working calendar --------------------------------------------------------------------------------


def _year_url(day: date) -> str:
    return f"{reverse('data:calendar')}?year={day.year}"


@reading
def calendar(request: HttpRequest) -> HttpResponseBase:
    picker = Year(request.GET if "year" in request.GET else None, initial={"year": timezone.localdate().year})
    year = picker.cleaned_data["year"] if picker.is_valid() else timezone.localdate().year
    rows = [
        (
            Link(day.date, reverse("data:day", args=[day.date.isoformat()])),
            day.get_kind_display(),
            getattr(day, f"name_{request.LANGUAGE_CODE[:2]}", "") or day.name_kk,  # type: ignore[attr-defined]
            day.source,
            draft_state(day.is_draft),
        )
        for day in days_of(year)
    ]
    table = Table(
        f"calendar-{year}",
        (_("Date"), _("What it is"), _("Name"), _("Source"), _("Checked")),
        rows,
        _("No days are set for this year"),
        _("Terms are then reckoned by the five-day week alone. Add the days off."),
    )
    return table_page(
        request,
        table,
        title=_("Working calendar of %(year)s") % {"year": year},
        lead=_("Days that differ from the five-day week. Terms that run are reckoned anew when a day changes."),
        filters=picker,
        actions=[
            Link(_("Add a day"), reverse("data:new_day")),
            Link(str(year - 1), f"?year={year - 1}"),
            Link(str(year + 1), f"?year={year + 1}"),
        ],
    )


def _set_day(request: HttpRequest, form: SetDay) -> CalendarDay:
    return calendar_acts.set_day(form.cleaned_data["date"], by=by(request), **form.arguments)


@editing
def new_day(request: HttpRequest) -> HttpResponse:
    form = SetDay(posted(request))
    return edit_page(
        request,
        form,
        lambda: _set_day(request, form),
        title=_("Add a day"),
        lead=_("A day off on a weekday, or a working day at the weekend."),
        back=reverse("data:calendar"),
        back_words=_("Working calendar"),
        onward=lambda row: _year_url(row.date),
    )


def _day(text: str) -> CalendarDay:
    try:
        row = day_for(date.fromisoformat(text))
    except ValueError:
        row = None
    if row is None:
        raise missing()
    return row


@editing
def day(request: HttpRequest, text: str) -> HttpResponse:
    row = _day(text)
    form = SetDay(posted(request), initial=SetDay.values(row))
    form.fields["date"].disabled = True
    return edit_page(
        request,
        form,
        lambda: _set_day(request, form),
        title=_("Change the day"),
        caption=row.date.isoformat(),
        back=_year_url(row.date),
        back_words=_("Working calendar"),
        template="data/day.html",
        day=text,
    )


@editing
def remove_day(request: HttpRequest, text: str) -> HttpResponse:
    row = _day(text)
    form = RemoveDay(posted(request))
    return edit_page(
        request,
        form,
        lambda: calendar_acts.remove_day(row, by=by(request), **form.cleaned_data),
        title=_("Remove the day"),
        caption=row,
        lead=_("The date follows the week again."),
        back=reverse("data:day", args=[text]),
        onward=_year_url(row.date),
        button=_("Remove"),
        button_kind="warning",
        done=_("The date follows the week again."),
    )


# ---- Procedures ------------------------------------------------------------------------------------------


def _kinds() -> Any:
    versions = Procedure.objects.order_by("-version")
    return MatterKind.objects.prefetch_related(Prefetch("procedures", versions))


def in_force(kind: MatterKind) -> Procedure | None:
    """The version that a matter received today would begin with."""
    today = timezone.localdate()
    return next((row for row in kind.procedures.all() if row.starts_on <= today), None)


@reading
def procedures(request: HttpRequest) -> HttpResponseBase:
    rows = [_kind_row(kind, in_force(kind)) for kind in _kinds()]
    table = Table(
        "procedures",
        (
            _("Kind of matter"),
            _("Version"),
            _("In force from"),
            _("Term in working days"),
            _("Source"),
            _("Checked"),
        ),
        rows,
        _("No kinds of matters yet"),
        _("They come with the first start of Köpir."),
    )
    return table_page(
        request,
        table,
        title=_("Procedures"),
        lead=_("How matters of each kind are worked on. Editing makes a new version; running matters keep theirs."),
    )


def _kind_row(kind: MatterKind, now: Procedure | None) -> tuple[Any, ...]:
    link = Link(kind, reverse("data:procedure", args=[kind.code]))
    if now is None:
        return link, "", "", "", "", State(_("none in force"), "bad")
    return link, now.version, now.starts_on, now.term_days, now.source, draft_state(now.is_draft)


def _kind(code: str) -> MatterKind:
    found = _kinds().filter(code=code).first()
    if found is None:
        raise missing()
    kind: MatterKind = found
    return kind


@reading
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """All versions of one kind, the last one with its terms and steps."""
    kind = _kind(code)
    versions = list(kind.procedures.all())
    last = versions[0] if versions else None
    context = {
        "title": kind,
        "lead": kind.hint_kk if request.LANGUAGE_CODE == "kk" else getattr(kind, f"hint_{request.LANGUAGE_CODE}", ""),  # type: ignore[attr-defined]
        "back": reverse("data:procedures"),
        "back_words": _("Procedures"),
        "actions": [Link(_("Make a new version"), reverse("data:new_procedure", args=[kind.code]))],
        "sections": _procedure_sections(last, versions),
    }
    return render(request, "data/page.html", context)


def _procedure_sections(last: Procedure | None, versions: list[Procedure]) -> list[dict[str, Any]]:
    of_versions = Table(
        "versions",
        (_("Version"), _("In force from"), _("Source"), _("Checked")),
        [(row.version, row.starts_on, row.source, draft_state(row.is_draft)) for row in versions],
        _("No version yet"),
        _("Make the first one: until then no matter of this kind can be received."),
    )
    sections = [{"title": _("Versions"), "table": of_versions}]
    if last is None:
        return sections
    terms = [(str(words), getattr(last, name)) for name, words in TERM_LABELS.items()]
    steps = [(step.order, step.words, step.get_role_display(), step.get_letter_display(), step.days) for step in last.steps.all()]
    return [
        {
            "title": _("Terms of the last version"),
            "table": Table("terms", (_("Term"), _("Working days")), terms),
        },
        {
            "title": _("Steps of the last version"),
            "table": Table("steps", ("№", _("Step"), _("Who"), _("Letter"), _("Working days")), steps),
        },
        *sections,
    ]


@editing
def new_procedure(request: HttpRequest, code: str) -> HttpResponse:
    kind = _kind(code)
    form = NewProcedure(posted(request), last=next(iter(kind.procedures.all()), None))
    return edit_page(
        request,
        form,
        lambda: matter_acts.edit_procedure(kind, by=by(request), values=form.values(), steps=form.steps()),
        title=_("A new version of the procedure"),
        caption=kind,
        lead=_("Filled with the last version. Matters received from its first day begin with it; others keep theirs."),
        back=reverse("data:procedure", args=[kind.code]),
        button=_("Make the version"),
        done=_("The new version is kept."),
        template="data/procedure_form.html",
    )


# ---- Typical answers of all posts ------------------------------------------------------------------------


@reading
def answers(request: HttpRequest) -> HttpResponseBase:
    today = timezone.localdate()
    rows = [
        (
            Link(row, reverse("data:answer", args=[row.pk])),
            row.order,
            State(_("no longer offered"), "closed") if row.ends_on and row.ends_on <= today else State(_("offered"), "good"),
        )
        for row in AnswerTemplate.objects.filter(post=None)
    ]
    table = Table(
        "typical-answers",
        (_("Name"), _("Place in the list"), _("Offered")),
        rows,
        _("No typical answers yet"),
        _("Add one that many posts will need."),
    )
    return table_page(
        request,
        table,
        title=_("Typical answers of all posts"),
        lead=_("An official inserts one when answering and changes it there."),
        actions=[Link(_("Add a typical answer"), reverse("data:new_answer"))],
    )


def _answer_page(request: HttpRequest, row: AnswerTemplate, title: str, **context: Any) -> HttpResponse:
    initial = {name: getattr(row, name) for name in GeneralTemplate.base_fields}
    form = GeneralTemplate(posted(request), initial=initial)
    return edit_page(
        request,
        form,
        lambda: matter_acts.save_template(row, by=by(request), values=form.cleaned_data),
        title=title,
        back=reverse("data:answers"),
        back_words=_("Typical answers of all posts"),
        **context,
    )


@editing
def new_answer(request: HttpRequest) -> HttpResponse:
    return _answer_page(request, AnswerTemplate(), _("Add a typical answer"))


def _answer(pk: int) -> AnswerTemplate:
    found = AnswerTemplate.objects.filter(post=None, pk=pk).first()
    if found is None:
        raise missing()
    return found


@editing
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = _answer(pk)
    return _answer_page(request, row, _("Edit the typical answer"), template="data/answer.html", answer=row)


@sending
def end_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer offered, or offered again."""
    row = _answer(pk)
    values = {f"name_{code}": getattr(row, f"name_{code}") for code in ("kk", "ru", "en")}
    values["ends_on"] = None if row.ends_on else timezone.localdate()
    return press(
        request,
        lambda: matter_acts.save_template(row, by=by(request), values=values),
        reverse("data:answers"),
        _("Saved."),
    )
