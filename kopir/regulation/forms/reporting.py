"""A report: of which time, and its words in Kazakh and Russian."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.regulation.acts.reporting import LIMIT
from kopir.regulation.models import Report
from kopir.regulation.queries.reporting import WRITTEN

LABELS = {"kk": _("In Kazakh"), "ru": _("In Russian")}


class ReportTime(forms.Form):
    since = DayField(label=_("From the first day"))
    until = DayField(label=_("To the last day"))


def _long(label: Any, initial: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, initial=initial, max_length=LIMIT, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReportForm(forms.Form):
    """A text in each language for each section, and a comment of one's own."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        for section in report.content["sections"]:
            for language in WRITTEN:
                self.fields[f"{section['key']}-{language}"] = _long(LABELS[language], section["text"].get(language, ""))
        for language in WRITTEN:
            self.fields[f"comment-{language}"] = _long(LABELS[language], getattr(report, f"comment_{language}"), rows=6)

    def sections(self) -> list[dict[str, Any]]:
        """Each section of the report with its two fields."""
        return [
            {**section, "fields": [self[f"{section['key']}-{language}"] for language in WRITTEN]}
            for section in self.report.content["sections"]
        ]

    def comments(self) -> list[Any]:
        return [self[f"comment-{language}"] for language in WRITTEN]

    def texts(self) -> dict[str, dict[str, str]]:
        data = self.cleaned_data
        keys = [section["key"] for section in self.report.content["sections"]]
        return {key: {language: data[f"{key}-{language}"] for language in WRITTEN} for key in keys}

    def comment(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"comment-{language}"] for language in WRITTEN}
