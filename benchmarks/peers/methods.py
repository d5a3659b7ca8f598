"""The ideas of others, each as plain as it is told.

datasketch, dateparser, trafilatura and scipy run as themselves, in the versions installed. Origins by similar
headlines is the method of corroborate-mcp (words in common) and of title matching (difflib); neither comes
from a package index, so the method is rebuilt here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
import trafilatura
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]
from dateparser.search import search_dates  # type: ignore[import-untyped]
from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
from scipy.spatial.distance import squareform  # type: ignore[import-untyped]

from crosswire.match.cluster import components

ALIKE = 0.55
"""Similarity of two headlines from which both methods take their articles for one origin; theirs."""

PERMUTATIONS = 128
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Lower-case words."""
    return _WORD.findall(text.lower())


def jaccard(one: str, other: str) -> float:
    """The part of all words of two headlines that both have."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / len(a | b) if a | b else 1.0


def sequence(one: str, other: str) -> float:
    """How alike two headlines are letter by letter."""
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()


def origins(headlines: Sequence[str], likeness: Callable[[str, str], float]) -> int:
    """Articles with like headlines are one origin."""
    pairs = combinations(range(len(headlines)), 2)
    links = [(a, b) for a, b in pairs if likeness(headlines[a], headlines[b]) >= ALIKE]
    return len(components(len(headlines), links))


def each_article(headlines: Sequence[str]) -> int:
    """Every article is an origin."""
    return len(headlines)


def stories(texts: Sequence[str], threshold: float, *, damped: bool = True) -> list[int]:
    """A group for each text: TF-IDF and average linkage, cut at this likeness. `damped` takes the logarithm
    of counts, and words of all texts weigh nothing; else both are as scikit-learn has them unasked."""
    apart = 1.0 - np.clip(_likeness(texts, damped), 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), "average")
    groups: list[int] = fcluster(tree, 1.0 - threshold, "distance").tolist()
    return groups


def _likeness(texts: Sequence[str], damped: bool) -> np.ndarray:
    counted = [Counter(words(text)) for text in texts]
    held = Counter(word for counts in counted for word in counts)
    place = {word: at for at, word in enumerate(held)}
    weights = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, counts in enumerate(counted):
        for word, count in counts.items():
            if damped:
                weight = (1 + math.log(count)) * math.log(len(texts) / held[word])
            else:
                weight = count * (math.log((1 + len(texts)) / (1 + held[word])) + 1)
            weights[row, place[word]] = weight
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    return weights @ weights.T


def copies(texts: Sequence[str], threshold: float) -> set[tuple[int, int]]:
    """Pairs of texts whose MinHash sketches of five-word rows meet in datasketch's LSH."""
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    found: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS)
        told = words(text)
        rows = {" ".join(told[at : at + 5]).encode() for at in range(max(1, len(told) - 4))}
        sketch.update_batch(list(rows))
        found |= {(int(other), number) for other in index.query(sketch)}
        index.insert(str(number), sketch)
    return found


def days(sentence: str, published: datetime) -> set[str]:
    """The days that dateparser finds in a sentence, told when it was published."""
    settings = {"RELATIVE_BASE": published.replace(tzinfo=None), "PREFER_DATES_FROM": "past"}
    found: Iterable[tuple[str, datetime]] = (
        search_dates(sentence, languages=["en"], settings=settings) or []
    )
    return {f"{moment:%Y-%m-%d}" for _, moment in found}


def body(html: str) -> str:
    """What trafilatura takes for the text of a page."""
    return trafilatura.extract(html, include_comments=False, favor_precision=True) or ""
