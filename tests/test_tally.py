"""Terms of a text, all its words at once."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from crosswire.match.shelf import Glossary
from crosswire.match.tally import Counting
from crosswire.match.terms import terms_of

COUNTING = Counting(headline=4.0, opening=2.0, opening_words=3, words=8)
PIECES = (
    *("Norrby", "norrby", "the", "ships", "Ship", "12th", "7", "it’s", "It's", "—", "end.", "'a'"),
    *(
        "\n",
        "“Sigrun",
        "o'clock",
        "x_y",
        "İzmir",
        "²",
        "\u3000",
        "\x1c",
        "stop!”",
        "a''b",
        "q" * 50,
    ),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=30)


@given(st.one_of(WORDS.map(" ".join), WORDS.map("".join), st.text(max_size=60)))
@example("\ud800 Sigrun \udfff")
@example("a'")
@example("'")
@example("")
def test_a_tally_tells_what_words_one_by_one_do(text: str) -> None:
    """The same terms in the same order, as often, and the same names and figures."""
    glossary = Glossary()
    told = glossary.tally(("sigrun", "ship"), text, COUNTING)
    words = terms_of(text, COUNTING.words)
    counts: dict[str, float] = {"sigrun": 4.0, "ship": 4.0}
    for at, term in enumerate(words.order):
        counts[term] = counts.get(term, 0.0) + (3.0 if at < 3 else 1.0)
    assert glossary.terms(told.terms) == list(counts)
    assert told.counts.tolist() == list(counts.values())
    assert told.telling.tolist() == [term in words.names for term in counts]


def test_many_words_find_their_terms_again() -> None:
    """The table of words grows, and each word keeps its term."""
    glossary = Glossary()
    counting = Counting(headline=4.0, opening=2.0, opening_words=0, words=20_000)
    text = " ".join(f"word{number}x" for number in range(20_000))
    first = glossary.tally((), text, counting)
    assert len(first.terms) == 20_000
    assert np.array_equal(first.terms, glossary.tally((), text, counting).terms)
