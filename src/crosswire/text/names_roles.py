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
    while parts and (
        parts[0].removesuffix("'s").removesuffix("’s") in name_facts().known
        and name_facts().known.get(parts[0]) in ("group", "place", None)
        or parts[0].lower() in ("of", "and")
    ):
        parts = parts[1:]
    if not any(part.lower() in words("titles") for part in parts):
        return ""
    role = " ".join(parts)
    return "" if role.lower() in words("courtesies") and len(parts) == 1 and len(role) < 5 else role


def titled_form(text: str, start: int, end: int) -> str:
    """The name with the one title or courtesy that stands right before it ("Mr Holm"), or ""."""
    found = list(_WORD.finditer(text, max(0, start - 30), start))
    if not found or text[found[-1].end() : start] != " ":
        return ""
    word = found[-1].group()
    known = word.lower().rstrip(".") in words("title_heads")
    return text[found[-1].start() : end] if word[0].isupper() and known else ""


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
