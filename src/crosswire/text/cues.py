"""Cue verbs, cue nouns and words for sources: `data/cues.toml` and `data/verbs.toml`, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from crosswire import facts
from crosswire.errors import DataError

Stance = Literal["said", "denied", "expected", "possible", "alleged", "asked", "silent"]
Frame = Literal[
    "clause", "that", "quote", "hearer", "to", "person-to", "object", "on-doing", "adjective"
]
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Cue:
    """One reading of a cue verb: its frames, what it makes of the content, words that follow it.

    `attitude`: its object is liked or attacked, not said. `mind`: a thought, wish or plan.
    `evidence`: only what shows or tells (photos, a study, a person) is its source.
    """

    base: str
    frames: frozenset[str]
    stance: Stance
    attitude: bool = False
    mind: bool = False
    evidence: bool = False
    particles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cues:
    """All cue verbs by base form (longest particles first), and adjectives of belief."""

    verbs: dict[str, tuple[Cue, ...]]
    adjectives: frozenset[str]


@dataclass(frozen=True)
class Forms:
    """What a written verb form may be: letters b(ase) s d(past) n(participle) g(-ing), by base."""

    bases: tuple[str, ...] = ()
    letters: str = ""
    noun_like: bool = False


@dataclass
class _Gathered:
    bases: list[str] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)


def check(name: str, table: dict[str, Any]) -> Cues:
    """Cue verbs from a parsed fact file; DataError says which class and word is malformed."""
    verbs: dict[str, list[Cue]] = {}
    adjectives: frozenset[str] = frozenset()
    for title, entry in table.get("verbs", {}).items():
        frames = _known(name, title, "frames", entry.get("frames"), get_args(Frame))
        (stance,) = _known(name, title, "stance", [entry.get("stance")], get_args(Stance))
        words = entry.get("words")
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise DataError(f"{name}: [verbs.{title}] words must be a list of words.")
        if "adjective" in frames:
            adjectives = frozenset(words)
            continue
        for word in words:
            base, *rest = word.lower().split()
            cue = Cue(
                base,
                frozenset(frames),
                stance,  # type: ignore[arg-type]
                attitude=bool(entry.get("attitude")),
                mind=bool(entry.get("mind")),
                evidence=bool(entry.get("evidence")),
                particles=tuple(rest),
            )
            verbs.setdefault(base, []).append(cue)
    if not verbs:
        raise DataError(f"{name}: no [verbs.*]. Restore the file.")
    ordered = {base: tuple(sorted(c, key=lambda q: -len(q.particles))) for base, c in verbs.items()}
    return Cues(ordered, adjectives)


def _known(
    name: str, title: str, key: str, values: Any, allowed: tuple[str, ...]
) -> tuple[str, ...]:
    if not isinstance(values, list) or not values:
        raise DataError(f"{name}: [verbs.{title}] needs {key}.")
    for value in values:
        if value not in allowed:
            raise DataError(
                f"{name}: [verbs.{title}] {key} {value!r} is unknown; use one of {allowed}."
            )
    return tuple(values)


@cache
def cues() -> Cues:
    """The cue verbs of `data/cues.toml`."""
    return check("cues.toml", facts.load("cues"))


@cache
def words(*path: str) -> frozenset[str]:
    """A word list of `data/cues.toml`, lower case: `words("sources", "image_words")`."""
    return facts.words("cues", *path)


@cache
def grammar(group: str) -> frozenset[str]:
    """A closed class of `data/verbs.toml`: `grammar("prepositions")`."""
    return facts.words("verbs", "closed", group)


@cache
def verb_forms() -> dict[str, Forms]:
    """Every written form of every known verb, lower case."""
    noun_like = facts.words("verbs", "noun_like")
    irregular: dict[str, list[str]] = facts.load("verbs").get("irregular", {})
    gathered: dict[str, _Gathered] = {}
    bases = noun_like | facts.words("verbs", "common") | set(irregular) | set(cues().verbs)
    for base in sorted(bases):
        for letter, form in inflect(base, irregular.get(base)):
            entry = gathered.setdefault(form, _Gathered())
            entry.letters.add(letter)
            if base not in entry.bases:
                entry.bases.append(base)
    return {
        form: Forms(
            tuple(entry.bases),
            "".join(sorted(entry.letters)),
            any(base in noun_like for base in entry.bases),
        )
        for form, entry in gathered.items()
    }


def inflect(base: str, irregular: list[str] | None = None) -> list[tuple[str, str]]:
    """The forms of a verb as (letter, form): b, s, d, n, g."""
    past, participle = (irregular + irregular[-1:])[:2] if irregular else [_add_ed(base)] * 2
    return [
        ("b", base),
        ("s", _add_s(base)),
        ("d", past),
        ("n", participle),
        ("g", _add_ing(base)),
    ]


def _add_s(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    """Is the last letter written twice before -ed and -ing ("plan", "commit", not "visit")?"""
    if base in facts.words("verbs", "doubled"):
        return True
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in base) == 1


def _add_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] * _doubles(base) + "ed"


def _add_ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + base[-1] * _doubles(base) + "ing"
