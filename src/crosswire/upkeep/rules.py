"""Which news somebody wants: rules from a small TOML file.

    [[rule]]
    name = "harbour"              # shown with what it let through
    names = ["Petrine Dahl"]      # the story names her, in whatever form
    places = ["Aldhaven"]         # the story is about it
    words = ["crane", "harbour"]  # in the sentence or the story's headline
    outlets = ["Meridian Press"]
    kinds = ["denied", "number changed"]
    origins = 2                   # independent origins of the claim

News passes a rule when it meets all that the rule asks; of a list one is enough. Without rules all
news passes. "new story" passes `origins` only when its first claim has as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from crosswire.errors import BadInput
from crosswire.facts import parse
from crosswire.records.base import Record
from crosswire.records.brief import NewsKind
from crosswire.store.threads import NewsItem

KINDS: tuple[str, ...] = get_args(NewsKind)
LARGEST = 1_000_000


class Rule(Record, frozen=True, kw_only=True):
    """What one reader wants to hear of; empty lists ask for nothing."""

    name: str = ""
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    origins: int = 0

    def lets(self, item: NewsItem) -> bool:
        """Does this news meet all that the rule asks?"""
        text = f"{item.headline}\n{item.news.text}".casefold()
        return (
            (not self.kinds or item.news.kind in self.kinds)
            and item.origins >= self.origins
            and (not self.outlets or _any_in(self.outlets, (item.outlet or "",)))
            and (
                not self.places or _any_in(self.places, item.places) or _any_word(self.places, text)
            )
            and (not self.names or _any_same(self.names, item.names) or _any_word(self.names, text))
            and (not self.words or _any_word(self.words, text))
        )


class _File(Record, frozen=True, kw_only=True):
    rule: tuple[Rule, ...] = ()


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a file. Raises BadInput, which names file and field, and DataError."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--rules {path} cannot be read: {error}.") from error
    if len(raw) > LARGEST:
        raise BadInput(f"--rules {path} is larger than {LARGEST:,} bytes. Is it the right file?")
    try:
        rules = msgspec.convert(parse(str(path), text), _File).rule
    except msgspec.ValidationError as error:
        raise BadInput(f"--rules {path}: {error}. See crosswire news --help.") from error
    for place, rule in enumerate(rules, 1):
        for kind in rule.kinds:
            if kind not in KINDS:
                raise BadInput(
                    f"--rules {path}, rule {place}: no kind {kind!r}. There are: {', '.join(KINDS)}."
                )
    if not rules:
        raise BadInput(f"--rules {path} holds no [[rule]]. Add one, or leave --rules out.")
    return rules


def passing(rules: Sequence[Rule], item: NewsItem) -> list[str]:
    """The names of the rules that let news through; [""] where there are no rules."""
    if not rules:
        return [""]
    return [rule.name or f"rule {place}" for place, rule in enumerate(rules, 1) if rule.lets(item)]


def _any_in(asked: Iterable[str], names: Iterable[str]) -> bool:
    folded = [name.casefold() for name in names]
    return any(one.casefold() in name for one in asked for name in folded)


def _any_same(asked: Iterable[str], names: Iterable[str]) -> bool:
    folded = {name.casefold() for name in names}
    return any(one.casefold() in folded for one in asked)


def _any_word(asked: Iterable[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", text) for one in asked)
