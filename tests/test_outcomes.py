"""What was expected, when it is due, and whether it came about."""

from __future__ import annotations

import pytest

from builders import make_statement
from crosswire.match.outcomes import Report, due_day, due_of, outcome_of


def report(text: str, published: str, alike: float = 0.5, *cues: str) -> Report:
    """A later statement that may tell the outcome."""
    statement = make_statement(text, article="later", published=published)
    return Report(statement, alike, published, frozenset(cues))


EXPECTED = make_statement("The choir will sing in Holm on Saturday", published="2024-05-15")
DUE = due_of(EXPECTED, "2024-05-15")


def test_the_due_time_lies_ahead_of_publication() -> None:
    """Saturday after Wednesday the 15th is the 18th."""
    assert due_day(DUE) == "2024-05-18"


def test_a_time_before_publication_is_not_due() -> None:
    """What was promised last week is due when it was promised for, not when it was promised."""
    statement = make_statement(
        "It was agreed on 2 May that the dyke will be raised", published="2024-05-15"
    )
    assert due_of(statement, "2024-05-15") is None


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (report("The choir sang in Holm on Saturday", "2024-05-19"), "fulfilled"),
        (
            report("The concert of the choir was called off", "2024-05-17", 0.3, "cancelled"),
            "cancelled",
        ),
        (report("The choir has put off its concert", "2024-05-17", 0.3, "postponed"), "postponed"),
        (
            report(
                "The choir sang in Rask instead of Holm on Saturday", "2024-05-19", 0.5, "moved"
            ),
            "moved",
        ),
        (report("The choir did not sing in Holm on Saturday", "2024-05-19"), "open"),
        (report("The choir sang in Holm on 4 May", "2024-05-16"), "open"),
        (report("The choir will sing in Holm on Saturday", "2024-05-17", 0.9), "open"),
        (report("The baker sang on Saturday", "2024-05-19", 0.1), "open"),
    ],
)
def test_a_later_report_decides(told: Report, status: str) -> None:
    """Done, called off, put off, held elsewhere; silence, another day and another thing leave it open."""
    assert outcome_of(DUE, [told]).status == status


def test_the_outcome_names_its_statements() -> None:
    """What decided can be opened."""
    told = report("The choir sang in Holm on Saturday", "2024-05-19")
    assert outcome_of(DUE, [told]).by == (told.statement.id,)


def test_no_report_is_no_failure() -> None:
    """Nobody wrote of it again: open, and said so."""
    outcome = outcome_of(DUE, [])
    assert (outcome.status, outcome.by) == ("open", ())
    assert outcome.reason


def held(text: str, published: str, *cues: str, **told: bool) -> Report:
    """A report that holds most of what was expected, though little alike on the whole."""
    base = report(text, published, 0.1, *cues)
    return Report(base.statement, base.alike, published, base.cues, held=0.8, **told)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (held("On Saturday the choir sang in Holm, and 900 came", "2024-05-19"), "fulfilled"),
        (held("The choir did not sing in Holm", "2024-05-19", undone=True), "failed"),
        (held("It could not sing in Holm", "2024-05-19", undone=True, later=True), "postponed"),
        (held("It had been due to sing in Holm", "2024-05-19", "overtaken"), "failed"),
        (
            held("It had been due to sing, and will on 2 June", "2024-05-19", "overtaken", later=True),
            "postponed",
        ),
    ],
)  # fmt: skip
def test_a_report_that_holds_what_was_expected_decides(told: Report, status: str) -> None:
    """However much else it tells: done, not done, or not yet and on another day."""
    assert outcome_of(DUE, [told]).status == status


def test_a_headline_is_named_only_where_no_text_tells_the_outcome() -> None:
    """The sentence says more than its headline."""
    body = report("The choir sang in Holm on Saturday", "2024-05-19")
    head = Report(
        make_statement("Choir sings in Holm", article="later", published="2024-05-19", label="headline"),
        0.5, "2024-05-19", frozenset(),
    )  # fmt: skip
    assert outcome_of(DUE, [body, head]).by == (body.statement.id,)
    assert outcome_of(DUE, [head]).by == (head.statement.id,)
