"""Every component of the pages. Each docstring shows the call; `style/` shows the result."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.tongue import detect
from kopir.web.ui import addresses, dates, fields, numbers

register = template.Library()
Context = dict[str, Any]
TONES = ("neutral", "waiting", "active", "good", "partial", "bad", "closed")


def _component(name: str, **values: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", values)


def _pairs(flat: Sequence[Any]) -> list[tuple[Any, Any]]:
    """`text, url, text, url, text` as pairs; one ready list of pairs passes through."""
    if len(flat) == 1 and isinstance(flat[0], list | tuple):
        return list(flat[0])
    return [(flat[n], flat[n + 1] if n + 1 < len(flat) else "") for n in range(0, len(flat), 2)]


# --- the page ------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/language_links.html", takes_context=True)
def language_links(context: Context) -> Context:
    """{% language_links %}: this page in the other languages, the query kept."""
    return {"links": addresses.language_links(context.get("request"))}


@register.inclusion_tag("ui/components/alternates.html", takes_context=True)
def alternates(context: Context) -> Context:
    """{% alternates %}: canonical address and its languages, for the head of a page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return {}
    links = [link._replace(url=request.build_absolute_uri(link.url)) for link in addresses.language_links(request, query=False)]
    return {"canonical": request.build_absolute_uri(request.path), "links": links}


@register.inclusion_tag("ui/components/light_link.html", takes_context=True)
def light_link(context: Context) -> Context:
    """{% light_link %}: this page for a slow line, without pictures and scripts; or back."""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    query["light"] = "0" if context.get("light") else "1"
    return {"url": f"?{query.urlencode()}", "light": context.get("light", False)}


@register.simple_tag(takes_context=True)
def listed(context: Context) -> str:
    """{% listed %} behind the title: what the list of the page is narrowed to and which page of it this is, so that tabs and
    history tell lists apart. From `conditions`, words of the view, or those of the filter in `form`."""
    words: list[Any] = [*(context.get("conditions") or getattr(context.get("form"), "conditions", ()))]
    if (number := addresses.page_number(context.get("request"))) > 1:
        words.append(_("page %(number)s") % {"number": number})
    return f": {', '.join(words)}" if words else ""


@register.simple_tag
def once() -> SafeString:
    """{% once %} behind the token of a form: sent again as it is, it is not carried out a second time (kopir/base/once.py)."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(12))


@register.simple_tag
def address(name: str) -> str:
    """{% address "privacy" as privacy_url %}: of a page by its name in whichever surface has it; "" while none has."""
    return addresses.of_page(name)


@register.inclusion_tag("ui/components/account_menu.html", takes_context=True)
def account_menu(context: Context) -> Context:
    """{% account_menu %}: sign in, or who acts for whom and a form to change it; from `acting`."""
    request = context.get("request")
    return {
        "acting": context.get("acting"),
        "person": getattr(context.get("user"), "is_authenticated", False) and context["user"],
        "here": request.get_full_path() if request else "",
    }


@register.inclusion_tag("ui/components/navigation.html", takes_context=True)
def navigation(context: Context) -> Context:
    """{% navigation %}: the context's `navigation`, a list of {label, url, count}; the longest match is current."""
    items = context.get("navigation") or []
    path = getattr(context.get("request"), "path", "")
    current = max((item["url"] for item in items if path.startswith(item["url"])), key=len, default="")
    return {"items": [dict(item, current=item["url"] == current) for item in items]}


@register.inclusion_tag("ui/components/page_heading.html")
def page_heading(text: str, caption: str = "", language: str = "") -> Context:
    """{% page_heading matter.title caption=matter.number language=matter.language %}; no language: that of the page."""
    return {"text": text, "caption": caption, "language": language}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*items: Any) -> Context:
    """{% breadcrumbs _("Posts") posts_url post.name %}, or one list of (text, url). Home comes by itself."""
    home = address("home")
    return {"items": ([(_("Home"), home)] if home else []) + _pairs(items)}


@register.inclusion_tag("ui/components/step_indicator.html")
def step_indicator(current: int, total: int) -> Context:
    """{% step_indicator 2 7 %}: on a page with one question."""
    return {"current": current, "total": total}


# --- states, numbers, words ------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/tag.html")
def tag(words: str, tone: str = "neutral") -> Context:
    """{% tag matter.state_label tone="waiting" %}: neutral, waiting, active, good, partial, bad, closed."""
    return {"words": words, "tone": tone if tone in TONES else "neutral"}


@register.simple_tag
@cache
def shape(tone: str) -> SafeString:
    """{% shape "good" %}: the sign of a tone; each is drawn once."""
    return _component("shape", tone=tone)


@register.inclusion_tag("ui/components/badge.html")
def badge(count: int, label: str) -> Context:
    """{% badge 3 _("wait for you") %}: a count; its label is heard, not seen. Zero draws nothing."""
    return {"count": count, "label": label}


@register.inclusion_tag("ui/components/figure.html")
def figure(number: Any, label: str, definition: str = "", source: str = "", date: Any = None, url: str = "") -> Context:
    """{% figure 128 _("open matters") definition=d.words source=d.source date=d.counted_on url=list_url %}"""
    return {
        "number": number,
        "label": label,
        "definition": definition,
        "source": source,
        "date": date,
        "url": url,
    }


@register.inclusion_tag("ui/components/progress.html")
def progress(value: float, total: float, label: str) -> Context:
    """{% progress 3 7 _("duties proved") %}"""
    return {"value": value, "total": total, "label": label}


@register.filter
def number(value: Any) -> str:
    """{{ total|number }}: 23 335 or 23,335, by language."""
    return numbers.say_number(value)


@register.simple_tag
def when(moment: date | None, precision: str = "minute", stop: bool = False) -> str:
    """{% when matter.due %}; {% when entry.time "day" %} leaves the hour out. Almaty time, reader's language.

    `stop=True` ends a sentence: with a full stop, unless the day ends in one as the Russian year does.
    """
    if moment is None:
        return "—"
    words = (dates.say_day if precision == "day" else dates.say_moment)(moment)
    end = "." if stop and not words.endswith(".") else ""
    return format_html('<time datetime="{}">{}</time>{}', dates.local(moment).isoformat(), words, end)


@register.inclusion_tag("ui/components/localised.html")
def localised(text: Any, element: str = "span") -> Context:
    """{% localised post.name %}; element="div" for long text. Says so when the text is in another language."""
    return {
        "text": text,
        "element": element if element in ("span", "div") else "span",
        "foreign": bool(text) and text.language != get_language(),
    }


@register.filter
def spoken(text: str | None, language: str = "") -> SafeString:
    """<span{{ matter.title|spoken:matter.language }}>: tells a screen reader the language of words that are not in that of
    the page. Without a language it is heard from the words."""
    language = language or detect(text or "", get_language() or "")
    return format_html(' lang="{}"', language) if text and language != get_language() else SafeString("")


# --- lists and tables ------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Iterable[Any]) -> Context:
    """{% summary_list rows %}: rows of {key, value, url, action} (the last two optional)."""
    return {"rows": rows}


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """{% summary %}{% row _("Due") %}…{% endrow %}{% endsummary %}: the same, written in the page."""
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def row(content: str, key: str, url: str = "", action: str = "") -> SafeString:
    """{% row _("Due") url=change_url action=_("Change") %}value{% endrow %}"""
    return _component("row", row={"key": key, "value": content, "url": url, "action": action})


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Iterable[Any]) -> Context:
    """{% task_list tasks %}: tasks of {title, url, hint, status, tone}."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries: Iterable[Any], heading: int = 3) -> Context:
    """{% timeline entries %}: entries of {time, title, who, text, url}; heading is the level of their titles."""
    return {"entries": entries, "heading": f"h{heading}"}


@register.inclusion_tag("ui/components/data_table.html")
def data_table(caption: str, headers: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Context:
    """{% data_table caption headers rows %}: a header is words or (words, "number"); a cell is words or a number."""
    named = [head if isinstance(head, tuple) else (head, "") for head in headers]
    columns = [{"words": words, "kind": kind} for words, kind in named]
    return {
        "caption": caption,
        "columns": columns,
        "rows": [list(zip(columns, cells, strict=True)) for cells in rows],
    }


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, previous: Any = None, next: Any = None) -> Context:
    """{% pagination previous=page.previous next=page.next %}: keys, sent back as ?before= or ?after=."""
    request = context.get("request")
    here = addresses.page_number(request)
    back = str(here - 1) if here > 2 else None
    return {
        "previous_url": previous and addresses.with_query(request, before=str(previous), after=None, page=back),
        "next_url": next and addresses.with_query(request, after=str(next), before=None, page=str(here + 1)),
    }


@register.inclusion_tag("ui/components/csv_link.html")
def csv_link(url: str, rows: int | None = None) -> Context:
    """{% csv_link url rows=128 %}: downloads the table above."""
    return {"url": url, "rows": rows}


@register.inclusion_tag("ui/components/bar_chart.html")
def bar_chart(caption: str, rows: Iterable[Any], unit: str = "") -> Context:
    """{% bar_chart caption rows unit=_("days") %}: rows of {label, value, url}; a table that draws its bars."""
    bars = [dict(row) for row in rows]
    largest = max((row["value"] for row in bars), default=0)
    return {
        "caption": caption,
        "unit": unit,
        "rows": [row | {"width": numbers.share(row["value"], largest)} for row in bars],
    }


@register.inclusion_tag("ui/components/tile_map.html")
def tile_map(caption: str, regions: Iterable[Any], legend: Sequence[str] = (), unit: str = "") -> Context:
    """{% tile_map caption regions legend unit=… %}: regions of {code, label, short, column 1-8, row 1-5, value, url,
    level 0-4}; legend has the words of the levels from 0 up."""
    tiles = sorted(regions, key=lambda tile: (tile["row"], tile["column"]))
    return {"caption": caption, "tiles": tiles, "legend": legend, "unit": unit}


# --- notes -----------------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice_banner(content: str, title: str = "", tone: str = "info") -> SafeString:
    """{% notice_banner _("Saved") tone="good" %}…{% endnotice_banner %}: info, good or bad."""
    return _component("notice_banner", content=content, title=title, tone=tone)


@register.filter
def notice_tone(level: str) -> str:
    """{{ message.level_tag|notice_tone }}: a message's level as a notice's tone."""
    return {"success": "good", "error": "bad", "warning": "bad"}.get(level, "info")


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """{% inset %}…{% endinset %}"""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.inclusion_tag("ui/components/warning.html")
def warning(text: str) -> Context:
    """{% warning _("The term ends tomorrow.") %}"""
    return {"text": text}


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    """{% details _("How this is counted") %}…{% enddetails %}"""
    return _component("details", content=content, summary=summary, open=open)


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(title: str, text: str = "", action: str = "", url: str = "") -> Context:
    """{% empty_state _("No matters yet") text=_("…") action=_("Describe a matter") url=new_url %}"""
    return {"title": title, "text": text, "action": action, "url": url}


@register.inclusion_tag("ui/components/copy_address.html")
def copy_address(url: str, label: str = "") -> Context:
    """{% copy_address request.build_absolute_uri %}: a link to read, and a button where there is JavaScript."""
    return {"url": url, "label": label}


# --- forms -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, width: int | None = None, heading: bool = False, optional: bool = True) -> Context:
    """{% field form.title width=20 %}; heading=True makes the question the page's heading."""
    what = fields.kind(bound)
    choices = fields.options(bound) if what in ("radios", "checkboxes") else []
    return {
        "field": bound,
        "kind": what,
        "choices": choices,
        "many": len(choices) > fields.MANY,
        "heading": heading,
        "control": "" if choices else fields.control(bound, width),
        "limit": fields.limit(bound) if what == "textarea" else None,
        "group": numbers.thousands(),
        "described_by": fields.described_by(bound),
        "optional": optional and not bound.field.required and what != "checkbox",
    }


@register.inclusion_tag("ui/components/fields.html", name="fields")
def all_fields(form: forms.BaseForm, optional: bool = True) -> Context:
    """{% fields form %}: all of them, in the form's order."""
    return {"form": form, "optional": optional}


@register.inclusion_tag("ui/components/error_summary.html")
def form_errors(form: forms.BaseForm | None) -> Context:
    """{% form_errors form %}: what is wrong, each with a link to its field. Draws nothing when nothing is."""
    if form is None or not form.errors:
        return {"errors": []}
    found = [(error, "") for error in form.non_field_errors()]
    found += [(f"{bound.label} — {error}", f"#{fields.first_id(bound)}") for bound in form for error in bound.errors]
    return {"errors": found}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(errors: Iterable[tuple[str, str]], title: str = "") -> Context:
    """{% error_summary errors %}: pairs of words and "#id" or ""."""
    return {"errors": list(errors), "title": title}


@register.inclusion_tag("ui/components/button.html")
def button(text: str, href: str = "", kind: str = "", name: str = "", value: str = "", once: bool = True) -> Context:
    """{% button _("Send") %}; kind="secondary" or "warning"; href makes a link; once=False allows pressing twice."""
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value, "once": once}


@register.inclusion_tag("ui/components/autosave.html")
def autosave(url: str) -> Context:
    """<form method="post" {% autosave url %}>: saves while one types, remembers in the browser while offline."""
    return {"url": url}


@register.inclusion_tag("ui/components/filter_panel.html", takes_context=True)
def filter_panel(context: Context, form: forms.BaseForm, target: str = "") -> Context:
    """{% filter_panel form target="#results" %}: a GET form and the chosen values as removable chips.
    With a target, htmx fetches the same address and swaps that element; without JavaScript there is a button."""
    request = context.get("request")
    query = request.GET if request else QueryDict()
    return {
        "form": form,
        "target": target,
        "path": getattr(request, "path", ""),
        "chips": _chips(form, query),
    }


def _chips(form: forms.BaseForm, query: QueryDict) -> list[Context]:
    return [
        {
            "name": bound.label,
            "value": _chosen_words(bound, value),
            "url": addresses.without_value(query, bound.html_name, value),
        }
        for bound in form.visible_fields()
        for value in query.getlist(bound.html_name)
        if value
    ]


def _chosen_words(bound: BoundField, value: str) -> str:
    if isinstance(bound.field, forms.BooleanField):
        return ""
    if isinstance(bound.field, forms.DateField) and (day := _day(value)):
        return dates.say_day(day)
    return str({str(key): label for key, label in fields.flat_choices(bound.field)}.get(value, value))


def _day(value: str) -> date | None:
    """Addresses are typed by hand too: a day that no calendar has is no day."""
    try:
        return parse_date(value)
    except ValueError:
        return None
