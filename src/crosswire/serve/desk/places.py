"""Where a story's places are: a small map, and by name the places that are not on it.

A place is put on the map only where one place of that name is known, or one that is far larger than all
others of that name; everything else is listed, never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from markupsafe import Markup

from crosswire.errors import DataError
from crosswire.facts import parse
from crosswire.serve.desk.assets import asset
from crosswire.serve.html.svg import element, picture
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import count, line

Kind = Literal["country", "capital", "city"]

# One of a name counts as the one meant where it has so many times the people of the next:
# London (9,000,000) and London, Ontario (420,000), but not Hyderabad and Hyderabad.
FAR_LARGER = 10.0

# More marks than these hide one another.
MOST = 24

# Degrees: a map of less shows an outline too coarse to know one's way about.
_LEAST_WIDE, _MARGIN = 44.0, 7.0
_TOP, _FOOT = 6.0, 148.0
# Wide page, phone; how tall for its width; between the middles of two marks.
_WIDTHS = (("wide", 640.0), ("narrow", 360.0))
_TALL = 0.5
_APART = 19.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A place of the gazetteer; degrees east and north, thousands of people."""

    name: str
    kind: Kind
    country: str
    east: float
    north: float
    people: int


@dataclass(frozen=True)
class Placed:
    """A place of the story on the map, with the number of its mark."""

    number: int
    name: str
    spot: Spot
    articles: str


@dataclass(frozen=True)
class World:
    """The map, what is on it, and what is not."""

    drawn: list[tuple[str, Markup]]
    placed: list[Placed]
    unknown: list[str]
    doubtful: list[str]


def world_of(view: StoryView) -> World:
    """The places of a story, those told in most articles first."""
    bearers = [one for one in view.story.entities if one.type == "place"]
    bearers.sort(key=lambda one: (-len(one.articles), one.name))
    placed: list[Placed] = []
    unknown, doubtful = [], []
    told = [((one.name, *one.variants), one.articles) for one in bearers]
    known = {_key(form) for forms, _ in told for form in forms}
    told += [((place,), ()) for place in view.story.places if _key(place) not in known]
    for forms, articles in told:
        spot = _spot(forms)
        name = line(forms[0], 60)
        if isinstance(spot, Spot) and len(placed) < MOST:
            if spot not in [one.spot for one in placed]:
                placed.append(Placed(len(placed) + 1, name, spot, view.tags(articles)))
        elif spot == "several":
            doubtful.append(name)
        elif spot == "none":
            unknown.append(name)
    drawn = [(size, _draw(placed, width, f"map-{size}")) for size, width in _WIDTHS if placed]
    return World(drawn, placed, unknown, doubtful)


def _spot(forms: Sequence[str]) -> Spot | Literal["none", "several"]:
    """The one place that a name means."""
    known = gazetteer()
    found = next((known[key] for form in forms if (key := _key(form)) in known), ())
    if not found:
        return "none"
    ranked = sorted(found, key=lambda spot: -spot.people)
    if len(ranked) > 1 and ranked[0].people < FAR_LARGER * ranked[1].people:
        return "several"
    return ranked[0]


def _key(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


@cache
def gazetteer() -> dict[str, tuple[Spot, ...]]:
    """The places by each of their names. Raises DataError where the file is malformed."""
    folder = resources.files("crosswire.data").joinpath("world")
    table = parse("world/places.toml", folder.joinpath("places.toml").read_text("utf-8"))
    told: dict[str, list[Spot]] = {}
    for row in table.get("places", ()):
        match row:
            case [
                str(names),
                "country" | "capital" | "city" as kind,
                str(country),
                x,
                y,
                int(people),
            ]:
                spot = Spot(names.split(";")[0], kind, country, float(x), float(y), people)
            case _:
                raise DataError(f"world/places.toml: {row!r} is no place. Mend the line.")
        for name in names.split(";"):
            told.setdefault(_key(name), []).append(spot)
    return {name: _no_seats_of_states(spots) for name, spots in told.items()}


def _no_seats_of_states(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """A country and its capital of one name ("Singapore", "Luxembourg") are no two places."""
    states = {spot.country for spot in spots if spot.kind == "country"}
    return tuple(s for s in spots if s.kind == "country" or s.country not in states)


def _draw(placed: Sequence[Placed], width: float, key: str) -> Markup:
    """The map at one width. Marks that would hide one another stand aside, with a line to their place."""
    left, top, scale = _window([one.spot for one in placed], width)
    land = element(
        "image",
        href=asset("world.svg"),
        x=-left * scale,
        y=-top * scale,
        width=360 * scale,
        height=180 * scale,
    )
    marks: list[Markup] = []
    leads: list[Markup] = []
    taken: list[Point] = []
    for one in placed:
        at = ((one.spot.east + 180 - left) * scale, (90 - one.spot.north - top) * scale)
        stands = _aside(at, taken, (width, width * _TALL))
        taken.append(stands)
        leads += _lead(at, stands) if stands != at else []
        marks.append(_mark(one, stands))
    told = "; ".join(f"{one.number}: {one.name}" for one in placed)
    title = f"Map of {count(len(placed), 'place')}"
    return picture(width, width * _TALL, title, told, land, *leads, *marks, key=key, class_="map")


def _lead(at: Point, stands: Point) -> list[Markup]:
    """From where a place is to the mark that stands aside."""
    (x, y), (px, py) = stands, at
    return [
        element("line", x1=px, y1=py, x2=x, y2=y, class_="lead"),
        element("circle", cx=px, cy=py, r=2, class_="true"),
    ]


def _mark(one: Placed, stands: Point) -> Markup:
    x, y = stands
    return element(
        "g",
        element("title", one.name),
        element("circle", cx=x, cy=y, r=9, class_="dot"),
        element("text", str(one.number), x=x, y=y, class_="sign", dominant_baseline="central"),
        class_="land" if one.spot.kind == "country" else "town",
    )


def _aside(at: Point, taken: Sequence[Point], room: Point) -> Point:
    """The nearest place on a spiral where a mark hides no other."""
    for step in range(160):
        away, turn = 2.2 * math.sqrt(step) * 2, step * 2.4
        x, y = at[0] + away * math.cos(turn), at[1] + away * math.sin(turn)
        inside = 10 <= x <= room[0] - 10 and 10 <= y <= room[1] - 10
        if inside and all(math.dist((x, y), other) >= _APART for other in taken):
            return (x, y) if step else at
    return at


def _window(spots: Sequence[Spot], width: float) -> tuple[float, float, float]:
    """Left and top edge in degrees from the upper left corner of the world, and pixels a degree."""
    xs = [spot.east + 180 for spot in spots]
    ys = [90 - spot.north for spot in spots]
    wide = max(max(xs) - min(xs) + 2 * _MARGIN, _LEAST_WIDE)
    wide = max(wide, (max(ys) - min(ys) + 2 * _MARGIN) / _TALL)
    wide = min(wide, (_FOOT - _TOP) / _TALL)
    tall = wide * _TALL
    left = min(max((max(xs) + min(xs) - wide) / 2, 0), 360 - wide)
    top = min(max((max(ys) + min(ys) - tall) / 2, _TOP), max(_FOOT - tall, _TOP))
    return left, top, width / wide
