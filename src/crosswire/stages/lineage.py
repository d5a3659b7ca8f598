"""Lineage: which articles come from one another, whole or in part.

Reads: articles.
Writes: kinships of two articles, lineages of all that share one text, issues.
Meets: "lineage.print" takes each article alone and keeps its print, some hundred numbers.
    "lineage.meet" brings all prints together under one key and finds who shares enough to be worth
    aligning; those that meet, directly or through others, are a circle. "lineage.bring" hands each
    article that meets any its seat, and "lineage.settle" has one circle under each key: it
    aligns, judges and groups. Near-linear: under a shingle that more than `crowd` articles share, all are
    compared with the first few only, so a wire in a thousand papers is still one lineage. Bound:
    one process holds the prints of the pile (1 KB an article), another the articles of one circle.
Decides: whether enough of the shorter text stands in the longer, outside quotes; whether it is a copy,
    a revision or an excerpt; which of the two was first; whose text it is where an agency is behind it.
Never: takes a shared speech, letter or post for a copy; takes a template filled anew for a revision;
    claims a direction that nothing shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from crosswire.match.cluster import components
from crosswire.match.evidence import Sketch
from crosswire.match.form import is_living, subject
from crosswire.match.houses import at_odds, doubts, house_of
from crosswire.match.kinship import KinshipOptions, Tie, judge, may_live
from crosswire.match.meeting import Print, circles
from crosswire.match.versions import changes, living_on
from crosswire.records.base import Issue, Record, make_id
from crosswire.records.lineage import Change, Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.shape import Room, Stage, Step, of_type
from crosswire.text.agencies import named_agencies


class LineageOptions(KinshipOptions, frozen=True, kw_only=True):
    """Settings of the stage: those of meeting and of kinship."""


SKETCHES = 2_000
"""Sketches held while a circle is judged, some 20 KB each; in a larger circle a text may be sketched
twice."""


class Seat(Record, frozen=True, kw_only=True):
    """An article's place in a circle, and the articles with later ids that it is to be compared with."""

    article: str
    circle: str
    partners: tuple[str, ...]


class Guest(Record, frozen=True, kw_only=True):
    """An article at its seat."""

    id: str
    circle: str
    article: Article
    partners: tuple[str, ...]


def by_article(record: Record) -> Iterable[str]:
    """Each article alone, with its seat where it has one."""
    if isinstance(record, Article):
        return (record.id,)
    return (record.article,) if isinstance(record, Seat) else ()


def take_print(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The print of each article; an issue where it names different agencies for its text."""
    del key, room
    for article in of_type(records, Article):
        if may_live(article) and is_living(article.body):
            yield Print.of_living(article, tuple(sorted(subject(article.body))))
        else:
            yield Print.of(article)
        if article.agency:
            yield from at_odds(article, named_agencies(article))


def by_pile(record: Record) -> Iterable[str]:
    """All prints under one key: any two may meet."""
    return ("all",) if isinstance(record, Print) else ()


def meet(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """A seat for each article that meets another."""
    del key
    prints = sorted(of_type(records, Print), key=lambda one: one.article)
    for group, pairs in circles(prints, room.options):
        partners: dict[int, list[str]] = {member: [] for member in group}
        for left, right in pairs:
            partners[left].append(prints[right].article)
        circle = make_id("circle", *(prints[member].article for member in group))
        for member, met in partners.items():
            yield Seat(article=prints[member].article, circle=circle, partners=tuple(met))


def bring(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The article comes to its seat."""
    del key, room
    for article in of_type(records, Article):
        for seat in of_type(records, Seat):
            yield Guest(id=article.id, circle=seat.circle, article=article, partners=seat.partners)


def by_circle(record: Record) -> Iterable[str]:
    """All guests of one circle."""
    return (record.circle,) if isinstance(record, Guest) else ()


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Lineages: what copies, revisions and excerpts tie together."""
    del key
    guests = of_type(records, Guest)
    ties = list(_ties(guests, room.options))
    place = {guest.id: at for at, guest in enumerate(guests)}
    links = [(place[tie.kinship.left], place[tie.kinship.right]) for tie in ties]
    groups = components(len(guests), links)
    home = {member: number for number, group in enumerate(groups) for member in group}
    ties_of: list[list[Tie]] = [[] for _ in groups]
    for tie in ties:
        ties_of[home[place[tie.kinship.left]]].append(tie)
    for group, tied in zip(groups, ties_of, strict=True):
        if len(group) > 1:
            members = [guests[at].article for at in group]
            kinships = settled(tied)
            yield from kinships
            yield lineage_of(members, kinships)
            yield from doubts(members, kinships)


def _ties(guests: Sequence[Guest], options: LineageOptions) -> Iterator[Tie]:
    """Judges every two articles that met."""
    articles = {guest.id: guest.article for guest in guests}
    sketch = lru_cache(maxsize=SKETCHES)(lambda name: Sketch(articles[name]))
    for left, right in _visits(guests):
        tie = judge(sketch(left), sketch(right), options)
        if tie is not None:
            yield tie


def _visits(guests: Sequence[Guest]) -> Iterator[tuple[str, str]]:
    """The pairs to compare, each once, neighbours after one another, so that few sketches need be held."""
    near: dict[str, list[str]] = {guest.id: [] for guest in guests}
    for guest in guests:
        for partner in guest.partners:
            near[guest.id].append(partner)
            near[partner].append(guest.id)
    seen: set[str] = set()
    for guest in guests:
        waiting = [guest.id]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                yield from ((min(here, one), max(here, one)) for one in near[here] if one in seen)
                waiting.extend(one for one in reversed(near[here]) if one not in seen)


def settled(ties: Sequence[Tie]) -> list[Kinship]:
    """The kinships of one lineage. Where no outlet is known and most texts are states of a living
    page, the others are versions too: one of them may be too short to show what it is.
    """
    unknown = [tie for tie in ties if tie.hand is None]
    lifted = sum(tie.living for tie in unknown) * 2 > len(unknown)
    return [
        msgspec.structs.replace(tie.kinship, relation="revision")
        if lifted and tie.hand is None and not tie.identical
        else tie.kinship
        for tie in ties
    ]


def lineage_of(members: Sequence[Article], ties: Sequence[Kinship]) -> Lineage:
    """The lineage of articles that these kinships tie together."""
    order, ordered = in_order(members, ties)
    by_id = {article.id: article for article in members}
    told: list[Change] = []
    for kin in ties:
        if kin.relation == "revision":
            told.extend(changes(by_id[kin.left], by_id[kin.right]))
    return Lineage(
        id=make_id("lineage", *sorted(by_id)),
        articles=tuple(order),
        agency=house_of([by_id[one] for one in order], ties),
        ordered=ordered,
        kinships=tuple(sorted(kin.id for kin in ties)),
        changes=tuple(told),
    )


def in_order(members: Sequence[Article], ties: Sequence[Kinship]) -> tuple[list[str], bool]:
    """The members, earliest first as far as the ties tell; the flag says whether they tell all.

    A print of an early version stands with that version, whenever it appeared: the early text lives
    on in it.
    """
    before: dict[str, set[str]] = {article.id: set() for article in members}
    for kin in ties:
        if kin.direction != "unknown":
            before[kin.right].add(kin.left)
    for early, late in living_on(ties):
        before[early].discard(late)
        before[late].add(early)
    shown = {
        article.id: (article.published.value if article.published else "9999", article.id)
        for article in members
    }
    order: list[str] = []
    left = set(before)
    while left:
        free = [one for one in left if not before[one] & left] or list(left)
        chosen = min(free, key=shown.__getitem__)
        order.append(chosen)
        left.remove(chosen)
    known = all(kin.direction != "unknown" for kin in ties)
    return order, known


STAGE = Stage(
    "lineage",
    LineageOptions(),
    (
        Step("lineage.print", (Article,), (Print, Issue), by_article, take_print),
        Step("lineage.meet", (Print,), (Seat,), by_pile, meet),
        Step("lineage.bring", (Article, Seat), (Guest,), by_article, bring, compares=True),
        Step("lineage.settle", (Guest,), (Kinship, Lineage, Issue), by_circle, settle),
    ),
)
