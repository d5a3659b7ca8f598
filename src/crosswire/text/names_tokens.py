"""The words of a sentence as names see them: cut at hyphens and possessives, with their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crosswire.text.names_facts import is_common, name_facts, words

_MARK = "\u0300-\u036f"
# "U.S.", "U.S"; without an end a word of "U.S.U.S." would take the square of its length.
_ABBREVIATED = (
    r"(?<!\w)(?=[^\W\d_]\.)"
    r"(?:(?:[^\W\d_]\.){2,12}+(?=\W|\Z)|(?:[A-Z]\.){1,12}[A-Z](?![\w.]))"
)
_WORD = re.compile(rf"{_ABBREVIATED}|\w++(?:[-'’‑&]\w++)*+")
# The same where accents stand behind their letters: a class of two kinds takes twice as long.
_MARKS = re.compile(f"[{_MARK}]")
_MARKED_WORD = re.compile(rf"{_ABBREVIATED}|[\w{_MARK}]++(?:[-'’‑&][\w{_MARK}]++)*+")
_JOINT = re.compile(r"[-‑]")
_SYLLABLE = 4  # letters; "Mei-hwa" is a name after "Lin", "Velmet-based" is not
_OPENING = frozenset('"“‘«([{:;•·*–—-|…!?')


@dataclass(slots=True)
class Token:
    """One word: half-open offsets, and what stands between it and the word before."""

    start: int
    end: int
    text: str
    gap: str = ""
    first: bool = False
    possessive: bool = False
    money: bool = False
    cap: bool = False
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower().rstrip(".")
        self.cap = _is_capital(self.text)

    @property
    def whole(self) -> str:
        """The word with its possessive, as a gazetteer writes it."""
        return f"{self.text}'s" if self.possessive and not self.text.endswith("s") else self.text

    @property
    def shouted(self) -> bool:
        """Written in capitals alone."""
        return len(self.text) > 1 and self.text.isupper()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`; `first` marks those whose capital may mean nothing."""
    found: list[Token] = []
    last = start
    pattern = _MARKED_WORD if _MARKS.search(text, start, end) else _WORD
    for match in pattern.finditer(text, start, end):
        after_capital = bool(found) and found[-1].cap and text[last : match.start()] == " "
        for first, after in _cut(match.group(), after_capital):
            token = _token(text, match.start() + first, match.start() + after)
            token.gap = gap = text[last : token.start]
            token.money = _is_money(text, token)
            token.first = not found or (gap != " " and _opens(gap))
            found.append(token)
            last = token.end
    return found


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’":
        end -= 2
        return Token(start, end, text[start:end], possessive=True)
    after_s = (
        word[-1:] in "sS"
        and text[end : end + 1] in ("'", "’")
        and text[end + 1 : end + 2].isspace()
    )
    return Token(start, end, word, possessive=after_s)


def _is_money(text: str, token: Token) -> bool:
    """ "US$5", "Rs 300", "HK$": a currency in letters, no name."""
    if token.lower not in words("currencies"):
        return False
    following = text[token.end : token.end + 3].lstrip(". ")[:1]
    if following in ("$", "£", "€", "¥"):
        return True
    return following.isdigit() and token.lower not in ("us", "a", "c", "s", "r")


def _opens(gap: str) -> bool:
    return any(mark in _OPENING for mark in gap) and gap.strip() != "-"


def _is_capital(word: str) -> bool:
    if word[:1].isupper():
        return True
    if "-" in word:
        head, _, rest = word.partition("-")
        if rest[:1].isupper() and head in ("al", "el", "ul", "as", "ar", "az", "ash", "an", "at"):
            return True
    return word in name_facts().known


def _cut(word: str, after_capital: bool) -> Iterator[tuple[int, int]]:
    """Offsets of the parts of a hyphened word that can be names of their own.

    After a capital, a short last part may be a syllable of a given name ("Pak Jae-in").
    """
    if "-" not in word and "‑" not in word:
        yield 0, len(word)  # nearly all words; the search below takes ten times as long
        return
    joints = [match.start() for match in _JOINT.finditer(word)]
    if word in name_facts().known:
        yield 0, len(word)
        return
    first, last = word[: joints[0]], word[joints[-1] + 1 :]
    if first.lower() in words("prefixes") and word[joints[0] + 1].isupper():
        yield joints[0] + 1, len(word)
    elif first[:1].isupper() and last[:1].islower() and _is_compound(first, last):
        syllable = after_capital and len(last) <= _SYLLABLE and first not in name_facts().known
        yield 0, len(word) if syllable and not is_common(first.lower()) else joints[-1]
    elif len(joints) == 1 and _are_two(first, last):
        yield 0, joints[0]
        yield joints[0] + 1, len(word)
    else:
        yield 0, len(word)


def _is_compound(first: str, last: str) -> bool:
    """ "Leuven-based", "US-brokered": a word made from a name."""
    return is_common(last.lower()) or (first in name_facts().known and len(last) > _SYLLABLE)


def _are_two(first: str, last: str) -> bool:
    """ "US-Japan", "US-South (Korea)"."""
    known = name_facts().known
    return first in known and (last in known or last in ("North", "South", "East", "West", "New"))
