"""Stories: articles that report the same real event are laid together.

Reads: articles, readings (names and places), lineages, judgements of people.
Writes: stories, the judgements that made them and the closest that did not, issues.
Meets: "stories.kin" the articles of lineages, "stories.settle" the whole pile, each under one key. Inside,
    articles come one after another by day: each is compared with the few before it that share its telling
    terms, some days back at most. Bound: a pile must fit into the memory of one process, about 4 KB an
    article.
Decides: 1. What a person judged together or apart stays so.
    2. Articles of one lineage are one story, unless weeks lie between them.
    3. How alike two articles are, by the words of headline, opening and text, weighed by rarity, and how near
    their days are, is held against how alike each is to its neighbours anyway. What tells look-alikes apart
    (another of a row, exchanged actors, a template filled anew) comes before that; names in the headlines
    that the other nowhere tells speak against.
    4. Average linkage settles the stories that a newcomer touches.
    5. A story whose texts, but for what all have in common, make two knots is two stories.
    6. A round-up or a live blog holds no story together and belongs to all that it reports, or to none.
    Both, and opinion pieces, which belong to one story or none, are named in a note.
Never: reads a clock; lets a machine's judgement stand against a person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from crosswire.match.bonds import Bonds
from crosswire.match.events import (
    Sketch,
    Weights,
    day_of,
    knots,
    laid_together,
    tally,
    teller_of,
    without_shared,
)
from crosswire.match.faces import NAMES, PLACES, main_names, reasons
from crosswire.match.grounds import closest, why
from crosswire.match.settling import Measure
from crosswire.match.shelf import Glossary
from crosswire.match.stream import Pace, Stream
from crosswire.match.vectors import cosine
from crosswire.records.base import Feature, Issue, Judgement, Question, Record, make_id
from crosswire.records.lineage import Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.records.story import Story
from crosswire.text.genre import Genre, genre

QUESTION: Question = "same story"
ONE_TEXT = "one text"
MACHINE = "machine"
LOOSE: tuple[Genre, ...] = ("round-up", "live-blog")
"""Pages that hold no story together and belong to all that they report."""


class StoryOptions(Options, frozen=True, kw_only=True):
    """Settings of the stage. Calibrated in November 2026 on development sets of very different density:
    roundups (1,577 articles, some 25 a fortnight), the same in a stream of all news (10,592, some 180
    a fortnight), look-alike pairs of events without dates (772), and piles of two to six."""

    enough: float = 0.53
    """Likeness that is enough for one story, as part of what is usual around. From .45 to .57 the dated sets
    keep their score within .01; the undated one loses .03 at .47. Against a fixed likeness it gains .02 on
    sparse and .05 on undated piles, and the dense one loses nothing."""

    ground: float = 0.1
    """What is added to the usual: at .04 two strangers in a quiet pile are one story, at .2 it is a fixed
    likeness again."""

    most_usual: float = 0.5
    no_neighbour: float = 0.1
    """A neighbour counts for so much at most (copies), a missing one for so much."""

    sparse: float = 10.0
    """With so many articles around, half of what the neighbours show is believed."""

    spread: float = 3.0
    fewest: int = 3
    largest: int = 16
    """The usual is the mean over the nearest few: three of 25 articles around, eight of 180, sixteen of
    770. With three for all, the best `enough` for sparse and dense piles lie .15 apart."""

    undated: float = 1.0
    """What the nearness of an undated article is taken for: nothing speaks against one day."""

    days_scale: float = 3.0
    """Likeness fades with exp(-days²/scale). 2.5 and 4 do less well by .002."""

    one_outlet: float = 0.6
    """Likeness of two articles of one outlet counts for so much: an outlet seldom tells one event twice on
    a day in other words, but it may. At .4 and 1 the roundups score .003 more and .007 less."""

    other_names: float = 0.65
    """Two like reports whose headlines bear names (a place, an actor, a victim) that the other nowhere tells
    count for so much, those that tell half of them for half as much less. Of pairs of like words one in
    ten is one event where no name meets, one in two where they do. Against 1, the roundups gain .003,
    invented twins in two places no longer merge, the undated set keeps its score; .5 costs that .01."""

    half_life: float = 30.0
    """What is rare is asked of the days before: a term told so many days ago counts half. 90 and 12 days do
    less well by .003 and .001 on the dense set, by 0 and .01 on the sparse one; counting the whole pile at
    once, as an archive of years would, costs the dense one .01."""

    few: float = 8.0
    """In a sparse pile days weigh less: likeness never fades below 1 / (1 + (articles around / few)²). What
    was announced a week before and has now come about is one story, where nothing else competes."""

    days_around: int = 8
    days_apart: int = 21
    """Articles further apart are never compared; those within `days_around` count as around."""

    headline_weight: float = 4.0
    opening_weight: float = 2.0
    opening_words: int = 80
    words_read: int = 300
    name_weight: float = 1.5
    """Flat optima: the headline at 2 and 6, names at 1 and 2.5 change scores by under .01. What stands after
    300 words is background: with 600, long articles need another `enough` than short ones."""

    all_pairs: int = 100
    keys: int = 25
    crowd: int = 300
    compared: int = 40
    """Up to `all_pairs` open articles all are compared; beyond, the `compared` that share most of the
    `keys` weightiest terms, each kept for the last `crowd` articles."""

    knot: float = 0.2
    knots_apart: float = 7.0
    """Mean likeness in a knot, what all have in common left out, and how many times less it must be
    between knots. Many desks' reports of one event reach two to five with loose knots; at 5 true stories of
    a dense set are parted, at 8 small piles of two events with one actor are not."""
    largest_knotted: int = 60
    knotted_around: int = 25
    """Where more articles are around, what is usual tells two such events apart better: knots would cost
    the undated set .02."""

    told: float = 0.5
    """Rejected pairs are told from this part of enough on."""


def stream_of(options: StoryOptions, glossary: Glossary) -> Stream:
    """An empty stream of articles with the settings of the stage."""
    pace = Pace(
        days_scale=options.days_scale,
        few=options.few,
        undated=options.undated,
        days_around=options.days_around,
        days_apart=options.days_apart,
        all_pairs=options.all_pairs,
        keys=options.keys,
        crowd=options.crowd,
        compared=options.compared,
        one_outlet=options.one_outlet,
        other_names=options.other_names,
        half_life=options.half_life,
    )
    return Stream(weights_of(options), pace, measure_of(options), glossary)


def measure_of(options: StoryOptions) -> Measure:
    """When two articles are alike enough."""
    return Measure(
        enough=options.enough,
        ground=options.ground,
        most=options.most_usual,
        none=options.no_neighbour,
        sparse=options.sparse,
        spread=options.spread,
        fewest=options.fewest,
        largest=options.largest,
        met=options.compared,
    )


def weights_of(options: StoryOptions) -> Weights:
    """How much the parts of an article count."""
    return Weights(
        headline=options.headline_weight,
        opening=options.opening_weight,
        opening_words=options.opening_words,
        words=options.words_read,
        name=options.name_weight,
    )


def kin_key(record: Record) -> Iterable[str]:
    """Everything under one key: a lineage may hold any article."""
    return ("all",) if isinstance(record, Article | Lineage) else ()


def kin(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Neighbours in a lineage are one story, unless weeks lie between them."""
    del key
    articles = {article.id: article for article in of_type(records, Article)}
    for lineage in of_type(records, Lineage):
        members = [articles[name] for name in lineage.articles if name in articles]
        for one, other in pairwise(members):
            days = _days(one, other)
            near = days is None or days <= room.options.days_apart
            features = [Feature(name=ONE_TEXT, value=1.0)]
            if days is not None:
                features.append(Feature(name="days apart", value=float(days)))
            yield Judgement.make(
                QUESTION, one.id, other.id, yes=near, score=float(near), features=tuple(features)
            )


def _days(one: Article, other: Article) -> int | None:
    left, right = day_of(one), day_of(other)
    return None if left is None or right is None else abs((left - right).days)


def settle_key(record: Record) -> Iterable[str]:
    """Everything under one key: any two articles of a pile may tell of one event."""
    if isinstance(record, Judgement):
        return ("all",) if record.question == QUESTION else ()
    return ("all",) if isinstance(record, Article | Reading) else ()


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The stories of a pile, each with the judgements that made it."""
    del key
    articles = sorted(of_type(records, Article), key=_when)
    pile = _Pile(articles, of_type(records, Judgement), room.options)
    readings = {reading.article: reading for reading in of_type(records, Reading)}
    yield from pile.notes
    groups = [part for group in pile.groups() for part in pile.parted(group)]
    home = {member: number for number, group in enumerate(groups) for member in group}
    number = {article.id: home[at] for at, article in enumerate(articles)}
    judged: dict[int, set[str]] = {}
    heads = {place: _head(pile, group) for place, group in enumerate(groups)}
    for judgement in pile.judgements(
        home, frozenset(head for head in heads.values() if head is not None)
    ):
        if judgement.yes and number[judgement.left] == number[judgement.right]:
            judged.setdefault(number[judgement.left], set()).add(judgement.id)
        if judgement.by == MACHINE and not _is_kin(judgement):
            yield judgement
    also = pile.also(home)
    for place, group in enumerate(groups):
        told = also.get(place, []), readings, judged.get(place, set())
        yield _story(pile, group, heads[place], *told)


def _when(article: Article) -> tuple[str, str, str]:
    told, day = article.published or article.anchor, day_of(article)
    stamp = told.value if told and day else "9999"
    return (day.isoformat() if day else "9999", stamp, article.id)


def _is_kin(judgement: Judgement) -> bool:
    return any(feature.name == ONE_TEXT for feature in judgement.features)


class _Pile:
    """The articles of a settling by day, and the stories they make as they come."""

    def __init__(
        self, articles: Sequence[Article], judged: Sequence[Judgement], options: StoryOptions
    ) -> None:
        self.options, self.articles = options, articles
        self.genres = [genre(article.headline or "", article.body) for article in articles]
        self.notes = [note for at, kind in enumerate(self.genres) if (note := self._note(at, kind))]
        place = {article.id: at for at, article in enumerate(articles)}
        self.told = [
            (one, min(place[one.left], place[one.right]), max(place[one.left], place[one.right]))
            for one in judged
            if one.left in place and one.right in place and one.left != one.right
            if one.by != MACHINE or _is_kin(one)
        ]
        self.bonds = Bonds(len(articles), self.told, MACHINE)
        weights = weights_of(options)
        tellers = [teller_of(article) for article in articles]
        glossary = Glossary()
        # days teach what is rare as they pass; those that tell no day teach it at once
        undated = (one for one in tellers if one.day is None)
        glossary.count([tally(one, glossary, weights).terms for one in undated])
        self.stream = stream_of(options, glossary)
        for at, teller in enumerate(tellers):
            self._take_in(at, teller)
        self.stream.settling.review()

    def _note(self, at: int, kind: Genre | None) -> Issue | None:
        if kind is None:
            return None
        article = self.articles[at]
        told = {
            "round-up": "a round-up of several events: it holds no story together",
            "live-blog": "a live blog, which may tell of several events: it holds no story together",
            "opinion": "an opinion piece: it may tell of more or less than this event",
        }[kind]
        return Issue.make("stories", kind, "note", article.source, told, article=article.id)

    def _take_in(self, at: int, teller: Sketch) -> None:
        """An article joins; one that is bound to others is never left loose."""
        together, apart = self.bonds.before(at)
        loose = self.genres[at] in LOOSE and at not in self.bonds
        self.stream.add(teller, together, apart, loose=loose)

    def groups(self) -> list[list[int]]:
        """The stories as numbers of articles, each sorted, by their first article."""
        return sorted(self.stream.settling.groups.values())

    def also(self, home: Mapping[int, int]) -> dict[int, list[int]]:
        """For each story the round-ups and live blogs of elsewhere that report it too."""
        found: dict[int, list[int]] = {}
        for item, kind in enumerate(self.genres):
            if kind in LOOSE and item not in self.bonds:
                for member in self.stream.settling.joined(item):
                    found.setdefault(home[member], []).append(item)
        return found

    def parted(self, group: list[int]) -> list[list[int]]:
        """The group, or its knots when it tells of two events that have an actor or a place in common."""
        texts = laid_together(group, self.bonds.together)
        crowded = self.stream.company(group[0]) > self.options.knotted_around
        if crowded or not 4 <= len(texts) <= self.options.largest_knotted:
            return [group]
        vectors = [self.stream.vectors.vector(text[0]) for text in texts]
        rest = without_shared(vectors, self.stream.glossary)
        labels = knots(
            len(texts),
            lambda one, other: cosine(rest[one], rest[other]),
            self.options.knot,
            self.options.knots_apart,
        )
        parts: dict[int, list[int]] = {}
        for label, text in zip(labels, texts, strict=True):
            parts.setdefault(label, []).extend(text)
        return [sorted(part) for _, part in sorted(parts.items())]

    def judgements(self, home: Mapping[int, int], heads: frozenset[int]) -> Iterator[Judgement]:
        """Those given (by people, by lineage), then for each article its strongest tie inside its story
        and the closest outside."""
        given = {(left, right) for _, left, right in self.told}
        yield from (one for one, _, _ in self.told)
        for left, right, worth in closest(self.stream, home, self.options.told):
            if (left, right) not in given:
                one = home[left] == home[right]
                yield why(self.stream, left, right, worth, yes=one, heads=heads)


def _story(
    pile: _Pile,
    group: Sequence[int],
    head: int | None,
    also: Sequence[int],
    readings: dict[str, Reading],
    judged: Iterable[str],
) -> Story:
    """A story; its id comes from those it cannot do without, not from the round-ups that tell it too."""
    order = sorted({*group, *also})
    members = [pile.articles[item].id for item in order]
    tellers = pile.stream.tellers
    days = {pile.articles[at].id: str(day) for at in group if (day := tellers[at].day)}
    return Story(
        id=make_id("story", *sorted(pile.articles[item].id for item in group)),
        articles=tuple(members),
        headline="" if head is None else pile.articles[head].headline or "",
        start=min(days.values(), default=None),
        end=max(days.values(), default=None),
        places=main_names(members, readings, PLACES),
        names=main_names(members, readings, NAMES),
        judgements=tuple(sorted(judged)),
        reasons=reasons(members, readings, days),
    )


def _head(pile: _Pile, group: Sequence[int]) -> int | None:
    """The article whose headline the story bears: the plain report most like the others; the earliest of
    equals. None when none has a headline."""
    titled = [item for item in group if (pile.articles[item].headline or "").strip()]
    plain = [item for item in titled if pile.genres[item] is None] or titled
    ties = pile.stream.settling.ties
    return max(plain, key=lambda item: (round(ties(item).mass, 6), -item), default=None)


STAGE = Stage(
    "stories",
    StoryOptions(),
    (
        Step("stories.kin", (Article, Lineage), (Judgement,), kin_key, kin),
        Step(
            "stories.settle",
            (Article, Reading, Judgement),
            (Story, Judgement, Issue),
            settle_key,
            settle,
        ),
    ),
)
