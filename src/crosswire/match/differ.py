"""Where two statements differ, and of what nature the difference is.

    quantity     amounts of the same thing whose intervals do not meet
    time         clock times or days of the same event that cannot be one moment
    polarity     the one asserts what the other negates, in nearly the same words
    attribution  one quotation in the mouths of two speakers

Nature: `update` where a later version or report of the same source replaces an earlier one, or says
itself that it does; `conflict` where both would have to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crosswire.match.denials import FEWEST_SHARED, minds
from crosswire.match.intervals import compare_amounts, compare_times
from crosswire.match.mouths import is_named
from crosswire.match.same_source import name_words
from crosswire.match.tolls import toll_kind
from crosswire.records.claim import DifferenceKind, Nature, Statement
from crosswire.records.reading import Amount, Hop, Time

# Wording this close tells of one event: below it two clock times in a story (a launch, a landing)
# are mostly two events. Looked at on stories of our own: .35 lets in false conflicts, .6 loses half.
CLOSE = 0.45
# Amounts of the same named thing are compared from this likeness on, others only from CLOSE on.
NAMED_THING = 0.36
# Share of a denial's words that must stand in what it denies: "the dam has not failed" against "the
# dam has failed" is 1; two sentences about one body, one of which has a "not", share a third.
DENIED_WORDS = 0.4
# "None of our tanks leaked" and "a tank of the refinery leaked oil into the river" are .35 alike; on a large
# pile of one month's pages most denials found between .28 and .33 were none.
DENIAL_ALIKE = 0.33
# A day differs only between statements that are nearly one: most days of a story are of its parts.
SAME_EVENT = 0.6
# Measures that anything may have: two of them in a story are mostly measures of two things.
ANYTHINGS = frozenset({"", "distance", "length", "time", "duration", "share", "value", "person"})
# Two minutes and 31 years are not one time: measures of what nobody names differ by less than this.
OTHER_SIZE = 10.0
# Quotations this alike are one quotation.
ONE_QUOTE = 0.8


@dataclass(frozen=True)
class Difference:
    """One difference between two statements: a key and a wording for each answer.

    Answers with the same key are one side, however they are worded.
    """

    kind: DifferenceKind
    about: str
    left: str
    right: str
    left_key: str
    right_key: str


@dataclass(frozen=True)
class Told:
    """What weighs when the nature of a difference is judged, for one of its sides."""

    published: str
    """ISO time or day of publication, empty where unknown."""
    voice: str
    """The name of the source or house that answers for it."""
    lineage: str
    """The lineage it belongs to, empty where none."""
    revises: bool
    """Does it say of itself that it replaces an earlier figure?"""


def differences(left: Statement, right: Statement, alike: float) -> Iterator[Difference]:
    """All differences of two statements that tell of the same thing; `alike` is their likeness."""
    yield from _quantities(left, right, alike)
    if alike >= CLOSE:
        yield from _times(left, right, alike)
    yield from _polarity(left, right, alike)
    if alike >= ONE_QUOTE and left.article != right.article:
        yield from _attribution(left, right)


def _quantities(left: Statement, right: Statement, alike: float) -> Iterator[Difference]:
    for a in left.amounts:
        for b in right.amounts:
            if not _comparable(a, b, alike) or toll_kind(left, a) or toll_kind(right, b):
                continue
            if _is_conversion(left, a) or _is_conversion(right, b):
                continue
            if compare_amounts(a, b) == "differs" and not _has_partner(a, b, left, right):
                yield amounts_differ(a, b, a.thing or b.thing or a.unit)


def amounts_differ(a: Amount, b: Amount, about: str) -> Difference:
    """The difference of two amounts of one thing."""
    return Difference("quantity", about, a.span.quote, b.span.quote, _key(a), _key(b))


def _key(amount: Amount) -> str:
    return f"{amount.low}..{amount.high} {amount.unit}"


def _is_conversion(statement: Statement, amount: Amount) -> bool:
    """ "770 kilometres (480 miles)": the miles only say it again."""
    at = amount.span.start - statement.span.start
    return statement.span.quote[:at].rstrip(" about").endswith("(")


def _comparable(a: Amount, b: Amount, alike: float) -> bool:
    if a.unit != b.unit or a.unit == "ordinal":
        return False
    named = a.thing == b.thing and a.thing not in ANYTHINGS
    if not named and _of_other_size(a, b):
        return False
    return alike >= (NAMED_THING if named else CLOSE)


def _of_other_size(a: Amount, b: Amount) -> bool:
    """Are two measures so unlike that they measure two things?"""
    sizes = sorted(abs(x.high if x.high is not None else x.low or 0.0) for x in (a, b))
    return bool(a.unit) and sizes[1] > OTHER_SIZE * max(sizes[0], 1e-9)


def _has_partner(a: Amount, b: Amount, left: Statement, right: Statement) -> bool:
    """ "22 cars, nine of them burnt" beside "nine burnt": the nine has its partner."""
    return any(compare_amounts(a, other) in ("same", "fits") for other in right.amounts) or any(
        compare_amounts(other, b) in ("same", "fits") for other in left.amounts
    )


def _times(left: Statement, right: Statement, alike: float) -> Iterator[Difference]:
    for told in (_clock, _day) if alike >= SAME_EVENT else (_clock,):
        a, b = told(left), told(right)
        if a is not None and b is not None:
            if compare_times(a, b) == "differs" and not _one_weekday(a, b):
                yield Difference("time", "time", a.span.quote, b.span.quote, a.value, b.value)
            return


def _one_weekday(a: Time, b: Time) -> bool:
    """ "On Thursday" in two reports of one event is one Thursday, whichever it was taken for."""
    one, other = (" ".join(time.span.quote.lower().split()) for time in (a, b))
    return one == other and not any(letter.isdigit() for letter in one)


def _clock(statement: Statement) -> Time | None:
    """The one clock time that a statement gives."""
    return _only([t for t in statement.times if t.type == "TIME" and ":" in t.value])


def _day(statement: Statement) -> Time | None:
    """The one day that a statement gives."""
    width = len("2000-01-01")
    return _only([t for t in statement.times if t.type == "DATE" and len(t.value) == width])


def _only(times: list[Time]) -> Time | None:
    return times[0] if len(times) == 1 and times[0].start else None


def _polarity(left: Statement, right: Statement, alike: float) -> Iterator[Difference]:
    flat = {"reported", "alleged", "denied"}
    if not {left.mode, right.mode} <= flat or denies(left) == denies(right):
        return
    no, yes = (left, right) if denies(left) else (right, left)
    if left.article == right.article and alike < CLOSE:
        return
    if alike >= DENIAL_ALIKE and _denied_by(no, yes):
        told = negation_differs(no, yes)
        yield told if no is left else turned(told)


def negation_differs(no: Statement, yes: Statement) -> Difference:
    """The difference of a denial, on the left, and what it denies."""
    return Difference("polarity", "whether it is so", no.told, yes.told, "denied", "asserted")


def turned(told: Difference) -> Difference:
    """The same difference with its sides changed over."""
    return Difference(told.kind, told.about, told.right, told.left, told.right_key, told.left_key)


def _denied_by(no: Statement, yes: Statement) -> bool:
    """Does the denial negate a thing that the other asserts, and speak mostly of the same?"""
    words, asserted = set(no.words), set(yes.words)
    if no.negates and (no.negates[0] not in asserted or no.negates[0] in minds()):
        return False
    return len(words & asserted) >= max(FEWEST_SHARED, DENIED_WORDS * len(words))


def denies(statement: Statement) -> bool:
    """Does the statement say that it is not so?"""
    return statement.negated != (statement.mode == "denied")


def _attribution(left: Statement, right: Statement) -> Iterator[Difference]:
    """One quotation, two persons named as its speakers."""
    if not (left.quoted and right.quoted and left.sources and right.sources):
        return
    a, b = left.sources[-1], right.sources[-1]
    if not (is_named(a) and is_named(b)) or not _have_names(a, b):
        return
    if a.kind == b.kind == "person" and not set(name_words(a.name)) & set(name_words(b.name)):
        yield Difference("attribution", "who said it", a.name, b.name, a.name, b.name)


def _have_names(*hops: Hop) -> bool:
    """ "The party's nominee" may be anybody whom another report names."""
    return all(hop.name.split()[-1:] and hop.name.split()[-1][0].isupper() for hop in hops)


def nature_of(left: Told, right: Told, kind: DifferenceKind, *, grows: bool = True) -> Nature:
    """Is it a conflict, or does the later of the two replace the earlier?

    A figure that grows as hours pass is replaced by any later one; another (the magnitude of a
    quake) only by one of the same voice, or where the text says so.
    """
    if left.lineage and left.lineage == right.lineage:
        return "update"
    if kind != "quantity" or not is_later(left, right):
        return "conflict"
    later = max(left, right, key=lambda told: told.published)
    same_voice = left.voice.lower() == right.voice.lower()
    replaced = same_voice or later.revises or (grows and _hours_pass(left, right))
    return "update" if replaced else "conflict"


def is_later(left: Told, right: Told) -> bool:
    """Was one of the two published after the other, as far as their precision tells?"""
    width = min(len(left.published), len(right.published))
    return width > 0 and left.published[:width] != right.published[:width]


# Two sources that differ within the hour contradict each other; after some hours the later one knows more.
HOURS_PASS = timedelta(hours=3)


def _hours_pass(left: Told, right: Told) -> bool:
    if left.published[:10] != right.published[:10]:
        return True
    if "T" not in left.published or "T" not in right.published:
        return False
    one, other = (datetime.fromisoformat(told.published) for told in (left, right))
    return abs(one - other) >= HOURS_PASS


def moment(value: str) -> str:
    """An ISO day or time in one form: minutes, in UTC where its zone is known; a day stays a day."""
    if "T" not in value:
        return value
    told = datetime.fromisoformat(value)
    if told.tzinfo is not None:
        told = told.astimezone(UTC).replace(tzinfo=None)
    return told.isoformat(timespec="minutes")
