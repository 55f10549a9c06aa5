"""Charts, drawn on the server as SVG from Vega-Lite descriptions. A chart never stands alone: it carries its title, a sentence
for those who do not see it, and the table of what it shows.

    chart = bars("people", "Адамдар", "…", [Bar("Өскемен", 120), Bar("Риддер", 40, high=60)], unit="адам")
    svg(chart, "page", "kk")
"""

from kopir.charts.chart import Chart
from kopir.charts.drawing import png, svg
from kopir.charts.kinds import Bar, Point, bars, columns, course

__all__ = ["Bar", "Chart", "Point", "bars", "columns", "course", "png", "svg"]
