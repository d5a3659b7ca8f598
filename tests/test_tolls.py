"""Tolls in other verbs and nouns, and what is none."""

from __future__ import annotations

import pytest

from builders import make_statement
from crosswire.match.tolls import find_tolls, grows, toll_kind


def kinds(text: str) -> list[str | None]:
    """The tolls of a sentence's amounts."""
    statement = make_statement(text)
    return [toll_kind(statement, amount) for amount in statement.amounts]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Forty guests are now ill", "ill"),
        ("Twelve people who ate at a canteen in Holm have food poisoning", "ill"),
        ("The number of deaths blamed on the frost has risen to nine", "dead"),
        ("Three miners were rescued on Friday", "rescued"),
        ("About 5,000 homes were without power", "without power"),
        ("About 300 of the 4,100 jobs at Lunde will go", "jobs lost"),
        ("Some 60 flights were cancelled", "flights cancelled"),
        ("The burglars left with nine statues worth a fortune", "stolen statue"),
        ("Two people were injured and one has died", "hurt"),
    ],
)
def test_what_befell_whom(text: str, kind: str) -> None:
    """Each sentence tells one toll, whatever its verb."""
    assert kinds(text)[0] == kind


def test_one_who_has_died_is_a_toll() -> None:
    """ "One has died" counts one; "no one was hurt" counts nobody."""
    assert kinds("Two people were injured and one has died") == ["hurt", "dead"]
    assert kinds("No one was hurt") == []


@pytest.mark.parametrize("text", ["A woman of 78 died in hospital", "The poet died aged 81"])
def test_ages_are_no_tolls(text: str) -> None:
    """How old somebody was is not how many died."""
    assert not any(kinds(text))


def test_the_whole_is_no_toll() -> None:
    """ "300 of the 4,100 jobs will go" is 300."""
    statement = make_statement("About 300 of the 4,100 jobs at Lunde will go")
    assert [(t.kind, t.amount.low) for t in find_tolls([statement])] == [("jobs lost", 285.0)]


def test_a_plan_stands_and_a_toll_grows() -> None:
    """The dead of the evening replace those of the morning; two plans contradict each other."""
    assert grows("dead") and grows("stolen statue") and not grows("jobs lost")
