"""The vote of rules and reader on the names of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crosswire.reader.names_vote import Told, Weights, vote
from crosswire.reader.read import KINDS, Read, ReadName, Word

NOTHING = (0.96, 0.01, 0.01, 0.01, 0.01, 0.0)
PERSON = (0.05, 0.9, 0.03, 0.01, 0.01, 0.0)
PLACE = (0.05, 0.01, 0.03, 0.9, 0.01, 0.0)
UNSURE = (0.4, 0.25, 0.05, 0.3, 0.0, 0.0)


def sentence(*words: tuple[str, tuple[float, ...]]) -> tuple[str, Read]:
    """A sentence of words parted by spaces, each with its chances; names are runs of one kind."""
    text, row, names = "", [], []
    for number, (word, chances) in enumerate(words):
        start = len(text) + (number > 0)
        text = f"{text} {word}" if number else word
        row.append(Word(start=start, end=len(text), upos="X", head=-1, relation="root"))
        best = max(range(6), key=chances.__getitem__)
        if best:
            names.append(
                ReadName(
                    start=start,
                    end=len(text),
                    first=number,
                    last=number,
                    kind=KINDS[best - 1],
                    score=chances[best],
                    chances=chances[1:],
                )
            )
    chances = tuple(chances for _, chances in words)
    return text, Read(words=tuple(row), names=tuple(names), chances=chances)


def test_one_witness_is_heard_when_the_other_is_silent_but_not_against() -> None:
    """The reader's sure name stands although the rules missed it."""
    text, read = sentence(("Velda", PERSON), ("spoke", NOTHING))
    assert vote(text, [], [(0, read)]) == [(0, 5, "person")]


def test_a_name_that_the_reader_is_sure_is_none_keeps_the_word_of_the_rules_out() -> None:
    """Rules alone do not make a name of a word that the reader knows to be ordinary."""
    text, read = sentence(("Harvest", (0.999, 0.001, 0, 0, 0, 0)), ("began", NOTHING))
    assert vote(text, [], [(0, read)]) == []


def test_all_mentions_of_a_form_get_one_kind() -> None:
    """Two sure mentions settle the third, which is read as something else."""
    text, read = sentence(
        ("Osk", PLACE), ("lies", NOTHING), ("near", NOTHING), ("Osk", PLACE), ("Osk", UNSURE)
    )
    told: list[Told] = [(14, 17, "place"), (0, 3, "place"), (18, 21, "person")]
    assert {kind for _, _, kind in vote(text, told, [(0, read)])} == {"place"}


def test_without_the_reader_the_rules_stand() -> None:
    """Where nothing was read, the rules' names come back as they were."""
    told: list[Told] = [(0, 4, "group"), (5, 8, "person")]
    assert vote("Osks Ada", told, []) == told


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(KINDS))))
def test_names_never_overlap(rows: list[tuple[int, int, str]]) -> None:
    """Whatever is told, what comes back is in order and apart."""
    text = "ab " * 20
    told = [(start, start + length, kind) for start, length, kind in rows]
    at = 0
    for start, end, kind in vote(text, told, []):  # type: ignore[arg-type]
        assert at <= start < end
        assert kind in KINDS
        at = end


def test_a_guess_of_the_rules_counts_less_in_a_short_or_careless_text() -> None:
    """The rules' kind stands in a settled report, the reader's in a line of chat."""
    weights = Weights(settled=8, guess=0.6)
    plain = [
        ("The", NOTHING),
        ("Velda", (0.2, 0.5, 0.0, 0.3, 0.0, 0.0)),
        ("sank", NOTHING),
        ("yesterday", NOTHING),
    ]
    careless = [("the", NOTHING), *plain[1:]]
    for words, kind in ((plain, "place"), (careless, "person")):
        text, read = sentence(*words)
        told: list[Told] = [(4, 9, "place")]
        assert vote(text, told, [(0, read), (0, read)], weights=weights) == [(4, 9, kind)]


def test_a_guess_that_the_reader_nowhere_sees_is_no_name() -> None:
    """What the gazetteer knows stays, even where the reader is blind to it."""
    text, read = sentence(("Velda", (0.6, 0.3, 0.0, 0.1, 0.0, 0.0)), ("sank", NOTHING))
    told: list[Told] = [(0, 5, "place")]
    read = replace(read, names=())
    assert vote(text, told, [(0, read)]) == []
    assert vote(text, told, [(0, read)], known=lambda _: True) == told


def test_of_nested_names_the_longer_stays() -> None:
    """A witness cuts a name short more often than it invents a part."""
    text, read = sentence(("Velda", PERSON), ("Marok", PERSON), ("spoke", NOTHING))
    whole: list[Told] = [(0, 11, "person")]
    assert vote(text, whole, [(0, read)], known=lambda form: " " in form) == whole


def test_small_letters_are_no_name_where_capitals_are_in_order() -> None:
    """A careless writer's names are heard all the same."""
    rest = [("sank", NOTHING), ("near", NOTHING), ("velda", PLACE)]
    text, read = sentence(("They", NOTHING), *rest)
    assert vote(text, [], [(0, read)]) == []
    text, read = sentence(("they", NOTHING), *rest)
    assert vote(text, [], [(0, read)]) == [(15, 20, "place")]
