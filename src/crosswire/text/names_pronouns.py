"""Who "he" and "she" are, where the text leaves little doubt."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.records.reading import Entity, Name, Sentence
from crosswire.text.names_facts import words

_LOOK_BACK = 3
"""Sentences, the pronoun's own counted. News seldom lets a pronoun stand further from its name, and
beyond, a new speaker has mostly come in between."""


def resolve_pronoun(
    position: int,
    pronoun: str,
    names: Sequence[Name],
    entities: Sequence[Entity],
    sentences: Sequence[Sentence],
) -> str | None:
    """The entity that "he" or "she" at `position` most likely stands for, None when unclear.

    The first person named before it in its own sentence, else in the one before, else in the one
    before that (the first is mostly the subject); a person whose titles are the other sex's is
    passed over. "They" and "it" stay unclear.
    """
    sex = _SEXES.get(pronoun.lower())
    if sex is None:
        return None
    people = {each.id for each in entities if each.kind == "person" and _may_be(each, sex)}
    here = next((n for n, each in enumerate(sentences) if _holds(each, position)), None)
    if here is None:
        return None
    for sentence in reversed(sentences[max(0, here - _LOOK_BACK + 1) : here + 1]):
        if sentence.label != sentences[here].label:
            return None
        end = min(position, sentence.span.end)
        told = (n for n in names if sentence.span.start <= n.span.start < end)
        first = next((name.entity for name in told if name.entity in people), None)
        if first is not None:
            return first
    return None


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
