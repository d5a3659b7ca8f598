"""What a brief says of the pages of the press, in the words of the truth; and what a perfect one would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.press.truth import Bundle, Line, PageTruth
from crosswire.records.brief import ArticleTold, Brief, StoryTold

Pair = tuple[str, str]


@dataclass
class PageAnswer:
    """What is said of one page."""

    headline: str = ""
    outlet: str = ""
    agency: str = ""
    published: str = ""
    body: str = ""


@dataclass
class LineAnswer:
    """What is said of one line: in which claims it stands, whose word it is, how surely, on what days."""

    claims: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    times: set[str] = field(default_factory=set)


@dataclass
class Answer:
    """All that is scored. Lines and pages go by the names that the truth gives them."""

    pages: dict[str, PageAnswer] = field(default_factory=dict)
    stories: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kin: dict[Pair, str] = field(default_factory=dict)
    lines: dict[str, LineAnswer] = field(default_factory=lambda: defaultdict(LineAnswer))
    claims: dict[str, tuple[int, str]] = field(default_factory=dict)
    differences: list[tuple[frozenset[str], frozenset[str], str]] = field(default_factory=list)
    outcomes: dict[str, tuple[str, str]] = field(default_factory=dict)


def perfect(bundles: Iterable[Bundle]) -> Answer:
    """The answer that is the truth."""
    said = Answer()
    for bundle in bundles:
        of_fact: dict[str, frozenset[str]] = {}
        for page in bundle.pages:
            _perfect_page(said, page)
            for line in page.lines:
                of_fact[line.fact] = of_fact.get(line.fact, frozenset()) | {line.id}
        said.kin |= {(kin.left, kin.right): kin.relation for kin in bundle.kin}
        said.claims |= {fact.id: (fact.origins, fact.support) for fact in bundle.facts}
        for told in bundle.differences:
            said.differences.append((of_fact[told.left], of_fact[told.right], told.nature))
        for outcome in bundle.outcomes:
            said.outcomes |= dict.fromkeys(of_fact[outcome.fact], (outcome.status, outcome.due))
    return said


def _perfect_page(said: Answer, page: PageTruth) -> None:
    body = "\n\n".join(page.paragraphs)
    told = PageAnswer(page.headline, page.outlet, page.agency, page.published, body)
    said.pages[page.file] = told
    said.stories[page.file] = {page.story}
    for line in page.lines:
        if line.fact:
            said.lines[line.id] = LineAnswer({line.fact}, {line.source}, {line.mode}, {line.time})


def of_brief(brief: Brief, bundles: Sequence[Bundle]) -> Answer:
    """What the brief says."""
    pages = {page.file: page for bundle in bundles for page in bundle.pages}
    said = Answer()
    for story in brief.stories:
        lines_of = _lines_of(story, pages)
        for article in story.articles:
            said.pages[article.source] = PageAnswer(
                article.headline or "",
                article.outlet or "",
                article.agency or "",
                article.published or "",
                article.text,
            )
            said.stories[article.source].add(story.id)
        _take_lines(said, story, lines_of)
        _take_groups(said, story, lines_of)
    return said


def _lines_of(story: StoryTold, pages: dict[str, PageTruth]) -> dict[str, list[str]]:
    """statement → the lines it stands in."""
    by_id = {article.id: article for article in story.articles}
    places = {
        article.id: list(_places(article, pages[article.source]))
        for article in story.articles
        if article.source in pages
    }
    return {
        told.id: [
            line.id
            for line, start, end in places.get(told.article, ())
            if told.start < end and start < told.end
        ]
        for told in story.statements
        if told.article in by_id
    }


def _places(article: ArticleTold, page: PageTruth) -> Iterator[tuple[Line, int, int]]:
    """Where the lines of a page stand in the text of its article; those it has not are left out."""
    after = 0
    for line in page.lines:
        at = article.full_text.find(line.quote, after)
        if at >= 0:
            after = at + len(line.quote)
            yield line, at, after


def _take_lines(said: Answer, story: StoryTold, lines_of: dict[str, list[str]]) -> None:
    times = {article.id: article.times for article in story.articles}
    for told in story.statements:
        for line in lines_of.get(told.id, ()):
            answer = said.lines[line]
            answer.modes.add(told.mode)
            answer.sources.add(told.sources[-1].name if told.sources else "")
            answer.times |= {
                time.value for time in times[told.article] if told.start <= time.start < told.end
            }
    for claim in story.claims:
        said.claims[claim.id] = (len(claim.origins), claim.support)
        for name in claim.statements:
            for line in lines_of.get(name, ()):
                said.lines[line].claims.add(claim.id)


def _take_groups(said: Answer, story: StoryTold, lines_of: dict[str, list[str]]) -> None:
    source = {article.id: article.source for article in story.articles}
    for lineage in story.lineages:
        for kin in lineage.kinships:
            if kin.left in source and kin.right in source:
                said.kin[source[kin.left], source[kin.right]] = kin.relation
    for told in story.disagreements:
        sides = [
            frozenset(line for name in side.statements for line in lines_of.get(name, ()))
            for side in told.sides
        ]
        for number, left in enumerate(sides):
            said.differences += [(left, right, told.nature) for right in sides[number + 1 :]]
    for expected in story.expectations:
        for line in lines_of.get(expected.statement, ()):
            said.outcomes[line] = (expected.status, (expected.due or "")[:10])
