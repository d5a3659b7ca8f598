"""When two named sources are one: houses by name or letters, offices and those who speak for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from crosswire import facts
from crosswire.records.claim import Statement

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class End:
    """Where the way of one statement ends: what kind of source, its name, why, and doubts."""

    kind: str
    name: str
    reason: str
    marks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@cache
def _small() -> frozenset[str]:
    return facts.words("sources", "small")


@cache
def _speakers() -> frozenset[str]:
    return facts.words("sources", "speakers")


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The telling words of a name: lower case, without accents, articles and the like."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("'s", ""))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return tuple(word for word in _WORD.findall(plain) if word not in _small())


def initials(words: Sequence[str]) -> str:
    """First letters; empty for one word."""
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def same_house(one: str, other: str) -> bool:
    """Do two names mean one outlet or agency? All words of the one stand in the other, or its letters."""
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return False
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return initials(a) == "".join(b) or initials(b) == "".join(a)


def merge_ends(
    ends: Sequence[tuple[End, Statement]],
) -> list[tuple[End, list[Statement]]]:
    """Ends that are one source laid together; the first named gives the name."""
    merged: list[tuple[End, list[Statement]]] = []
    # Specific names first, so that "the police" finds the inspector and not the other way round.
    for end, statement in sorted(ends, key=lambda item: _vague(item[0])):
        for number, (other, said) in enumerate(merged):
            if is_one(end, other):
                said.append(statement)
                merged[number] = (_joined(other, end), said)
                break
        else:
            merged.append((end, [statement]))
    return merged


def _vague(end: End) -> int:
    order = ("person", "office", "agency", "outlet", "state medium", "document", "image", "post")
    return order.index(end.kind) if end.kind in order else len(order)


def _joined(kept: End, other: End) -> End:
    if other.name.lower() == kept.name.lower():
        return kept
    reason = f"{kept.reason}; {other.name} is the same source"
    return type(kept)(kept.kind, kept.name, reason, kept.marks, kept.roles)


def is_hearsay(name: str) -> bool:
    """Does a source's name tell nobody: "agency reports", "local media"?"""
    words = name_words(name)
    return bool(words) and frozenset(words) <= facts.words("sources", "hearsay")


def is_one(one: End, other: End) -> bool:
    """Are two ends the same origin? Symmetric."""
    kinds = frozenset((one.kind, other.kind))
    if kinds in _CANNOT_TELL_APART or name_words(one.name) == name_words(other.name):
        return True
    if kinds <= _BODIES and (_bodies(one, other) or _general(one, other)):
        return True
    if kinds <= _BODIES | {"unnamed"} and _tell_the_same(one, other):
        return True
    rule = _RULES.get(kinds)
    return rule is not None and rule(one, other)


@cache
def _media() -> frozenset[str]:
    return facts.words("sources", "media")


def _bodies(one: End, other: End) -> bool:
    if not _telling(one) or not _telling(other):
        return True
    return _tell_the_same(one, other) or same_house(one.name, other.name)


def _telling(end: End) -> frozenset[str]:
    return frozenset(name_words(end.name)) - _speakers()


def _tell_the_same(one: End, other: End) -> bool:
    """All telling words of the one stand in the other: "filing by prosecutors" and "prosecutors"."""
    a, b = _stems(_telling(one)), _stems(_telling(other))
    return bool(a and b) and (a <= b or b <= a)


def _general(one: End, other: End) -> bool:
    """A word that stands for a body told by name elsewhere: "the company", "state media"."""
    return any(
        _stands_for(vague, named, group) or _stands_for(named, vague, group)
        for group in ("company", "state_medium")
        for vague, named in ((one, other),)
    )


def _stands_for(vague: End, named: End, group: str) -> bool:
    words, public = facts.words("sources", "general", group), facts.words("sources", "public")
    if not frozenset(name_words(vague.name)) <= words:
        return False
    if group == "state_medium":
        return named.kind in ("agency", "state medium")
    return named.kind == "office" and not _stems(_telling(named)) & public


def _persons(one: str, other: str) -> bool:
    """One name's words within the other's: "Noor" and "Halima Noor"; two full names must agree."""
    a, b = set(name_words(one)) - _speakers(), set(name_words(other)) - _speakers()
    return bool(a and b) and (a <= b or b <= a)


def _speaks_for(person: End, body: End) -> bool:
    """Does a role of the person name the body ("spokesman of the railways": the railways)?"""
    wanted = _telling(body)
    told = {word for role in (*person.roles, person.name) for word in name_words(role)}
    return bool(wanted) and _stems(wanted) <= _stems(told)


def _spokesperson(one: End, other: End) -> bool:
    return _speaks_for(one, other) if one.kind == "person" else _speaks_for(other, one)


def _images(one: End, other: End) -> bool:
    return bool((set(name_words(one.name)) & set(name_words(other.name))) - _media())


def told_words(text: str) -> frozenset[str]:
    """The telling words of a text or name, singular: what two texts may share of a name."""
    return _stems(name_words(text))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w[:-1] if w.endswith("s") and len(w) > 4 else w for w in words)


_CANNOT_TELL_APART = {frozenset({"unnamed"}), frozenset({"crowd"}), frozenset({"circle"})}
_BODIES = frozenset({"office", "agency", "outlet", "state medium", "document", "post"})
_RULES = {
    frozenset({"person"}): lambda one, other: _persons(one.name, other.name),
    frozenset({"person", "office"}): _spokesperson,
    frozenset({"person", "document"}): _spokesperson,
    frozenset({"person", "post"}): _spokesperson,
    frozenset({"image"}): _images,
}
