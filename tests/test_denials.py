"""Denials: what is negated, part by part, and which reports it is held against."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import make_statement
from crosswire.match.denials import Denied, Said, find_denials
from crosswire.records.claim import Statement
from crosswire.text.negations import negations, segments
from crosswire.text.stems import content_words


def said(*statements: Statement) -> dict[str, Said]:
    """What the statements say, as the stage hands it over."""
    return {
        s.id: Said(segments(s.told), tuple(Denied(*n) for n in negations(s.told)))
        for s in statements
    }


def denied(one: Statement, other: Statement) -> bool:
    """Does the first deny the second?"""
    found = list(find_denials([one, other], said(one, other)))
    return any(d.no is one and d.yes is other for d in found)


def test_each_part_of_a_sentence_is_negated_by_itself() -> None:
    """Two negations joined by "and" are two denials, each with its subject."""
    first, second = negations("Mayor Lund has not signed the contract and has not paid the firm")
    assert first.words[0] == content_words("signed")[0] and first.so_far
    assert second.words[0] == content_words("paid")[0] and "lund" in second.before


def test_a_second_no_for_emphasis_negates_nothing_more() -> None:
    """ "No leak, not one" is one denial; "not only" is none."""
    assert [n.words[0] for n in negations("There is no leak in the pipe, not one")] == ["leak"]
    assert not negations("Not only the pipe leaked")


def test_what_is_yet_to_come_is_negated_so_far() -> None:
    """ "Has yet to" and "has not" may change; "was not" stays."""
    assert negations("The firm has yet to name a buyer")[0].so_far
    assert not negations("The pipe was not repaired")[0].so_far


def test_nobody_behind_the_verb_negates_the_verb() -> None:
    """ "They arrested nobody" denies an arrest."""
    assert negations("The police arrested nobody")[0].words == ("arrest",)


@given(st.text(max_size=300))
def test_any_text_has_its_negations(text: str) -> None:
    """No text fails, and no negation is empty."""
    assert all(negated.words for negated in negations(text))


def test_verb_and_noun_meet() -> None:
    """ "Has leaked" is denied by "there is no leak"."""
    yes = make_statement("A pipe above Holm has leaked", article="a")
    no = make_statement("There is no leak in the pipe", article="b")
    assert denied(no, yes)


def test_another_thing_that_did_not_happen_denies_nothing() -> None:
    """Words of the same place with another verb are no denial, nor is a denial of the same."""
    yes = make_statement("A pipe above Holm has leaked into the river", article="a")
    other = make_statement("The river at Holm was not closed", article="b")
    same = make_statement("The pipe at Holm has not leaked", article="c")
    assert not denied(other, yes)
    assert not denied(make_statement("No pipe above Holm leaked", article="d"), same)


def test_a_reply_by_a_pronoun_is_a_denial() -> None:
    """ "They were painted in October", by another speaker right after, denies that they were not."""
    no = make_statement("The lifts were not painted", article="a", source=("Report", "document"))
    text = "They were painted in October"
    yes = make_statement(text, article="a", source=("Ida Lund", "person"), quoted=True, start=200)
    assert denied(no, yes)


def test_a_denied_plan_is_held_against_its_announcement() -> None:
    """ "No plan to close" denies "will close", and not a closure that was reported before."""
    no = make_statement("Ferrous Works has no plan to close the mill in Odda", article="b")
    ahead = make_statement("Ferrous Works will close the mill in Odda", article="a")
    past = make_statement("Ferrous Works closed the mill in Odda", article="c")
    assert negations(no.told)[0].planned
    assert denied(no, ahead)
    assert not denied(no, past)


def test_what_will_not_be_denies_what_will() -> None:
    """Both look ahead: the one negates what the other announces."""
    no = make_statement("The council will not sell the old port of Almera", article="b")
    yes = make_statement("The council will sell the old port of Almera", article="a")
    assert denied(no, yes)
