"""The web of who says so: articles, those they pass it through, origins, and who copied whom.

What was copied is not drawn a second time, for it adds no origin. Names are laid together by the
story's bearers of names, so that a short form and a full one are one node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.records.brief import StatementTold
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import line

# What can be read on one picture; larger stories keep the top and say so.
MOST_ARTICLES, MOST_RELAYS, MOST_ORIGINS = 10, 10, 14

Edge = tuple[str, str]


@dataclass
class Web:
    """Nodes and edges of the picture. Edges are counted in statements.

    `middle` holds the relays and, between them, a lane for each origin that articles name
    directly, told apart by `lane`. `copies` tells how the right article comes from the left one;
    in `unordered` nobody knows which came first.
    """

    articles: list[str] = field(default_factory=list)
    relays: list[str] = field(default_factory=list)
    middle: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    direct: Counter[Edge] = field(default_factory=Counter)
    first: Counter[Edge] = field(default_factory=Counter)
    last: Counter[Edge] = field(default_factory=Counter)
    copies: dict[Edge, str] = field(default_factory=dict)
    unordered: set[Edge] = field(default_factory=set)
    own: frozenset[str] = frozenset()
    left_out: tuple[int, int, int] = (0, 0, 0)


def lane(origin: str) -> str:
    """The node in the middle column through which lines pass straight to an origin."""
    return f"\n{origin}"


def gather(view: StoryView) -> Web:
    """What is to be drawn: the most told articles, relays and origins of the story."""
    web, names = Web(), _Names(view)
    heard: Counter[str] = Counter(said.article for said in view.story.statements)
    told = sorted(view.articles, key=lambda name: (-heard[name], view.numbers[name]))
    kept = set(told[:MOST_ARTICLES])
    web.articles = [name for name in view.articles if name in kept]
    voices = view.voices()
    web.origins = [voice.name for voice in voices if kept & set(voice.articles)][:MOST_ORIGINS]
    web.own = frozenset(voice.name for voice in voices if voice.kind == "outlet")
    for claim in view.story.claims:
        for origin in claim.origins:
            name = line(origin.name, 80) or "unnamed"
            if name in web.origins:
                _follow(view, web, names, name, view.said(origin.statements))
    _kin(view, web)
    ranked = [name for name, _ in _relayed(web).most_common()]
    web.relays = ranked[:MOST_RELAYS]
    web.left_out = (
        len(told) - len(web.articles),
        len(ranked) - len(web.relays),
        len(voices) - len(web.origins),
    )
    _order(web)
    return web


class _Names:
    """Which bearer a written name means, where only one can be meant."""

    def __init__(self, view: StoryView) -> None:
        self._bearers: dict[str, str] = {}
        doubtful: set[str] = set()
        for bearer in view.story.entities:
            for form in (bearer.name, *bearer.variants):
                told = line(bearer.name, 80)
                if self._bearers.setdefault(self._key(form), told) != told:
                    doubtful.add(self._key(form))
        for form in doubtful:
            del self._bearers[form]

    @staticmethod
    def _key(name: str) -> str:
        return line(name, 80).casefold().replace("-", " ").removeprefix("the ")

    def full(self, name: str) -> str:
        """The bearer's own name, else the name as written."""
        return self._bearers.get(self._key(name), line(name, 80))

    def same(self, one: str, other: str) -> bool:
        """Do both names mean one bearer?"""
        return self._key(self.full(one)) == self._key(self.full(other))


def _follow(
    view: StoryView, web: Web, names: _Names, origin: str, told: Sequence[StatementTold]
) -> None:
    """Add the ways from articles to one origin."""
    for said in told:
        parent = view.statements.get(said.copied_from or "")
        if (
            parent
            and parent.article != said.article
            and {parent.article, said.article} <= set(web.articles)
        ):
            web.copies.setdefault((parent.article, said.article), "copy")
            continue
        if said.article not in web.articles:
            continue
        ends = (origin, view.outlet(said.article))
        between = [
            names.full(source.name)
            for source in said.sources
            if source.name.strip() and not any(names.same(source.name, end) for end in ends)
        ]
        if between:
            web.first[said.article, between[0]] += 1
            web.last[between[0], origin] += 1
        else:
            web.direct[said.article, origin] += 1


def _kin(view: StoryView, web: Web) -> None:
    """Add what the lineages tell: for each article the one text that it shares most with."""
    kinships = [kin for lineage in view.story.lineages for kin in lineage.kinships]
    closest = sorted(kinships, key=lambda kin: (kin.direction == "unknown", -kin.share))
    taken: set[str] = set()
    for kin in closest:
        if kin.right in taken or not {kin.left, kin.right} <= set(web.articles):
            continue
        taken.add(kin.right)
        web.copies = {edge: how for edge, how in web.copies.items() if edge[1] != kin.right}
        web.copies[kin.left, kin.right] = kin.relation
        if kin.direction == "unknown":
            web.unordered.add((kin.left, kin.right))


def _relayed(web: Web) -> Counter[str]:
    told: Counter[str] = Counter()
    for (_, relay), times in web.first.items():
        told[relay] += times
    return told


def _order(web: Web) -> None:
    """Lay each column so that lines cross little: by the mean place of what they join."""
    passing = dict.fromkeys(origin for _, origin in web.direct if origin in web.origins)
    web.middle = [*web.relays, *map(lane, passing)] if web.relays else []
    entering = web.first + Counter(
        {(article, lane(origin)): times for (article, origin), times in web.direct.items()}
    )
    leaving = web.last + Counter({(lane(origin), origin): 1 for origin in passing})
    for _ in range(6):
        if web.middle:
            web.origins = _by_mean(web.origins, _joined(leaving, web.middle))
            left, right = _joined(entering, web.articles), _joined(_turned(leaving), web.origins)
            web.middle = _by_mean(
                web.middle,
                {name: left.get(name, 0.5) + right.get(name, 0.5) for name in web.middle},
            )
        else:
            web.origins = _by_mean(web.origins, _joined(web.direct, web.articles))


def _turned(edges: Counter[Edge]) -> Counter[Edge]:
    return Counter({(right, left): times for (left, right), times in edges.items()})


def _joined(edges: Counter[Edge], column: Sequence[str]) -> dict[str, float]:
    """Mean place, from 0 to 1, of the left neighbours of each node."""
    places = {name: place / max(len(column) - 1, 1) for place, name in enumerate(column)}
    sums: dict[str, tuple[float, int]] = {}
    for (left, right), times in edges.items():
        if left in places:
            total, weight = sums.get(right, (0.0, 0))
            sums[right] = (total + places[left] * times, weight + times)
    return {name: total / weight for name, (total, weight) in sums.items()}


def _by_mean(names: list[str], means: Mapping[str, float]) -> list[str]:
    return sorted(names, key=lambda name: means.get(name, 0.5))
