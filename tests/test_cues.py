"""Cue verbs as data: their forms, and what a malformed file is told."""

from __future__ import annotations

import pytest

from crosswire.errors import DataError
from crosswire.text import cues


@pytest.mark.parametrize(
    ("form", "base", "letter"),
    [
        ("said", "say", "d"),
        ("denies", "deny", "s"),
        ("denied", "deny", "n"),
        ("quipped", "quip", "d"),
        ("committing", "commit", "g"),
        ("told", "tell", "n"),
        ("visited", "visit", "d"),
        ("vowing", "vow", "g"),
    ],
)
def test_forms(form: str, base: str, letter: str) -> None:
    """A written form leads back to its base and tells which form it is."""
    found = cues.verb_forms()[form]
    assert base in found.bases
    assert letter in found.letters


def test_particles_come_first() -> None:
    """Readings with particles stand before those without, so the longest is tried first."""
    counts = [len(cue.particles) for cue in cues.cues().verbs["call"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 1


def test_every_word_list_reads() -> None:
    """Every list that the source reader asks for is in the fact file."""
    for kind in ("image", "document", "post", "unnamed", "person", "outlet", "office", "crowd"):
        assert cues.words("sources", f"{kind}_words")


GOOD = {"frames": ["clause"], "stance": "said", "words": ["say"]}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"frames": ["sideways"]}, "sideways"),
        ({"frames": []}, "needs frames"),
        ({"stance": "sung"}, "sung"),
        ({"words": "say"}, "list of words"),
        ({"words": [""]}, "list of words"),
    ],
)
def test_malformed(broken: dict[str, object], told: str) -> None:
    """An unknown frame or stance, or words that are none, is named with its class."""
    with pytest.raises(DataError, match=told) as error:
        cues.check("mine.toml", {"verbs": {"utter": {**GOOD, **broken}}})
    assert "mine.toml" in str(error.value)


def test_empty() -> None:
    """A file without verbs is refused."""
    with pytest.raises(DataError, match="no \\[verbs"):
        cues.check("mine.toml", {})
