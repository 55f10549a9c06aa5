"""What a post says of a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Answer(forms.Form):
    """The reason is asked for when declining; the act says so when it lacks."""

    reason = forms.CharField(
        label=_("Why, or how you will do it together"),
        help_text=_("When you decline, a reason is needed."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
