"""Every component draws in three languages, without inline style or script, and within the budget of a slow line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext, pgettext

from kopir.web.ui import addresses, dates, fields, numbers, samples, views
from kopir.web.ui.widgets import Suggest
from tools import messages

LANGUAGES = ("kk", "ru", "en")
STATIC = Path(views.__file__).parent / "static" / "ui"
INLINE = re.compile(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", re.I)


def draw(source: str, language: str = "en", request: object = None, **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context({"request": request, **context})).strip()


def request(path: str = "/en/ui/style/") -> object:
    return RequestFactory().get(path)


@pytest.fixture(params=LANGUAGES)
def language(request):
    with translation.override(request.param):
        yield request.param


# --- the whole page --------------------------------------------------------------------------------------------


@pytest.fixture
def page(language, db):
    return views.style(RequestFactory().get(f"/{language}/ui/style/?need=water&since=2026-11-01")).content.decode()


def test_style_page_is_in_its_language(page, language):
    assert f'<html lang="{language}"' in page
    assert {"kk": "Негізгі мазмұнға өту", "ru": "Перейти к содержанию", "en": "Skip to the content"}[language] in page


def test_style_page_has_nothing_inline(page):
    assert INLINE.findall(page) == []


def test_style_page_has_each_id_once(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_labels_and_descriptions_point_to_something(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    named = re.findall(r'\sfor="([^"]+)"', page)
    for value in re.findall(r'aria-describedby="([^"]+)"', page):
        named += value.split()
    assert set(named) <= ids


def test_each_component_stands_on_the_style_page():
    source = (Path(views.__file__).parent / "templates/ui/style.html").read_text()
    tags = Path(views.__file__).parent / "templatetags/ui.py"
    names = re.findall(r'"""\{% (\w+)', tags.read_text())
    by_base = {
        "language_links",
        "light_link",
        "alternates",
        "navigation",
        "account_menu",
        "address",
        "step_indicator",
        "error_summary",
        "field",
        "listed",
    }
    assert {name for name in names if name not in by_base and f"{{% {name}" not in source} == set()


def test_each_tag_stands_in_the_readme():
    folder = Path(views.__file__).parent
    names = re.findall(r'"""\{% (\w+)', (folder / "templatetags/ui.py").read_text())
    readme = (folder / "README.md").read_text()
    assert [name for name in names if f"{{% {name}" not in readme] == []


def test_server_error_page_needs_no_context(language):
    assert "<h1" in render_to_string("500.html")


@pytest.mark.parametrize("template", ["404.html", "403_csrf.html", "ui/refused.html"])
def test_error_pages_draw(template, language):
    refusal = SimpleNamespace(title="", reason="r3ason", next_step="n3xt", next_url="")
    html = render_to_string(template, {"refusal": refusal}, None)
    assert html.count("<h1") == 1
    assert INLINE.findall(html) == []


# --- languages and addresses -----------------------------------------------------------------------------------


def test_language_link_keeps_the_page_and_the_query():
    links = addresses.language_links(request("/en/ui/style/?need=water"))
    assert [link.url for link in links] == [f"/{code}/ui/style/?need=water" for code in LANGUAGES]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/no-such-page/?a=1", "/kk/no-such-page/?a=1"),
        ("/no-such-page/", "/kk/"),
        ("/kk/x/", "/kk/x/"),
        ("/", "/kk/"),
    ],
)
def test_language_link_of_an_unknown_page(here, there):
    assert addresses.in_language(here, "kk") == there


def test_alternates_leave_the_query_out():
    html = draw("{% alternates %}", request=request("/en/ui/style/?need=water"))
    assert 'rel="canonical" href="http://testserver/en/ui/style/"' in html
    assert html.count("hreflang=") == 4
    assert "need=water" not in html


def test_pagination_replaces_one_direction_by_the_other():
    html = draw("{% pagination previous=3 next=9 %}", request=request("/en/?need=water&after=5"))
    assert 'href="?need=water&amp;before=3"' in html
    assert 'href="?need=water&amp;after=9&amp;page=2"' in html  # the number is only said, in the title


def test_chip_takes_one_value_away_and_goes_to_the_beginning():
    assert addresses.without_value(QueryDict("need=a&need=b&after=7"), "need", "a") == "?need=b"


def test_navigation_marks_the_longest_match():
    items = [{"label": "Home", "url": "/en/"}, {"label": "Matters", "url": "/en/matters/", "count": 2}]
    html = draw("{% navigation %}", request=request("/en/matters/7/"), navigation=items)
    assert re.findall(r'href="([^"]+)" aria-current', html) == ["/en/matters/"]


# --- words, numbers, days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"), [("kk", "2026 ж. 23 қараша"), ("ru", "23 ноября 2026 г."), ("en", "23 November 2026")]
)
def test_day_in_words(code, words):
    assert dates.say_day(date(2026, 11, 23), code).replace("\xa0", " ") == words


def test_late_evening_in_utc_is_the_next_day_in_almaty():
    assert dates.say_moment(datetime(2026, 11, 22, 19, 30, tzinfo=UTC), "en").replace("\xa0", " ") == "23 November 2026, 00:30"


@pytest.mark.parametrize(("code", "end"), [("kk", "қараша</time>."), ("ru", "г.</time>"), ("en", "2026</time>.")])
def test_a_day_at_the_end_of_a_sentence_has_one_full_stop(code, end):
    assert draw("{% when day stop=True %}", code, day=date(2026, 11, 23)).endswith(end)


def test_no_moment_draws_a_dash():
    assert draw("{% when moment %}", moment=None) == "—"


@pytest.mark.parametrize(
    ("value", "kk", "en"),
    [
        (23335, "23 335", "23,335"),
        (4.5, "4,5", "4.5"),
        (Decimal("1234.50"), "1 234,50", "1,234.50"),
        (-7, "-7", "-7"),
        ("—", "—", "—"),
    ],
)
def test_number_by_language(value, kk, en):
    with translation.override("kk"):
        assert numbers.say_number(value).replace("\xa0", " ") == kk
    with translation.override("en"):
        assert numbers.say_number(value) == en


@pytest.mark.parametrize(("value", "largest", "width"), [(5, 10, "50.0%"), (0, 10, "0%"), (1, 1000, "1.0%"), (3, 0, "0%")])
def test_bar_width(value, largest, width):
    assert numbers.share(value, largest) == width


def test_text_in_another_language_is_labelled_and_marked():
    text = SimpleNamespace(text="Школа <1>", language="ru", is_fallback=True)
    html = draw("{% localised text %}", language="kk", text=text)
    assert '<span lang="ru">Школа &lt;1&gt;</span>' in html
    assert "орыс тілінде" in html


def test_text_in_the_readers_language_has_no_label():
    text = SimpleNamespace(text="Мектеп", language="kk", is_fallback=False)
    assert draw("{% localised text %}", language="kk", text=text) == "<span>Мектеп</span>"


def test_state_is_told_by_shape_and_words():
    drawn = [draw("{% tag words tone=tone %}", words=words, tone=tone) for words, tone in samples.tones()]
    shapes = {re.search(r"<svg.*</svg>", html).group() for html in drawn}
    assert len(shapes) == len(drawn)


def test_unknown_tone_is_neutral():
    assert "k-tag--neutral" in draw('{% tag "x" tone="loud" %}')


def test_badge_of_zero_draws_nothing():
    assert draw('{% badge 0 "wait" %}') == ""


# --- people's words never become markup ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spoken", "page", "drawn"),
    [
        ("Ауылға су керек", "kk", "ru", ' lang="kk"'),
        ("Ауылға су керек", "kk", "kk", ""),
        ("Мәселе екі ауданға қатысты", "", "ru", ' lang="kk"'),
        ("Бюджетная тема не предусмотрена", "", "kk", ' lang="ru"'),
        ("Бюджетная тема не предусмотрена", "", "ru", ""),
        ("2026", "", "ru", ""),
        (None, "", "ru", ""),
    ],
)
def test_words_of_people_carry_their_language(text: str | None, spoken: str, page: str, drawn: str) -> None:
    call = f'<p{{{{ text|spoken:"{spoken}" }}}}>' if spoken else "<p{{ text|spoken }}>"
    assert draw(call, page, text=text) == f"<p{drawn}>"


def test_a_heading_in_another_language_says_so_and_its_caption_does_not() -> None:
    drawn = draw('{% page_heading text caption="2026-000001" language="kk" %}', "ru", text="Ауылға су керек")
    assert '<span lang="kk">Ауылға су керек</span></h1>' in drawn
    assert '<span class="govuk-caption-l">2026-000001</span>' in drawn


@pytest.mark.parametrize(
    "call",
    [
        "{% page_heading bad %}",
        "{% tag bad %}",
        "{% summary %}{% row bad %}{{ bad }}{% endrow %}{% endsummary %}",
        "{% inset %}{{ bad }}{% endinset %}",
        "{% details bad %}{{ bad }}{% enddetails %}",
        "{% notice_banner bad %}{{ bad }}{% endnotice_banner %}",
        "{% warning bad %}",
        "{% empty_state bad text=bad %}",
        "{% button bad name=bad value=bad %}",
        "{% copy_address bad %}",
        "{% breadcrumbs bad bad bad %}",
        "{% figure bad bad definition=bad source=bad %}",
    ],
)
def test_markup_in_words_is_shown_not_obeyed(call):
    assert "<script" not in draw(call, bad='"><script>alert(1)</script>')


def test_timeline_keeps_paragraphs_and_escapes():
    html = draw(
        "{% timeline entries %}",
        entries=[{"title": "t", "time": date(2026, 1, 2), "text": "<b>one</b>\n\ntwo"}],
    )
    assert "<p>&lt;b&gt;one&lt;/b&gt;</p>" in html


# --- forms -----------------------------------------------------------------------------------------------------


class Odd(forms.Form):
    many = forms.MultipleChoiceField(choices=[(n, f"c{n}") for n in range(12)], required=False)
    grouped = forms.ChoiceField(choices=[("", "—"), ("g", [("a", "A"), ("b", "B")])], required=False, widget=forms.RadioSelect)
    day = forms.DateField(initial=date(2026, 11, 3))
    hidden = forms.CharField(widget=forms.HiddenInput, initial="h")
    post = forms.CharField(widget=Suggest("style"))
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("many", "checkboxes"),
        ("grouped", "radios"),
        ("day", "date"),
        ("hidden", "hidden"),
        ("post", "text"),
        ("mail", "text"),
    ],
)
def test_kind_of_field(name, kind):
    assert fields.kind(Odd()[name]) == kind


def test_multiple_select_is_drawn_as_checkboxes_that_scroll():
    html = draw("{% field form.many %}", form=Odd({"many": ["3"]}))
    assert html.count('type="checkbox"') == 12
    assert re.findall(r'value="(\d+)" checked', html) == ["3"]
    assert "k-scroll" in html


def test_choice_of_none_is_checked_when_nothing_is_chosen():
    html = draw("{% field form.grouped %}", form=Odd())
    assert re.findall(r'value="(\w*)"( checked)?', html) == [("", " checked"), ("a", ""), ("b", "")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_date_field_speaks_iso_to_the_browser(code):
    assert 'type="date"' in draw("{% field form.day %}", language=code, form=Odd())
    assert 'value="2026-11-03"' in draw("{% field form.day %}", language=code, form=Odd())


def test_autocomplete_and_suggestions_reach_the_input():
    assert 'autocomplete="email"' in draw("{% field form.mail %}", form=Odd())
    assert 'data-suggest-url="/en/ui/style/"' in draw("{% field form.post %}", form=Odd())


def test_error_is_tied_to_its_field_and_listed_above():
    form = samples.wrong_form()
    html = draw("{% form_errors form %}{% field form.title %}", form=form)
    assert 'href="#id_wrong-title"' in html
    assert 'aria-describedby="id_wrong-title_hint id_wrong-title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_wrong-urgency_0"' in draw("{% form_errors form %}", form=form)


def test_no_errors_draw_no_summary():
    assert draw("{% form_errors form %}", form=Odd()) == ""


def test_question_can_be_the_heading():
    assert '<h1 class="govuk-label-wrapper"><label' in draw("{% field form.title heading=True %}", form=samples.MatterForm())


def test_long_text_is_counted_not_cut():
    html = draw("{% field form.story %}", form=samples.MatterForm())
    assert "maxlength" not in html
    assert 'data-limit="1500"' in html


def test_filter_panel_shows_what_is_chosen():
    here = request("/en/?need=water&since=2026-11-01")
    html = draw("{% filter_panel form target='#results' %}", request=here, form=samples.ListForm(here.GET))
    assert 'href="?since=2026-11-01"' in html
    assert "1\xa0November\xa02026" in html
    assert 'hx-target="#results"' in html


# --- tables and maps ---------------------------------------------------------------------------------------------


def test_table_cell_carries_its_label():
    html = draw("{% data_table 'c' headers rows %}", headers=["Region", ("Matters", "number")], rows=[["Abai", 1200]])
    assert '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Matters">1,200</td>' in html


def test_tiles_are_read_row_by_row_and_again_as_a_table():
    html = draw("{% tile_map 'c' tiles %}", tiles=samples.tiles())
    assert '<caption class="govuk-visually-hidden">c</caption>' in html
    assert html.count("<li") == html.count("<tr") - 1 == 20
    assert len({(tile["column"], tile["row"]) for tile in samples.tiles()}) == 20


# --- who acts --------------------------------------------------------------------------------------------------


def test_menu_offers_what_the_person_may_act_for():
    acting = SimpleNamespace(name="Aigul", for_label="Bulaq", choices=[("organisation:1", "Bulaq"), ("post:2", "Deputy akim")])
    html = draw("{% account_menu %}", request=request(), acting=acting, user=SimpleNamespace(is_authenticated=True))
    assert "Aigul" in html
    assert "Bulaq" in html


# --- budgets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "raw", "sent"),
    [
        ("kopir.css", 130_000, 17_000),
        ("kopir.js", 8_000, 3_000),
        ("suggest.js", 4_000, 1_600),
        ("htmx.min.js", 60_000, 18_000),
    ],
)
def test_file_is_within_its_budget(name, raw, sent):
    content = (STATIC / name).read_bytes()
    assert len(content) < raw
    assert len(brotli.compress(content)) < sent


def test_stylesheet_fetches_nothing():
    assert "url(" not in (STATIC / "kopir.css").read_text()


def test_a_browser_that_does_not_know_a_new_selector_loses_nothing_else() -> None:
    """It drops the whole rule, also the selectors beside the one that it does not know."""
    lists = re.findall(r"[{}]([^{}@]+)\{", (STATIC / "kopir.css").read_text())
    for new in (":focus-visible", ":has("):
        assert [one for one in lists if new in one and not all(new in part for part in one.split(","))] == []


def test_what_only_colours_would_tell_stays_where_the_reader_has_colours_of_their_own() -> None:
    forced = re.findall(r"@media ?\(forced-colors: active\)\{((?:[^{}]+\{[^{}]*\})+)\}", (STATIC / "kopir.css").read_text())
    rules = "".join(forced)
    for selector in (
        ".k-search .govuk-input,.k-search button{border:",
        ".k-heat__gap{outline:",
        "[class*=k-level-]{forced-color-adjust:",
    ):
        assert selector in rules


# --- messages --------------------------------------------------------------------------------------------------


def test_messages_are_complete():
    assert list(messages.problems("web/ui", messages.said_by_app()["web/ui"])) == []


@pytest.mark.parametrize("code", ("kk", "ru"))
def test_no_other_catalogue_speaks_over_ours(code):
    """All catalogues become one; another app's translation of the same message would win silently."""
    ours = [
        message
        for message in messages.catalogue(messages.po_file("web/ui", code), code)
        if isinstance(message.id, str) and message.id
    ]
    with translation.override(code):
        heard = {(m.context, m.id): pgettext(m.context, m.id) if m.context else gettext(m.id) for m in ours}
    assert heard == {(m.context, m.id): m.string for m in ours}
