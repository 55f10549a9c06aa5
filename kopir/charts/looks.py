"""Colours by meaning. On a page they follow its light or dark look by custom properties, with the light colour for whoever opens
the picture alone; on paper they are plain."""

from __future__ import annotations

_LIGHT = {
    "@ink": ("--govuk-text-colour", "#10272f"),
    "@quiet-ink": ("--govuk-secondary-text-colour", "#4b5b64"),
    "@ground": ("--k-ground", "#fff"),
    "@line": ("--govuk-border-colour", "#b8c6cd"),
    "@main": ("--govuk-brand-colour", "#0b5e78"),
    "@soft": ("--k-level-2", "#94c4d6"),
    "@warm": ("--k-warm", "#a84f06"),
    "@level-1": ("--k-level-1", "#cbe2ea"),
    "@level-2": ("--k-level-2", "#94c4d6"),
    "@level-3": ("--k-level-3", "#23758f"),
    "@level-4": ("--k-level-4", "#0a4558"),
    "@good": ("--k-good", "#14532d"),
    "@good-ground": ("--k-good-ground", "#dcf1e3"),
    "@partial-ground": ("--k-partial-ground", "#f1f1cf"),
    "@bad": ("--k-bad", "#8c1d18"),
    "@warm-ground": ("--k-warm-ground", "#fdf2e4"),
    "@neutral": ("--k-neutral", "#33434c"),
    "@quiet": ("--k-quiet", "#dbe6ea"),
}

LOOKS: dict[str, dict[str, str]] = {
    "page": {name: f"var({property_}, {colour})" for name, (property_, colour) in _LIGHT.items()},
    "paper": {name: colour for name, (_property, colour) in _LIGHT.items()},
}
FONTS = {
    "page": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
    "paper": "Libertinus Serif",
}

SERIES = (
    ("@level-4", "@ground"), ("@level-2", "@ink"), ("@warm", "@ground"), ("@level-1", "@ink"), ("@level-3", "@ground"),
    ("@partial-ground", "@ink"), ("@good", "@ground"), ("@quiet", "@ink"), ("@neutral", "@ground"), ("@warm-ground", "@ink"),
)  # fmt: skip
"""Ground and words of one part after another: neighbours differ in lightness, so that they are told apart without colour."""
