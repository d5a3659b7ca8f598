"""Where a story's places are: a small map, and by name the places that are not on it.

A place is put on the map only where one place of that name is known, or one that is far larger than all
others of that name; everything else is listed, never guessed.
"""

from __future__ import annotations

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
_WIDTH, _HEIGHT = 640.0, 320.0


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

    drawn: Markup | None
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
    return World(_draw(placed, f"s{len(view.articles)}-map"), placed, unknown, doubtful)


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


def _draw(placed: Sequence[Placed], key: str) -> Markup | None:
    if not placed:
        return None
    left, top, scale = _window([one.spot for one in placed])
    land = element(
        "image",
        href=asset("world.svg"),
        x=-left * scale,
        y=-top * scale,
        width=360 * scale,
        height=180 * scale,
    )
    marks = []
    for one in reversed(placed):
        x, y = (one.spot.east + 180 - left) * scale, (90 - one.spot.north - top) * scale
        shape = "land" if one.spot.kind == "country" else "town"
        marks.append(
            element(
                "g",
                element("title", one.name),
                element("circle", cx=x, cy=y, r=9, class_="dot"),
                element(
                    "text", str(one.number), x=x, y=y, class_="sign", dominant_baseline="central"
                ),
                class_=shape,
            )
        )
    told = "; ".join(f"{one.number}: {one.name}" for one in placed)
    title = f"Map of {count(len(placed), 'place')}"
    return picture(_WIDTH, _HEIGHT, title, told, land, *marks, key=key, class_="map")


def _window(spots: Sequence[Spot]) -> tuple[float, float, float]:
    """Left and top edge in degrees from the upper left corner of the world, and pixels a degree."""
    xs = [spot.east + 180 for spot in spots]
    ys = [90 - spot.north for spot in spots]
    wide = max(max(xs) - min(xs) + 2 * _MARGIN, _LEAST_WIDE)
    wide = max(wide, (max(ys) - min(ys) + 2 * _MARGIN) * _WIDTH / _HEIGHT)
    wide = min(wide, (_FOOT - _TOP) * _WIDTH / _HEIGHT)
    tall = wide * _HEIGHT / _WIDTH
    left = min(max((max(xs) + min(xs) - wide) / 2, 0), 360 - wide)
    top = min(max((max(ys) + min(ys) - tall) / 2, _TOP), max(_FOOT - tall, _TOP))
    return left, top, _WIDTH / wide
