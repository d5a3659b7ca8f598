"""Clauses: what a sentence says piece by piece, cut along its tree; of whom each piece speaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.reader.clauses import MOST_WORDS, clauses_of
from crosswire.reader.read import RELATIONS, UPOS, Word


def tree(rows: str) -> tuple[str, list[Word]]:
    """A sentence from "form upos head relation" rows; heads count from 1, 0 is the root."""
    words, text = [], ""
    for row in rows.split("|"):
        form, upos, head, relation = row.split()
        text += (" " if text and form not in (",", ".") else "") + form
        words.append(
            Word(
                start=len(text) - len(form),
                end=len(text),
                upos=upos,
                head=int(head) - 1,
                relation=relation,
            )
        )
    return text, words


def told(rows: str) -> list[tuple[list[str], str]]:
    """The clauses as texts, each with its leads."""
    text, words = tree(rows)
    return [
        ([text[a:b] for a, b in clause.lead], text[clause.start : clause.end])
        for clause in clauses_of(text, words)
    ]


JOINED = (
    "The DET 2 det|crane NOUN 3 nsubj|hit VERB 0 root|a DET 5 det|ship NOUN 3 obj|and CCONJ 7 cc"
    "|crushed VERB 3 conj|two NUM 9 nummod|vans NOUN 7 obj|. PUNCT 3 punct"
)


def test_a_joined_predicate_is_led_by_the_subject_of_its_elder() -> None:
    """ "And crushed two vans" says so of the crane."""
    assert told(JOINED) == [([], "The crane hit a ship"), (["The crane"], "crushed two vans")]


def test_what_is_negated_or_shared_is_not_cut() -> None:
    """ "Did not stop the car or open fire": the "not" holds for both."""
    rows = (
        "Guards NOUN 4 nsubj|did AUX 4 aux|not PART 4 advmod|stop VERB 0 root|cars NOUN 4 obj"
        "|or CCONJ 7 cc|open VERB 4 conj|fire NOUN 7 obj"
    )
    assert len(told(rows)) == 1
    shared = (
        "They PRON 2 nsubj|pushed VERB 0 root|and CCONJ 4 cc|kicked VERB 2 conj|him PRON 4 obj"
        "|hard ADV 4 advmod"
    )
    assert len(told(shared)) == 1


def test_a_condition_holds_what_is_joined_to_its_clause() -> None:
    """ "If it rains, A and B": B is not told as so."""
    rows = (
        "If SCONJ 3 mark|it PRON 3 nsubj|rains VERB 7 advcl|, PUNCT 3 punct|gates NOUN 7 nsubj"
        "|will AUX 7 aux|open VERB 0 root|and CCONJ 11 cc|roads NOUN 11 nsubj|will AUX 11 aux"
        "|close VERB 7 conj|early ADV 11 advmod"
    )
    assert len(told(rows)) == 1


def test_a_circumstance_stays_in_its_clause_and_is_one_too() -> None:
    """ "He fell after the rope broke there" is one thing told, that the rope broke another."""
    rows = (
        "He PRON 2 nsubj|fell VERB 0 root|after SCONJ 6 mark|the DET 5 det|rope NOUN 6 nsubj"
        "|broke VERB 2 advcl|there ADV 6 advmod"
    )
    assert told(rows) == [
        ([], "He fell after the rope broke there"),
        ([], "after the rope broke there"),
    ]


def test_an_aside_speaks_of_the_word_before_it() -> None:
    """ "Varga, who won it, left": that she won is told of Varga."""
    rows = (
        "Varga PROPN 7 nsubj|, PUNCT 4 punct|who PRON 4 nsubj|won VERB 1 acl|it PRON 4 obj"
        "|, PUNCT 4 punct|left VERB 0 root|town NOUN 7 obj"
    )
    assert (["Varga"], "who won it") in told(rows)


def test_a_clause_knows_the_word_that_governs_it() -> None:
    """ "She said A fell and B rose": both stand in what she said."""
    text, words = tree(
        "She PRON 2 nsubj|said VERB 0 root|prices NOUN 4 nsubj|fell VERB 2 ccomp|fast ADV 4 advmod"
        "|and CCONJ 8 cc|wages NOUN 8 nsubj|rose VERB 4 conj|slowly ADV 8 advmod"
    )
    last = clauses_of(text, words)[-1]
    assert text[last.start : last.end] == "wages rose slowly"
    assert [text[a:b] for a, b in last.governor] == ["said"]


@given(st.data())
def test_any_tree_gives_stretches_of_its_sentence(data: st.DataObject) -> None:
    """Whatever the tree: offsets true, pieces in order, holes inside, and at least one clause."""
    size = data.draw(st.integers(1, 25))
    rows = []
    for at in range(1, size + 1):
        head = data.draw(st.integers(1, at - 1)) if at > 1 else 0
        relation = data.draw(st.sampled_from(RELATIONS)) if head else "root"
        form = data.draw(st.sampled_from(["and", ",", "who", "not", "crane", "fell", "after", "."]))
        rows.append(f"{form} {data.draw(st.sampled_from(UPOS))} {head} {relation}")
    text, words = tree("|".join(rows))
    clauses = clauses_of(text, words)
    assert clauses == sorted(clauses, key=lambda clause: (clause.start, clause.end)) and clauses
    for clause in clauses:
        assert 0 <= clause.start < clause.end <= len(text)
        assert all(clause.start <= a < b <= clause.end for a, b in clause.holes)
        assert all(0 <= a < b <= len(text) for a, b in (*clause.lead, *clause.governor))


def test_a_list_of_hundreds_of_words_is_left_whole() -> None:
    """Trees of dumps mean nothing."""
    text, words = tree("|".join([JOINED] * (1 + MOST_WORDS // 10)))
    assert len(clauses_of(text, words)) == 1


def test_deeds_in_a_row_are_a_clause_each() -> None:
    """The middle one of three deeds stands by itself, though it is read as a circumstance of the first."""
    rows = (
        "The DET 2 det|drone NOUN 3 nsubj|reached VERB 0 root|Lund PROPN 3 obj|, PUNCT 6 punct"
        "|crossed VERB 3 advcl|the DET 8 det|harbour NOUN 6 obj|and CCONJ 10 cc|hit VERB 3 conj"
        "|a DET 12 det|shed NOUN 10 obj|. PUNCT 3 punct"
    )
    assert told(rows) == [
        ([], "The drone reached Lund"),
        (["The drone"], "crossed the harbour"),
        (["The drone"], "hit a shed"),
    ]


def test_a_participle_behind_a_comma_and_a_quotation_mark_is_cut() -> None:
    """ "... in the strongest words,” saying that": the mark between does not join them."""
    rows = (
        "Olsen PROPN 2 nsubj|condemned VERB 0 root|the DET 4 det|test NOUN 2 obj|“ PUNCT 7 punct"
        "|in ADP 7 case|words NOUN 2 obl|, PUNCT 7 punct|” PUNCT 7 punct|saying VERB 2 advcl"
        "|it PRON 12 nsubj|failed VERB 10 ccomp|twice ADV 12 advmod|. PUNCT 2 punct"
    )
    assert any(text.startswith("saying") for _, text in told(rows))
