"""Fields that several forms of a matter share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.files import accepts
from kopir.base.given import number_of
from kopir.posts.models import Post

if TYPE_CHECKING:
    from kopir.base.errors import Words

LONG = 20_000


def long_text(label: Words, hint: Words = "", *, required: bool = True, rows: int = 5, limit: int = LONG) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files in one field; one by one where the browser can do no more. Gives a list. An empty one passes here: it
    is refused by its name where files are kept, and the others are not lost with it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("allow_empty_file", True)
        kwargs.setdefault("widget", _ManyFiles(attrs={"multiple": True, "accept": accepts()}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        single = super().clean
        return [single(one, initial) for one in given]


def post_words(post: Post) -> str:
    """The post and its body: two posts of one name are told apart by their bodies."""
    language = get_language() or "kk"
    return f"{post.name(language).text} — {post.organisation.name(language).text}"


class PostChoice(forms.Form):
    """One post: among those near, or found by name or place. `posts` come with their organisations; `cleaned_data["to"]`
    is the Post. `picked` is set by suggestions; `find` is what was searched for."""

    to = forms.TypedChoiceField(label=_("To which post"), coerce=int, required=False, empty_value=None, widget=forms.RadioSelect)
    find = forms.CharField(
        label=_("Another post"),
        required=False,
        max_length=200,
        help_text=_("Begin to type its name or place, e.g. “Зайсан”."),
    )
    picked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, posts: Sequence[Post] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {post.pk: post for post in posts}
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(post.pk, post_words(post)) for post in posts]
        if not posts:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        picked = number_of(str(data.get("picked") or ""))
        found = self.posts.get(picked) if picked is not None else None
        found = found or self.posts.get(data.get("to") or 0)
        if found is None and "to" not in self.errors:
            self.add_error("to" if self.posts else "find", _("Choose a post."))
        return {**data, "to": found}
