"""What the tree of a sentence tells beyond its clauses: who its verbs speak of."""

from __future__ import annotations

from collections.abc import Iterator

from crosswire.reader.read import Read

# What hangs so from a subject names the same one: parts of a name, and a name behind its noun ("the
# minister, Ilse Marok, said").
_SAME = frozenset(("flat", "appos", "conj"))


def subject_words(read: Read, shift: int = 0) -> Iterator[int]:
    """Where the words start that are a subject or name one; `shift` is added to the offsets."""
    for word in read.words:
        at = word
        for _ in range(len(_SAME)):
            if at.relation not in _SAME or at.head < 0:
                break
            at = read.words[at.head]
        if at.relation == "nsubj":
            yield word.start + shift
