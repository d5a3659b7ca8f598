"""What a tree tells of its words."""

from __future__ import annotations

from crosswire.reader.grammar import subject_words
from crosswire.reader.read import Read, Word

Row = tuple[str, int, str]


def subjects(rows: list[Row]) -> list[str]:
    """The forms of the subject words; rows are form, head (from 1, 0 for the root) and relation."""
    words, starts, at = [], {}, 0
    for form, head, relation in rows:
        words.append(Word(start=at, end=at + len(form), upos="X", head=head - 1, relation=relation))
        starts[at] = form
        at += len(form) + 1
    return [starts[at - 7] for at in subject_words(Read(words=tuple(words)), shift=7)]


def test_a_name_behind_its_noun_and_one_joined_to_it_are_subjects() -> None:
    """ "The minister, Ilse Marok, and Dorn told Ana": three are told of, Ana is not."""
    found = subjects([
        ("minister", 5, "nsubj"), ("Ilse", 1, "appos"), ("Marok", 2, "flat"), ("Dorn", 1, "conj"),
        ("told", 0, "root"), ("Ana", 5, "obj"),
    ])  # fmt: skip
    assert found == ["minister", "Ilse", "Marok", "Dorn"]
