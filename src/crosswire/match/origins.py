"""Origins: where the content of a claim first comes from, each counted once, each with its reason.

1. A statement copied within a lineage leads to the statement it was copied from.
2. A statement with sources leads to the last of its chain: the first-hand end.
3. If that end is an outlet or agency whose own article is in the claim, go on from there; a way
   that comes back to where it began is a circle, and a circle is at most one origin.
4. A statement in the article's own voice leads to the agency it prints, else to its outlet,
   unless the article only retells another one.
5. Within one claim all unnamed sources are one (nobody can tell them apart); an office and its
   spokesperson are one; "state media" and the one named state medium are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from crosswire.match.same_source import End, is_hearsay, merge_ends, same_house, told_words
from crosswire.records.claim import Chapter, Origin, Statement, Support
from crosswire.records.reading import Hop

HEADLINE_LABELS = ("headline", "standfirst", "caption")
SECOND_HAND = ("agency", "outlet")
RELAYS = ("agency", "outlet", "state medium", "image", "document")
# Whoever the name may resemble, these are no houses whose report could be in the pile.
FIRST_HAND = ("person", "unnamed", "crowd")


@dataclass
class Desk:
    """What the counting may ask of the story: its chapters, who bears a name, who retells whom."""

    chapters: Mapping[str, Chapter]
    bearer: Callable[[str, Hop], tuple[str, tuple[str, ...]]]
    """(article, hop) → the name under which the story knows the source, and its roles."""
    copied_from: Mapping[str, str] = field(default_factory=dict)
    """statement → the statement it was copied from."""
    retells: Mapping[str, str] = field(default_factory=dict)
    """article → the article that it only retells."""
    shared: Set[str] = frozenset()
    """statements that stand in two texts of one lineage, whichever of them had it first."""


def count_origins(statements: Sequence[Statement], desk: Desk) -> tuple[tuple[Origin, ...], bool]:
    """The origins of one claim, and whether its reports lead in a circle."""
    walker = _Walker(statements, desk)
    ends: list[tuple[End, Statement]] = []
    for statement in _witnesses(statements, desk):
        end = walker.end_of(statement)
        if end is not None:
            ends.append((end, statement))
    merged = merge_ends(_through_a_relay(_told_by_subject(ends)))
    hearsay = [item for item in merged if item[0].kind == "crowd"]
    firm = [item for item in merged if item[0].kind != "crowd"] or hearsay
    return tuple(_origin(end, said) for end, said in firm), walker.circular


def support_of(origins: Sequence[Origin], circular: bool, articles: int) -> Support:
    """The kind of support that a claim has."""
    if circular and len(origins) <= 1:
        return "circular"
    if not origins or all(origin.kind == "crowd" for origin in origins):
        return "cannot tell"
    if len(origins) > 1:
        return "independent"
    own = origins[0].kind in ("outlet", "agency")
    return "one outlet's word" if own and articles == 1 else "single origin"


def _origin(end: End, statements: Sequence[Statement]) -> Origin:
    return Origin(
        name=end.name,
        kind=end.kind,
        statements=tuple(sorted({statement.id for statement in statements})),
        reason=end.reason,
        marks=end.marks,
    )


# Part of the wire, or of the print, that the two share, from which a credited paper's other sentences are
# its own: with less, it may print another version of the wire, which has them.
PRINTED = 0.7

# How far into a statement its subject reaches: "The chamber of trade of Port Holm counted ...".
SUBJECT = 60


def _told_by_subject(ends: list[tuple[End, Statement]]) -> list[tuple[End, Statement]]:
    """An article's own voice on what a named source did or counted, where another report has that
    from the source itself: "the chamber counted 296 shops" beside "nearly 300, the chamber said".
    """
    named = [end for end, _ in ends if end.kind in ("office", "person")]
    told: list[tuple[End, Statement]] = []
    for end, statement in ends:
        if not statement.sources and end.kind in ("outlet", "agency"):
            subject = told_words(statement.span.quote[:SUBJECT])
            told.append((_named_in(subject, named) or end, statement))
        else:
            told.append((end, statement))
    return told


def _through_a_relay(ends: list[tuple[End, Statement]]) -> list[tuple[End, Statement]]:
    """Where one report stops at an agency and another follows that agency to a speaker, the content is
    the speaker's in both."""
    relays = [
        (hop.name, end)
        for end, statement in ends
        for hop in statement.sources[:-1]
        if end.kind in ("person", "office")
    ]
    told: list[tuple[End, Statement]] = []
    for end, statement in ends:
        further = [
            other
            for name, other in relays
            if end.kind in RELAYS and other != end and same_house(name, end.name)
        ]
        told.append((further[0] if further else end, statement))
    return told


def _named_in(subject: frozenset[str], named: Sequence[End]) -> End | None:
    """The first end whose name stands in the subject."""
    return next((end for end in named if frozenset() < told_words(end.name) <= subject), None)


def _witnesses(statements: Sequence[Statement], desk: Desk) -> list[Statement]:
    """The statements that speak for their article.

    Where an article names a source for the content, what it says of it in its own voice (lead,
    headline) sums that up; where its body tells it, headline and captions only repeat it.
    """
    # A headline words the claim of its own text; without that text it is no witness of another's.
    told_in_full = [s for s in statements if s.label not in HEADLINE_LABELS] or statements
    of_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if any(statement.article == other.article for other in told_in_full):
            of_article[statement.article].append(statement)
    speaking: list[Statement] = []
    for article in sorted(of_article):
        told = of_article[article]
        sourced = [s for s in told if s.sources and s.label not in HEADLINE_LABELS]
        body = [s for s in told if s.label not in HEADLINE_LABELS]
        speaking += sourced or body or [s for s in told if s.sources] or told
    return sorted(speaking, key=lambda statement: _rank(statement, desk))


def _rank(statement: Statement, desk: Desk) -> tuple[str, str, int]:
    """Earlier articles first, so that an origin is named as its first teller names it."""
    article = desk.chapters[statement.article].article
    day = article.published.value if article.published else "9"
    return day, article.source, statement.span.start


class _Walker:
    """Follows statements to their ends within one claim."""

    def __init__(self, statements: Sequence[Statement], desk: Desk) -> None:
        self.desk = desk
        self.by_id = {statement.id: statement for statement in statements}
        self.of_article: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            self.of_article[statement.article].append(statement)
        self.circular = False

    def end_of(self, statement: Statement, path: tuple[str, ...] = ()) -> End | None:
        """The end of a statement's way; None where it leads to itself through its own lineage."""
        if statement.article in path:
            self.circular = True
            houses = sorted(
                {self._house(article) for article in path[path.index(statement.article) :]}
            )
            return End(
                "circle", " ⇄ ".join(houses), "these outlets cite one another", ("circular",)
            )
        path = (*path, statement.article)
        copied = self._copied(statement)
        if copied is not None and copied.article not in path:
            return self.end_of(copied, path)
        if statement.sources and not self._is_own_house(statement):
            return self._cited(statement, path)
        return self._own_voice(statement, path)

    def _copied(self, statement: Statement) -> Statement | None:
        source = self.desk.copied_from.get(statement.id)
        return self.by_id.get(source) if source else None

    def _is_own_house(self, statement: Statement) -> bool:
        """Does the chain end at the article's own agency or outlet ("told this agency")?"""
        article = self.desk.chapters[statement.article].article
        last = statement.sources[-1].name
        return any(same_house(last, house) for house in (article.agency, article.outlet) if house)

    def _cited(self, statement: Statement, path: tuple[str, ...]) -> End | None:
        last = statement.sources[-1]
        name, roles = self.desk.bearer(statement.article, last)
        for article in sorted(self.of_article):
            if article != statement.article and self._prints(article, last):
                return self.end_of(self._lead(article), path)
        if last.kind in SECOND_HAND and not is_hearsay(last.name):
            return End(last.kind, name, f"{name} is cited; its own report is not in the pile")
        if last.kind == "crowd" or is_hearsay(last.name):
            return End("crowd", name or "hearsay", "told as hearsay, no source named", ("unnamed",))
        marks: tuple[str, ...] = ("unnamed",) if last.kind == "unnamed" else ()
        marks += ("state",) if last.kind == "state medium" else ()
        return End(last.kind, name, f"{name} is the first-hand source named", marks, roles)

    def _prints(self, article: str, source: Hop) -> bool:
        """Is the source the house of an article? What is read as a person must be its very name."""
        told = self.desk.chapters[article].article
        houses = [house for house in (told.outlet, told.agency) if house]
        if source.kind in FIRST_HAND:
            return source.name.casefold() in (house.casefold() for house in houses)
        return any(same_house(source.name, house) for house in houses)

    def _lead(self, article: str) -> Statement:
        """The statement that speaks for an article in this claim: with sources if it has any."""
        return min(self.of_article[article], key=lambda s: (not s.sources, s.span.start))

    def _own_voice(self, statement: Statement, path: tuple[str, ...]) -> End | None:
        retold = self.desk.retells.get(statement.article)
        if retold and retold in self.of_article and retold not in path:
            return self.end_of(self._lead(retold), path)
        chapter = self.desk.chapters[statement.article]
        agency = chapter.article.agency
        if agency is None and statement.id in self.desk.shared and chapter.lineage is not None:
            agency = chapter.lineage.agency
        house = self._house(statement.article)
        if agency and self._adds(statement, agency):
            return End("outlet", house, f"{house} adds it to the text of {agency} that it prints")
        if agency:
            return End("agency", agency, f"{agency} tells it in its own voice")
        marks = () if chapter.article.outlet or chapter.article.authors else ("uncredited",)
        return End("outlet", house, f"{house} tells it in its own voice, no source named", marks)

    def _adds(self, statement: Statement, agency: str) -> bool:
        """Does the agency's own text, which the article prints, lack what this sentence says?"""
        chapter = self.desk.chapters[statement.article]
        paper = chapter.article
        if statement.descent != "credited" or statement.label != "body" or not paper.outlet:
            return False
        return not same_house(paper.outlet, agency) and any(
            kin.share >= PRINTED and self._is_wire(kin.left, agency)
            for kin in chapter.kinships
            if kin.right == paper.id
        )

    def _is_wire(self, article: str, agency: str) -> bool:
        """Is this the agency's own page?"""
        chapter = self.desk.chapters.get(article)
        if chapter is None or chapter.article.outlet_kind != "agency":
            return False
        return same_house(chapter.article.outlet or "", agency)

    def _house(self, article: str) -> str:
        told = self.desk.chapters[article].article
        return told.outlet or told.domain or told.agency or told.source.rsplit("/", 1)[-1]
