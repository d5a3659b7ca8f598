"""When two written forms of one bearer are another spelling, or two titles cannot both be right."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from crosswire.match.same_source import name_words

_JOINTS = re.compile(r"[\s\-‐‑–'’.]+")
# The forms are of one bearer already; this only tells another spelling from another word. Spellings of
# one given name in two alphabets share half of their letters ("Serhij", "Sergei").
ALIKE_SPELLING = 0.5
# Titles of one post share most words; "minister of trade" and "chairman" are two posts, not a conflict.
ALIKE_TITLE = 0.5
FEWEST_TITLE_WORDS = 3


def other_spelling(one: str, other: str) -> bool:
    """Do two forms of one name differ in letters, word by word (not in length, case or hyphens)?"""
    a, b = _letters(one), _letters(other)
    if "".join(a) == "".join(b) or len(a) != len(b) or _is_letters_only(one, other):
        return False
    if [_of_two_coasts(word) for word in a] == [_of_two_coasts(word) for word in b]:
        return False
    return all(
        word == twin or Levenshtein.normalized_similarity(word, twin) >= ALIKE_SPELLING
        for word, twin in zip(a, b, strict=True)
    )


def _of_two_coasts(word: str) -> str:
    """A word in the one form for "defence" and "defense", "labour" and "labor", "centre" and "center"."""
    for ending, instead in _COASTS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    return word


_COASTS = (
    ("ence", "ense"),
    ("our", "or"),
    ("tre", "ter"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("gramme", "gram"),
)


def _letters(name: str) -> list[str]:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(letter)
    )
    return [part for part in _JOINTS.split(plain.lower()) if part]


def _is_letters_only(one: str, other: str) -> bool:
    """Acronyms differ by slips of the finger too, but are told as such by the entity itself."""
    return one.isupper() or other.isupper()


def _head(title: str) -> str:
    """The office itself: "minister" of "minister of trade", the last word of "trade minister"."""
    words = title.lower().partition(" of ")[0].partition(" for ")[0].split()
    return words[-1] if words else ""


def other_title(one: str, other: str) -> bool:
    """Do two titles of one person name one post with another word in it?"""
    a, b = set(name_words(one)), set(name_words(other))
    if _head(one) != _head(other):  # "police sergeant", "police spokesman": she is both
        return False
    if min(len(a), len(b)) < FEWEST_TITLE_WORDS or a <= b or b <= a:
        return False
    return len(a & b) / min(len(a), len(b)) >= ALIKE_TITLE and len(a ^ b) <= 2
