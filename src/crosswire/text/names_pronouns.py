"""Who "he" and "she" are, where the text leaves little doubt.

1. a "he" or "she" of the same sex that stands nearer than any name is the same person;
2. a person named as a subject comes before one named otherwise, the nearest first;
3. of several people named before it, none of them as a subject, none is meant for sure.

On GUM (484 pronouns) 309 answers are right, 65 wrong, 110 get none.
Where nobody has read the grammar, the first person named is taken: 251 right, 97 wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.records.reading import Entity, Name, Sentence
from crosswire.text.names_facts import words

_LOOK_BACK = 3
"""Sentences, the pronoun's own counted. News seldom lets a pronoun stand further from its name, and
beyond, a new speaker has mostly come in between."""
_LONGEST_CHAIN = 8
"""Pronouns that hand on to the one before them."""
_SUBJECT_FORMS = {"m": re.compile(r"\b[Hh]e\b"), "f": re.compile(r"\b[Ss]he\b")}


def resolve_pronoun(
    position: int,
    pronoun: str,
    names: Sequence[Name],
    entities: Sequence[Entity],
    sentences: Sequence[Sentence],
) -> str | None:
    """The entity that "he" or "she" at `position` most likely stands for, None when unclear.

    A person whose titles are the other sex's is passed over. "They" and "it" stay unclear.
    """
    sex = _SEXES.get(pronoun.lower())
    if sex is None:
        return None
    people = {each.id for each in entities if each.kind == "person" and _may_be(each, sex)}
    told = [name for name in names if name.entity in people]
    return _bearer(position, sex, told, sentences, any(name.subject for name in names))


def _bearer(
    position: int,
    sex: str,
    people: Sequence[Name],
    sentences: Sequence[Sentence],
    parsed: bool,
    chain: int = 0,
) -> str | None:
    """Looks back sentence by sentence; `parsed` says whether subjects are marked."""
    here = next((n for n, each in enumerate(sentences) if _holds(each, position)), None)
    if here is None:
        return None
    for sentence in reversed(sentences[max(0, here - _LOOK_BACK + 1) : here + 1]):
        if sentence.label != sentences[here].label:
            return None
        end = min(position, sentence.span.end)
        named = [name for name in people if sentence.span.start <= name.span.start < end]
        subjects = [name for name in named if name.subject]
        before = _last_pronoun(sentence, end, sex) if parsed and chain < _LONGEST_CHAIN else None
        if before is not None and not any(name.span.start > before for name in subjects[:1]):
            return _bearer(before, sex, people, sentences, parsed, chain + 1)
        if subjects:
            return subjects[-1].entity
        if named:
            unclear = parsed and len({name.entity for name in named}) > 1
            return None if unclear else named[0].entity
    return None


def _last_pronoun(sentence: Sentence, end: int, sex: str) -> int | None:
    """Where the last "he" (or "she") of a sentence stands before `end`."""
    found = list(_SUBJECT_FORMS[sex].finditer(sentence.span.quote, 0, end - sentence.span.start))
    return sentence.span.start + found[-1].start() if found else None


def _holds(sentence: Sentence, position: int) -> bool:
    return sentence.span.start <= position < sentence.span.end


_HE = dict.fromkeys(("he", "him", "his", "himself"), "m")
_SEXES = _HE | dict.fromkeys(("she", "her", "hers", "herself"), "f")


def _may_be(entity: Entity, sex: str) -> bool:
    told = {
        word.lower().rstrip(".")
        for form in (*entity.variants, *entity.roles)
        for word in form.split()
    }
    other = words("women" if sex == "m" else "men")
    return not told & other
