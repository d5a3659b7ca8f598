"""What people are: the title before a name, the description after it, and the name with its title."""

from __future__ import annotations

import re

from crosswire.text.names_facts import name_facts, words

_BEFORE = 90  # characters looked at before a name: the longest title of an office is about 60
_AFTER = 120
_WORD = re.compile(r"[^\W\d_][\w’'\-]*+\.?")
_APPOSITION = re.compile(
    r"\s?,\s(?:who (?:is|was) )?(?:(?:the|a|an|his|her|its|their)\s)?+([^,.;:()\"“”—–]{4,120})"
)
_OPENERS = frozenset(("the", "a", "an", "and", "but", "when", "as", "by", "in", "on", "for", "with", "after", "while", "that", "to"))  # fmt: skip
_MOST_WORDS = 7
# In "the longtime regional governor of Orlivka" the head is the fourth word; later ones head a clause.
_HEAD_WITHIN = 5


def role_before(text: str, start: int) -> str:
    """The title right before `text[start]` ("Foreign Minister"), "" when there is none.

    Courtesies alone ("Mr", "Dr") are no role.
    """
    found: list[str] = []
    edge, seen_head = start, False
    for match in reversed(list(_WORD.finditer(text, max(0, start - _BEFORE), start))):
        word, gap = match.group().rstrip("."), text[match.end() : edge]
        if gap not in (" ", "\n", "-") or len(found) >= _MOST_WORDS:
            break
        plain = word.lower().removesuffix("'s").removesuffix("’s")
        if plain in words("courtesies") and not found and plain not in words("title_heads"):
            break
        titled = plain in words("titles")
        if match.group().endswith(".") and not titled:
            break
        if not titled and (not found or not _belongs(word, found)):
            break
        seen_head = seen_head or plain in words("title_heads") or plain in words("titles")
        found.append(word)
        edge = match.start()
    return _tidy(found[::-1]) if seen_head else ""


def _belongs(word: str, found: list[str]) -> bool:
    """May this word before a title be a part of it ("Natural Resources Minister")?"""
    if word.lower() in ("of", "and") and found[-1][0].isupper():
        return True
    return word[0].isupper() and word.lower() not in _OPENERS and word.lower() not in words("never")


def _tidy(parts: list[str]) -> str:
    """Without a leading country, people or loose word."""
    while parts and _is_loose(parts[0]):
        parts = parts[1:]
    role = " ".join(parts)
    if role.lower() in words("courtesies") and len(role) < 5:
        return ""
    return role if any(part.lower() in words("titles") for part in parts) else ""


def _is_loose(word: str) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    return word.lower() in ("of", "and") or name_facts().known.get(bare) in ("group", "place")


def titled_form(text: str, start: int, end: int) -> str:
    """The name with the capitalised title that stands right before it ("Mr Holm"), or ""."""
    first, headed = start, False
    for match in reversed(list(_WORD.finditer(text, max(0, start - _BEFORE), start))):
        word = match.group().rstrip(".").lower()
        if text[match.end() : first] != " " or not match.group()[0].isupper():
            break
        if word not in words("titles"):
            break
        headed = headed or word in words("title_heads")
        first = match.start()
    return text[first:end] if headed else ""


def role_after(text: str, end: int) -> str:
    """The description set off by commas after a name ("the governor of Orlivka"), or ""."""
    match = _APPOSITION.match(text, end, min(len(text), end + _AFTER))
    if match is None:
        return ""
    told = match.group(1).split()
    for number, word in enumerate(told[:_HEAD_WITHIN]):
        plain = word.lower()
        if plain in words("title_heads") or plain in ("head", "chief", "mayor", "lawyer", "expert", "resident", "professor", "fellow", "owner", "fisherman", "teacher", "farmer"):  # fmt: skip
            if plain.endswith("s") and plain not in words("titles"):
                continue
            return " ".join(told[: max(number + 1, 14)])
        if plain in (
            "who",
            "which",
            "said",
            "says",
            "told",
            "and",
            "but",
            "at",
            "in",
            "on",
            "with",
        ):
            return ""
    return ""
