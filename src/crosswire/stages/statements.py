"""Statements: what each article says, through whom, and how surely.

Reads: Article, Reading, Story, Kinship, Lineage.
Writes: Chapter, Statement, Issue.
Meets: an article, its reading, its stories, and what is known of its descent, under the article's id.
Decides: which stretches are statements (a sentence, or the clauses of one that says several things;
    a clause with sources of its own inside a larger one is a statement too); the chain of sources,
    joined where a voice stands within a voice; the mode; whether it negates; whether the stretch was
    copied.
Never: compares two articles' statements, or takes furniture, bylines and related links for
    something said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from crosswire.match.nearby import Nearby
from crosswire.records.base import Issue, Record, Span, make_id
from crosswire.records.claim import Chapter, Descent, Statement
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Clause, Hop, Reading, Sentence, Time, Voice
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.records.story import Story
from crosswire.text.clauses import has_verb, split_clauses
from crosswire.text.modes import after_negation, has, is_negated, mode_of
from crosswire.text.stems import content_words


class StatementOptions(Options, frozen=True, kw_only=True):
    """What counts as a statement, and when a voice speaks it."""

    # Share of a stretch that a voice's content must cover to be its source. Cue and source take up
    # to half of short sentences ("Nobody was hurt," the harbour commander said on Tuesday): at .6
    # those lose their source, at .3 a sentence that only quotes two words gets one.
    covered: float = 0.45
    # A voice within another's words speaks the stretch itself when its content is nearly all of theirs:
    # "the agency quoted her as saying that ..." is hers, a "who, police said, was 40" inside is not.
    nearly_all: float = 0.7
    # A voice that covers less is a statement of its own from this many characters on: "clearly
    # over" quoted in passing is none.
    own_voice_from: int = 25
    # Share of a stretch that must lie in a shared passage to count as copied.
    copied: float = 0.8
    # Content words kept of what a negation negates: "no fuel store was struck" needs two.
    negated_words: int = 4
    # Share of a stretch without a verb that is a time expression: "8 April 2025", "Published 9:15 GMT".
    bare_date: float = 0.6
    # Words below which a stretch says nothing that could be compared.
    fewest_words: int = 2
    # So often an article can say the same in the same words; more are an advert, a fault of the site or
    # an attack, and comparing each with each takes the square of their number. The most seen in 60
    # reports is 3 (headline, lead, caption).
    repeats: int = 8


# Letters that may be left of a clause besides cue and source: "the", "also", blanks.
FRAME_REST = 8


def key(record: Any) -> Iterable[str]:
    """The article's id; a story, kinship or lineage comes under each of its articles."""
    if isinstance(record, Article):
        return (record.id,)
    if isinstance(record, Reading):
        return (record.article,)
    if isinstance(record, Kinship):
        return (record.left, record.right)
    return record.articles if isinstance(record, (Story, Lineage)) else ()


def run(_key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """For each story of the article, its chapter and its statements."""
    articles, readings = of_type(records, Article), of_type(records, Reading)
    if not articles or not readings:
        return
    article, reading = articles[0], readings[0]
    kinships = tuple(of_type(records, Kinship))
    lineage = next(iter(of_type(records, Lineage)), None)
    for story in of_type(records, Story):
        yield Chapter(
            id=make_id("chapter", story.id, article.id),
            story=story.id,
            article=article,
            reading=reading,
            kinships=kinships,
            lineage=lineage,
        )
        maker = _Maker(article, reading, story.id, kinships, room.options)
        yield from maker.statements()


class _Maker:
    """Makes the statements of one article within one story."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        story: str,
        kinships: Sequence[Kinship],
        options: StatementOptions,
    ) -> None:
        self.article, self.reading, self.story, self.options = article, reading, story, options
        taken = [
            passage.right for kin in kinships if kin.right == article.id for passage in kin.passages
        ]
        self.taken = Nearby((span, span) for span in taken)
        self.voices = Nearby((voice.content, voice) for voice in reading.voices)
        self.times = Nearby((time.span, time) for time in reading.times)
        self.amounts = Nearby((amount.span, amount) for amount in reading.amounts)
        self.names = Nearby((name.span, name) for name in reading.names)
        self.entity_names = {entity.id: entity.name for entity in reading.entities}

    def statements(self) -> Iterator[Statement | Issue]:
        """In the order of the text; an issue where the article repeats itself beyond the bound."""
        times: Counter[tuple[str, ...]] = Counter()
        for statement in self.every_statement():
            times[statement.words] += 1
            if times[statement.words] <= self.options.repeats:
                yield statement
        more = sum(
            count - self.options.repeats for count in times.values() if count > self.options.repeats
        )
        if more:
            yield self.repetition(more)

    def repetition(self, more: int) -> Issue:
        """What to say of statements that were left out."""
        return Issue.make(
            "statements", "repeats", "note", self.article.source,
            f"{more} statements repeat others of it word for word; each is told {self.options.repeats} times",
            article=self.article.id,
        )  # fmt: skip

    def every_statement(self) -> Iterator[Statement]:
        """In the order of the text."""
        for number, sentence in enumerate(self.reading.sentences):
            for clause, voice in self.stretches(sentence):
                told = _told(voice, clause)
                if sentence.label == "caption" and not has_verb(told):
                    continue  # "The mayor at the gate. Photo: A. Smith" names, but says nothing
                words = tuple(content_words(told))
                if self.only_when(clause.span, told):
                    continue  # "8 April 2025" dates the page, it says nothing
                if len(words) >= self.options.fewest_words:
                    yield self.statement(number, sentence, clause, voice, told, words)

    def only_when(self, span: Span, told: str) -> bool:
        """Is it a bare date: no verb, and hardly a word besides the time?"""
        if has_verb(told):
            return False
        when = sum(len(t.span.quote) for t in self.times.meeting(span) if span.holds(t.span))
        return when >= self.options.bare_date * len(told.strip())

    def stretches(self, sentence: Sentence) -> Iterator[tuple[Clause, Voice | None]]:
        """The stretches of a sentence that are statements, each with the voice that says it."""
        near = self.voices.meeting(sentence.span)
        voices = [voice for voice in near if not _only_means_to(voice)]
        found = list(self.clauses(sentence, near))
        clauses = [(c, self.voice_of(_less(c, found), voices)) for c in found]
        used = [voice for _, voice in clauses if voice]
        said = {voice.hops[-1].name.lower() for voice in used if voice.hops}
        yield from clauses
        for voice in voices:
            within = _clip(voice.content, sentence.span)
            if voice.hops and voice.hops[-1].name.lower() in said:
                continue  # the stretch around it has this source already
            if voice not in used and len(within.quote) >= self.options.own_voice_from:
                yield Clause(span=within), voice

    def clauses(self, sentence: Sentence, near: Sequence[Voice]) -> Iterator[Clause]:
        """What the sentence says, piece by piece: by its grammar, or at plain joints where nobody
        read it."""
        if sentence.clauses and sentence.label == "body":
            frames = [piece for voice in near for piece in _frame(voice)]
            yield from (c for c in sentence.clauses if not _only_frames(c, frames))
            return
        base = sentence.span.start
        for start, end in split_clauses(sentence.span.quote):
            yield Clause(span=Span.of(self.article.text, base + start, base + end))

    def voice_of(self, clause: Clause, voices: Sequence[Voice]) -> Voice | None:
        """The voice that says most of the stretch; one within it where that is nearly all it says.

        A voice within another's words carries the other's hops before its own.
        """
        speaking = [voice for voice in voices if self.speaks(voice, clause)]
        if not speaking:
            return self.governing(clause, voices)
        best = max(speaking, key=lambda voice: (len(voice.content.quote), -voice.content.start))
        for voice in sorted(speaking, key=lambda voice: -len(voice.content.quote)):
            share = len(voice.content.quote) / len(best.content.quote)
            if best.content.holds(voice.content) and share >= self.options.nearly_all:
                best = voice
        return best

    def governing(self, clause: Clause, voices: Sequence[Voice]) -> Voice | None:
        """The voice in whose complement the clause stands: "she said that A, but that B"."""
        above = [
            voice
            for voice in voices
            if voice.cue and any(voice.cue.meets(word) for word in clause.governor)
        ]
        return above[0] if above else None

    def covers(self, voice: Voice, clause: Clause) -> bool:
        """Is its content, with cue and source, nearly all that the clause tells?"""
        pieces = [voice.content, *(p for p in _frame(voice) if not voice.content.holds(p))]
        told = sum(len(_clip(p, clause.span).quote) for p in pieces if p.meets(clause.span))
        return told >= self.options.nearly_all * len(clause.span.quote)

    def speaks(self, voice: Voice, clause: Clause) -> bool:
        """Does the voice say most of the stretch, its own cue and source and the holes left out?"""
        span = clause.span
        if not voice.content.meets(span):
            return False
        inside = _clip(voice.content, span)
        around = sum(
            len(_clip(piece, span).quote)
            for piece in _frame(voice)
            if piece.meets(span) and not piece.meets(inside)
        )
        beside = sum(len(hole.quote) for hole in clause.holes if not hole.meets(inside))
        within = sum(len(_clip(hole, inside).quote) for hole in clause.holes if hole.meets(inside))
        size = len(span.quote) - around - beside - within
        return len(inside.quote) - within >= self.options.covered * max(1, size)

    def statement(
        self,
        number: int,
        sentence: Sentence,
        clause: Clause,
        voice: Voice | None,
        told: str,
        words: tuple[str, ...],
    ) -> Statement:
        """One statement with its chain, mode and descent."""
        span = clause.span
        near = self.times.meeting(span)
        times = tuple(t for t in near if _says(clause, t.span) and _tells(voice, t))
        stance = voice.stance if voice else "said"
        whole = voice is not None and not clause.lead and not clause.holes
        core = told
        if voice and whole and self.covers(voice, clause):
            core = _clip(voice.content, span).quote
        sources = tuple(self.named(hop) for hop in voice.hops) if voice else ()
        named = self.names.meeting(span, *clause.lead)
        names = {n.entity for n in named if n.entity and _speaks_of(clause, n.span)}
        return Statement(
            id=make_id("statement", self.story, self.article.id, span.start, span.end),
            article=self.article.id,
            story=self.story,
            span=span,
            sentence=number,
            label=sentence.label,
            mode=mode_of(core, stance=stance, looks_ahead=self.looks_ahead(times)),
            negated=is_negated(told),
            negates=tuple(content_words(after_negation(told)))[: self.options.negated_words],
            quoted=voice is not None and voice.quoted,
            sources=sources,
            descent=self.descent(span, sources),
            names=tuple(
                sorted(self.entity_names[name] for name in names if name in self.entity_names)
            ),
            words=words,
            told=told,
            lead=clause.lead,
            clause=span.quote != sentence.span.quote,
            times=times,
            amounts=tuple(a for a in self.amounts.meeting(span) if _says(clause, a.span)),
        )

    def named(self, hop: Hop) -> Hop:
        """ "The crane's maker, Brandt Lifting": the name that the source's own words give."""
        span = hop.span
        if hop.entity or span is None or hop.kind not in ("office", "person"):
            return hop
        inside = {
            name.entity: name
            for name in self.names.meeting(span)
            if name.kind in ("person", "organization") and name.entity and span.holds(name.span)
        }
        if len(inside) != 1 or "," not in span.quote:
            return hop
        entity = next(iter(inside))
        return replace(hop, name=self.entity_names.get(entity, hop.name), entity=entity)

    def looks_ahead(self, times: Sequence[Time]) -> bool:
        """Does a time lie after the day of publication?"""
        day = self.article.anchor.value[:10] if self.article.anchor else None
        return day is not None and any(
            time.direction == "future" or (time.start or "")[:10] > day for time in times
        )

    def descent(self, span: Span, sources: tuple[Hop, ...]) -> Descent:
        """Copied outranks quoted: a copied quote was not heard by who printed it."""
        shared = sum(len(_clip(passage, span).quote) for passage in self.taken.meeting(span))
        if shared >= self.options.copied * len(span.quote):
            return "copied"
        if sources:
            return "quoted"
        return "credited" if self.article.agency else "own"


def _only_means_to(voice: Voice) -> bool:
    """ "The board plans to close the mill": the writer's word on the board, not the board's own."""
    return voice.cue is not None and not voice.quoted and has("intentions", voice.cue.quote)


def _frame(voice: Voice) -> list[Span]:
    """Cue and source: what brings the content, without being it."""
    hops = [piece for hop in voice.hops for piece in (hop.span, hop.cue) if piece is not None]
    return [*hops, *([voice.cue] if voice.cue else [])]


def _clip(piece: Span, within: Span) -> Span:
    start, end = max(piece.start, within.start), min(piece.end, within.end)
    return Span(start=start, end=end, quote=piece.quote[start - piece.start : end - piece.start])


def _only_frames(clause: Clause, frames: Sequence[Span]) -> bool:
    """Is it nothing but who says something: "the fire service said"?"""
    rest = len(clause.span.quote) - sum(
        len(_clip(piece, clause.span).quote) for piece in frames if piece.meets(clause.span)
    )
    return rest < FRAME_REST


def _less(clause: Clause, others: Sequence[Clause]) -> Clause:
    """The clause with those that hang on it as holes: "..., said Moss, [who has governed for years]"."""
    inner = [o.span for o in others if o.span != clause.span and clause.span.holds(o.span)]
    beside = [span for span in inner if not any(hole.meets(span) for hole in clause.holes)]
    return replace(clause, holes=(*clause.holes, *beside)) if beside else clause


def _says(clause: Clause, span: Span) -> bool:
    """Does it stand in the clause itself, not in a hole of it?"""
    return clause.span.holds(span) and not any(hole.meets(span) for hole in clause.holes)


def _speaks_of(clause: Clause, span: Span) -> bool:
    return _says(clause, span) or any(lead.holds(span) for lead in clause.lead)


def _told(voice: Voice | None, clause: Clause) -> str:
    """What is told, and of whom: the stretch less its holes, and without "he said"."""
    span, text = clause.span, clause.span.quote
    frame = [p for p in _frame(voice) if not voice.content.holds(p)] if voice else []
    for piece in (*frame, *clause.holes):
        if piece.meets(span):
            cut = _clip(piece, span)
            start, end = cut.start - span.start, cut.end - span.start
            text = text[:start] + " " * (end - start) + text[end:]
    lead = "".join(f"{piece.quote} " for piece in clause.lead)
    return lead + text if text.strip() else span.quote


def _tells(voice: Voice | None, time: Time) -> bool:
    """Is it the time of what is told, rather than that of the saying ("she said on Tuesday")?"""
    return voice is None or voice.content.meets(time.span)


STAGE = Stage(
    name="statements",
    options=StatementOptions(),
    steps=(
        Step(
            name="statements.say",
            reads=(Article, Reading, Story, Kinship, Lineage),
            writes=(Chapter, Statement, Issue),
            key=key,
            run=run,
        ),
    ),
)
