"""Timeline: what happened when, what was expected and whether it came about.

Reads: Chapter, Statement, Claim.
Writes: Happening, Expectation.
Meets: all claims and statements of a story, under the story's id.
Decides: at which time the event of a claim took place (the most exact time that its statements give);
    what lies so far back that it is background; what is still to come, when it is due, and which
    later report tells its outcome.
Never: invents a time from the day of publication, or takes silence for a failure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta
from typing import Any

from crosswire.match.likeness import Likeness
from crosswire.match.outcomes import Report, due_day, due_of, outcome_of
from crosswire.records.base import Record, make_id
from crosswire.records.claim import Chapter, Claim, Expectation, Happening, Statement
from crosswire.records.reading import Time
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.text.deeds import ahead_words, deed_of, may_come, without_belief
from crosswire.text.kindred import held_by, kin, light_verbs
from crosswire.text.modes import Group, has
from crosswire.text.stems import content_words

# What is still expected or only held possible stands under the expectations, not in the timeline.
HAPPENED = ("reported", "alleged", "denied")
CUES: tuple[Group, ...] = ("cancelled", "postponed", "moved", "failed", "kept", "overtaken")


class TimelineOptions(Options, frozen=True, kw_only=True):
    """What belongs to the event, and what is background."""

    # Days before the first report from which on an event is background. News of one event looks
    # back over weeks; "last month's launch" is background, "two weeks ago" mostly is the event.
    background_days: int = 21


def key(record: Any) -> Iterable[str]:
    """The story."""
    return (record.story,)


def run(story: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Happenings and expectations of one story."""
    chapters = {chapter.article.id: chapter for chapter in of_type(records, Chapter)}
    statements = {s.id: s for s in of_type(records, Statement)}
    claims = of_type(records, Claim)
    days = [_published(chapter)[:10] for chapter in chapters.values() if _published(chapter)]
    border = _days_before(min(days), room.options.background_days) if days else ""
    for claim in claims:
        yield from _happening(story, claim, statements, border)
    yield from _expectations(story, claims, statements, chapters, max(days, default=""))


def _published(chapter: Chapter) -> str:
    return chapter.article.anchor.value if chapter.article.anchor else ""


def _days_before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def _happening(
    story: str, claim: Claim, statements: dict[str, Statement], border: str
) -> Iterator[Happening]:
    """The entry of a claim in the timeline, where any of its statements tells a time."""
    told = [
        (_exactness(time), statement.id, time)
        for statement in (statements[name] for name in claim.statements)
        for time in statement.times
        if time.start and time.type in ("DATE", "TIME") and statement.mode in HAPPENED
    ]
    if not told:
        return
    _, witness, time = max(told, key=lambda item: (item[0], item[1] == claim.wording, item[1]))
    start = time.start or ""
    yield Happening(
        id=make_id("happening", story, claim.id),
        story=story,
        value=time.value,
        start=start,
        zone=time.zone,
        claim=claim.id,
        statement=witness,
        background=bool(border) and start[:10] < border,
    )


def _exactness(time: Time) -> tuple[int, int]:
    """A clock time with zone, then without, then a part of a day, a day, a month, a year."""
    return (2 if time.type == "TIME" and ":" in time.value else 0) + bool(time.zone), len(
        time.value
    )


def _expectations(
    story: str,
    claims: Sequence[Claim],
    statements: dict[str, Statement],
    chapters: dict[str, Chapter],
    last_day: str,
) -> Iterator[Expectation]:
    claim_of = {name: claim.id for claim in claims for name in claim.statements}
    ordered = [statements[name] for name in sorted(claim_of)]
    dues = [due_of(s, _published(chapters[s.article])) for s in ordered]
    ahead = [n for n, due in enumerate(dues) if _looks_ahead(ordered[n], due)]
    ahead = [n for n in ahead if not _within_another(n, ahead, ordered, dues)]
    judge = _Judge(ordered, chapters) if ahead else None
    for number in ahead:
        statement, due = ordered[number], dues[number]
        reports = list(judge.reports(number)) if judge else []
        outcome = outcome_of(due, reports)
        day = due_day(due)
        yield Expectation(
            id=make_id("expectation", story, statement.id),
            story=story,
            statement=statement.id,
            claim=claim_of[statement.id],
            status=outcome.status,
            due=day,
            by=outcome.by,
            overdue=outcome.status == "open" and bool(due and due.end and due.end[:10] < last_day),
            reason=outcome.reason,
        )


def _looks_ahead(statement: Statement, due: Time | None) -> bool:
    """Announced, scheduled or vowed; held possible for a day that is named, or as a deed to come."""
    if statement.label in ("headline", "caption") or statement.negated:
        return False
    if statement.mode not in ("expected", "possible"):
        return False
    if due is not None:
        return True
    if statement.label != "body" or has("opinion", without_belief(statement.told)):
        return False
    return statement.mode == "expected" or may_come(statement.told)


def _within_another(
    number: int, ahead: Sequence[int], ordered: Sequence[Statement], dues: Sequence[Time | None]
) -> bool:
    """A clause within a longer statement that expects the same thing for the same time says it again."""
    inner = ordered[number]
    return any(
        other != number
        and ordered[other].article == inner.article
        and ordered[other].span.holds(inner.span)
        and due_day(dues[other]) == due_day(dues[number])
        for other in ahead
    )


# Words besides those of time that an outcome must share with what was expected: one is a subject.
ONE_THING = 2


def _gist(statement: Statement, deed: Set[str]) -> frozenset[str]:
    """What is told, less when and "is expected to": "on Friday morning" makes no two statements one."""
    when = {word for time in statement.times for word in content_words(time.span.quote)}
    return frozenset(statement.words) - when - (ahead_words() - deed)


class _Judge:
    """Finds the statements that may tell the outcome of an expectation."""

    def __init__(self, ordered: Sequence[Statement], chapters: dict[str, Chapter]) -> None:
        self.ordered, self.chapters = ordered, chapters
        self.likeness = Likeness(ordered, [frozenset(s.names) for s in ordered])
        self.cues: dict[str, frozenset[str]] = {}
        self.deeds = [frozenset(deed_of(s.told, light_verbs())) for s in ordered]
        self.gists = [_gist(s, deed) for s, deed in zip(ordered, self.deeds, strict=True)]
        # A report may tell the outcome in who says it: "..., the office announced on Monday".
        self.full = [
            frozenset(statement.words) | frozenset(content_words(statement.span.quote))
            for statement in ordered
        ]
        self.holders: dict[str | int, list[int]] = defaultdict(list)
        for number, words in enumerate(self.full):
            keys: list[str | int] = [*words, *kin(words)]
            for key in keys:
                self.holders[key].append(number)
        self.named = {word for s in ordered for name in s.names for word in content_words(name)}
        self.by_article: dict[str, list[Statement]] = defaultdict(list)
        for statement in ordered:
            self.by_article[statement.article].append(statement)

    def reports(self, number: int) -> Iterator[Report]:
        """Statements of other articles, not published before the expectation."""
        expected = self.ordered[number]
        published = _published(self.chapters[expected.article])
        due, gist = due_of(expected, published), self.gists[number]
        shared = Counter(other for word in gist for other in self.holding(word))
        for other in sorted(o for o, count in shared.items() if count >= min(ONE_THING, len(gist))):
            statement = self.ordered[other]
            when = _published(self.chapters[statement.article])
            before = when and published and when < published[: len(when)]
            if statement.article == expected.article or before:
                continue
            # A cue that the expectation holds too ("after talks broke down") is no news of it.
            yield Report(
                statement,
                self.likeness.compare(number, other).score,
                when,
                self.cues_of(statement) - self.cues_of(expected),
                held=self.held(number, other),
                does=self.does(number, other),
                undone=statement.negated and bool(gist & set(statement.negates)),
                later=self.names_later_day(due, statement),
            )

    def holding(self, word: str) -> set[int]:
        """The statements that hold a word, or one of its kin."""
        keys: list[str | int] = [word, *kin((word,))]
        return {number for key in keys for number in self.holders.get(key, ())}

    def held(self, number: int, other: int) -> float:
        """Share of what is expected that another statement holds, names alone not counted."""
        gist = self.gists[number]
        weight = self.likeness.weight
        shared = held_by(gist, self.full[other])
        if not shared - self.named:
            return 0.0
        return sum(weight[word] for word in shared) / sum(weight[word] for word in gist)

    def does(self, number: int, other: int) -> bool:
        """Does a report hold the very deed that was announced, or one of its kin?"""
        deed = self.deeds[number]
        return not deed or bool(held_by(deed, self.full[other]))

    def names_later_day(self, due: Time | None, report: Statement) -> bool:
        """Does the report, or a sentence beside it, look ahead to a day after the one expected?"""
        if due is None or not due.end:
            return False
        near = [
            s for s in self.by_article[report.article] if abs(s.sentence - report.sentence) <= 1
        ]
        times = [t for s in near for t in s.times if t.type in ("DATE", "TIME")]
        return any((time.start or "")[:10] >= due.end[:10] for time in times)

    def cues_of(self, statement: Statement) -> frozenset[str]:
        """Words of calling off, putting off, moving and failing; looked up once."""
        if statement.id not in self.cues:
            text = statement.span.quote
            self.cues[statement.id] = frozenset(cue for cue in CUES if has(cue, text))
        return self.cues[statement.id]


STAGE = Stage(
    name="timeline",
    options=TimelineOptions(),
    steps=(
        Step(
            name="timeline.order",
            reads=(Chapter, Statement, Claim),
            writes=(Happening, Expectation),
            key=key,
            run=run,
        ),
    ),
)
