"""How a name sounds, roughly: one folding for the many ways to write it in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ə": "e", "’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-"})  # fmt: skip
_JOINTS = re.compile(r"[\s\-/.,]+")
# In order: the longer spellings first. Upper case stands for one sound and is left alone afterwards.
_SOUNDS = (
    ("shch", "S"), ("schtsch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("sh", "S"), ("sz", "S"), ("ch", "C"), ("cz", "C"),
    ("dzh", "J"), ("dj", "J"), ("zh", "J"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("cq", "k"), ("qu", "k"),
    ("x", "ks"), ("tz", "ts"), ("ff", "v"), ("w", "v"), ("q", "k"), ("z", "s"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_J_AS_VOWEL = re.compile(r"(?<=[aeiouy])j(?![aeou])|j\Z")
_END_H = re.compile(r"(?<=[aeiou])h(?=\Z|[^aeiouy])")
_VOWELS = re.compile(r"[aeiouy']+")
_DOUBLE = re.compile(r"(.)\1+")
# Below this, words of one skeleton share little else. Of Latin spellings of one Cyrillic name that lie
# within two letters of each other (Wikidata, CC0) .69 are taken together, of names that lie as near
# and are different ones .06; at 0.7 it is .61 and .04, and "Serhiy" parts from "Sergei".
ALIKE = 0.5


def plain(name: str) -> str:
    """Lower case without accents and with plain quotes and hyphens."""
    parts = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name, plain; hyphens and dots part them, "U.S." is one."""
    undotted = re.sub(r"\b(?:\w\.){2,}", lambda match: match.group().replace(".", ""), plain(name))
    words = tuple(part.strip("'\"") for part in _JOINTS.split(undotted))
    found = tuple(word for word in words if word)
    return found[1:] if len(found) > 1 and found[0] == "the" else found


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a plain word by sound: "serhiy", "sergei" and "serhij" are all "srg"."""
    sound = _END_H.sub("", _J_AS_VOWEL.sub("i", word))
    for letters, one in _SOUNDS:
        sound = sound.replace(letters, one)
    sound = _SOFT_C.sub("s", sound).replace("c", "k").replace("h", "g")
    first = "a" if sound[:1] in "aeiouy" else ""
    return first + _DOUBLE.sub(r"\1", _VOWELS.sub("", sound))


def sounds_like(one: str, other: str) -> float:
    """How alike two plain words are when they sound alike (0 when they do not); 1 when equal."""
    if one == other:
        return 1.0
    if (
        min(len(one), len(other)) < 3
        or skeleton(one) != skeleton(other)
        or _end(one) != _end(other)
    ):
        return 0.0
    alike = Levenshtein.normalized_similarity(one, other)
    return alike if alike >= ALIKE else 0.0


def _end(word: str) -> str:
    """How a word ends: "Viktor" and "Viktoria" are two names, "Dmitri" and "Dmitriy" one."""
    last = word.removesuffix("h")[-1:]
    return "i" if last in "eiyj" else last if last in "aou" else ""
