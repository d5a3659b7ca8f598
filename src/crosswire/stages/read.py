"""Read: what one article holds, sentence by sentence.

Reads: Article.
Writes: Reading, Issue.
Meets: nothing; each article is read alone.
Decides: where sentences end; what is a name and who bears it; what a time means against the day of
    publication; what a number counts; who says what, and through whom.
Never: looks at another article, or reads furniture. An article in a language it does not know is read
    for names and numbers, and its reading is marked as not known (cleaning has named it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crosswire.records.base import Issue, Record
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import Options, Room, Stage, Step
from crosswire.text.amounts import find_amounts
from crosswire.text.entities import gather
from crosswire.text.names import find_names
from crosswire.text.sentences import sentences_of
from crosswire.text.times import find_times
from crosswire.text.voices import find_voices


class ReadOptions(Options, frozen=True, kw_only=True):
    """Bounds of what is read of one article."""

    # Characters read of one article. The longest of 8,000 news articles has 96,000; what lies
    # beyond is a dump of something else, and reading time grows with it.
    longest: int = 200_000
    # Languages the rules know. Others are read for names and numbers only as far as that goes.
    languages: tuple[str, ...] = ("en",)


def key(article: Article) -> Iterable[str]:
    """Each article alone."""
    return (article.id,)


def run(_key: str, records: Sequence[Article], room: Room) -> Iterator[Record]:
    """The reading of one article, and an issue where it was cut."""
    options: ReadOptions = room.options
    for article in records:
        known = article.language in options.languages
        if len(article.text) > options.longest:
            yield Issue.make(
                "read",
                "too-long",
                "doubt",
                article.source,
                f"only the first {options.longest:,} of {len(article.text):,} characters were read",
                article=article.id,
            )
        yield read_article(article, options.longest, known=known)


def read_article(article: Article, longest: int, *, known: bool = True) -> Reading:
    """The reading of one article, up to `longest` characters of its text."""
    text = article.text[:longest]
    sentences = tuple(s for s in sentences_of(article) if s.span.end <= len(text))
    anchor = article.anchor.value if article.anchor else None
    names, entities = gather(article.id, text, find_names(text, sentences))
    times = find_times(text, anchor)
    return Reading(
        article=article.id,
        sentences=sentences,
        names=names,
        entities=entities,
        times=times,
        # "For two weeks" is an amount too, and reports may differ on it.
        amounts=find_amounts(text, [time for time in times if time.type != "DURATION"]),
        voices=find_voices(text, sentences, names, entities) if known else (),
        known=known,
    )


STAGE = Stage(
    name="read",
    options=ReadOptions(),
    steps=(Step(name="read.read", reads=(Article,), writes=(Reading, Issue), key=key, run=run),),
)
