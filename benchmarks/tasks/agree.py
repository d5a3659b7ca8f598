"""The task `agree`: do two bare statements agree?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.match.agree import Side, Word, verdict
from crosswire.match.lexicon import Lexicon
from crosswire.text.agree import parts_of
from crosswire.text.stems import stem


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One verdict a line."""
    lexicon = Lexicon(stem)
    for line in lines:
        found = verdict(side_of(line["a"]), side_of(line["b"]), lexicon)
        yield {"id": line["id"], "verdict": found.verdict}


def side_of(text: str) -> Side:
    """A bare statement as the words that are compared."""
    return Side(tuple(Word(**part._asdict()) for part in parts_of(text)))
