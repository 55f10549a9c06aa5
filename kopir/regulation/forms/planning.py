"""The plan of a year: a planned day and a note for each obligation, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.regulation.acts import Planned
from kopir.regulation.models import Obligation


class PlanForm(forms.Form):
    """Fields `on-<number>` and `note-<number>` for each obligation; nothing that was typed is lost when one is wrong."""

    def __init__(self, *args: Any, rows: Sequence[Obligation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"on-{row.pk}"] = DayField(label=_("Planned day"), required=False, initial=row.planned_on)
            self.fields[f"note-{row.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=500, initial=row.plan_note
            )

    def lines(self) -> Iterator[tuple[Obligation, BoundField, BoundField]]:
        for row in self.rows:
            yield row, self[f"on-{row.pk}"], self[f"note-{row.pk}"]

    def planned(self) -> dict[int, Planned]:
        data = self.cleaned_data
        return {row.pk: Planned(data[f"on-{row.pk}"], data[f"note-{row.pk}"]) for row in self.rows}
