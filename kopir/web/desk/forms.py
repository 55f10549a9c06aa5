"""What the desk's list is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.web.desk.waiting import WORDS, Waiting


class WaitingFilter(forms.Form):
    what = forms.ChoiceField(
        label=_("What is asked"),
        required=False,
        choices=[("", pgettext_lazy("filter", "everything")), *WORDS.items()],
    )
    overdue = forms.BooleanField(label=_("Only those whose term has passed"), required=False)

    def narrow(self, rows: Iterable[Waiting]) -> list[Waiting]:
        if not self.is_valid():
            return list(rows)
        what, overdue = self.cleaned_data["what"], self.cleaned_data["overdue"]
        return [row for row in rows if (not what or row.what == what) and (not overdue or row.is_overdue)]
