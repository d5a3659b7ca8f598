"""Paragraphs of a body that are none: items of lists, rows of tables, pull quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crosswire.records.page import Label
from crosswire.text.html_live import Kind, Live, mark_entries
from crosswire.text.html_overlay import Spot
from crosswire.text.html_tree import Line, squeeze

# A pull quote repeats words of the body; shorter repeats are names and subheadings.
_QUOTED = 25
# An item longer than this is a paragraph that happens to stand in a list.
_ITEM = 300


def kinds_of(
    lines: Sequence[Line], spots: Sequence[Spot | None], body: Sequence[str], live: Live
) -> list[Kind]:
    """What each paragraph of the body is. Lists that make up most of a body are the body."""
    keys = [squeeze(text) for text in body]
    labels: list[Label] = ["body"] * len(body)
    shown, quotes = set[int](), set[int]()
    for line, spot in zip(lines, spots, strict=True):
        if spot is None or spot.first != spot.last or keys[spot.first] != line.key:
            continue
        shown.add(spot.first)
        if line.tag == "li" and len(line.text) <= _ITEM:
            labels[spot.first] = "list"
        elif line.tag == "blockquote" or "quote" in line.home.lower():
            quotes.add(spot.first)
    for number, text in enumerate(body):
        if number not in shown and " | " in text:
            labels[number] = "table"
    if Counter(labels)["list"] < 2 or _size(body, labels, "list") > _size(body, labels, "body"):
        labels = ["body" if label == "list" else label for label in labels]
    if _size(body, labels, "table") > _size(body, labels, "body"):
        labels = ["body" if label == "table" else label for label in labels]
    _mark_quotes(keys, labels, quotes)
    kinds = [Kind(label) for label in labels]
    return mark_entries(lines, spots, body, kinds, live) if live.told else kinds


def _size(body: Sequence[str], labels: Sequence[Label], wanted: Label) -> int:
    return sum(len(text) for text, label in zip(body, labels, strict=True) if label == wanted)


def _mark_quotes(keys: Sequence[str], labels: list[Label], quotes: set[int]) -> None:
    """Pull quotes are marked as quotes and repeat what stands in another paragraph."""
    whole = "\n".join(keys)
    for number in quotes:
        core = keys[number].strip(".…\"“”„»«'‘’—–-")
        if len(core) >= _QUOTED and whole.find(core) != whole.rfind(core):
            labels[number] = "furniture"
