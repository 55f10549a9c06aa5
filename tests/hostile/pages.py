"""Forms and links of a page, as a crawler sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Values = dict[str, list[str]]
TYPED = ("text", "search", "email", "url", "tel", "password", "textarea", "number", "date", "")


@dataclass
class Form:
    """`fields`: values as a browser would send them. `typed`: those a person writes; `free`: those that take any text."""

    action: str
    method: str
    fields: Values = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def add(self, name: str, value: str, chosen: bool = True) -> None:
        """The first possible value stands for a field in which nothing is chosen yet, as if the person had chosen it."""
        kept = self.fields.setdefault(name, [])
        if value and (chosen or not kept or kept == [""]):
            kept[:] = [value] if not chosen or kept == [""] else [*kept, value]


class Reader(HTMLParser):
    """`links`: where the page leads. Addresses that scripts send to count as forms with the fields around them."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.forms, self.links = here, [], set()  # type: ignore[var-annotated]
        self.form: Form | None = None
        self.sent: list[tuple[Form | None, str, str]] = []
        self.text = self.select = ""
        self.scripts: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        self.within = tag if tag in ("script", "textarea") else self.within
        if tag == "script" or any(name.startswith("on") for name in at) or _runs(at):
            self.scripts.append(f"{tag} {at}")
        if tag == "a" and at.get("href"):
            self.links.add(at["href"])
        if tag == "form":
            self.form = Form(at.get("action") or self.here, at.get("method", "get").lower())
            self.forms.append(self.form)
        for method in ("post", "get"):
            if f"hx-{method}" in at:
                self.sent.append((self.form, at[f"hx-{method}"], method))
        if self.form is not None and (at.get("name") or tag == "option"):
            self._field(self.form, tag, at)

    def _field(self, form: Form, tag: str, at: dict[str, str]) -> None:
        name, kind = at.get("name", ""), at.get("type", "")
        if name == "csrfmiddlewaretoken":
            return
        if tag == "option":
            if self.select:
                form.add(self.select, at.get("value", ""), "selected" in at)
        elif tag == "select":
            self.select = name
            form.add(name, "")
        elif tag == "textarea":
            self.text = name
            form.add(name, "")
            form.typed.add(name)
            form.free.add(name)
        elif tag == "input" and kind == "file":
            form.files.add(name)
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.add(name, at.get("value", "on"), "checked" in at)
        elif tag == "button":
            form.add(name, at.get("value", ""), False)
        elif tag == "input":
            form.add(name, at.get("value", ""))
            self._typed(form, name, kind, at)

    def _typed(self, form: Form, name: str, kind: str, at: dict[str, str]) -> None:
        if kind in TYPED:
            form.typed.add(name)
        if kind in ("text", "search", "") and not at.get("inputmode"):
            form.free.add(name)

    def handle_data(self, data: str) -> None:
        if self.within == "script" and data.strip():
            self.scripts.append(data)
        if self.form is not None and self.text and data.strip():
            self.form.add(self.text, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = ""
        if tag in ("script", "textarea"):
            self.within = self.text = ""

    def all_forms(self) -> list[Form]:
        by_script = [
            Form(address, method, dict(around.fields), set(around.typed), set(around.free), set(around.files))
            for around, address, method in self.sent
            if around is not None
        ]
        return [*self.forms, *by_script]


def _runs(at: dict[str, str]) -> bool:
    return any("javascript:" in at.get(name, "").lower() for name in ("href", "src", "action", "formaction"))


def read(text: str, here: str) -> Reader:
    reader = Reader(here)
    reader.feed(text)
    return reader
