"""Trafilatura's paragraphs laid over the lines of the page: which line is where in the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from crosswire.text.html_tree import Line, squeeze


@dataclass(frozen=True)
class Spot:
    """Where a line lies in the squeezed body: paragraphs `first` to `last`."""

    first: int
    last: int


def lay_over(lines: Sequence[Line], body: Sequence[str]) -> list[Spot | None]:
    """For each line the body paragraphs that hold it, or None.

    Long lines may lie anywhere in a paragraph; short ones must be a whole paragraph, or stand at
    the place where the last one ended.
    """
    keys = [squeeze(text) for text in body]
    ends: list[int] = []
    for key in keys:
        ends.append((ends[-1] if ends else 0) + len(key))
    whole = "".join(keys)
    starts = [end - len(key) for end, key in zip(ends, keys, strict=True)]
    exact = {key: number for number, key in reversed(list(enumerate(keys)))}
    spots: list[Spot | None] = []
    cursor = 0
    for line in lines:
        at = _find(line.key, whole, cursor, exact, starts)
        if at is None:
            spots.append(None)
            continue
        cursor = at + len(line.key)
        spots.append(Spot(_number(ends, at), _number(ends, cursor - 1)))
    return spots


def _find(
    key: str, whole: str, cursor: int, exact: dict[str, int], starts: Sequence[int]
) -> int | None:
    if whole.startswith(key, cursor):
        return cursor if len(key) > 3 or key in exact else None
    if key in exact:
        return starts[exact[key]]
    if len(key) < 40:
        return None
    at = whole.find(key, cursor)
    return at if at >= 0 else (found if (found := whole.find(key)) >= 0 else None)


def _number(ends: Sequence[int], at: int) -> int:
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high) // 2
        if ends[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low


# A missing paragraph is long and nearly free of links; a home is trusted with two body lines in it.
_PARAGRAPH = 80
_TRUSTED = 2
# Lines between a body line and a missing sibling: a teaser box or picture has up to ten.
_REACH = 12


def fill_gaps(lines: Sequence[Line], body: Sequence[str]) -> list[str]:
    """The body with the long paragraphs that stand in the same elements as its other paragraphs.

    Extractors drop a paragraph for its place (the first) or its links; its siblings betray it.
    """
    spots = lay_over(lines, body)
    found = [(line, spot) for line, spot in zip(lines, spots, strict=True) if spot is not None]
    homes = Counter(line.home for line, _ in found if line.tag == "p" and len(line.text) > 60)
    used = {n for _, spot in found for n in range(spot.first, spot.last + 1)}
    filled, after = list(body), dict[int, list[str]]()
    at, near = -1, 0
    for place, (line, spot) in enumerate(zip(lines, spots, strict=True)):
        if line.tag == "h1" and found and at == len(body) - 1:
            break  # another article begins
        if spot is not None:
            at, near = max(at, spot.last), place
        elif homes[line.home] >= _TRUSTED and _reads_like_body(line) and place - near <= _REACH:
            near = place
            twin = _twin(line.text, filled, range(at + 1, at + 6), used)
            if twin is None:
                after.setdefault(at, []).append(line.text)
            else:
                filled[twin], at = line.text, twin
                used.add(twin)
    whole = list(after.get(-1, ()))
    for number, text in enumerate(filled):
        whole += [text, *after.get(number, ())]
    return whole


def in_page_order(lines: Sequence[Line], body: Sequence[str]) -> list[str]:
    """The paragraphs in the order of the page: extractors put the one they began with first.

    One that stands on the page as it is, once, keeps its place there; the others follow the one before them.
    """
    where = {line.key: at for at, line in enumerate(lines)}
    often = Counter(line.key for line in lines)
    places, last = list[int](), -1
    for text in body:
        key = squeeze(text)
        last = where[key] if often[key] == 1 else last
        places.append(last)
    order = sorted(range(len(body)), key=lambda number: places[number])
    return [body[number] for number in order]


def _twin(text: str, body: Sequence[str], places: range, used: set[int]) -> int | None:
    """The body paragraph that is this line with words left out, links mostly."""
    for number in places:
        if number < len(body) and number not in used and fuzz.ratio(text, body[number]) > 70:
            return number
    return None


def _reads_like_body(line: Line) -> bool:
    return (
        line.tag == "p"
        and len(line.text) >= _PARAGRAPH
        and line.link_share < 0.3
        and line.marks.label in {"", "related"}
    )
