"""Ten small stories of our own in ten fields: what their briefs must hold, fact by fact.

`tests/golden/stories/FIELD/truth.toml` says what a careful editor would say, `open.toml` which facts
are not told yet and what kind of error is behind each: such a fact must fail, and is taken off the
list when it holds.
"""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from benchmarks.golden import STORIES, Item, fields, items, still_open, told
from benchmarks.golden_told import Told


@cache
def brief_of(field: str) -> Told:
    """One run for each story."""
    return told(field)


def _facts() -> list[object]:
    facts: list[object] = []
    for field in fields():
        for item in items(field):
            why = still_open(field).get(item.id)
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            facts.append(pytest.param(item, id=f"{field}-{item.id}"[:120], marks=marks))
    return facts


@pytest.mark.parametrize("item", _facts())
def test_the_brief_says_what_an_editor_would(item: Item) -> None:
    """Each fact of each story's truth is told by its brief."""
    assert item.check(brief_of(item.field)) == ""


@pytest.mark.parametrize("field", fields())
def test_the_truth_quotes_its_pages(field: str) -> None:
    """All evidence stands on the page that it names: nothing fails or holds for want of words."""
    truth = tomllib.loads((STORIES / field / "truth.toml").read_text("utf-8"))
    texts = brief_of(field).text
    for page, words in _evidence(truth):
        assert brief_of(field).holds(page, words), f"{page}: {words!r} is not in {texts[page]!r}"


def test_what_is_open_is_a_fact_of_a_story() -> None:
    """The list of what is not told yet names facts that there are."""
    listed = tomllib.loads((STORIES / "open.toml").read_text("utf-8"))
    assert set(listed) <= set(fields())
    for field in fields():
        assert set(still_open(field)) <= {item.id for item in items(field)}


def _evidence(value: object) -> list[tuple[str, str]]:
    """All pairs of a page and its words, however deep they lie."""
    if isinstance(value, dict):
        return [pair for inner in value.values() for pair in _evidence(inner)]
    if not isinstance(value, list):
        return []
    if len(value) == 2 and all(isinstance(part, str) for part in value) and value[0].isdigit():
        return [(value[0], value[1])]
    return [pair for inner in value for pair in _evidence(inner)]
