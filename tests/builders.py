"""Small records for tests: an article from paragraphs, statements from sentences."""

from __future__ import annotations

from crosswire.records.base import Span, make_id
from crosswire.records.claim import Chapter, Statement
from crosswire.records.page import Article, Block, Label, Told
from crosswire.records.reading import Hop, HopKind
from crosswire.stages.read import ReadOptions, read_article
from crosswire.text.amounts import find_amounts
from crosswire.text.modes import after_negation, is_negated, mode_of
from crosswire.text.stems import content_words
from crosswire.text.times import find_times


def make_article(
    *paragraphs: str,
    name: str = "a",
    outlet: str | None = None,
    agency: str | None = None,
    published: str | None = "2024-05-15",
    headline: str | None = None,
    address: str | None = None,
    authors: tuple[str, ...] = (),
) -> Article:
    """An article whose body is the paragraphs; the headline stands behind it in the text."""
    labelled: list[tuple[Label, str]] = [("body", paragraph) for paragraph in paragraphs]
    body_end = len("\n\n".join(paragraphs))
    if headline:
        labelled.append(("headline", headline))
    text = "\n\n".join(words for _, words in labelled)
    blocks, at = [], 0
    for label, words in labelled:
        blocks.append(Block(label=label, text=words, span=Span.of(text, at, at + len(words))))
        at += len(words) + 2
    told = Told(value=published, how="given") if published else None
    return Article(
        id=make_id("article", name),
        page=make_id("page", name),
        source=f"{name}.txt",
        text=text,
        body_end=body_end,
        blocks=tuple(blocks),
        headline=headline,
        address=address,
        outlet=outlet,
        agency=agency,
        authors=authors,
        published=told,
        anchor=told,
    )


def make_chapter(article: Article, story: str = "s1") -> Chapter:
    """The article as a member of a story, read by the real reader."""
    return Chapter(
        id=make_id("chapter", story, article.id),
        story=story,
        article=article,
        reading=read_article(article, ReadOptions().longest),
    )


def _hop(name: str, kind: HopKind) -> Hop:
    """A source that the text names."""
    return Hop(name=name, kind=kind, span=Span(start=0, end=len(name), quote=name))


def make_statement(
    text: str,
    *,
    article: str = "a",
    start: int = 0,
    source: tuple[str, HopKind] | None = None,
    published: str = "2024-05-15",
    label: Label = "body",
    quoted: bool = False,
) -> Statement:
    """A statement that is the whole text, read by the real tools."""
    times = find_times(text, published)
    return Statement(
        id=make_id("statement", article, text, start),
        article=article,
        story="s1",
        span=Span(start=start, end=start + len(text), quote=text),
        sentence=0,
        label=label,
        mode=mode_of(text),
        negated=is_negated(text),
        negates=tuple(content_words(after_negation(text)))[:4],
        quoted=quoted,
        sources=(_hop(*source),) if source else (),
        descent="quoted" if source else "own",
        told=text,
        words=tuple(content_words(text)),
        times=times,
        amounts=find_amounts(text, [t for t in times if t.type != "DURATION"]),
    )
