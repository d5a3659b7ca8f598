"""Mouths: one quotation that two reports put into the mouths of two persons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from crosswire.match.same_source import name_words
from crosswire.records.claim import Statement
from crosswire.records.reading import Hop

# Words of a quotation from which on nobody says the same by chance. Shorter ones are phrases
# ("a clear violation") that several speakers use of one event.
LONG_QUOTE = 8
_QUOTED = re.compile(r"[\"“]([^\"”]{20,600})[\"”]")


def find_mouths(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of two articles with one quotation and two speakers, one of them named by the text."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.sources and _speaks_here(statement):
            for match in _QUOTED.finditer(statement.span.quote):
                words = re.findall(r"[^\W_]+", match[1].lower())
                if len(words) >= LONG_QUOTE:
                    said[" ".join(words)].append(statement)
    for holders in said.values():
        for one, other in combinations(holders, 2):
            a, b = one.sources[-1], other.sources[-1]
            if one.article == other.article or set(name_words(a.name)) & set(name_words(b.name)):
                continue
            if is_named(a) or is_named(b):
                yield one, other


def _speaks_here(statement: Statement) -> bool:
    """Is the speaker a person with a name of his own, told or meant by a pronoun beside the quotation?"""
    hop = statement.sources[-1]
    if hop.kind != "person" or hop.span is None or not hop.name.split()[-1:]:
        return False
    beside = statement.span.start <= hop.span.start < statement.span.end
    return beside and hop.name.split()[-1][0].isupper()


def is_named(hop: Hop) -> bool:
    """Does the text name the speaker here, rather than say "she"?"""
    return hop.span is not None and bool(
        set(name_words(hop.span.quote)) & set(name_words(hop.name))
    )
