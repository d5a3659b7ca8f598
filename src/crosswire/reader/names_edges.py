"""The edges of names as the reader tags them, put right by the words around them.

1. a name that ends in a small joint ("Office of the") takes the name right behind it, or loses the
   joint;
2. a firm takes its legal form (", Inc."), a place loses the state behind it ("Osk Falls Nevada"),
   which is a name of its own; an address of the web or of mail is no name;
3. "Marok, Ilse" in quotation marks, as mail writes people, is one name;
4. a person's name that ends at a hyphen takes the word behind it ("Ana Ok-hee"), unless that word
   makes an adjective of the name ("Lund-based").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crosswire import facts

Stretch = tuple[int, int, int]
_HYPHENS = frozenset("-‐‑–")
_PERSON, _FIRM, _PLACE = 0, 1, 2


def mended(
    spans: Sequence[Stretch], words: Sequence[str], offsets: Sequence[tuple[int, int]]
) -> list[Stretch]:
    """The names (first word, last word, number of the kind) with true edges, none overlapping."""
    found: list[Stretch] = []
    for first, last, kind in _turned(_joined(spans, words), words):
        begin = max(first, found[-1][1] + 1) if found else first
        while begin <= last and not any(char.isalnum() for char in words[begin]):
            begin += 1
        end = _end_of(begin, last, kind, words, offsets)
        if end < begin or _is_address(words[end]):
            continue
        state = _state_from(begin, end, words) if kind == _PLACE else None
        if state is not None:
            found.append((begin, state - 1, kind))
            begin = state
        found.append((begin, end, kind))
    return found


def _end_of(
    first: int,
    last: int,
    kind: int,
    words: Sequence[str],
    offsets: Sequence[tuple[int, int]],
) -> int:
    """The true last word of a name; before `first` when nothing of it is left."""
    end = _without_joint(first, last, words)
    if end >= first and kind == _PERSON:
        return _hyphenated(end, words, offsets)
    return _with_legal_form(end, words) if end >= first and kind == _FIRM else end


def _joined(spans: Sequence[Stretch], words: Sequence[str]) -> list[Stretch]:
    """Names that a joint at the end of the first holds together become one."""
    found: list[Stretch] = []
    for first, last, kind in spans:
        if found and found[-1][1] == first - 1 and found[-1][0] < first - 1 and kind != _PERSON:
            before = words[first - 1].lower()
            if before in _listed("joints") and found[-1][2] != _PERSON and before.isalpha():
                found[-1] = (found[-1][0], last, found[-1][2])
                continue
        found.append((first, last, kind))
    return found


def _turned(spans: Sequence[Stretch], words: Sequence[str]) -> list[Stretch]:
    """ "Marok, Ilse" in quotation marks, as mail writes its people, is one name."""
    found: list[Stretch] = []
    for first, last, kind in spans:
        before = found[-1] if found else (0, -1, kind)
        gap = words[before[1] + 1 : first]
        around = [*words[max(0, before[0] - 1) : before[0]], *words[last + 1 : last + 2]]
        if gap == [","] and kind == before[2] == _PERSON and around == ['"', '"']:
            found[-1] = (before[0], last, kind)
        else:
            found.append((first, last, kind))
    return found


def _without_joint(first: int, last: int, words: Sequence[str]) -> int:
    """The last word that is no joint; before `first` when all are."""
    while last >= first and words[last].lower() in _listed("joints"):
        last -= 1
    return last


def _is_address(word: str) -> bool:
    return "@" in word[1:-1] or word[:4].lower() in ("http", "www.")


def _with_legal_form(last: int, words: Sequence[str]) -> int:
    """The last word of a firm, its legal form included, with or without a comma."""
    at = last + 2 if words[last + 1 : last + 2] == [","] else last + 1
    told = at < len(words) and words[at].lower().strip(".") in _legal_forms()
    return at if told else last


def _state_from(first: int, last: int, words: Sequence[str]) -> int | None:
    """Where the state begins that stands behind its town without a comma; None where none does."""
    for size in (2, 1):
        at = last + 1 - size
        if at > first and " ".join(words[at : last + 1]).lower() in _states():
            town = {word.lower() for word in words[first:at]}
            is_town = town.isdisjoint(_listed("joints")) and not town <= _place_openings()
            return at if is_town else None
    return None


def _hyphenated(last: int, words: Sequence[str], offsets: Sequence[tuple[int, int]]) -> int:
    """The last word of a name with the words that hyphens tie to its end, two at most."""
    for _ in range(2):
        at = last + 2
        if at >= len(words) or words[last + 1] not in _HYPHENS:
            break
        tied = offsets[last][1] == offsets[last + 1][0] and offsets[last + 1][1] == offsets[at][0]
        if not tied or not words[at].isalpha() or words[at].lower() in _listed("after_hyphen"):
            break
        last = at
    return last


@cache
def _listed(name: str) -> frozenset[str]:
    return facts.words("reader", name)


@cache
def _legal_forms() -> frozenset[str]:
    return facts.words("names", "legal_tails")


@cache
def _states() -> frozenset[str]:
    return facts.words("gazetteer", "us_states")


@cache
def _place_openings() -> frozenset[str]:
    """What a place's own name begins with: "Lake Michigan" holds no town, "San Osk Nevada" does."""
    return facts.words("names", "place_leads") | facts.words("names", "place_openers")
