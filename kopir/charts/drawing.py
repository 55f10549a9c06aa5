"""From a chart to its picture. What was drawn once is kept as a file, named by everything it was drawn from; nothing is fetched
from anywhere and no font is needed but the reader's own."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from xml.sax.saxutils import escape

from django.conf import settings

from kopir.charts.chart import WIDTH, Chart
from kopir.charts.looks import FONTS, LOOKS

DRAWN_AS = "2"
"""Goes into the name of every kept picture: raise it when the same chart is to be drawn anew."""
_CONFIG = {
    "background": "transparent",
    "padding": {"left": 1, "right": 1, "top": 2, "bottom": 2},
    "autosize": {"type": "none"},
    "view": {"stroke": None},
}
# What the drawing says of each of its hundred parts: the picture as a whole is described once, and its table holds the rest.
_SPOKEN = re.compile(r' (?:role|aria-[a-z]+|font-family|class)="[^"]*"')
_COLOUR = re.compile(r'"(@[a-z0-9-]+)"')


def folder() -> Path:
    kept: Path = settings.KOPIR_DATA / "charts"
    return kept


def svg(chart: Chart, look: str = "page", language: str = "kk") -> str:
    """As one `<svg>` element, to stand in a page (`look` "page") or on paper."""
    described = _described(chart, look)
    key = sha256(f"{DRAWN_AS} {look} {language} {chart.name} {chart.title} {chart.description} {described}".encode()).hexdigest()
    kept = folder() / key[:2] / f"{key}.svg"
    if kept.exists():
        kept.touch()
        return kept.read_text(encoding="utf-8")
    drawn = _spoken(_draw(described), chart, look, language)
    _keep(kept, drawn)
    return drawn


def png(chart: Chart, scale: float = 2) -> bytes:
    """For papers that cannot hold an SVG."""
    import vl_convert  # late: see _draw

    return bytes(vl_convert.svg_to_png(svg(chart, "paper"), scale=scale))


def _described(chart: Chart, look: str) -> str:
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **chart.spec, **_CONFIG}
    spec["config"] = {"font": FONTS[look]}
    return _COLOUR.sub(lambda found: json.dumps(LOOKS[look][found[1]]), json.dumps(spec, ensure_ascii=False))


def _draw(described: str) -> str:
    # The drawer holds 60 MB in memory once loaded: only what really draws loads it.
    import vl_convert

    return str(vl_convert.vegalite_to_svg(described, allowed_base_urls=[]))


def _spoken(drawn: str, chart: Chart, look: str, language: str) -> str:
    """With a title and a description instead of a voice for every part, and its font named once; it fills the width it is
    given."""
    height = float(re.search(r' height="([\d.]+)"', drawn)[1])  # type: ignore[index]
    inner = _SPOKEN.sub("", drawn[drawn.index(">") + 1 :])
    font = FONTS[look]
    names = f"{chart.name}-title", f"{chart.name}-description"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 2} {height:g}" preserveAspectRatio="xMinYMid" role="img"'
        f' lang="{language}" font-family="{font}" aria-labelledby="{names[0]} {names[1]}">'
        f'<title id="{names[0]}">{escape(chart.title)}</title>'
        f'<desc id="{names[1]}">{escape(chart.description)}</desc>{inner}'
    )


def _keep(path: Path, drawn: str) -> None:
    """Whole or not at all: two processes may draw the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(drawn)
    Path(file.name).replace(path)
