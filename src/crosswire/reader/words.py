"""Words as the treebanks have them, with their offsets in the sentence.

1. addresses, numbers, initials ("U.S.") and abbreviations stay whole;
2. clitics part ("did" "n't", "Ana" "'s"); hyphens and slashes part; an apostrophe inside a name stays;
3. a run of one punctuation mark is one word; every other mark stands alone.

Linear in the text: each pattern takes at least one character and never goes back over more than one
word. At most `MOST_WORDS` words of a sentence are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crosswire import facts

MOST_WORDS = 4096
_WORD = re.compile(
    r"""
    (?P<plain>[^\W_]+)(?=\s)
  | (?P<address>(?:https?://|www\.)[^\s<>"]{1,2000}|[\w+-]{1,64}@[\w-]{1,64}(?:\.[A-Za-z]{2,12}){1,3}\b
      |[A-Za-z][\w-]{1,64}(?:\.[a-z][a-z\d]{1,63}){1,8}\b)
  | (?P<number>\d+(?:[.,:]\d+){0,8}(?:st|nd|rd|th|s)?(?![^\W_]))
  | (?P<currency>(?:US|HK|NZ|NT|[ACRS])\$)
  | (?P<initials>(?:[^\W\d_]\.){2,12})
  | (?P<initial>[A-Z]\.(?=\s+[A-Z]))
  | (?P<short>(?:[A-Z][a-z]{0,4}|vs|etc)\.)
  | (?P<word>[^\W_]+(?:['’][^\W\d_]+)*['’]?)
  | (?P<run>(?P<mark>[^\w\s])(?P=mark)*|_+)
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_FUSED_AT = 3


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a sentence as half-open offsets, in order, none empty, none overlapping."""
    found: list[tuple[int, int]] = []
    at = 0
    while len(found) < MOST_WORDS:
        match = _WORD.search(text, at)
        if match is None:
            break
        start, end = match.span()
        if match.lastgroup == "plain":  # three of four words, and the quickest to find
            if end - start < 10 and match[0].lower() in _listed("fused"):
                found += _parts(text, start, end)
            else:
                found.append((start, end))
        elif match.lastgroup == "short" and match[0][:-1].lower() not in _listed("abbreviations"):
            end -= 1
            found += _parts(text, start, end)
        elif match.lastgroup == "address":
            end = start + len(match[0].rstrip(".,;:!?)'’”"))
            found.append((start, end))
        elif match.lastgroup == "word":
            found += _parts(text, start, end)
        else:
            found.append((start, end))
        at = end
    return found[:MOST_WORDS]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One written word without its clitic and its closing apostrophe, then these."""
    word = text[start:end]
    if end - start > 1 and word[-1] in "'’":
        yield from _parts(text, start, end - 1)
        yield end - 1, end
        return
    fused = _FUSED_AT if len(word) < 10 and word.lower() in _listed("fused") else 0
    clitic = _CLITIC.search(word[-4:]) if len(word) > 2 else None
    cut = fused or (len(word) - len(clitic[0]) if clitic else 0)
    if 0 < cut < len(word):
        yield start, start + cut
        yield start + cut, end
    else:
        yield start, end


@cache
def _listed(name: str) -> frozenset[str]:
    return facts.words("reader", name)
