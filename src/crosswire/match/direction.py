"""Which of two kindred texts was first, and what says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from crosswire import facts
from crosswire.match.addresses import is_one_place
from crosswire.match.same_source import same_house
from crosswire.records.lineage import Relation
from crosswire.records.page import Article, Told

TAKEN = 0.2
"""A text of which so much more stands in the other than the reverse is a part of that other."""

QUOTED_WORDS = 15
"""So many words that stand in quotes here and as plain prose there were taken from there."""

_DECORATION = re.compile(r"\s*(?:\(.*?\)|[-–|] .*| online| news)*$", re.IGNORECASE)
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Shares:
    """What two texts have in common: `left` is the part of the left one that stands in the right,
    `quoted_left` the shared words that only the left text has in quotes."""

    left: float
    right: float
    quoted_left: int = 0
    quoted_right: int = 0


def prints_words_of_others(headline: str, body: str) -> bool:
    """Does the page print a speech, a letter or a statement in full, by its own word?"""
    opening = f"{headline} {body[:160]}".lower()
    return any(mark in opening for mark in facts.words("versions", "documents", "marks"))


def earlier(left: Article, right: Article, relation: Relation, shares: Shares) -> tuple[bool, str]:
    """Whether right was first (then the pair is turned), and what says so.

    Witnesses in this order; the first that tells one from the other is heard:

    1. "credit": one is the agency's own page, or names the other's outlet.
    2. "content": one quotes what the other says in its own voice.
    3. "address": one address, two times.
    4. "time": publication, where the two times cannot overlap.
    5. "content": "updated" and the like; an excerpt comes from its whole, a revision has grown.

    When none does the smaller id stands left, and the word is "unknown".
    """
    same_address = is_one_place(left, right)
    witnesses: tuple[tuple[str, Callable[[], int]], ...] = (
        ("credit", lambda: _is_agency(right, left) - _is_agency(left, right)),
        ("credit", lambda: 0 if relation == "revision" else _names(left, right)),
        ("content", lambda: _quotes(shares)),
        ("address", lambda: _by_address(left, right) if same_address else 0),
        ("time", lambda: time_order(left.published, right.published)),
        ("content", lambda: says_later(left) - says_later(right)),
        ("content", lambda: _part_of(shares) if relation == "excerpt" else 0),
        ("content", lambda: -_part_of(shares) if relation == "revision" else 0),
    )
    for how, witness in witnesses:
        told = witness()
        if told:
            return told > 0, how
    return left.id > right.id, "unknown"


def _is_agency(article: Article, other: Article) -> bool:
    """Is this the agency's own page of a text that the other prints?"""
    if article.outlet_kind == "agency" and other.outlet_kind != "agency":
        return True
    if not article.outlet or not other.agency or not same_house(article.outlet, other.agency):
        return False
    return not same_house(other.outlet or "", other.agency)


def _names(left: Article, right: Article) -> int:
    """1 when only left names the outlet of right: then right was first."""
    return _is_named(right, left) - _is_named(left, right)


def _is_named(outlet_of: Article, text_of: Article) -> bool:
    name = _bare(outlet_of.outlet or "")
    if len(name) < _SHORTEST_NAME or name == text_of.outlet or name not in text_of.text:
        return False
    return re.search(rf"\b{re.escape(name)}\b", text_of.body) is not None


@lru_cache(maxsize=4096)
def _bare(outlet: str) -> str:
    """The name of an outlet without what is only put to it: "Norrby Post - Home", "Selma (English)"."""
    return _DECORATION.sub("", outlet).strip()


def _quotes(shares: Shares) -> int:
    if max(shares.quoted_left, shares.quoted_right) < QUOTED_WORDS:
        return 0
    return (shares.quoted_left > 2 * shares.quoted_right) - (
        shares.quoted_right > 2 * shares.quoted_left
    )


def _by_address(left: Article, right: Article) -> int:
    return time_order(left.modified or left.published, right.modified or right.published)


def _part_of(shares: Shares) -> int:
    if abs(shares.left - shares.right) < TAKEN:
        return 0
    return 1 if shares.left > shares.right else -1


def says_later(article: Article) -> bool:
    """Does the article call itself updated or corrected?"""
    if any(block.label == "correction" for block in article.blocks):
        return True
    marks = facts.words("versions", "later", "marks")
    dates = " ".join(block.text for block in article.blocks if block.label == "date")
    opening = f"{article.headline or ''} {article.body[:80]} {dates}".lower()
    return any(word in marks for word in re.findall(r"[a-z]+", opening))


def moment(told: Told | None) -> tuple[datetime, datetime] | None:
    """The bounds of a told time, half-open; a day without hour is a day long. None where nothing
    readable is told. A time without zone is taken for UTC."""
    return _bounds(told.value) if told else None


@lru_cache(maxsize=4096)
def _bounds(value: str) -> tuple[datetime, datetime] | None:
    try:
        start = datetime.fromisoformat(value)
    except ValueError:
        return None
    width = timedelta(days=1) if len(value) <= 10 else timedelta(seconds=1)
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    return start, start + width


def time_order(left: Told | None, right: Told | None) -> int:
    """-1 when left is surely earlier, 1 when right is, 0 when the times do not tell."""
    one, other = moment(left), moment(right)
    if one is None or other is None:
        return 0
    return -1 if one[1] <= other[0] else 1 if other[1] <= one[0] else 0
