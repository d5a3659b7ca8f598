"""Many curves in one picture, on two logarithmic axes, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 480, 80, 150, 50, 60
INK, GREY = "#222222", "#bbbbbb"
COLOURS = (
    "#1f5fa8", "#b5471b", "#2e7d32", "#7b1fa2", "#00838f", "#9e7c00", "#c2185b", "#455a64", "#5d4037",
)  # fmt: skip
Curve = Sequence[tuple[float, float]]


def log_log_many(title: str, curves: Mapping[str, Curve]) -> str:
    """A line for each curve, with its name at the end."""
    points = [point for curve in curves.values() for point in curve]
    low_x, high_x = _decades([x for x, _ in points])
    low_y, high_y = _decades([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT) + LEFT
        up = (math.log10(y) - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)
        return across, HEIGHT - BOTTOM - up

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<text x="{LEFT}" y="28" font-size="16">{escape(title)}</text>',
    ]
    for power in range(low_x, high_x + 1):
        x, _ = place(10.0**power, 10.0**low_y)
        parts.append(_rule(x, TOP, x, HEIGHT - BOTTOM))
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(low_y, high_y + 1):
        _, y = place(10.0**low_x, 10.0**power)
        parts.append(_rule(LEFT, y, WIDTH - RIGHT, y))
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>'
        )
    ends: list[tuple[float, float]] = []
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        parts += _curve([place(*point) for point in curve], colour)
        parts.append(_name(name, place(*curve[-1]), colour, ends))
    return "\n".join([*parts, "</svg>", ""])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _rule(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{GREY}" stroke-width=".5"/>'


def _curve(places: Curve, colour: str) -> list[str]:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
    return [
        f'<polyline points="{told}" stroke="{colour}" stroke-width="2" fill="none"/>', *dots
    ]  # fmt: skip


def _name(
    name: str, end: tuple[float, float], colour: str, taken: list[tuple[float, float]]
) -> str:
    """The name beside the end of its curve, moved down while another stands there."""
    x, y = end[0] + 10, end[1] + 4
    while any(abs(y - other) < 13 and abs(x - across) < 80 for across, other in taken):
        y += 4
    taken.append((x, y))
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{escape(name)}</text>'
