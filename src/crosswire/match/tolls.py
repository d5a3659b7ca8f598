"""Tolls: how many an article says were killed, hurt, are missing, held, without power, will be lost.

Every article has at most one figure for each toll, the largest it gives for the event: "four died,
two of them children" is four. Tolls of two articles of one story are held against each other however
differently they are worded ("eleven bodies", "17 people died"). The tolls are data (`tolls.toml`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from crosswire import facts
from crosswire.errors import DataError
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

# How far from its number the word that makes it a toll may stand, in characters: a noun phrase with
# an apposition or a relative clause lies between "Nine people" and "died"; beyond that another clause
# has begun.
AFTER = 75
BEFORE = 25
# "The number of people killed by the flood in the valley has risen to 34".
RISEN = 140
# "Told in the present as well as of what is to come": modes in which a toll is counted.
_HAPPENED = frozenset({"reported", "alleged"})
_AHEAD = frozenset({"reported", "alleged", "expected", "possible"})


@dataclass(frozen=True)
class Toll:
    """One article's figure for one toll, with the statements that give it."""

    article: str
    kind: str
    amount: Amount
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class TollKind:
    """One toll as the data tells it: its words, nouns, what it counts; `things` empty for any."""

    words: re.Pattern[str]
    nouns: frozenset[str]
    things: frozenset[str]
    ahead: bool


@cache
def toll_kinds() -> Mapping[str, TollKind]:
    """All tolls by name, in the order of the data; DataError where a table is malformed."""
    table: Any = facts.load("tolls").get("toll")
    if not isinstance(table, dict):
        raise DataError("tolls.toml: [toll.NAME] tables are missing. Restore the file.")
    return {name: _kind(name, row) for name, row in table.items()}


def _kind(name: str, row: Mapping[str, Any]) -> TollKind:
    phrases = facts.words("tolls", "toll", name, "words")
    if not phrases:
        raise DataError(f"tolls.toml: [toll.{name}] words must not be empty.")
    things = facts.words("tolls", "toll", name, "things") if "things" in row else people()
    return TollKind(
        _phrases(phrases),
        facts.words("tolls", "toll", name, "nouns"),
        frozenset() if "*" in things else things,
        row.get("ahead") is True,
    )


def _phrases(phrases: Iterable[str], after: str = r"\b") -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = (re.escape(phrase).replace("…\\ ", r"(?:[\w'’-]+ ){0,3}") for phrase in longest_first)
    return re.compile(r"\b(?:" + "|".join(words) + ")" + after)


@cache
def people() -> frozenset[str]:
    """Head nouns that count people."""
    return facts.words("tolls", "people")


def toll_kind(statement: Statement, amount: Amount) -> str | None:
    """Which toll an amount of a statement is, by its noun or by the nearest telling word."""
    if amount.unit or _is_age(statement, amount):
        return None
    whole = _whole(statement, amount)
    thing = whole.thing if whole is not None else amount.thing
    if thing in people():
        for name, kind in toll_kinds().items():
            if thing in kind.nouns:
                return name
    text = statement.span.quote.lower()
    start = amount.span.start - statement.span.start
    end = (whole or amount).span.end - statement.span.start
    following = [a.span.start - statement.span.start for a in statement.amounts]
    limit = min([at for at in following if at >= end], default=len(text))
    # A word of the amount itself ("12 killed") counts; the words of a whole before it do not.
    inside = text[max(0, amount.span.end - statement.span.start - 8) : end] if whole is None else ""
    after = _before_another_figure(inside + text[end : min(limit, end + AFTER)], text[limit:])
    before = text[max(0, start - BEFORE) : start]
    found = _nearest(after, thing, last=False) or _nearest(before, thing, last=True)
    if found is None and thing in ("", "person"):
        found = _risen(text[max(0, start - RISEN) : start])
    return f"{found} {thing}" if found and not toll_kinds()[found].things else found


def _whole(statement: Statement, amount: Amount) -> Amount | None:
    """ "400 of the 6,200 jobs will go": the whole that a figure is a part of, which names the thing."""
    if amount.thing:
        return None
    end = amount.span.end - statement.span.start
    match = _OF.match(statement.span.quote, end)
    if match is None:
        return None
    at = statement.span.start + match.end()
    return next((a for a in statement.amounts if a.span.start == at and not a.unit), None)


_OF = re.compile(r" of (?:the|its|their|some|about)(?: (?:some|about|nearly))? ?")


def _is_whole(statement: Statement, amount: Amount) -> bool:
    """Is it the whole of which another figure is the part?"""
    return any(_whole(statement, other) is amount for other in statement.amounts)


def _is_age(statement: Statement, amount: Amount) -> bool:
    """ "A woman of 78 died", "dies at 81", "aged 81"."""
    if amount.thing not in people() or not amount.span.quote.split()[0].strip(",.").isdigit():
        return False
    before = statement.span.quote.lower()[: amount.span.start - statement.span.start].rstrip()
    if len(amount.span.quote.split()) > 1 and amount.thing != "person":
        return False
    return _ages().search(before) is not None


@cache
def _ages() -> re.Pattern[str]:
    ages = facts.words("tolls", "ages") | facts.words("tolls", "aged")
    return _phrases(ages, r"$")


def _before_another_figure(after: str, rest: str) -> str:
    """ "14 people, killing five": a word right before the next figure is that figure's."""
    if not rest:
        return after
    last = after.rstrip().rpartition(" ")
    held = any(kind.words.fullmatch(last[2]) for kind in toll_kinds().values())
    return last[0] if held else after


def _nearest(text: str, thing: str, *, last: bool) -> str | None:
    found: list[tuple[int, int, str]] = []
    for number, (name, kind) in enumerate(toll_kinds().items()):
        if kind.things and thing not in kind.things:
            continue
        if not kind.things and (thing in people() or not thing):
            continue
        for match in kind.words.finditer(text):
            found.append((-match.end() if last else match.start(), number, name))
    return min(found)[2] if found else None


def _risen(before: str) -> str | None:
    """ "The number of deaths blamed on the heat has risen to": the toll that a bare figure is of."""
    grown = _GROWN.search(before)
    if grown is None:
        return None
    subject = before[grown.start() : grown.end("to")]
    return _nearest(subject, "", last=False)


_GROWN = re.compile(
    r"\b(?:number|toll|count|tally|total)\b[^.;]{0,110}?"
    r"\b(?:risen|rose|rises|climbed|climbs|grown|grew|gone up|went up|increased|reached|reaches|stands|stood|raised)"
    r"(?P<to> to| at)?(?: at least| about| some| more than)?\s*$"
)


def find_tolls(statements: Iterable[Statement]) -> list[Toll]:
    """The tolls of a story's articles, by article and kind."""
    told: dict[tuple[str, str], list[tuple[Amount, Statement]]] = defaultdict(list)
    for statement in statements:
        if statement.mode not in _AHEAD or _spans_years(statement):
            continue
        for amount in statement.amounts:
            kind = toll_kind(statement, amount)
            if kind is None or not _counts(kind, statement.mode):
                continue
            if not is_former(statement, amount) and not _is_whole(statement, amount):
                told[statement.article, kind].append((amount, statement))
    return [_largest(article, kind, figures) for (article, kind), figures in sorted(told.items())]


def _counts(kind: str, mode: str) -> bool:
    known = toll_kinds().get(kind)
    return mode in (_AHEAD if known is not None and known.ahead else _HAPPENED)


def grows(kind: str) -> bool:
    """Does the count grow as hours pass? What is counted before it happens is a plan, and stands."""
    known = toll_kinds().get(kind)
    return known is None or not known.ahead


def _spans_years(statement: Statement) -> bool:
    """Is the figure of a year or longer, and so not of the event?"""
    return _scope().search(statement.span.quote.lower()) is not None


@cache
def _scope() -> re.Pattern[str]:
    return _phrases(facts.words("tolls", "scope"))


def is_former(statement: Statement, amount: Amount) -> bool:
    """Is it a figure that the text itself gives as replaced: "raising an earlier toll of six"?"""
    at = amount.span.start - statement.span.start
    return _former().search(statement.span.quote.lower()[max(0, at - BEFORE) : at]) is not None


@cache
def _former() -> re.Pattern[str]:
    return _phrases(facts.words("tolls", "former"), r"\s*(?:\w+\s+){0,2}$")


def _largest(article: str, kind: str, figures: Sequence[tuple[Amount, Statement]]) -> Toll:
    amount = max(figures, key=lambda item: (_size(item[0]), -item[0].span.start))[0]
    plain = msgspec.structs.replace(amount, thing=kind)
    same = tuple(statement for other, statement in figures if _size(other) == _size(amount))
    return Toll(article, kind, plain, tuple(dict.fromkeys(same)))


def _size(amount: Amount) -> float:
    return amount.high if amount.low is None and amount.high is not None else amount.low or 0.0
