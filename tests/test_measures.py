"""Measures by their names, and figures that a text corrects."""

from __future__ import annotations

import pytest

from builders import make_statement
from crosswire.match.corrections import find_corrections, outdated
from crosswire.match.measures import find_measured, measures_differ


def differ(one: str, other: str) -> list[str]:
    """The measures in which two articles differ."""
    statements = [make_statement(text, article=str(n)) for n, text in enumerate((one, other))]
    found = find_measured(statements, lambda _: "x")
    return [left.name for left, _ in measures_differ(found)]


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("The quake had a magnitude of 5.2", "A quake of magnitude 5.6 shook Holm", "magnitude"),
        ("The attendance was 9,412", "The official attendance was given as 9,377", "attendance"),
        ("She won the seat by 211 votes", "After the recount her lead is 184 votes", "margin"),
        (
            "He could be jailed for up to six years",
            "The clerk may face up to nine years in prison",
            "longest sentence",
        ),
        ("She got 50.2 percent of the votes", "Lund received 50.7 percent of the votes", "share of the vote"),
    ],
)  # fmt: skip
def test_figures_of_one_measure(one: str, other: str, name: str) -> None:
    """What an event has one of differs in whatever words it is told."""
    assert differ(one, other) == [name]
    assert not differ(one, one)


def test_a_time_served_is_no_longest_sentence() -> None:
    """ "Jailed for two years" is what she got, "up to six years" what she might."""
    assert not differ("She was jailed for two years", "He could be jailed for up to six years")


def corrected(*texts: str) -> list[tuple[str, str]]:
    """Old and new figures that the reports still have, each text being an article."""
    statements = [make_statement(text, article=str(n)) for n, text in enumerate(texts)]
    return [(o.amount.span.quote, o.correction.new.span.quote) for o in outdated(statements)]


def test_a_figure_that_the_text_gives_up() -> None:
    """ "14 paintings and not 12" outdates the report of twelve paintings, and no other."""
    told = "Fourteen paintings were damaged and not 12, the gallery said"
    assert corrected("The water damaged 12 paintings", told) == [("12 paintings", "Fourteen paintings")]  # fmt: skip
    assert not corrected("The water damaged 12 chairs", told)
    assert corrected(
        "Some 2.3 million phones failed",
        "1.9 million phones failed, correcting an earlier figure of 2.3 million",
    )


def test_a_figure_that_was_wrong_and_the_one_that_is_right() -> None:
    """The right figure may stand sentences from the wrong one, in one article."""
    wrong = make_statement("The value of 41.3 degrees was wrong, she said", article="b")
    right = make_statement("The true figure was 39.9 degrees Celsius", article="b")
    (found,) = find_corrections([right, wrong])
    assert (found.old.low, found.new.low) == (41.3, 39.9)
    first = make_statement("It was 41.3 degrees Celsius at Holm", article="a")
    assert [o.statement for o in outdated([first, right, wrong])] == [first]
