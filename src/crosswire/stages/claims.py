"""Claims: the same content laid together, its origins counted, where reports differ.

Reads: Chapter, Statement, Bearer.
Writes: Bearer, Claim, Disagreement, Judgement.
Meets: all chapters and statements of a story, under the story's id.
Decides: who bears a name across articles; which statements say the same; where each content first
    comes from, and so how many origins a claim has; where two reports of one thing differ.
Never: merges statements for good (every link is a judgement with its features), drops a statement
    (one that nobody else makes is a claim of its own), or says which side of a difference is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from msgspec.structs import replace

from crosswire.match.background import find_background
from crosswire.match.bearers import join_bearers
from crosswire.match.contest import Contest
from crosswire.match.denials import Denied, Said
from crosswire.match.groups import average_linkage
from crosswire.match.likeness import Likeness, Pair
from crosswire.match.links import LinkOptions, find_links, said_against
from crosswire.match.origins import HEADLINE_LABELS, Desk, count_origins, support_of
from crosswire.match.retold import find_retellings
from crosswire.match.roll import Roll
from crosswire.match.tolls import people
from crosswire.records.base import Judgement, Record, make_id
from crosswire.records.claim import Bearer, Chapter, Claim, Disagreement, Statement
from crosswire.records.reading import Amount
from crosswire.records.shape import Room, Stage, Step, of_type
from crosswire.text.amounts import find_ordinals, find_singulars
from crosswire.text.modes import has
from crosswire.text.negations import negations, segments
from crosswire.text.ranks import Rank, find_ranks
from crosswire.text.stems import content_words


class ClaimOptions(LinkOptions, frozen=True, kw_only=True):
    """When two statements are one claim; see `match/links.py` for the rules behind the numbers."""

    # Likeness from which a statement within a lineage is the copied form of another.
    copied: float = 0.6


def key(record: Any) -> Iterable[str]:
    """The story."""
    return (record.story,)


def name(story: str, records: Sequence[Chapter], _room: Room) -> Iterator[Record]:
    """Who bears which names across the articles of a story."""
    told = [
        (chapter.article.id, entity) for chapter in records for entity in chapter.reading.entities
    ]
    groups, judgements = join_bearers(told)
    yield from judgements
    reasons = {(side, j.id) for j in judgements if j.yes for side in (j.left, j.right)}
    for group in groups:
        ids = {entity.id for _, entity in group}
        forms = [form for _, entity in group for form in entity.variants]
        best = max(group, key=lambda item: (item[1].count, len(item[1].name), item[1].name))[1]
        fullest = max((e for _, e in group), key=lambda e: (len(e.name.split()), e.count, e.name))
        yield Bearer(
            id=make_id("bearer", story, *sorted(ids)),
            story=story,
            name=fullest.name,
            kind=best.kind,
            variants=tuple(dict.fromkeys([fullest.name, *forms])),
            articles=tuple(sorted({article for article, _ in group})),
            entities=tuple(sorted(ids)),
            judgements=tuple(sorted(reason for side, reason in reasons if side in ids)),
        )
    yield from _writers(story, records, {form.lower() for _, e in told for form in e.variants})


def _writers(story: str, chapters: Sequence[Chapter], known: Set[str]) -> Iterator[Bearer]:
    """Who wrote the articles: bearers of names too, and never the people they write about."""
    wrote: dict[str, dict[str, str]] = defaultdict(dict)
    for chapter in chapters:
        for writer in (*chapter.article.authors, *chapter.article.contributors):
            if writer.lower() not in known:
                wrote[writer.lower()][chapter.article.id] = writer
    for name, told in sorted(wrote.items()):
        first = min(told.values())
        yield Bearer(
            id=make_id("bearer", story, "writer", name),
            story=story,
            name=first,
            kind="person",
            variants=tuple(sorted(set(told.values()))),
            articles=tuple(sorted(told)),
            entities=(),
        )


def gather(story: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The claims of a story, with origins, and its disagreements."""
    statements = [s for s in of_type(records, Statement) if s.mode != "asked"]
    chapters = {chapter.article.id: chapter for chapter in of_type(records, Chapter)}
    statements.sort(key=lambda s: (chapters[s.article].article.source, s.span.start, s.span.end))
    roll = Roll(chapters, of_type(records, Bearer))
    ranks = [_ranks(s, chapters[s.article]) for s in statements]
    likeness = Likeness(statements, [roll.named(s) for s in statements], ranks)
    pairs = likeness.pairs(room.options.floor)
    links = find_links(statements, pairs, room.options, [_when(s) for s in statements])
    known = {(pair.left, pair.right): pair.score for pair in pairs}

    def alike(a: int, b: int) -> float:
        return known.get((a, b), 0.0) - said_against(statements, known, room.options, a, b)

    groups = average_linkage(len(statements), links, alike, room.options.mean)
    grouped = [[statements[number] for number in group] for group in groups]
    copied, shared = _copies(statements, pairs, chapters, room.options)
    retells = find_retellings(grouped, chapters, _own_eyes(chapters))
    desk = Desk(
        chapters=chapters, bearer=roll.source, copied_from=copied, retells=retells, shared=shared
    )
    contest = _contest(story, statements, pairs, desk, roll)
    reasons = _reasons(links, groups)
    within, clashing = _within_others(statements), contest.clashing()
    for group, numbers in zip(grouped, groups, strict=True):
        why = [_judgement(statements, link, likeness) for link in reasons.get(numbers[0], ())]
        yield from why
        wording = _clearest(group, known, numbers)
        against = clashing.get(wording.id, set())
        backing = [statement for statement in group if statement.id not in against]
        aside = all(statement.id in within for statement in group)
        yield _claim(story, group, backing, desk, wording.id, tuple(j.id for j in why), aside=aside)
    yield from contest.disagreements()


def _when(statement: Statement) -> frozenset[str]:
    """The words of the times that it tells."""
    return frozenset(w for time in statement.times for w in content_words(time.span.quote))


def _ranks(statement: Statement, chapter: Chapter) -> list[Rank]:
    """What it says is the first, the largest ... for a stretch of time."""
    anchor, span = chapter.article.anchor, statement.span
    year = int(anchor.value[:4]) if anchor and anchor.value[:4].isdigit() else None
    return list(find_ranks(span.quote, span.start, statement.times, year))


def _copies(
    statements: Sequence[Statement],
    pairs: Sequence[Pair],
    chapters: dict[str, Chapter],
    options: ClaimOptions,
) -> tuple[dict[str, str], set[str]]:
    """statement → the one it was copied from, and all that stand in two texts of one lineage.

    An earlier version leads to the later one that replaced it.
    """
    kin = {(k.left, k.right): k for chapter in chapters.values() for k in chapter.kinships}
    copied: dict[str, str] = {}
    shared: set[str] = set()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        if pair.score < options.copied:
            break
        one, other = statements[pair.left], statements[pair.right]
        kinship = kin.get((one.article, other.article)) or kin.get((other.article, one.article))
        if kinship is None:
            continue
        left, right = (one, other) if kinship.left == one.article else (other, one)
        shared |= {left.id, right.id}
        if kinship.relation == "revision":
            copied.setdefault(left.id, right.id)
        else:
            copied.setdefault(right.id, left.id)
    return copied, shared


def _own_eyes(chapters: dict[str, Chapter]) -> set[str]:
    return {
        article for article, chapter in chapters.items() if has("own_eyes", chapter.article.body)
    }


def _reasons(links: Sequence[Pair], groups: Sequence[Sequence[int]]) -> dict[int, list[Pair]]:
    """The links within each group, under its first member."""
    home = {number: group[0] for group in groups for number in group}
    found: dict[int, list[Pair]] = defaultdict(list)
    for link in sorted(links, key=lambda pair: (pair.left, pair.right)):
        if home[link.left] == home[link.right]:
            found[home[link.left]].append(link)
    return found


def _judgement(statements: Sequence[Statement], link: Pair, likeness: Likeness) -> Judgement:
    return Judgement.make(
        "same claim",
        statements[link.left].id,
        statements[link.right].id,
        yes=True,
        score=link.score,
        features=likeness.features(link),
    )


# A subordinate clause that nobody makes a sentence of is told where its sentence is.
ASIDE_WORTH = 0.4


def _within_others(statements: Sequence[Statement]) -> set[str]:
    """Ids of the statements that lie within another of their sentence."""
    near: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        near[statement.article, statement.sentence].append(statement)
    return {
        inner.id
        for told in near.values()
        for inner in told
        if any(other.id != inner.id and other.span.holds(inner.span) for other in told)
    }


def _claim(
    story: str,
    group: Sequence[Statement],
    backing: Sequence[Statement],
    desk: Desk,
    wording: str,
    judgements: tuple[str, ...],
    *,
    aside: bool,
) -> Claim:
    """A claim of a group; its origins are those of the statements that back its wording."""
    origins, circular = count_origins(backing, desk)
    articles = {statement.article for statement in group}
    lead = any(s.sentence <= 1 or s.label == "headline" for s in group)
    # A headline that nobody's text bears out words a page, not the event: it comes last.
    only_words = all(s.label in HEADLINE_LABELS for s in group)
    weight = 0.0 if only_words else len(articles) + 0.5 * len(origins) + (0.75 if lead else 0.0)
    weight *= ASIDE_WORTH if aside else 1.0
    return Claim(
        id=make_id("claim", story, *sorted(s.id for s in group)),
        story=story,
        statements=tuple(s.id for s in group),
        origins=origins,
        support=support_of(origins, circular, len(articles)),
        wording=wording,
        weight=round(weight, 3),
        judgements=judgements,
    )


# A wording this long can be read at a glance and still says who and where.
READABLE = 140


def _clearest(
    group: Sequence[Statement], known: dict[tuple[int, int], float], numbers: Sequence[int]
) -> Statement:
    """The statement most like the others, told in the body, neither clipped nor long."""

    def worth(place: int) -> tuple[bool, bool, float, int]:
        statement, number = group[place], numbers[place]
        alike = sum(
            known.get((min(number, n), max(number, n)), 0.0) for n in numbers if n != number
        )
        length = abs(len(statement.span.quote) - READABLE) / (4 * READABLE)
        return (
            statement.label not in HEADLINE_LABELS,
            not statement.lead and not statement.span.quote[:1].islower(),
            alike / max(1, len(group) - 1) - length,
            -place,
        )

    return group[max(range(len(group)), key=worth)]


def _with_singulars(statements: Sequence[Statement]) -> list[Statement]:
    """ "A missile" is one missile where another report counts missiles."""
    counted = {a.thing for s in statements for a in s.amounts if not a.unit and a.thing}
    told = []
    for statement in statements:
        known = {amount.thing for amount in statement.amounts}
        found = find_singulars(statement.span.quote, counted - known)
        ones = tuple(_moved(a, statement.span.start) for a in found if _is_of_a_kind(a))
        told.append(replace(statement, amounts=statement.amounts + ones) if ones else statement)
    return told


def _is_of_a_kind(amount: Amount) -> bool:
    """ "A man" is anybody; "a Norwegian sailor" is one of those whom another report counts."""
    return amount.thing not in people() or any(
        word[0].isupper() for word in amount.span.quote.split()[1:]
    )


def _moved(amount: Amount, by: int) -> Amount:
    span = amount.span
    return replace(amount, span=replace(span, start=span.start + by, end=span.end + by))


def _bearer_words(roll: Roll) -> dict[str, frozenset[str]]:
    """The content words of all forms and roles of each bearer."""
    return {
        name: frozenset(content_words(" ".join((*bearer.variants, *roll.roles(bearer)))))
        for name, bearer in roll.bearers.items()
    }


def _said(statement: Statement, roll: Roll, words: Mapping[str, frozenset[str]]) -> Said:
    """All its words, cue and source too, what it negates, and of whom it speaks."""
    lead = " ".join(piece.quote for piece in statement.lead)
    bearers = roll.named(statement)
    return Said(
        segments(f"{lead} {statement.span.quote}"),
        tuple(Denied(*negated) for negated in negations(statement.told)),
        bearers,
        frozenset(word for bearer in bearers for word in words[bearer]),
    )


def _contest(
    story: str, statements: Sequence[Statement], pairs: Sequence[Pair], desk: Desk, roll: Roll
) -> Contest:
    """Where the statements of the story differ."""
    revising = {s.id for s in statements if has("revised", s.span.quote)}
    contest = Contest(story, desk, roll, revising, find_background(statements, desk.chapters))
    singled = _with_singulars(statements)
    for pair in pairs:
        contest.weigh(singled[pair.left], singled[pair.right], pair.unranked)
    contest.weigh_tolls(statements)
    contest.weigh_figures(statements)
    contest.weigh_facets(statements, {s.id: find_ordinals(s.span.quote, ()) for s in statements})
    words = _bearer_words(roll)
    contest.weigh_denials(statements, {s.id: _said(s, roll, words) for s in statements})
    contest.weigh_names(statements)
    return contest


STAGE = Stage(
    name="claims",
    options=ClaimOptions(),
    steps=(
        Step(name="claims.name", reads=(Chapter,), writes=(Bearer, Judgement), key=key, run=name),
        Step(
            name="claims.gather",
            reads=(Chapter, Statement, Bearer),
            writes=(Claim, Disagreement, Judgement),
            key=key,
            run=gather,
        ),
    ),
)
