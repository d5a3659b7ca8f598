"""Why two articles are one story or not: the closest pairs of a stream, and their reasons in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from crosswire.match.cluster import Pair
from crosswire.match.events import days_between
from crosswire.match.stream import Stream
from crosswire.match.vectors import strongest
from crosswire.records.base import Feature, Judgement

WORDS_TOLD = 6


def closest(
    stream: Stream, home: Mapping[int, int], least: float
) -> Iterator[tuple[int, int, float]]:
    """For each article its strongest tie inside its story, its closest outside (`least` at least), and
    the most alike of those that something told apart: smaller number first, each pair once."""
    found: dict[Pair, float] = {}
    for item in range(len(stream.tellers)):
        ties = stream.settling.ties(item)
        for tie in (ties.inside, ties.outside):
            if tie and (home[item] == home[tie[0]] or tie[1] >= least):
                found[min(item, tie[0]), max(item, tie[0])] = tie[1]
    nearest: dict[int, tuple[float, int]] = {}
    for (left, right), (_, value) in stream.refused.items():
        nearest[right] = max(nearest.get(right, (0.0, left)), (value, left))
    for right, (_, left) in nearest.items():
        if home[left] != home[right]:
            found.setdefault((left, right), 0.0)
    yield from ((left, right, worth) for (left, right), worth in sorted(found.items()))


def why(
    stream: Stream, left: int, right: int, worth: float, *, yes: bool, heads: frozenset[int]
) -> Judgement:
    """The judgement on two articles of a stream with the features that decided; of one of `heads`, why its
    story bears its headline."""
    one, other = stream.tellers[left], stream.tellers[right]
    alike = float(stream.vectors.cosines(left, np.array([right]))[0])
    vectors = stream.vectors.vector(left), stream.vectors.vector(right)
    words = ", ".join(term for term, _ in strongest(*vectors, WORDS_TOLD))
    ties = stream.settling.ties(left), stream.settling.ties(right)
    usual = sum(tie.crowded for tie in ties) / 2
    features = [
        Feature(name="words in common", value=round(alike, 4), left=words, right=words),
        Feature(name="usual around them", value=round(usual, 4)),
        Feature(name="enough at 1", value=round(worth, 4)),
        Feature(name="articles around", value=float(stream.company(right))),
    ]
    names = [", ".join(stream.names(item)) for item in (left, right)]
    if all(names):
        met = stream.names_met(right, [left])[0]
        told = names[0], names[1]
        features.append(
            Feature(name="names in the headlines", value=round(met, 4), left=told[0], right=told[1])
        )
    days = days_between(one, other)
    if days is not None:
        told = str(one.day), str(other.day)
        features.append(Feature(name="days apart", value=float(days), left=told[0], right=told[1]))
    for item in sorted(heads & {left, right} if yes else ()):
        mass = stream.settling.ties(item).mass
        words = stream.tellers[item].headline
        features.append(
            Feature(name="headline: most like the others", value=round(mass, 4), left=words)
        )
    if (left, right) in stream.refused:
        told = one.headline, other.headline
        features.append(
            Feature(name=stream.refused[left, right][0], value=1.0, left=told[0], right=told[1])
        )
    return Judgement.make(
        "same story",
        one.article.id,
        other.article.id,
        yes=yes,
        score=worth / (1 + worth),
        features=tuple(features),
    )
