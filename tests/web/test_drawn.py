"""Languages in lists, the counter of characters, what is folded: how they are drawn."""

from __future__ import annotations

import re

import pytest
from django import forms

from kopir.base.tongue import OWN_NAMES
from tests.web.test_ui import STATIC, draw


def test_a_language_that_goes_by_its_own_name_is_read_out_in_it():
    class Form(forms.Form):
        one = forms.ChoiceField(choices=[("", "Any"), *OWN_NAMES.items()])
        two = forms.ChoiceField(choices=list(OWN_NAMES.items()), widget=forms.RadioSelect)
        other = forms.ChoiceField(choices=[("kk", "Kazakh")])

    one, two, other = (draw("{% field field %}", field=bound) for bound in Form())
    assert ">Any</option>" in one and one.count("lang=") == len(OWN_NAMES)
    for code, name in OWN_NAMES.items():
        assert f'<option value="{code}" lang="{code}">{name}</option>' in one
        assert re.search(rf'<label [^>]*lang="{code}">{name}</label>', two)
    assert "lang=" not in other


@pytest.mark.parametrize(("code", "group"), [("kk", "\N{NO-BREAK SPACE}"), ("ru", "\N{NO-BREAK SPACE}"), ("en", ",")])
def test_the_counter_groups_thousands_as_the_page_does(code, group):
    class Form(forms.Form):
        text = forms.CharField(widget=forms.Textarea, max_length=20_000)

    html = draw("{% field field %}", code, field=Form()["text"])
    assert f'data-group="{group}"' in html
    assert f"20{group}000" in html
    assert "note.dataset.group" in (STATIC / "kopir.js").read_text()


def test_what_is_folded_is_shown_on_paper():
    css = (STATIC / "kopir.css").read_text()
    assert ".k-more>details::details-content{content-visibility:visible}" in css
