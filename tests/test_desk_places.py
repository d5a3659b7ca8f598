"""The map: places that are known stand on it, others are listed, none is guessed."""

from __future__ import annotations

import itertools
import math
import re

import msgspec
import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from crosswire.records.brief import BearerTold, StoryTold
from crosswire.serve.desk.assets import asset_bytes
from crosswire.serve.desk.places import gazetteer, world_of
from crosswire.serve.view import StoryView
from sample_brief import sample_story


def story_at(*names: str) -> StoryView:
    """The sample story, told of these places."""
    story: StoryTold = sample_story()
    bearers = tuple(
        BearerTold(id=f"b{n}", name=name, type="place", variants=(name,), articles=("a1",))
        for n, name in enumerate(names)
    )
    return StoryView.of(msgspec.structs.replace(story, entities=bearers, places=()))


def test_known_places_stand_on_the_map_with_their_numbers() -> None:
    """A country, a capital, a large city; the list beside the map has the same numbers."""
    world = world_of(story_at("Japan", "Oslo", "Kyoto"))
    assert [one.name for one in world.placed] == ["Japan", "Kyoto", "Oslo"]
    assert [size for size, _ in world.drawn] == ["wide", "narrow"]
    assert all(drawn.count('class="sign"') == 3 for _, drawn in world.drawn)
    assert not world.unknown


def test_a_place_that_is_not_known_is_listed_and_never_guessed() -> None:
    """An invented town is not on the map; two cities of one name and size are not told apart."""
    twins = next(name for name, spots in gazetteer().items() if len(spots) > 1 and
                 max(s.people for s in spots) < 3 * min(s.people for s in spots))  # fmt: skip
    world = world_of(story_at("Port Sorrel", twins))
    assert world.unknown == ["Port Sorrel"]
    assert world.doubtful == [twins]
    assert not world.drawn and not world.placed


def test_marks_that_lie_on_one_another_stand_aside() -> None:
    """Each of many near places can be read, and stays on the map."""
    near = (
        "Belgium",
        "Brussels",
        "Netherlands",
        "Amsterdam",
        "Luxembourg",
        "Germany",
        "France",
        "Paris",
    )
    for size, drawn in world_of(story_at(*near)).drawn:
        dots = [
            (float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="9"', drawn)
        ]
        assert len(dots) == len(near)
        apart = [math.dist(a, b) for a, b in itertools.combinations(dots, 2)]
        assert min(apart) > 18, size


def test_the_far_larger_of_two_namesakes_is_meant() -> None:
    """London is not the one in Ontario."""
    (one,) = world_of(story_at("London")).placed
    assert one.spot.country == "GB"


def test_every_place_lies_on_the_globe() -> None:
    """Longitudes and latitudes are what they should be."""
    for spots in gazetteer().values():
        for spot in spots:
            assert -180 <= spot.east <= 180 and -90 <= spot.north <= 90, spot


def test_the_outline_is_small_and_runs_nothing() -> None:
    """One picture of less than 60 KB, without script or link."""
    outline = asset_bytes("world.svg")
    assert len(outline) < 60_000
    assert b"<script" not in outline and b"href" not in outline
