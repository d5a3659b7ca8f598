"""Small pictures for the benchmarks, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN = 640, 400, 70
INK, GREY, BLUE = "#222222", "#999999", "#1f5fa8"


def log_log(title: str, points: Sequence[tuple[float, float]]) -> str:
    """A line of points on two logarithmic axes, and a dashed one for growth in proportion to the first."""
    first_x, first_y = points[0]
    even = [(x, first_y * x / first_x) for x, _ in points]
    every = [*points, *even]
    place = _scale([x for x, _ in every], [y for _, y in every])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<text x="{MARGIN}" y="28" font-size="16">{escape(title)}</text>',
        f'<path d="M{MARGIN} {MARGIN - 20}V{HEIGHT - MARGIN}H{WIDTH - 30}" stroke="{INK}" fill="none"/>',
        _line([place(*point) for point in even], GREY, 'stroke-dasharray="5 5"'),
        _line([place(*point) for point in points], BLUE, 'stroke-width="2.5"'),
    ]
    for x, y in points:
        across, down = place(x, y)
        parts.append(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4" fill="{BLUE}"/>')
        parts.append(
            f'<text x="{across - 8:.1f}" y="{down - 10:.1f}" text-anchor="end">{y:,.1f}</text>'
        )
        parts.append(
            f'<text x="{across:.1f}" y="{HEIGHT - MARGIN + 22}" text-anchor="middle">{x:,.0f}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _scale(xs: Sequence[float], ys: Sequence[float]):  # type: ignore[no-untyped-def]
    def place(x: float, y: float) -> tuple[float, float]:
        across = _part(x, xs) * (WIDTH - 2 * MARGIN - 40) + MARGIN + 50
        down = HEIGHT - MARGIN - 20 - _part(y, ys) * (HEIGHT - 2 * MARGIN - 40)
        return across, down

    return place


def _part(value: float, values: Sequence[float]) -> float:
    low, high = math.log(min(values)), math.log(max(values))
    return (math.log(value) - low) / (high - low) if high > low else 0.5


def _line(places: Sequence[tuple[float, float]], colour: str, more: str) -> str:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{told}" stroke="{colour}" fill="none" {more}/>'
