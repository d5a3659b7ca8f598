"""A bare statement taken apart for comparison: words, numbers, places, and what stands denied.

1. words and marks; compounds ("four-wheeled") are parted;
2. runs that are one number, one country or region become one part;
3. what stands behind a negation, up to the end of its clause, is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crosswire import facts
from crosswire.errors import DataError
from crosswire.records.base import Span
from crosswire.records.reading import Amount, Name, Sentence
from crosswire.text.agree_numbers import number_at, value_at
from crosswire.text.amounts import find_amounts
from crosswire.text.modes import pattern, plain
from crosswire.text.names import find_names
from crosswire.text.names_facts import name_facts
from crosswire.text.sentences import split_text
from crosswire.text.stems import content_words, fold
from crosswire.text.tokens import Token, tokens

# A negation reaches no further than this: a clause that runs on has left it.
_REACH = 60
_LONGEST_PLACE = 6
_CLAUSE_END = re.compile(r"[,;:.!?()]|\b(?:but|although|while|and|who|which)\b")
_COMPOUND = re.compile(r"([^\W_]+)-([^\W\d_]+)")


class Part(NamedTuple):
    """A word of a statement, or several that are one; the fields are those of `match.agree.Word`."""

    form: str
    stem: str = ""
    kind: str = ""
    place: str = ""
    unit: str = "none"
    low: float | None = None
    high: float | None = None
    thing: str = ""
    denied: bool = False


def parts_of(text: str) -> list[Part]:
    """The parts of a bare statement, in order."""
    sentences = [
        Sentence(span=Span.of(text, start, end), paragraph=0) for start, end in split_text(text)
    ]
    names, amounts = find_names(text, sentences), find_amounts(text)
    denied = _denied(text)
    row = [part for token in tokens(text) for part in _uncompounded(token)]
    found: list[Part] = []
    at = 0
    while at < len(row):
        part, size = _part(text, row, at, names=names, amounts=amounts)
        if part is not None:
            start = row[at].start
            found.append(part._replace(denied=any(low <= start < high for low, high in denied)))
        at += size
    return found


def _uncompounded(token: Token) -> Iterator[Token]:
    """ "four-wheeled" and "capital-based" are two words, "thirty-one" and "non-toxic" are one."""
    split = _COMPOUND.fullmatch(token.word)
    if (
        split is None
        or split[1].lower() in facts.words("opposites", "frame", "prefixes")
        or value_at([token], 0) is not None
    ):
        yield token
        return
    cut = token.start + len(split[1])
    yield Token(token.start, cut, split[1])
    yield Token(cut + 1, token.end, split[2])


def _part(
    text: str,
    row: Sequence[Token],
    at: int,
    *,
    names: Sequence[Name],
    amounts: Sequence[Amount],
) -> tuple[Part | None, int]:
    """What begins at this token, and how many tokens it takes."""
    number = number_at(text, row, at, amounts)
    if number is not None:
        return Part(*number.told()), number.size
    place = _place(text, row, at)
    if place is not None:
        return place
    token = row[at]
    form = fold(token.word).lower()
    if not any(letter.isalnum() for letter in form):
        return None, 1
    content = content_words(form)
    base = "" if not content else content[0] if len(content) == 1 else form
    kind = next((n.kind for n in names if n.span.start <= token.start < n.span.end), "")
    return Part(form=form, stem=base, kind=kind if base else ""), 1


def _place(text: str, row: Sequence[Token], at: int) -> tuple[Part, int] | None:
    for size in range(min(_LONGEST_PLACE, len(row) - at), 0, -1):
        run = text[row[at].start : row[at + size - 1].end]
        form = run.lower()
        place = name_facts().countries.get(run, "").lower()
        if not place and run[:1].isupper():
            place = _regions().get(form, "")
        if place:
            kind = name_facts().known.get(run, "place")
            return Part(form=form, stem=form, kind=kind, place=place), size
    return None


@cache
def _regions() -> dict[str, str]:
    """Names and peoples of the parts of the world → the part."""
    peoples = facts.load("opposites").get("peoples")
    if not isinstance(peoples, dict) or not all(isinstance(to, str) for to in peoples.values()):
        raise DataError("opposites.toml: [peoples] must map words to regions. Mend the table.")
    return {**peoples, **{to: to for to in peoples.values()}}


def _denied(text: str) -> list[tuple[int, int]]:
    """Stretches that stand behind a negation, up to the end of its clause."""
    line = pattern("harmless").sub(lambda match: " " * len(match.group()), plain(text))
    if len(line) != len(text):  # a letter that grows in lower case has moved all that follows
        return []
    found = [
        match.end()
        for negation in (pattern("negators"), _turning())
        for match in negation.finditer(line)
        if not _in_title(text, match)
    ]
    return [(start, _clause_end(line, start)) for start in found]


def _in_title(text: str, match: re.Match[str]) -> bool:
    """ "No" of "No Road Home" denies nothing."""
    after = text[match.end() : match.end() + 2].strip()
    return text[match.start()].isupper() and after[:1].isupper()


def _clause_end(line: str, start: int) -> int:
    stop = _CLAUSE_END.search(line, start + 1, start + _REACH)
    return stop.start() if stop else min(len(line), start + _REACH)


@cache
def _turning() -> re.Pattern[str]:
    phrases = sorted(facts.words("opposites", "turning", "phrases"), key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)")
