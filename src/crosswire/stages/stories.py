"""Stories: articles that report the same real event are laid together.

Reads: articles, readings (names and places), lineages.
Writes: stories, the judgements that made them and the closest that did not, issues.
Meets: "stories.settle" brings the whole pile together under one key. Inside it is near-linear: only
    articles some days apart at most that share one of their telling terms are compared. Bound: the
    pile must fit into the memory of one process, about 4 KB an article.
Decides: how alike two articles are, by the words of headline, opening and text, weighed by rarity, times
    how near their days are, which counts for more the more articles there are around;
    less what tells look-alikes apart (another of a row, exchanged actors, a template filled anew).
    Average linkage settles the stories. A story whose texts, but for what all have in common, make two
    knots is two stories.
Never: puts articles of one lineage into two stories, unless weeks lie between them; reads a clock.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from crosswire.match.cluster import Pair, average_linkage
from crosswire.match.events import Sketch, Weights, days_between, knots, sketch, told_apart, vector
from crosswire.match.vectors import Rarity, Vector, cosine, strongest, unit
from crosswire.records.base import Feature, Issue, Judgement, Record, make_id
from crosswire.records.lineage import Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.records.story import Story


class StoryOptions(Options, frozen=True, kw_only=True):
    """Settings of the stage. Calibrated in November 2026 on development sets of very different density:
    roundups (1,577 articles, some 25 a fortnight), the same in a stream of all news (10,592, some 180
    a fortnight), look-alike pairs of events without dates (772), and piles of two to six."""

    threshold: float = 0.14
    """Least likeness of two articles of one day in a large pile. From .12 to .16 all dated sets keep their
    score within .01; at .22 a third of the small piles is torn, at .10 large ones grow together."""

    trust: float = 0.03
    """So much less is enough where nothing else competes: .12 in a pile of four."""

    undated: float = 0.57
    """What the nearness of an undated article is taken for in a large pile: .7 mixes look-alike events
    without dates, .45 tears single ones."""

    days_scale: float = 3.0
    """Likeness fades with exp(-days²/scale). 4.5 and 7 do less well, by .01, on dense sets."""

    few: float = 6.0
    """In a sparse pile days weigh less: likeness never fades below 1 / (1 + articles around / few). What
    was announced a week before and has now come about is one story, where nothing else competes."""

    days_around: int = 8
    days_apart: int = 21
    """Articles further apart are never compared; those within `days_around` count as around."""

    headline_weight: float = 2.0
    opening_weight: float = 1.0
    opening_words: int = 80
    words_read: int = 600
    name_weight: float = 1.5
    """Flat optima all: the headline at 1 and 4, names at 1 and 2.5 change scores by under .01."""

    all_pairs: int = 400
    """Up to so many articles all are compared; beyond, those that share one of their `keys` weightiest
    terms, where no more than `crowd` articles around share it."""
    keys: int = 25
    crowd: int = 300

    knot: float = 0.2
    knots_apart: float = 7.0
    """Mean likeness in a knot, what all have in common left out, and how many times less it must be
    between knots. Many desks' reports of one event reach two to five with loose knots; at 5 true stories of
    a dense set are parted, at 8 small piles of two events with one actor are not."""
    largest_knotted: int = 60

    told: float = 0.5
    """Rejected pairs are told from this part of the threshold on."""


class _Pile:
    """All articles of a settling, with what is needed to compare two of them."""

    def __init__(self, articles: Sequence[Article], options: StoryOptions) -> None:
        self.options = options
        self.weights = Weights(
            headline=options.headline_weight,
            opening=options.opening_weight,
            opening_words=options.opening_words,
            words=options.words_read,
            name=options.name_weight,
        )
        self.tellers = [sketch(article, self.weights) for article in articles]
        self.rarity = Rarity(teller.counts for teller in self.tellers)
        self.vectors = [vector(teller, self.rarity, self.weights) for teller in self.tellers]
        self.days = sorted(teller.day.toordinal() for teller in self.tellers if teller.day)

    def around(self, left: int, right: int) -> int:
        """How many articles compete: all within some days of either, and the undated ones."""
        days = [day.toordinal() for at in (left, right) if (day := self.tellers[at].day)]
        if len(days) < 2:
            return len(self.tellers)
        reach = self.options.days_around
        low, high = min(days) - reach, max(days) + reach
        undated = len(self.tellers) - len(self.days)
        return bisect_right(self.days, high) - bisect_left(self.days, low) + undated

    def likeness(self, left: int, right: int) -> float:
        """How alike two articles are: 1 is just enough for one story."""
        one, other, options = self.tellers[left], self.tellers[right], self.options
        floor = 1 / (1 + self.around(left, right) / options.few)
        days = days_between(one, other)
        near = options.undated if days is None else math.exp(-(days**2) / options.days_scale)
        worth = max(near, floor) / (options.threshold - options.trust * floor)
        if worth < options.told:  # even twins would not be told
            return 0.0
        cos = cosine(self.vectors[left], self.vectors[right])
        if cos * worth >= options.told and told_apart(one, other, cos):
            return 0.0
        return cos * worth

    def pairs(self) -> Iterator[Pair]:
        """The pairs worth comparing, each once, smaller number first."""
        size = len(self.tellers)
        if size <= self.options.all_pairs:
            yield from ((i, j) for j in range(size) for i in range(j) if self._in_reach(i, j))
            return
        met: set[Pair] = set()
        for holders in self._holders().values():
            for pair in self._near(holders):
                if pair not in met:
                    met.add(pair)
                    yield pair

    def _in_reach(self, left: int, right: int) -> bool:
        days = days_between(self.tellers[left], self.tellers[right])
        return days is None or days <= self.options.days_apart

    def _holders(self) -> dict[str, list[int]]:
        """For each telling term the articles that have it among their weightiest, by day."""
        order = sorted(range(len(self.tellers)), key=lambda i: (self.tellers[i].day or date.min, i))
        held: dict[str, list[int]] = {}
        for item in order:
            weights = self.vectors[item]
            for term in sorted(weights, key=lambda t: (-weights[t], t))[: self.options.keys]:
                held.setdefault(term, []).append(item)
        return held

    def _near(self, holders: Sequence[int]) -> Iterator[Pair]:
        """Pairs of one term within reach in time; undated articles stand first and meet all."""
        for at, later in enumerate(holders):
            day = self.tellers[later].day
            for back in range(at - 1, max(at - 1 - self.options.crowd, -1), -1):
                earlier = holders[back]
                other = self.tellers[earlier].day
                if day and other and (day - other).days > self.options.days_around:
                    break
                yield (earlier, later) if earlier < later else (later, earlier)


def settle_key(record: Record) -> Iterable[str]:
    """Everything under one key: any two articles of a pile may tell of one event."""
    return ("all",) if isinstance(record, Article | Reading | Lineage) else ()


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The stories of a pile, each with the judgements that made it."""
    del key
    options: StoryOptions = room.options
    articles = of_type(records, Article)
    readings = {reading.article: reading for reading in of_type(records, Reading)}
    pile = _Pile(articles, options)
    together = list(_kindred(pile, of_type(records, Lineage)))
    alike = {
        pair: value for pair in pile.pairs() if (value := pile.likeness(*pair)) > options.told / 2
    }
    groups = average_linkage(len(articles), alike, 1.0, together)
    groups = [part for group in groups for part in _parted(pile, group, together)]
    home = {member: number for number, group in enumerate(groups) for member in group}
    reasons: dict[int, list[str]] = {}
    for number, judgement in _judgements(pile, alike, together, home):
        yield judgement
        if judgement.yes:
            reasons.setdefault(number, []).append(judgement.id)
    for number, group in enumerate(groups):
        yield _story(pile, alike, group, readings, reasons.get(number, []))


def _kindred(pile: _Pile, lineages: Sequence[Lineage]) -> Iterator[Pair]:
    """Neighbours in a lineage that are not weeks apart: one text is one story."""
    place = {teller.article.id: at for at, teller in enumerate(pile.tellers)}
    for lineage in lineages:
        members = [place[one] for one in lineage.articles if one in place]
        for pair in pairwise(members):
            days = days_between(pile.tellers[pair[0]], pile.tellers[pair[1]])
            if days is None or days <= pile.options.days_apart:
                yield pair


def _parted(pile: _Pile, group: list[int], together: Sequence[Pair]) -> list[list[int]]:
    """The group, or its knots when it tells of two events that have an actor or a place in common."""
    texts = _texts(group, together)
    if not 4 <= len(texts) <= pile.options.largest_knotted:
        return [group]
    shared = Counter(term for text in texts for term in pile.tellers[text[0]].counts)
    rest = [_rest(pile, text[0], shared, len(texts)) for text in texts]
    labels = knots(
        len(texts),
        lambda one, other: cosine(rest[one], rest[other]),
        pile.options.knot,
        pile.options.knots_apart,
    )
    parts: dict[int, list[int]] = {}
    for label, text in zip(labels, texts, strict=True):
        parts.setdefault(label, []).extend(text)
    return [sorted(part) for _, part in sorted(parts.items())]


def _texts(group: Sequence[int], together: Sequence[Pair]) -> list[list[int]]:
    """The articles of a group, those of one lineage laid together: copies are no knot."""
    text_of = {member: [member] for member in group}
    for left, right in together:
        if left in text_of and right in text_of and text_of[left] is not text_of[right]:
            text_of[left].extend(text_of[right])
            for member in text_of[right]:
                text_of[member] = text_of[left]
    return [sorted(text) for text in {id(text): text for text in text_of.values()}.values()]


def _rest(pile: _Pile, item: int, shared: Counter[str], texts: int) -> Vector:
    """The vector of an article without what the whole group has in common."""
    return unit(
        {
            term: weight * pile.rarity(term) * (1 - (shared[term] - 2) / (texts - 2))
            if shared[term] > 2
            else weight * pile.rarity(term)
            for term, weight in pile.vectors[item].items()
        }
    )


def _judgements(
    pile: _Pile, alike: dict[Pair, float], together: Sequence[Pair], home: dict[int, int]
) -> Iterator[tuple[int, Judgement]]:
    """For each article its strongest tie inside its story, and the closest outside."""
    fixed = set(together)
    best: dict[tuple[int, bool], tuple[float, Pair]] = {}
    for pair, value in sorted(alike.items()):
        yes = home[pair[0]] == home[pair[1]]
        for item in pair:
            if (yes or value >= pile.options.told) and value > best.get((item, yes), (0.0,))[0]:
                best[item, yes] = (value, pair)
    chosen = {pair for _, pair in best.values()} | fixed
    for left, right in sorted(chosen):
        yes = home[left] == home[right]
        value = alike.get((min(left, right), max(left, right)), 0.0)
        yield home[left], _judgement(pile, (left, right), yes, value, (left, right) in fixed)


def _judgement(pile: _Pile, pair: Pair, yes: bool, value: float, kin: bool) -> Judgement:
    left, right = pair
    one, other = pile.tellers[left], pile.tellers[right]
    vectors = pile.vectors[left], pile.vectors[right]
    words = ", ".join(term for term, _ in strongest(*vectors, 6))
    features = [
        Feature(name="words in common", value=round(cosine(*vectors), 4), left=words, right=words),
        Feature(name="enough at 1", value=round(value, 4)),
        Feature(name="articles around", value=float(pile.around(left, right))),
    ]
    days = days_between(one, other)
    if days is not None:
        told = str(one.day), str(other.day)
        features.append(Feature(name="days apart", value=float(days), left=told[0], right=told[1]))
    if kin:
        features.append(Feature(name="one text", value=1.0))
    return Judgement.make(
        "same story",
        one.article.id,
        other.article.id,
        yes=yes,
        score=1.0 if kin else value / (1 + value),
        features=tuple(features),
    )


def _story(
    pile: _Pile,
    alike: dict[Pair, float],
    group: Sequence[int],
    readings: dict[str, Reading],
    reasons: Sequence[str],
) -> Story:
    order = sorted(group, key=lambda i: _when(pile.tellers[i]))
    members = [pile.tellers[item].article.id for item in order]
    days = sorted(day for item in group if (day := pile.tellers[item].day))
    return Story(
        id=make_id("story", *sorted(members)),
        articles=tuple(members),
        headline=_headline(pile, alike, order),
        start=days[0].isoformat() if days else None,
        end=days[-1].isoformat() if days else None,
        places=_main(members, readings, ("place",)),
        names=_main(members, readings, ("person", "organization")),
        judgements=tuple(sorted(reasons)),
    )


def _when(teller: Sketch) -> tuple[str, str]:
    told = teller.article.published or teller.article.anchor
    return (told.value if told and teller.day else "9999", teller.article.id)


def _headline(pile: _Pile, alike: dict[Pair, float], order: Sequence[int]) -> str:
    """The headline of the article most like the others; the earliest of equals."""
    central: Counter[int] = Counter()
    for at, left in enumerate(order):
        for right in order[at + 1 :]:
            value = alike.get((min(left, right), max(left, right)), 0.0)
            central[left] += value  # type: ignore[assignment]
            central[right] += value  # type: ignore[assignment]
    titled = [item for item in order if pile.tellers[item].headline.strip()]
    return pile.tellers[max(titled, key=lambda item: central[item])].headline if titled else ""


def _main(
    members: Sequence[str], readings: dict[str, Reading], kinds: Sequence[str]
) -> tuple[str, ...]:
    """The names that most articles tell, then those told most often; five at most."""
    articles: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for member in members:
        reading = readings.get(member)
        for entity in reading.entities if reading else ():
            if entity.kind in kinds:
                articles[entity.name] += 1
                times[entity.name] += entity.count
    order = sorted(articles, key=lambda name: (-articles[name], -times[name], name))
    return tuple(order[:5])


STAGE = Stage(
    "stories",
    StoryOptions(),
    (
        Step(
            "stories.settle",
            (Article, Reading, Lineage),
            (Story, Judgement, Issue),
            settle_key,
            settle,
        ),
    ),
)
