"""Lines that recur on pages of one outlet at the same place: what every reader is shown, not news."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

# A line longer than this is a paragraph; paragraphs recur where a text is printed twice.
LONGEST = 200
# Letters of a paragraph. Pages that share half of theirs are one text in two printings: what else they
# share proves nothing.
_PARAGRAPH = 80
# How many places from the top and from the end of the body a line may stand at.
_TOP, _END = 3, 4


def recurring(bodies: Sequence[Sequence[str]], least: int, share: float) -> list[set[int]]:
    """For each body (its paragraphs in order) the places of lines that recur.

    A line recurs where it stands at the same place from the top or from the end, in at least `least`
    different texts and in at least this share of them. Pages that share half of their
    paragraphs are one text.
    """
    keys = [[" ".join(text.lower().split()) for text in body] for body in bodies]
    texts = _texts(keys)
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    spots: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for page, body in enumerate(keys):
        for number, key in enumerate(body):
            if len(key) <= LONGEST:
                for place in _places(number, len(body)):
                    seen[key, place].add(texts[page])
                    spots[key, place].append((page, number))
    wanted = max(least, share * len(set(texts)))
    found: list[set[int]] = [set() for _ in bodies]
    for line, pages in seen.items():
        if len(pages) >= wanted:
            for page, number in spots[line]:
                found[page].add(number)
    return found


def _places(number: int, count: int) -> list[str]:
    top = [f"top {number}"] if number < _TOP else []
    below = count - 1 - number
    # The lines at the end come and go with comments and tags, so that they count together.
    return [*top, *(["end"] if below < _END else [])]


def _texts(keys: Sequence[Sequence[str]]) -> list[int]:
    """The number of its text for each page: that of an earlier page which has half of its paragraphs."""
    owner: dict[str, int] = {}
    texts = list(range(len(keys)))
    for page, body in enumerate(keys):
        long = [key for key in body if len(key) >= _PARAGRAPH]
        shared = Counter(owner[key] for key in long if key in owner)
        twin, count = max(shared.items(), key=lambda pair: (pair[1], -pair[0]), default=(page, 0))
        if 2 * count >= len(long) and count:
            texts[page] = twin
        for key in long:
            owner.setdefault(key, texts[page])
    return texts
