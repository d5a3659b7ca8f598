"""Read: what one article holds, sentence by sentence.

Reads: Article.
Writes: Reading, Issue.
Meets: nothing; each article is read alone.
Decides: where sentences end and into which clauses they part; what is a name and who bears it; what
    a time means against the day of publication; what a number counts; who says what, and through
    whom. Names are voted by two witnesses, the rules and the reader; where the reader has no
    weights, or does not know the language, the rules decide alone and the reading says so.
Never: looks at another article, or reads furniture. An article in a language it does not know is read
    for names and numbers, and its reading is marked as not known (cleaning has named it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from msgspec.structs import replace

from crosswire.reader import Read, shipped_reader
from crosswire.reader.clauses import clauses_of
from crosswire.reader.grammar import subject_words
from crosswire.reader.names_vote import vote
from crosswire.records.base import Issue, Record, Span
from crosswire.records.page import Article
from crosswire.records.reading import Clause, Name, Reading, Sentence
from crosswire.records.shape import Options, Room, Stage, Step
from crosswire.text.amounts import find_amounts
from crosswire.text.anchors import times_of
from crosswire.text.entities import gather
from crosswire.text.names import find_names
from crosswire.text.names_facts import is_known_name
from crosswire.text.sentences import sentences_of
from crosswire.text.voices import find_voices


class ReadOptions(Options, frozen=True, kw_only=True):
    """Bounds of what is read of one article."""

    # Characters read of one article. The longest of 8,000 news articles has 96,000; what lies
    # beyond is a dump of something else, and reading time grows with it.
    longest: int = 200_000
    # Languages that the rules and the reader know. Others are read for names and numbers by the
    # rules alone, as far as that goes.
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
        reading = read_article(article, options.longest, known=known)
        if known and not reading.reader:
            yield _without_reader()
        yield reading


def read_article(article: Article, longest: int, *, known: bool = True) -> Reading:
    """The reading of one article, up to `longest` characters of its text."""
    text = article.text[:longest]
    sentences = tuple(_cut(sentences_of(article), text))
    reads = read_sentences(sentences) if known else None
    names, entities = gather(article.id, text, names_in(text, sentences, reads))
    times = times_of(article, longest)
    tags = parts_of_speech(sentences, reads or ())
    voices = find_voices(text, sentences, names, entities, tags=tags) if known else ()
    return Reading(
        article=article.id,
        sentences=with_clauses(sentences, reads) if reads else sentences,
        names=names,
        entities=entities,
        times=times,
        # "For two weeks" is an amount too, and reports may differ on it.
        amounts=find_amounts(text, [time for time in times if time.type != "DURATION"]),
        voices=voices,
        known=known,
        reader=reads is not None,
    )


def _cut(sentences: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    """The sentences up to the end of what is read; the one that runs over it up to there."""
    for sentence in sentences:
        if sentence.span.end <= len(text):
            yield sentence
        elif sentence.span.start < len(text):
            yield replace(sentence, span=Span.of(text, sentence.span.start, len(text)))


def read_sentences(sentences: Sequence[Sentence]) -> list[Read] | None:
    """The sentences as the reader sees them, all in one pass; None where it has no weights."""
    reader = shipped_reader()
    return reader.read([sentence.span.quote for sentence in sentences]) if reader else None


def parts_of_speech(sentences: Sequence[Sentence], reads: Sequence[Read]) -> dict[int, str]:
    """The part of speech (UPOS) of each word by its offset in the text; empty where nobody read it."""
    return {
        sentence.span.start + word.start: word.upos
        for sentence, read in zip(sentences, reads, strict=False)
        for word in read.words
    }


def with_clauses(sentences: Sequence[Sentence], reads: Sequence[Read]) -> tuple[Sentence, ...]:
    """The sentences with their clauses."""
    return tuple(
        replace(sentence, clauses=tuple(_clauses(sentence, read)))
        for sentence, read in zip(sentences, reads, strict=True)
    )


def _clauses(sentence: Sentence, read: Read) -> Iterator[Clause]:
    """The clauses as stretches of the text, with all that is told of each."""
    for clause in clauses_of(sentence.span.quote, read.words):
        told = {
            field.name: tuple(_within(sentence, each) for each in getattr(clause, field.name))
            for field in fields(clause)
            if field.name not in ("start", "end")
        }
        yield Clause(span=_within(sentence, (clause.start, clause.end)), **told)


def _within(sentence: Sentence, stretch: tuple[int, int]) -> Span:
    start, end = stretch
    shift = sentence.span.start
    return Span(start=start + shift, end=end + shift, quote=sentence.span.quote[start:end])


def names_in(
    text: str, sentences: Sequence[Sentence], reads: Sequence[Read] | None
) -> tuple[Name, ...]:
    """The names of a text, voted by rules and reader; by the rules alone where nothing was read."""
    names = find_names(text, sentences)
    if reads is None:
        return names
    told = [(name.span.start, name.span.end, name.kind) for name in names]
    rows = [(sentence.span.start, read) for sentence, read in zip(sentences, reads, strict=True)]
    subjects = {at for start, read in rows for at in subject_words(read, start)}
    return tuple(
        Name(
            span=Span.of(text, start, end),
            kind=kind,
            subject=not subjects.isdisjoint(range(start, end)),
        )
        for start, end, kind in vote(text, told, rows, is_known_name)
    )


def _without_reader() -> Issue:
    """The same note for every article: it counts once."""
    return Issue.make(
        "read",
        "no-reader",
        "note",
        "the reader",
        "its weights are not installed: names and voices come from rules alone",
        advice="Install the package from a wheel, or make the weights as training/README.md says.",
    )


STAGE = Stage(
    name="read",
    options=ReadOptions(),
    steps=(Step(name="read.read", reads=(Article,), writes=(Reading, Issue), key=key, run=run),),
)
