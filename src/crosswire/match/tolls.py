"""Tolls: how many people an article says were killed, hurt, are missing or held.

Every article has at most one figure for each toll, the largest it gives for the event: "four died,
two of them children" is four. Tolls of two articles of one story are held against each other however
differently they are worded ("eleven bodies", "17 people died").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from crosswire import facts
from crosswire.errors import DataError
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

TOLLS = ("dead", "hurt", "missing", "held", "displaced")
# How far from its number the word that makes it a toll may stand, in characters: a noun phrase with
# an apposition lies between "Nine people" and "died"; beyond that another clause has begun.
AFTER = 60
BEFORE = 25


@dataclass(frozen=True)
class Toll:
    """One article's figure for one toll, with the statements that give it."""

    article: str
    kind: str
    amount: Amount
    statements: tuple[Statement, ...]


@cache
def _words(kind: str) -> re.Pattern[str]:
    phrases = sorted(facts.words("tolls", kind, "words"), key=len, reverse=True)
    if not phrases:
        raise DataError(f"tolls.toml: [{kind}] words must not be empty.")
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def people() -> frozenset[str]:
    """Head nouns that count people."""
    return facts.words("tolls", "people")


def toll_kind(statement: Statement, amount: Amount) -> str | None:
    """Which toll an amount of a statement is, by its noun or by the nearest telling word."""
    if amount.unit or amount.thing not in people():
        return None
    for kind in TOLLS:
        if amount.thing in facts.words("tolls", kind, "nouns"):
            return kind
    text = statement.span.quote.lower()
    start, end = (at - statement.span.start for at in (amount.span.start, amount.span.end))
    following = [a.span.start - statement.span.start for a in statement.amounts]
    limit = min([at for at in following if at >= end], default=len(text))
    after = _before_another_figure(text[max(0, end - 8) : min(limit, end + AFTER)], text[limit:])
    before = text[max(0, start - BEFORE) : start]
    return _nearest(after, last=False) or _nearest(before, last=True)


def _before_another_figure(after: str, rest: str) -> str:
    """ "14 people, killing five": a word right before the next figure is that figure's."""
    if not rest:
        return after
    last = after.rstrip().rpartition(" ")
    return last[0] if any(_words(kind).fullmatch(last[2]) for kind in TOLLS) else after


def _nearest(text: str, *, last: bool) -> str | None:
    found: list[tuple[int, str]] = []
    for kind in TOLLS:
        for match in _words(kind).finditer(text):
            found.append((-match.end() if last else match.start(), kind))
    return min(found)[1] if found else None


def find_tolls(statements: Iterable[Statement]) -> list[Toll]:
    """The tolls of a story's articles, by article and kind."""
    told: dict[tuple[str, str], list[tuple[Amount, Statement]]] = defaultdict(list)
    for statement in statements:
        if statement.mode in ("reported", "alleged") and not _spans_years(statement):
            for amount in statement.amounts:
                kind = toll_kind(statement, amount)
                if kind is not None and not _is_former(statement, amount):
                    told[statement.article, kind].append((amount, statement))
    return [_largest(article, kind, figures) for (article, kind), figures in sorted(told.items())]


def _spans_years(statement: Statement) -> bool:
    """Is the figure of a year or longer, and so not of the event?"""
    return _scope().search(statement.span.quote.lower()) is not None


@cache
def _scope() -> re.Pattern[str]:
    phrases = sorted(facts.words("tolls", "scope"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _is_former(statement: Statement, amount: Amount) -> bool:
    """Is it a figure that the text itself gives as replaced: "raising an earlier toll of six"?"""
    at = amount.span.start - statement.span.start
    return _former().search(statement.span.quote.lower()[max(0, at - BEFORE) : at]) is not None


@cache
def _former() -> re.Pattern[str]:
    phrases = sorted(facts.words("tolls", "former"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\s*(?:\w+\s+){0,2}$")


def _largest(article: str, kind: str, figures: Sequence[tuple[Amount, Statement]]) -> Toll:
    amount = max(figures, key=lambda item: (_size(item[0]), -item[0].span.start))[0]
    plain = msgspec.structs.replace(amount, thing="person")
    same = tuple(statement for other, statement in figures if _size(other) == _size(amount))
    return Toll(article, kind, plain, tuple(dict.fromkeys(same)))


def _size(amount: Amount) -> float:
    return amount.high if amount.low is None and amount.high is not None else amount.low or 0.0
