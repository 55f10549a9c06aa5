"""Writes docs/settings.md from kopir/environment.py: `python -m tools.settings_page`."""

from __future__ import annotations

from pathlib import Path

from kopir.environment import SETTINGS, Setting

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """# Settings

Written from `kopir/environment.py` by `python -m tools.settings_page`; a test fails when it is not current.

Settings come from environment variables only. A wrong value, or a name beginning with `KOPIR_` that is not here, stops the
start with a sentence that names it. Nothing else is configured outside the database.

| setting | default | may be | meaning |
|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_row(setting) for setting in SETTINGS)


def _row(setting: Setting) -> str:
    default = f"`{setting.default}`" if setting.default else "(empty)"
    return f"| `{setting.name}` | {default} | {setting.wanted} | {setting.meaning} |\n".replace("||", "|")


if __name__ == "__main__":
    PAGE.write_text(page())
