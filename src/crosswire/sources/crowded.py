"""Pages made to hold up their readers: tags with so many attributes that comparing each with each
takes hours."""

from __future__ import annotations

from crosswire.sources.refusal import Refused

# The fullest tags of news pages seen have 60 words (a player with its settings). Reading a tag takes
# time by their square: .1 seconds for 5,000, ten seconds for 50,000.
MOST_WORDS = 5_000


def check_crowd(body: bytes) -> None:
    """Raises Refused ("hostile") for a page with such a tag."""
    if any(_is_crowded(piece) for piece in body.split(b"<") if len(piece) > 2 * MOST_WORDS):
        raise Refused(
            "hostile",
            f"One of its tags has more than {MOST_WORDS} words, as no page of people has.",
            "Leave it out.",
        )


def _is_crowded(piece: bytes) -> bool:
    """Is this, which began with `<`, a tag of too many words?"""
    if not piece[:1].isalpha():
        return False
    return len(piece.partition(b">")[0].split(None, MOST_WORDS)) > MOST_WORDS
