"""Words reduced to what matters when two statements are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'", "›": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u00a0": " ",
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "ı": "i", "þ": "th", "Þ": "Th", "ð": "d", "ə": "e", "Ə": "E",
        "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\u00ad": "",
    }
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3  # letters that must stay: "sing" is no form of "s", "red" none of "r"


def fold(text: str) -> str:
    """Without accents, with plain quotes and dashes, without invisible characters; case kept.

    Offsets do not survive: letters may become two or none.
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def content_words(text: str) -> list[str]:
    """The content words in order: lower case, folded, lightly stemmed, without stop words.

    Numbers stay ("1,500" is "1500"). The same word may come twice.
    """
    plain = _POSSESSIVE.sub("", fold(text).lower())
    words = (match.group().replace(",", "") for match in _WORD.finditer(plain))
    return [stem(word) for word in words if word not in _stop_words()]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One lower-case word without its inflection: "firing", "fired", "fires", "fire" are one.

    The stem need not be a word; it only has to be the same for all forms.
    """
    if len(word) <= _SHORTEST or not word.isalpha() or word in _whole():
        return _irregular().get(word, word)
    base = _irregular().get(word, word)
    return _without_end(base if base != word else _without_suffix(word))


def _without_suffix(word: str) -> str:
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
        if word.endswith(("sse", "she", "che", "xe", "zze")):
            word = word[:-1]
        return _irregular().get(word, word)
    for suffix in ("ing", "ed"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= _SHORTEST - 1 and _VOWELS.intersection(rest):
            return f"{rest[:-1]}y" if suffix == "ed" and rest.endswith("i") else _single(rest)
    return word


def _single(rest: str) -> str:
    """ "planned" is a form of "plan", "killed" none of "kil"."""
    doubled = len(rest) > 2 and rest[-1] == rest[-2] and rest[-1] not in "aeiousz"
    return rest[:-1] if doubled and (rest[-1] != "l" or len(rest) > 5) else rest


def _without_end(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


@cache
def _stop_words() -> frozenset[str]:
    return facts.words("stems", "stop")


@cache
def _whole() -> frozenset[str]:
    return facts.words("stems", "whole")


@cache
def _irregular() -> dict[str, str]:
    rows: Any = facts.load("stems").get("irregular")
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise DataError("stems.toml: [irregular] must be a list of strings, the base form first.")
    return {form: row.split()[0] for row in rows for form in row.split()[1:]}
