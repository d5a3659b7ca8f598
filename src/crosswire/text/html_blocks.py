"""Paragraphs of a body that are none: items of lists, rows of tables, pull quotes, entries of live blogs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire import facts
from crosswire.records.page import Label
from crosswire.text.html_overlay import Spot
from crosswire.text.html_tree import Line, squeeze
from crosswire.text.metadata_jsonld import Node, plain
from crosswire.text.metadata_time import read_moment, read_written

# A pull quote repeats words of the body; shorter repeats are names and subheadings.
_QUOTED = 25
# Entries that a live blog has at least, and letters of lead that it needs to stand without one.
_ENTRIES = 3
_LEAD = 200
# An item longer than this is a paragraph that happens to stand in a list.
_ITEM = 300


@dataclass(frozen=True)
class Kind:
    """What a paragraph of the body is, and for an entry of a live blog when it was written."""

    label: Label = "body"
    time: str | None = None


@dataclass(frozen=True)
class Live:
    """What the page tells of its being a live blog: that it is one, and its entries' texts and times."""

    told: bool = False
    updates: tuple[tuple[str, str], ...] = ()


def read_live(article: Node, types: frozenset[str], titles: Sequence[str]) -> Live:
    """Live blogs say so in their data, or in a headline or address (`titles`)."""
    told = article.get("liveBlogUpdate")
    rows = told if isinstance(told, list) else []
    found = []
    for row in rows[:2_000]:
        moment = read_moment(row.get("datePublished")) if isinstance(row, dict) else None
        text = squeeze(plain(row.get("articleBody"))) if moment is not None else ""
        if moment is not None and text:
            found.append((text, moment.value))
    words = " ".join(titles).lower()
    says = any(word in words for word in facts.words("pages", "live", "words"))
    return Live("liveblogposting" in types or says or bool(found), tuple(found))


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
    return _entries(lines, spots, keys, kinds, live) if live.told else kinds


def _size(body: Sequence[str], labels: Sequence[Label], wanted: Label) -> int:
    return sum(len(text) for text, label in zip(body, labels, strict=True) if label == wanted)


def _mark_quotes(keys: Sequence[str], labels: list[Label], quotes: set[int]) -> None:
    """Pull quotes are marked as quotes and repeat what stands in another paragraph."""
    whole = "\n".join(keys)
    for number in quotes:
        core = keys[number].strip(".…\"“”„»«'‘’—–-")
        if len(core) >= _QUOTED and whole.find(core) != whole.rfind(core):
            labels[number] = "furniture"


def _entries(
    lines: Sequence[Line],
    spots: Sequence[Spot | None],
    keys: Sequence[str],
    kinds: list[Kind],
    live: Live,
) -> list[Kind]:
    """The paragraphs below the first entry's time, each with the time of its entry."""
    times = _told_times(keys, live) if live.updates else _shown_times(lines, spots, len(keys))
    dated = [time for time in times if time]
    if len(set(dated)) < _ENTRIES:
        return kinds
    first = next(number for number, time in enumerate(times) if time)
    lead = sum(len(keys[number]) for number in range(first))
    opening = times[first] if lead < _LEAD else None  # without a lead the newest entry is the body
    marked: list[Kind] = []
    for kind, time in zip(kinds, times, strict=True):
        entry = time is not None and time != opening and kind.label == "body"
        marked.append(Kind("entry", time) if entry else kind)
    return marked


def _told_times(keys: Sequence[str], live: Live) -> list[str | None]:
    """For each paragraph the time of the update whose text holds it."""
    return [
        next((time for text, time in live.updates if key and key in text), None) for key in keys
    ]


def _shown_times(
    lines: Sequence[Line], spots: Sequence[Spot | None], count: int
) -> list[str | None]:
    """For each paragraph the last <time> before it that follows another paragraph or the head."""
    times: list[str | None] = [None] * count
    now: str | None = None
    for line, spot in zip(lines, spots, strict=True):
        if line.tag == "time" and not line.marks.furniture:
            moment = read_moment(line.moment) or read_written(line.text)
            now = moment.value if moment is not None else now
        elif spot is not None:
            for number in range(spot.first, spot.last + 1):
                times[number] = times[number] or now
    return times
