"""The task `agree`: do two bare statements agree?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.match.agree import Side, Word, verdict
from crosswire.match.lexicon import Lexicon
from crosswire.match.vectors import Rarity
from crosswire.match.vectors import stem as rarity_stem
from crosswire.records.base import Span
from crosswire.records.reading import Amount, Name, Sentence
from crosswire.text import numerals
from crosswire.text.amounts import find_amounts
from crosswire.text.amounts_context import bound_before
from crosswire.text.modes import pattern, plain
from crosswire.text.names import find_names
from crosswire.text.names_facts import name_facts
from crosswire.text.sentences import split_text
from crosswire.text.stems import content_words, fold, stem
from crosswire.text.tokens import Token, tokens

_SCOPE = re.compile(r"[,;:.!?()]|\b(?:but|although|while|and|who|which)\b")
_FAR = 60
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One verdict a line."""
    lexicon, weigh = Lexicon(stem), Rarity([])
    for line in lines:
        found = verdict(side_of(line["a"], weigh), side_of(line["b"], weigh), lexicon)
        yield {"id": line["id"], "verdict": found.verdict}


def side_of(text: str, weigh: Rarity) -> Side:
    """A bare statement as the words that are compared."""
    sentences = [
        Sentence(span=Span.of(text, start, end), paragraph=0) for start, end in split_text(text)
    ]
    names = find_names(text, sentences)
    amounts = find_amounts(text)
    denied = _denied(text)
    words: list[Word] = []
    found = [part for token in tokens(text) for part in _parts(token)]
    at = 0
    while at < len(found):
        word, taken = _word(text, found, at, names=names, amounts=amounts, weigh=weigh)
        if word is not None:
            start = found[at].start
            if any(low <= start < high for low, high in denied):
                word = replace(word, denied=True)
            words.append(word)
        at += taken
    return Side(tuple(words))


_COMPOUND = re.compile(r"([^\W_]+)-([^\W\d_]+)")


def _parts(token: Token) -> Iterator[Token]:
    """ "four-wheeled" and "12th-floor" are a number and a word."""
    split = _COMPOUND.fullmatch(token.word)
    number = split is not None and _value([Token(0, 0, split[1])], 0)[0] is not None
    if split is None or not number or _value([token], 0)[0] is not None:
        yield token
        return
    cut = token.start + len(split[1])
    yield Token(token.start, cut, split[1])
    yield Token(cut + 1, token.end, split[2])


def _word(
    text: str,
    found: Sequence[Token],
    at: int,
    *,
    names: Sequence[Name],
    amounts: Sequence[Amount],
    weigh: Rarity,
) -> tuple[Word | None, int]:
    number = _number(text, found, at, amounts)
    if number is not None:
        return number
    place = _place(found, at)
    if place is not None:
        return place
    token = found[at]
    form = fold(token.word).lower()
    if not any(letter.isalnum() for letter in form):
        return None, 1
    content = content_words(form)
    kind = next((n.kind for n in names if n.span.start <= token.start < n.span.end), "")
    base = content[0] if len(content) == 1 else (form if content else "")
    weight = weigh(rarity_stem(form)) if base else 0.0
    return Word(form=form, stem=base, weight=weight, kind=kind if base else ""), 1


def _place(found: Sequence[Token], at: int) -> tuple[Word, int] | None:
    countries = name_facts().countries
    for size in (4, 3, 2, 1):
        run = " ".join(token.word for token in found[at : at + size])
        if len(found) - at < size:
            continue
        lower = run.lower()
        if run in countries:
            place = countries[run].lower()
        elif lower in _regions() and run[0].isupper():
            place = _regions()[lower]
        else:
            continue
        return Word(form=lower, stem=lower, weight=6.0, kind="place", place=place), size
    return None


@cache
def _regions() -> dict[str, str]:
    peoples: dict[str, str] = facts.load("opposites")["peoples"]
    return {**peoples, **{to: to for to in peoples.values()}}


def _number(
    text: str, found: Sequence[Token], at: int, amounts: Sequence[Amount]
) -> tuple[Word, int] | None:
    value, size, unit = _value(found, at)
    if value is None:
        return None
    start, end = found[at].start, found[at + size - 1].end
    form = text[start:end].lower()
    if unit:
        return Word(form=form, weight=4.0, unit=unit, low=value, high=value), size
    amount = next((a for a in amounts if a.span.start <= start < a.span.end), None)
    if amount is not None:
        low, high = amount.low, amount.high
        return (
            Word(
                form=form,
                weight=4.0,
                unit=amount.unit,
                low=low,
                high=high,
                thing=stem(amount.thing),
            ),
            size,
        )
    bound = bound_before(text, start)[0]
    low = None if bound == "high" else value
    high = None if bound == "low" else value
    return Word(form=form, weight=3.0, unit="", low=low, high=high), size


def _value(found: Sequence[Token], at: int) -> tuple[float | None, int, str]:
    form = found[at].word.lower()
    if _YEAR.fullmatch(form):
        return float(form), 1, "year"
    digits = re.fullmatch(r"(\d{1,9})(st|nd|rd|th)", form)
    if digits:
        return float(digits[1]), 1, "ordinal"
    if form in numerals.table("ordinal"):
        return numerals.table("ordinal")[form], 1, "ordinal"
    if re.fullmatch(r"\d[\d,]{0,14}(?:\.\d{1,6})?", form):
        return float(form.replace(",", "")), 1, ""
    best: tuple[float | None, int] = (None, 1)
    for size in range(1, 6):
        parts = [p for token in found[at : at + size] for p in token.word.lower().split("-")]
        if len(found) - at < size or parts[-1] in ("and", "a"):
            continue
        number = numerals.cardinal(parts)
        if number is not None:
            best = number, size
    return best[0], best[1], ""


def _denied(text: str) -> list[tuple[int, int]]:
    """Stretches that stand behind a negation, up to the end of its clause."""
    line = plain(text)
    line = pattern("harmless").sub(lambda match: " " * len(match.group()), line)
    found = [match.end() for match in pattern("negators").finditer(line)]
    found += [match.end() for match in _turning().finditer(line)]
    stretches = []
    for start in found:
        stop = _SCOPE.search(line, start + 1)
        stretches.append((start, min(stop.start() if stop else len(line), start + _FAR)))
    return stretches


@cache
def _turning() -> re.Pattern[str]:
    phrases = sorted(facts.words("opposites", "turning", "phrases"), key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)")
