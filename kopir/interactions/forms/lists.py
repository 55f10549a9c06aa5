"""What lists of work are narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.interactions.words import TASKS

if TYPE_CHECKING:
    from kopir.interactions.queries import Task


class TaskFilter(forms.Form):
    """Of the desk's list."""

    what = forms.ChoiceField(
        label=_("What is asked"),
        required=False,
        choices=[("", pgettext_lazy("filter", "everything")), *TASKS.items()],
    )
    overdue = forms.BooleanField(label=_("Only those whose term has passed"), required=False)

    def narrow(self, tasks: Iterable[Task]) -> list[Task]:
        if not self.is_valid():
            return list(tasks)
        what, overdue = self.cleaned_data["what"], self.cleaned_data["overdue"]
        return [
            task for task in tasks if (not what or task.what == what) and (not overdue or task.is_overdue)
        ]
